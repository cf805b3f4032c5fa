"""A dossier is received only at a desk that the territory scope of its procedure allows."""

from datetime import date

from motcua.catalogue.rules.edition import Edition, TerritoryScope
from motcua.directory.queries.cards import agency_card
from motcua.directory.queries.one_stop_units import one_stop_unit_for
from motcua.directory.queries.places import seat_of
from motcua.directory.rules.territory import Seat
from motcua.dossiers.rules.refusals import DeskOutsideTerritory
from motcua.dossiers.rules.territory import may_receive


def require_in_territory(
    edition: Edition, competent_agency_id: int, receiving_unit_id: int, place_id: int, on: date
) -> None:
    """Raises DeskOutsideTerritory, with the desk to go to, when this desk may not take the dossier in."""
    desk = agency_card(receiving_unit_id)
    if edition.territory == TerritoryScope.NATION or desk.parent_id == competent_agency_id:
        return
    agency, place = _seat(agency_card(competent_agency_id).unit_id, on), seat_of(place_id, on)
    if may_receive(edition.territory, _seat(desk.unit_id, on), agency, place):
        return
    usual = one_stop_unit_for(competent_agency_id, place_id, on)
    raise DeskOutsideTerritory(scope=edition.territory.value, desk=desk.name, go_to=usual.name if usual else None)


def _seat(unit_id: int | None, on: date) -> Seat | None:
    return seat_of(unit_id, on) if unit_id is not None else None
