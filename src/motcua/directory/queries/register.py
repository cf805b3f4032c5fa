"""Units and agencies over time, as stewards read them."""

from datetime import date

from django.db.models import QuerySet

from motcua.directory.models import AdministrativeUnit, Agency, UnitSuccession
from motcua.directory.queries.cards import AgencyUnknown
from motcua.directory.queries.places import in_force
from motcua.kernel.paging import Page, page_of
from motcua.kernel.refusal import Refusal
from motcua.kernel.text import fold


class UnitUnknown(Refusal):
    """There is no such administrative unit. Choose one from the list."""

    status = 404


def agencies_page(
    words: str, *, kind: str = "", on: date | None = None, before: str = "", after: str = ""
) -> Page[Agency]:
    """Agencies by code whose name or code holds all the words; of one kind and of one day when these are given."""
    rows = _agencies(words)
    if kind:
        rows = rows.filter(kind=kind)
    return page_of(rows.filter(in_force(on)) if on else rows, "code", before=before, after=after)


def agency_candidates(text: str, on: date, limit: int = 8) -> list[Agency]:
    """The agency with this code on the day, else those whose name holds the words, shortest names first."""
    exact = list(Agency.objects.filter(in_force(on), code__iexact=text.strip()))
    if exact:
        return exact
    return sorted(_agencies(text).filter(in_force(on))[: limit * 20], key=lambda row: (len(row.name), row.code))[:limit]


def agency_by_id(agency_id: int) -> Agency:
    """The agency with its place and parent. Raises AgencyUnknown."""
    row = Agency.objects.select_related("unit__parent", "parent").filter(id=agency_id).first()
    if row is None:
        raise AgencyUnknown(agency_id=agency_id)
    return row


def subordinates_of(agency: Agency) -> list[Agency]:
    return list(agency.subordinates.order_by("code"))


def served_by(agency: Agency) -> list[AdministrativeUnit]:
    """The communes that a regional branch works for."""
    return list(AdministrativeUnit.objects.filter(served_by__agency=agency).order_by("path"))


def unit_by_id(unit_id: int) -> AdministrativeUnit:
    """The administrative unit with its parents. Raises UnitUnknown."""
    row = AdministrativeUnit.objects.select_related("parent__parent").filter(id=unit_id).first()
    if row is None:
        raise UnitUnknown(unit_id=unit_id)
    return row


def units_page(
    words: str, *, level: str = "", parent_id: int | None = None, on: date, before: str = "", after: str = ""
) -> Page[AdministrativeUnit]:
    """Units of a day by path whose path holds all the words or that have this code."""
    rows = AdministrativeUnit.objects.filter(in_force(on)).select_related("parent")
    if words.strip().isdigit():
        rows = rows.filter(code=words.strip())
    else:
        for word in fold(words.replace("/", " ")).split():
            rows = rows.filter(path__contains=word)
    if level:
        rows = rows.filter(level=level)
    if parent_id is not None:
        rows = rows.filter(parent_id=parent_id)
    return page_of(rows, "path", before=before, after=after)


def successions_of(unit: AdministrativeUnit) -> tuple[list[UnitSuccession], list[UnitSuccession]]:
    """What the unit became, and what it was made of."""
    became = unit.successions.select_related("successor__parent").order_by("-is_default", "successor__path")
    made_of = unit.origins.select_related("predecessor__parent").order_by("predecessor__path")
    return list(became), list(made_of)


def agencies_of_unit(unit: AdministrativeUnit) -> list[Agency]:
    return list(unit.agencies.order_by("code"))


def _agencies(words: str) -> QuerySet[Agency]:
    rows = Agency.objects.select_related("unit", "parent").order_by("code")
    for word in fold(words).split():
        rows = rows.filter(search__contains=word)
    return rows
