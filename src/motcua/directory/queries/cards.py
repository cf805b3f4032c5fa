"""What forms and pages say of an agency, kept in memory: a row of an agency never changes its name."""

from dataclasses import dataclass
from functools import lru_cache

from motcua.directory.models import Agency
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
    row = (
        Agency.objects.filter(id=agency_id)
        .values_list("id", "code", "name", "kind", "parent_id", "parent__name", "unit__name", "unit_id")
        .first()
    )
    if row is None:
        raise AgencyUnknown(agency_id=agency_id)
    *known, parent_name, place_name, unit_id = row
    return AgencyCard(*known, parent_name or "", place_name or "", unit_id)
