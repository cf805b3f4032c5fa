"""Finding administrative units by code or by unaccented path, and following them through time."""

import itertools
import re
from dataclasses import dataclass
from datetime import date

from django.contrib.postgres.search import TrigramDistance
from django.db.models import Q, QuerySet

from motcua.directory.models import AdministrativeUnit, UnitSuccession
from motcua.directory.rules.competence import PlaceAmbiguous, PlaceNotThen, PlaceUnknown
from motcua.directory.rules.territory import KIND_WORDS, Seat, UnitLevel, path_part
from motcua.kernel.reference import kept
from motcua.kernel.text import fold, normalise

_KIND_PREFIX = re.compile(rf"^({'|'.join(map(fold, KIND_WORDS))}|tp|tx|tt) (?=.)")
_CODE = re.compile(r"\d{2}|\d{3}|\d{5}")
NEAREST = 5


@dataclass(frozen=True)
class Located:
    """The unit that stands for a place on a date, and the others it may be when the place was divided or merged."""

    unit: AdministrativeUnit
    others: tuple[AdministrativeUnit, ...] = ()


def in_force(on: date) -> Q:
    """Units (or agencies, or anything with a period) in force on the date."""
    return Q(start__lte=on) & (Q(end__isnull=True) | Q(end__gt=on))


def find_place(text: str, on: date) -> AdministrativeUnit:
    """The unit with this code, or this path of names from the province down, preferably one in force on the date.

    Parts may carry their kind ("quan ba dinh") and a district may be left out. The unit found may have ended before
    the date, or begin after it; see `locate`.
    Raises PlaceUnknown with the nearest paths, or PlaceAmbiguous with the choices.
    """
    wanted = normalise(text)
    found = list(_with_parents().filter(code=wanted)) if _CODE.fullmatch(wanted) else _by_path(wanted)
    found = [unit for unit in found if unit.start <= on and (unit.end is None or on < unit.end)] or found
    if not found:
        raise PlaceUnknown(place=wanted, nearest=_nearest(wanted, on))
    if len(found) > 1:
        found = _exact(found, wanted.split("/")[-1].strip()) or found
    if len(found) > 1:
        raise PlaceAmbiguous(place=wanted, choices=[f"{unit.code} {unit.full_name} ({unit.path})" for unit in found])
    return found[0]


@kept("places")
def place_id(text: str, on: date) -> int:
    """The id of the unit that `find_place` finds; raises what it raises."""
    return find_place(text, on).id


def locate(unit: AdministrativeUnit, on: date) -> Located:
    """The unit itself if it is in force on the date, else what took it over by then, or what it was made of.

    Of several it is the default successor, or the origin of the same name, else the largest part; the rest are named.
    Raises PlaceNotThen when nothing leads to that date.
    """
    others: list[AdministrativeUnit] = []
    while unit.end is not None and unit.end <= on:
        steps = list(
            UnitSuccession.objects.filter(predecessor=unit)
            .select_related("successor__parent__parent")
            .order_by("-is_default", "successor__path")
        )
        if not steps:
            raise PlaceNotThen(place=unit.path, on=on)
        others = [step.successor for step in steps[1:]]
        unit = steps[0].successor
    while unit.start > on:
        origins = list(
            UnitSuccession.objects.filter(successor=unit)
            .select_related("predecessor__parent__parent")
            .order_by("is_split", "predecessor__path")
        )
        same_level = [step for step in origins if step.predecessor.level == unit.level] or origins
        if not same_level:
            raise PlaceNotThen(place=unit.path, on=on)
        same_level.sort(key=lambda step: (step.predecessor.name != unit.name, not step.is_default, step.is_split))
        others = [step.predecessor for step in same_level[1:]]
        unit = same_level[0].predecessor
    return Located(unit, tuple(others))


def unit_with_parents(unit_id: int) -> AdministrativeUnit:
    """The unit with its parents, in one statement."""
    return _with_parents().get(id=unit_id)


@kept("places")
def seat_of(unit_id: int, on: date) -> Seat:
    """The unit that stands for this one on the date, with its province. Raises PlaceNotThen."""
    unit = locate(unit_with_parents(unit_id), on).unit
    province = unit
    while province.parent is not None:
        province = province.parent
    return Seat(unit.id, unit.level, province.id)


def commune_by_code(code: str, on: date) -> AdministrativeUnit | None:
    """The commune that bears the code on the date."""
    return AdministrativeUnit.objects.filter(in_force(on), level=UnitLevel.COMMUNE, code=code).first()


def units_in_force(on: date, level: str, parent_id: int | None = None) -> QuerySet[AdministrativeUnit]:
    """Units of a level on the date, by path; for choosing a place step by step."""
    units = AdministrativeUnit.objects.filter(in_force(on), level=level).order_by("path")
    return units if parent_id is None else units.filter(parent_id=parent_id)


def search_units(text: str, on: date, limit: int = 10, *, near: str = "") -> list[AdministrativeUnit]:
    """Units in force whose path holds all the folded words, communes included, with their parents.

    Those under the path `near` come first, then the shortest paths.
    """
    found = _with_parents().filter(in_force(on))
    for word in path_part(text.replace("/", " ")).split():
        found = found.filter(path__contains=word)
    ours = found.filter(path__startswith=f"{near}/").order_by("path")[: limit * 20] if near else []
    everywhere = found.order_by("path")[: limit * 20]
    ranked = [sorted(units, key=lambda unit: (len(unit.path), unit.path)) for units in (ours, everywhere)]
    return list(dict.fromkeys(itertools.chain(*ranked)))[:limit]


def _with_parents() -> QuerySet[AdministrativeUnit]:
    return AdministrativeUnit.objects.select_related("parent__parent")


def _by_path(text: str) -> list[AdministrativeUnit]:
    parts = [path_part(part) for part in text.split("/") if part.strip()]
    if not parts:
        return []
    spellings = [sorted({part, _KIND_PREFIX.sub("", part)}) for part in parts]
    found = list(_with_parents().filter(path__in=["/".join(way) for way in itertools.product(*spellings)]))
    if found or len(parts) > 2:
        return found
    ends = Q()
    for last in spellings[-1]:
        ends |= Q(path__endswith=f"/{last}")
    if len(parts) == 2:
        starts = Q()
        for first in spellings[0]:
            starts |= Q(path__startswith=f"{first}/")
        ends &= starts
    return list(_with_parents().filter(ends).order_by("path")[:50])


def _exact(units: list[AdministrativeUnit], last: str) -> list[AdministrativeUnit]:
    """Of namesakes, those with the same accents if any are written, else those of the same kind."""
    if fold(last) != last.casefold():
        return [unit for unit in units if last.casefold() in (unit.name.casefold(), unit.full_name.casefold())]
    return [unit for unit in units if fold(unit.full_name) == last.casefold()]


def _nearest(text: str, on: date) -> list[str]:
    wanted = "/".join(path_part(part) for part in text.split("/"))
    near = AdministrativeUnit.objects.filter(in_force(on)).order_by(TrigramDistance("path", wanted), "path")
    return list(near.values_list("path", flat=True)[:NEAREST])
