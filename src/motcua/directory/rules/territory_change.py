"""Changes of communes after 01/07/2025 as a resolution decides them: what a file of changes says, and its faults.

on: 2027-01-01
legal_basis: Nghị quyết …
source: where the text was read
changes:
  - rename: {unit: "07900", name: Việt Trì, kind: ward}
  - merge: {units: ["07894", "07900"], into: {code: "07900", name: Việt Trì, kind: ward}}
  - split: {unit: "07900", into: [{code: "07900", …, default: true}, {code: "90001", …}]}
  - create: {into: {code: "90002", name: …, kind: special_zone, parent: "25"}}
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from motcua.directory.rules.territory import KIND_WORDS, UnitKind
from motcua.kernel.text import normalise

COMMUNE_KINDS: dict[UnitKind, str] = {
    kind: word for word, kind in KIND_WORDS.items() if kind in (UnitKind.COMMUNE, UnitKind.WARD, UnitKind.SPECIAL_ZONE)
}
"""Kinds that communes have had since 01/07/2025, with the word in their full names."""
_UNIT_FIELDS = {"code", "name", "kind", "parent", "default", "latitude", "longitude", "area_km2", "agency_code"}


@dataclass(frozen=True)
class NewCommune:
    """A commune that begins on the day of the change."""

    code: str
    name: str
    kind: UnitKind
    parent: str | None
    """Code of its province; that of what it is made of when none is named."""
    latitude: float | None
    longitude: float | None
    area_km2: float | None
    agency_code: str | None
    """Official identifier of its people's committee, when it is known."""

    @property
    def full_name(self) -> str:
        return f"{COMMUNE_KINDS[self.kind]} {self.name}"


@dataclass(frozen=True)
class Change:
    """Communes that end and what takes them over; the first of several successors is the default one."""

    ends: tuple[str, ...]
    begins: tuple[NewCommune, ...]
    keeps_agency_code: bool = False
    """A rename: the committee keeps its identifier."""
    beside: str | None = None
    """A commune made of no other lies in the province of this one and is served by the same regional branches."""


@dataclass(frozen=True)
class TerritoryChange:
    on: date
    legal_basis: str
    source: str
    changes: tuple[Change, ...]


@dataclass(frozen=True)
class Standing:
    """A commune as the directory knows it, in force on the day before the change."""

    province: str
    start: date
    end: date | None


class _Faulty(Exception):
    """One fault of one change, in words."""


def read_change(document: Any) -> tuple[TerritoryChange | None, list[str]]:
    """The change a file describes, or every fault of its form."""
    if not isinstance(document, Mapping):
        return None, ["the file must be a mapping with on, legal_basis, source and changes"]
    faults = [
        f"{name} is missing" for name in ("legal_basis", "source") if not normalise(str(document.get(name) or ""))
    ]
    on = document.get("on")
    if not isinstance(on, date):
        faults.append(f"on must be a date, not {on!r}")
    faults.extend(f"{name} is not known here" for name in set(document) - {"on", "legal_basis", "source", "changes"})
    changes = []
    listed = document.get("changes")
    if not isinstance(listed, Sequence) or isinstance(listed, str) or not listed:
        faults.append("changes must list at least one change")
        listed = []
    for number, entry in enumerate(listed, start=1):
        try:
            changes.append(_read_entry(entry))
        except _Faulty as fault:
            faults.append(f"change {number}: {fault}")
    if faults or not isinstance(on, date):
        return None, faults
    return TerritoryChange(on, str(document["legal_basis"]), str(document["source"]), tuple(changes)), []


def check_change(
    change: TerritoryChange, communes: Mapping[str, Standing], provinces: frozenset[str], taken_later: frozenset[str]
) -> list[str]:
    """What forbids the change: units that are not there, end twice, or whose codes would stand for two at once.

    `taken_later`: codes of communes that begin on the day or after it.
    """
    faults = []
    ends = Counter(code for one in change.changes for code in one.ends)
    begins = Counter(new.code for one in change.changes for new in one.begins)
    for code, times in ends.items():
        standing = communes.get(code)
        if standing is None:
            faults.append(f"no commune {code} is in force on the day before {change.on}")
        elif standing.start >= change.on or standing.end is not None:
            faults.append(
                f"commune {code} cannot end on {change.on}: it stands from {standing.start} to {standing.end}"
            )
        if times > 1:
            faults.append(f"commune {code} ends {times} times")
    for code, times in begins.items():
        if times > 1:
            faults.append(f"code {code} begins {times} times")
        if code in taken_later or (code in communes and code not in ends):
            faults.append(f"code {code} stands for another commune on {change.on}")
    for one in change.changes:
        named = (*one.ends, one.beside) if one.beside else one.ends
        if one.beside is not None and (one.beside not in communes or one.beside in ends):
            faults.append(f"no commune {one.beside} stays in force on {change.on}")
        origins = {communes[code].province for code in named if code in communes}
        for new in one.begins:
            if new.parent is None and len(origins) != 1:
                faults.append(f"commune {new.code} must name its parent province")
            elif new.parent is not None and new.parent not in provinces:
                faults.append(f"no province {new.parent} is in force on {change.on}")
    return faults


def _read_entry(entry: Any) -> Change:
    if not isinstance(entry, Mapping) or len(entry) != 1:
        raise _Faulty("write one of rename, merge, split, create")
    ((act, content),) = entry.items()
    if not isinstance(content, Mapping):
        raise _Faulty(f"{act} must be a mapping")
    if act == "rename":
        code = _code(content.get("unit"))
        fields = {name: value for name, value in content.items() if name != "unit"}
        return Change((code,), (_new({"code": code} | fields),), keeps_agency_code="agency_code" not in content)
    if act == "merge":
        units = tuple(_code(code) for code in _list(content, "units"))
        if len(units) < 2:
            raise _Faulty("merge needs at least two units")
        return Change(units, (_new(content.get("into")),))
    if act == "split":
        parts = [(part, _new(part)) for part in _list(content, "into")]
        defaults = [part for part, _ in parts if part.get("default")]
        if len(parts) < 2 or len(defaults) != 1:
            raise _Faulty("split needs at least two parts, exactly one of them default: true")
        in_order = sorted(parts, key=lambda part: not part[0].get("default"))
        return Change((_code(content.get("unit")),), tuple(new for _, new in in_order))
    if act == "create":
        return Change((), (_new(content.get("into")),), beside=_code(content.get("beside")))
    raise _Faulty(f"{act} is none of rename, merge, split, create")


def _new(content: Any) -> NewCommune:
    if not isinstance(content, Mapping):
        raise _Faulty("into must describe a commune")
    if unknown := set(content) - _UNIT_FIELDS:
        raise _Faulty(f"{', '.join(sorted(map(str, unknown)))} is not known here")
    kind = content.get("kind")
    if kind not in COMMUNE_KINDS:
        raise _Faulty(f"kind must be one of {', '.join(sorted(COMMUNE_KINDS))}, not {kind}")
    name = normalise(str(content.get("name") or ""))
    if not name or "/" in name:
        raise _Faulty("name is missing or holds a slash")
    parent = content.get("parent")
    return NewCommune(
        code=_code(content.get("code")),
        name=name,
        kind=UnitKind(kind),
        parent=None if parent is None else str(parent),
        latitude=_number(content, "latitude", 90),
        longitude=_number(content, "longitude", 180),
        area_km2=_number(content, "area_km2", 50_000),
        agency_code=None if content.get("agency_code") is None else str(content["agency_code"]),
    )


def _code(value: Any) -> str:
    if not isinstance(value, str) or not value.isdigit() or len(value) != 5:
        raise _Faulty(f"a commune's code is five digits in quotes, not {value!r}")
    return value


def _list(content: Mapping[str, Any], name: str) -> Iterator[Any]:
    listed = content.get(name)
    if not isinstance(listed, Sequence) or isinstance(listed, str):
        raise _Faulty(f"{name} must be a list")
    yield from listed


def _number(content: Mapping[str, Any], name: str, most: float) -> float | None:
    value = content.get(name)
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, (int, float)) or abs(value) > most:
        raise _Faulty(f"{name} is out of range: {value}")
    return float(value)
