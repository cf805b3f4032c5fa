"""The catalogue as a list: every procedure with its editions, found by words, filtered by sector."""

from typing import Any

from django.db.models import Prefetch, QuerySet

from motcua.catalogue.models import Procedure, ProcedureEdition
from motcua.catalogue.queries.search import search
from motcua.kernel.paging import Page, page_of

FOUND_MAX = 100
"""How many procedures a search shows; for more the words must be narrowed."""


def procedures_page(*, sector: str = "", before: str = "", after: str = "") -> Page[Procedure]:
    """Procedures by code with all their editions, without their documents."""
    rows = _with_editions()
    return page_of(rows.filter(sector=sector) if sector else rows, "code", before=before, after=after)


def procedures_found(words: str, *, sector: str = "") -> list[Procedure]:
    """The procedures that fit the words, best first, with all their editions."""
    found = [one.id for one in search(words, FOUND_MAX) if not sector or one.sector == sector]
    rows = {row.pk: row for row in _with_editions().filter(id__in=found)}
    return [rows[id_] for id_ in found]


def all_procedures(*, sector: str = "") -> list[Procedure]:
    """Every procedure by code, for an export."""
    rows = _with_editions().order_by("code")
    return list(rows.filter(sector=sector) if sector else rows)


def sectors() -> list[str]:
    """The sectors that have a procedure."""
    return list(Procedure.objects.order_by("sector").values_list("sector", flat=True).distinct())


def finding_aids() -> list[dict[str, Any]]:
    """What is known of procedures' daily names and audiences, in the shape of its file."""
    rows = Procedure.objects.exclude(also="").order_by("code").values_list("code", "also", "audiences")
    return [
        {"procedure": code, "also": also.split(", "), "audiences": audiences.split()} for code, also, audiences in rows
    ]


def _with_editions() -> QuerySet[Procedure]:
    editions = ProcedureEdition.objects.defer("document").order_by("start", "number")
    return Procedure.objects.prefetch_related(Prefetch("editions", editions))
