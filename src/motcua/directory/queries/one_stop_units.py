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
    units = Agency.objects.filter(in_force(on), kind__in=_KINDS, unit__isnull=False).select_related("unit")
    if not everywhere:
        province = place.path.split("/")[0]
        units = units.filter(Q(unit__path=province) | Q(unit__path__startswith=f"{province}/"))
    found = [_measured(unit, place) for unit in units]
    own = {unit.pk for unit in units if unit.unit_id == place.pk}
    return sorted(found, key=lambda desk: (desk.id not in own, desk.km is None, desk.km or 0, desk.name))[:limit]


def _measured(desk: Agency, place: AdministrativeUnit) -> DeskNear:
    assert desk.unit is not None
    km = None
    if None not in (desk.unit.latitude, desk.unit.longitude, place.latitude, place.longitude):
        km = _distance_km(desk.unit.latitude, desk.unit.longitude, place.latitude, place.longitude)  # type: ignore[arg-type]
    return DeskNear(desk.pk, desk.name, desk.unit.full_name, km)


def _distance_km(latitude: float, longitude: float, to_latitude: float, to_longitude: float) -> float:
    """On a flat map, which is near enough within a country."""
    north = (to_latitude - latitude) * 111.2
    east = (to_longitude - longitude) * 111.2 * cos(radians((latitude + to_latitude) / 2))
    return hypot(north, east)
