"""The commune of an address, typed in any order and without marks: what it is called today and was called before."""

from dataclasses import dataclass
from datetime import date

from motcua.directory.models import AdministrativeUnit
from motcua.directory.queries.places import find_place, locate, search_units
from motcua.directory.rules.competence import PlaceAmbiguous, PlaceNotThen, PlaceUnknown
from motcua.directory.rules.territory import UnitLevel
from motcua.kernel.text import normalise

CHOICES = 8


@dataclass(frozen=True)
class SettledCommune:
    """The commune of today; the one it was typed as, if that has ended; others that took over parts of that one."""

    current: AdministrativeUnit
    former: AdministrativeUnit | None = None
    others: tuple[AdministrativeUnit, ...] = ()


def settle_commune(text: str, on: date) -> SettledCommune | None:
    """The commune meant by a code or by names ("Nông Trang, Phú Thọ"); None when no single commune is meant.

    A commune that has ended leads to the one that took over most of it. Names may stand from the smallest place to the
    province, as people write them, or the other way round.
    """
    for spelling in _spellings(text):
        try:
            found = find_place(spelling, on)
            located = locate(found, on)
        except (PlaceUnknown, PlaceAmbiguous, PlaceNotThen):
            continue
        if found.level == located.unit.level == UnitLevel.COMMUNE:
            is_former = located.unit.pk != found.pk
            others = tuple(unit for unit in located.others if unit.level == UnitLevel.COMMUNE)
            return SettledCommune(located.unit, found if is_former else None, others if is_former else ())
    return None


def address_of(line: str, unit: str, former: str, on: date) -> dict[str, str]:
    """An address as answers keep it: street line, the commune of today, and the former one it was typed or told as.

    Without `unit` the commune is looked for at the end of the line. What no commune is found for stays `unit_text`.
    """
    if unit:
        commune = settle_commune(unit, on)
    else:
        line, commune = split_address(line, on)
    address = {"line": line} if line else {}
    if commune is None:
        return address | ({"unit_text": unit} if unit else {})
    address |= {"unit": commune.current.code, "unit_name": commune_label(commune.current)}
    before = commune.former or _told_former(former, commune, on)
    if before is not None:
        address |= {"old_unit": before.code, "old_unit_name": commune_label(before)}
    return address


def _told_former(text: str, commune: SettledCommune, on: date) -> AdministrativeUnit | None:
    """The former commune that was told with it, if the one of today is one it went to."""
    told = settle_commune(text, on) if text else None
    if told is None or commune.current not in (told.current, *told.others):
        return None
    return told.former


def split_address(text: str, on: date) -> tuple[str, SettledCommune | None]:
    """An address on one line as its street line and commune: "Khu 5, Nông Trang, Phú Thọ"; without one, the text."""
    parts = [part.strip() for part in normalise(text).split(",") if part.strip()]
    for count in (3, 2):
        if len(parts) < count:
            continue
        commune = settle_commune(", ".join(parts[-count:]), on)
        if commune is not None:
            return ", ".join(parts[:-count]), commune
    return normalise(text), None


def communes_like(text: str, on: date) -> list[AdministrativeUnit]:
    """Communes of today whose names hold the words typed, to choose from."""
    found = search_units(text.replace(",", " "), on, CHOICES * 2) if text.strip() else []
    return [unit for unit in found if unit.level == UnitLevel.COMMUNE][:CHOICES]


def commune_label(unit: AdministrativeUnit) -> str:
    """The commune with the places around it: "Phường Nông Trang, Tỉnh Phú Thọ"."""
    names = []
    around: AdministrativeUnit | None = unit
    while around is not None:
        names.append(around.full_name)
        around = around.parent
    return ", ".join(names)


def _spellings(text: str) -> list[str]:
    parts = [part.strip() for part in normalise(text).replace("/", ",").split(",") if part.strip()]
    return list(dict.fromkeys(["/".join(reversed(parts)), "/".join(parts)])) if parts else []
