"""Boxes with search: what was typed becomes the first hit, and the other hits are offered beside it."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

from django.utils.translation import get_language

from motcua.catalogue.queries.search import names_of, search
from motcua.directory.models import AdministrativeUnit
from motcua.directory.queries.cards import agency_card
from motcua.directory.queries.one_stop_units import search_one_stop_units
from motcua.directory.queries.places import search_units, unit_with_parents

HITS = 6


@dataclass(frozen=True)
class Hit:
    """One thing found: its id as text, and how it is called."""

    id: str
    label: str


@dataclass(frozen=True)
class Pick:
    """What a box holds: the hit that was taken, if any, and what else fits."""

    box: str
    """Name of the box: `procedure`, `place` or `return_unit`."""
    text: str = ""
    taken: Hit | None = None
    others: list[Hit] = field(default_factory=list)
    is_new: bool = False
    """Taken in this request: the person has not seen it yet."""


Finder = Callable[[str], list[Hit]]


def take(box: str, *, text: str, known: str, chosen: str, find: Finder, label: Callable[[str], Hit]) -> Pick:
    """A hit that was clicked wins, then what was taken before if the text still says so, then the first hit."""
    if chosen:
        hit = label(chosen)
        return Pick(box, hit.label, hit, is_new=True)
    if known and text == (hit := label(known)).label:
        return Pick(box, text, hit)
    hits = find(text) if text else []
    if not hits:
        return Pick(box, text, is_new=True)
    return Pick(box, hits[0].label, hits[0], hits[1:], is_new=True)


def procedures(on: date) -> Finder:
    """Finds procedures in force by acronym, code or words without marks."""
    return lambda text: [_procedure_hit(row.code, row.name_vi, row.name_en) for row in search(text, HITS, on=on)]


def procedure_labelled(code: str) -> Hit:
    """The procedure with this code; of an unknown one the code alone, which acceptance refuses in words."""
    names = names_of(code)
    return _procedure_hit(code, *names) if names else Hit(code, code)


def _procedure_hit(code: str, name_vi: str, name_en: str) -> Hit:
    is_english = (get_language() or "").startswith("en")
    return Hit(code, f"{code} – {name_en if is_english else name_vi}")


def places(on: date, near: str) -> Finder:
    """Finds places of the country by unaccented words, those of the own province first."""
    return lambda text: [place_hit(unit) for unit in search_units(text, on, HITS, near=near)]


def return_units(on: date) -> Finder:
    """Finds one-stop units by unaccented words of their name."""
    return lambda text: [Hit(str(unit.id), unit.name) for unit in search_one_stop_units(text, on, HITS)]


def place_hit(unit: AdministrativeUnit) -> Hit:
    """A place with the places around it: "Phường Nông Trang, Tỉnh Phú Thọ"."""
    names = []
    around: AdministrativeUnit | None = unit
    while around is not None:
        names.append(around.full_name)
        around = around.parent
    return Hit(str(unit.id), ", ".join(names))


def place_labelled(place_id: str) -> Hit:
    return place_hit(unit_with_parents(int(place_id)))


def unit_labelled(agency_id: str) -> Hit:
    return Hit(agency_id, agency_card(int(agency_id)).name)
