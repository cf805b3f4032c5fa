"""Finding the units where people hand in dossiers and collect results."""

from datetime import date

from motcua.directory.models import Agency
from motcua.directory.queries.cards import agency_card
from motcua.directory.queries.places import in_force, unit_with_parents
from motcua.directory.rules.agencies import AgencyKind
from motcua.kernel.text import fold

_KINDS = [kind for kind in AgencyKind if kind.is_one_stop_unit]


def search_one_stop_units(text: str, on: date, limit: int = 10) -> list[Agency]:
    """One-stop units in force whose name or code holds all the folded words, the shortest names first."""
    found = Agency.objects.filter(in_force(on), kind__in=_KINDS)
    for word in fold(text).split():
        found = found.filter(search__contains=word)
    return sorted(found.order_by("search")[: limit * 20], key=lambda unit: (len(unit.name), unit.search))[:limit]


def one_stop_unit_for(decider_id: int, place_id: int, on: date) -> Agency | None:
    """Where one usually hands in what this agency decides: its own unit, that of the place, or that of the province."""
    units = Agency.objects.filter(in_force(on), kind__in=_KINDS).order_by("id")
    card = agency_card(decider_id)
    around = [card.unit_id]
    place = unit_with_parents(place_id)
    while place is not None:
        around.append(place.id)
        place = place.parent  # type: ignore[assignment]
    own = units.filter(parent_id=decider_id).first()
    near = {unit.unit_id: unit for unit in units.filter(unit_id__in=[unit_id for unit_id in around if unit_id])}
    return own or next((near[unit_id] for unit_id in around if unit_id in near), None)
