"""Which edition of a procedure holds on a day, and its content."""

from dataclasses import replace
from datetime import date, datetime
from functools import lru_cache

from django.db import connection
from django.db.models import Prefetch, Q

from motcua.catalogue.models import Procedure, ProcedureEdition
from motcua.catalogue.queries.search import nearest
from motcua.catalogue.rules.comparison import compare_editions
from motcua.catalogue.rules.document import from_json
from motcua.catalogue.rules.edition import Edition
from motcua.catalogue.rules.findings import Finding
from motcua.kernel.reference import kept
from motcua.kernel.refusal import Refusal


class ProcedureUnknown(Refusal):
    """There is no procedure with this code. Choose one of the nearest, or have it imported into the catalogue."""

    status = 404

    def __init__(self, code: str, nearest: list[str]) -> None:
        super().__init__(code=code, nearest=nearest)


class EditionNotInForce(Refusal):
    """No published edition of the procedure is in force on this day. Choose another day or publish an edition."""

    def __init__(self, code: str, on: date, periods: list[str]) -> None:
        super().__init__(code=code, on=on.isoformat(), periods=periods)


class EditionUnknown(Refusal):
    """There is no such edition. Look it up in the list of the procedure's editions."""

    status = 404

    def __init__(self, edition_id: int) -> None:
        super().__init__(edition_id=edition_id)


@kept("procedures")
def edition_in_force(code: str, on: date) -> tuple[int, Edition]:
    """The id and content of the edition in force on the day.

    Raises ProcedureUnknown with the nearest codes, EditionNotInForce with the periods there are.
    """
    with connection.cursor() as cursor:
        cursor.execute(_IN_FORCE, [code, on, on])
        row = cursor.fetchone()
    if row is None:
        _refuse(code, on)
    edition_id: int = row[0]
    return edition_id, edition(edition_id)


_IN_FORCE = """
SELECT edition.id
FROM catalogue_procedureedition AS edition JOIN catalogue_procedure AS procedure ON procedure.id = edition.procedure_id
WHERE procedure.code = %s AND edition.published_at IS NOT NULL
    AND edition.start <= %s AND (edition."end" IS NULL OR edition."end" > %s)
"""


def edition(edition_id: int) -> Edition:
    """The content of an edition; a published one is read from the database once per process, for it never changes.

    Its `end` is the one it was published with; a later edition may have ended it since.

    Raises EditionUnknown.
    """
    try:
        return _published(edition_id)
    except _NotPublished as draft:
        return draft.content


class _NotPublished(Exception):
    """Keeps a draft out of the cache."""

    def __init__(self, content: Edition) -> None:
        self.content = content


@lru_cache(maxsize=4096)
def _published(edition_id: int) -> Edition:
    row = ProcedureEdition.objects.filter(id=edition_id).values_list("document", "published_at").first()
    if row is None:
        raise EditionUnknown(edition_id)
    document, published_at = row
    content = from_json(document)
    if published_at is None:
        raise _NotPublished(content)
    return content


def _refuse(code: str, on: date) -> None:
    if not Procedure.objects.filter(code=code).exists():
        raise ProcedureUnknown(code, nearest(code))
    periods = ProcedureEdition.objects.filter(procedure__code=code, published_at__isnull=False).order_by("start")
    raise EditionNotInForce(code, on, [_period(start, end) for start, end in periods.values_list("start", "end")])


def _period(start: date, end: date | None) -> str:
    return f"{start.isoformat()}…{end.isoformat() if end else ''}"


def editions_in_force(codes: list[str], on: date) -> dict[str, Edition | None]:
    """The editions in force on the day by code; None for a procedure that has none, nothing for an unknown code."""
    found: dict[str, Edition | None] = dict.fromkeys(
        Procedure.objects.filter(code__in=codes).values_list("code", flat=True)
    )
    rows = ProcedureEdition.objects.filter(
        Q(end__isnull=True) | Q(end__gt=on), procedure__code__in=codes, published_at__isnull=False, start__lte=on
    )
    for code, edition_id in rows.values_list("procedure__code", "id"):
        found[code] = edition(edition_id)
    return found


def editions_of(code: str) -> list[ProcedureEdition]:
    """All editions of a procedure, drafts too, oldest first.

    Raises ProcedureUnknown with the nearest codes.
    """
    rows = list(ProcedureEdition.objects.filter(procedure__code=code).order_by("start", "number"))
    if not rows and not Procedure.objects.filter(code=code).exists():
        raise ProcedureUnknown(code, nearest(code))
    return rows


def procedure_by_code(code: str) -> Procedure:
    """The procedure. Raises ProcedureUnknown with the nearest codes."""
    found = Procedure.objects.filter(code=code).first()
    if found is None:
        raise ProcedureUnknown(code, nearest(code))
    return found


def published_at(edition_id: int) -> datetime | None:
    """When the edition was checked and published last; None for a draft."""
    return ProcedureEdition.objects.filter(id=edition_id).values_list("published_at", flat=True).first()


def edition_by_number(code: str, number: int) -> ProcedureEdition:
    """The edition with this number, drafts too.

    Raises ProcedureUnknown, EditionUnknown.
    """
    row = ProcedureEdition.objects.select_related("procedure").filter(procedure__code=code, number=number).first()
    if row is None:
        procedure_by_code(code)
        raise EditionUnknown(number)
    return row


def edition_id(code: str, number: int) -> int:
    """The id of the edition with this number.

    Raises ProcedureUnknown, EditionUnknown.
    """
    return edition_by_number(code, number).pk


def overview(codes: list[str] | None, on: date | None, limit: int) -> list[Procedure]:
    """Procedures with all their editions: those of the codes, in their order, or all by code."""
    procedures = Procedure.objects.prefetch_related(
        Prefetch("editions", ProcedureEdition.objects.defer("document").order_by("start", "number"))
    )
    if on is not None:
        running = Q(editions__end__isnull=True) | Q(editions__end__gt=on)
        published = Q(editions__published_at__isnull=False, editions__start__lte=on)
        procedures = procedures.filter(running & published).distinct()
    if codes is None:
        return list(procedures.order_by("code")[:limit])
    return sorted(procedures.filter(code__in=codes), key=lambda procedure: codes.index(procedure.code))


def export(code: str, number: int | None = None) -> Edition:
    """The edition of this number, or the newest one, with the period it holds now.

    Raises ProcedureUnknown, EditionUnknown.
    """
    rows = [row for row in editions_of(code) if number is None or row.number == number]
    if not rows:
        raise EditionUnknown(number or 0)
    return replace(from_json(rows[-1].document), start=rows[-1].start, end=rows[-1].end)


def compare(edition_a: int, edition_b: int) -> list[Finding]:
    """Every difference from the first edition to the second, in words."""
    return compare_editions(edition(edition_a), edition(edition_b))
