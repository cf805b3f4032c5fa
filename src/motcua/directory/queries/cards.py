"""What forms and pages say of an agency, kept in memory: a row of an agency never changes its name."""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from motcua.directory.models import Agency
from motcua.directory.queries.places import in_force
from motcua.kernel.reference import kept
from motcua.kernel.refusal import Refusal


class AgencyUnknown(Refusal):
    """There is no such agency. Choose one from the list."""

    status = 404


@dataclass(frozen=True)
class AgencyCard:
    id: int
    code: str
    name: str
    kind: str
    parent_id: int | None
    parent_name: str
    place_name: str
    """Short name of the territory, as written before a date; empty for the whole country."""
    unit_id: int | None


@lru_cache(maxsize=20_000)
def agency_card(agency_id: int) -> AgencyCard:
    """The agency's card; one statement the first time, none after. Raises AgencyUnknown."""
    agency = Agency.objects.select_related("parent", "unit").filter(id=agency_id).first()
    if agency is None:
        raise AgencyUnknown(agency_id=agency_id)
    return AgencyCard(
        id=agency.id,
        code=agency.code,
        name=agency.name,
        kind=agency.kind,
        parent_id=agency.parent_id,
        parent_name=agency.parent.name if agency.parent else "",
        place_name=agency.unit.name if agency.unit else "",
        unit_id=agency.unit_id,
    )


@kept("places")
def agency_by_code(code: str, on: date) -> AgencyCard:
    """The card of the agency that bears the code on the date. Raises AgencyUnknown."""
    agency_id = Agency.objects.filter(in_force(on), code=code.strip()).values_list("id", flat=True).first()
    if agency_id is None:
        raise AgencyUnknown(code=code)
    return agency_card(agency_id)
