"""Finding the units where people hand in dossiers and collect results."""

from dataclasses import dataclass
from datetime import date
from math import cos, hypot, radians

from django.db.models import Q

from motcua.directory.models import AdministrativeUnit, Agency
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


@dataclass(frozen=True)
class DeskNear:
    """A one-stop unit and how far it is from the place, as the crow flies."""

    id: int
    name: str
    place: str
    km: float | None
    """None when either of the two has no known position."""


def desks_near(place: AdministrativeUnit, on: date, limit: int = 4, *, everywhere: bool = False) -> list[DeskNear]:
    """The one-stop units of the place's province, the nearest first; one statement on its communes.

    Those `everywhere` in the country when the matter may be filed there.
    """
    units = Agency.objects.filter(in_force(on), kind__in=_KINDS, unit__isnull=False)
    if not everywhere:
        province = place.path.split("/")[0]
        units = units.filter(Q(unit__path=province) | Q(unit__path__startswith=f"{province}/"))
    rows = units.values_list("id", "name", "unit_id", "unit__full_name", "unit__latitude", "unit__longitude")
    measured = [
        (unit_id != place.pk, _distance_km(place, latitude, longitude), name, desk_id, full_name)
        for desk_id, name, unit_id, full_name, latitude, longitude in rows
    ]
    nearest = sorted(measured, key=lambda desk: (desk[0], desk[1] is None, desk[1] or 0, desk[2]))[:limit]
    return [DeskNear(desk_id, name, full_name, km) for _, km, name, desk_id, full_name in nearest]


def _distance_km(place: AdministrativeUnit, latitude: float | None, longitude: float | None) -> float | None:
    """On a flat map, which is near enough within a country; None when either has no known position."""
    if latitude is None or longitude is None or place.latitude is None or place.longitude is None:
        return None
    north = (place.latitude - latitude) * 111.2
    east = (place.longitude - longitude) * 111.2 * cos(radians((latitude + place.latitude) / 2))
    return hypot(north, east)
