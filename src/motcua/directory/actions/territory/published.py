"""The published units and their mapping, read from the data of the `vietnamadminunits` package (MIT)."""

import json
import sqlite3
from collections.abc import Iterable
from contextlib import closing
from dataclasses import dataclass, replace
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from motcua.directory.rules.succession import OldCommune, Point, Succession, mistaken_points, resolve_namesakes
from motcua.directory.rules.territory import KIND_WORDS, UnitKind, UnitLevel, kind_of, path_part
from motcua.kernel.text import normalise

PACKAGE = "vietnamadminunits"


@dataclass(frozen=True)
class PublishedUnit:
    """One unit of one scheme; `key` is unique in its scheme, `parent` a key of the same scheme."""

    key: str
    code: str
    level: UnitLevel
    kind: UnitKind
    name: str
    full_name: str
    parent: str | None
    path: str
    point: Point | None
    area_km2: float | None = None
    note: str = ""
    """What was put right, for the row's source."""


@dataclass(frozen=True)
class Published:
    """Both schemes, parents first, the successions of communes, and what had to be put right."""

    source: str
    old: tuple[PublishedUnit, ...]
    new: tuple[PublishedUnit, ...]
    provinces: dict[str, str]
    """Old province → new one, by key."""
    successions: tuple[Succession, ...]
    namesake_parts: tuple[Succession, ...]
    """Parts the mapping gave to a namesake; left out."""
    mistaken_points: tuple[str, ...]


def read_published() -> Published:
    """Both schemes as the installed package publishes them."""
    found = find_spec(PACKAGE)
    assert found is not None and found.origin is not None, f"{PACKAGE} is a dependency"
    folder = Path(found.origin).parent / "data"
    with closing(sqlite3.connect(f"file:{folder / 'dataset.db'}?mode=ro", uri=True)) as database:
        database.row_factory = sqlite3.Row
        old = _old_units(
            database.execute("SELECT * FROM admin_units_legacy ORDER BY provinceCode, districtCode, wardCode")
        )
        new = _new_units(database.execute("SELECT * FROM admin_units ORDER BY provinceCode, wardCode"))
    mapping = json.loads((folder / "converter_2025.json").read_text(encoding="utf-8"))
    old_communes = _old_communes(old)
    points = {unit.key: unit.point for unit in new if unit.point is not None}
    successions, namesake_parts = resolve_namesakes(
        _successions(mapping), old_communes, {unit.key: unit.key.split("_")[0] for unit in new}, points
    )
    origins: dict[str, list[Point]] = {}
    for s in successions:
        point = old_communes[s.old].point
        if point is not None and s.is_default:
            origins.setdefault(s.new, []).append(point)
    islands = {unit.key for unit in new if unit.kind == UnitKind.SPECIAL_ZONE}
    better = mistaken_points({key: point for key, point in points.items() if key not in islands}, origins)
    return Published(
        source=f"{PACKAGE} {version(PACKAGE)}",
        old=tuple(old),
        new=tuple(
            replace(unit, point=better[unit.key], note="; point from its former communes")
            if unit.key in better
            else unit
            for unit in new
        ),
        provinces={old: new for new, olds in mapping["DICT_PROVINCE"].items() for old in olds},
        successions=tuple(successions),
        namesake_parts=tuple(namesake_parts),
        mistaken_points=tuple(sorted(better)),
    )


def _successions(mapping: dict[str, Any]) -> list[Succession]:
    whole = [
        Succession(old, f"{province}_{new}", is_split=False, is_default=True)
        for province, communes in mapping["DICT_PROVINCE_WARD_NO_DIVIDED"].items()
        for new, olds in communes.items()
        for old in olds
    ]
    divided = [
        Succession(old, f"{province}_{part['newWardKey']}", is_split=True, is_default=part["isDefaultNewWard"])
        for province, communes in mapping["DICT_PROVINCE_WARD_DIVIDED"].items()
        for old, parts in communes.items()
        for part in parts
    ]
    return whole + divided


def _old_communes(units: Iterable[PublishedUnit]) -> dict[str, OldCommune]:
    """By the mapping's key; an island district without communes stands for itself, with an empty last part."""
    found = {}
    for unit in units:
        if unit.level == UnitLevel.COMMUNE:
            district, _, name_key = unit.key.rpartition("_")
            found[unit.key] = OldCommune(unit.key, district, name_key, unit.point)
        elif unit.level == UnitLevel.DISTRICT:
            found[f"{unit.key}_"] = OldCommune(f"{unit.key}_", unit.key, "", unit.point)
    return found


def _old_units(rows: Iterable[sqlite3.Row]) -> list[PublishedUnit]:
    provinces: dict[str, PublishedUnit] = {}
    districts: dict[str, PublishedUnit] = {}
    communes: list[PublishedUnit] = []
    for row in rows:
        key = row["provinceKey"]
        if key not in provinces:
            provinces[key] = _unit(row, "province", UnitLevel.PROVINCE, key, None)
        district_key = f"{key}_{row['districtKey']}"
        if district_key not in districts:
            districts[district_key] = _unit(row, "district", UnitLevel.DISTRICT, district_key, provinces[key])
        if row["wardCode"] is not None:
            ward_key = f"{district_key}_{row['wardKey']}"
            communes.append(_unit(row, "ward", UnitLevel.COMMUNE, ward_key, districts[district_key]))
    return [*provinces.values(), *districts.values(), *communes]


def _new_units(rows: Iterable[sqlite3.Row]) -> list[PublishedUnit]:
    provinces: dict[str, PublishedUnit] = {}
    communes: list[PublishedUnit] = []
    for row in rows:
        key = row["provinceKey"]
        if key not in provinces:
            provinces[key] = _unit(row, "province", UnitLevel.PROVINCE, key, None)
        unit = _unit(row, "ward", UnitLevel.COMMUNE, f"{key}_{row['wardKey']}", provinces[key])
        communes.append(replace(unit, area_km2=row["wardAreaKm2"]))
    return [*provinces.values(), *communes]


def _kind_word_and_name(full_name: str) -> tuple[str, str]:
    """ "Thị Trấn Óc Eo" is "Thị trấn" and "Óc Eo"; a number keeps its kind: "Quận 1"."""
    word = next(word for word in KIND_WORDS if full_name.casefold().startswith(f"{word.casefold()} "))
    name = full_name[len(word) + 1 :]
    return word, f"{word} {name}" if name.isdigit() else name


def _unit(row: sqlite3.Row, column: str, level: UnitLevel, key: str, parent: PublishedUnit | None) -> PublishedUnit:
    word, name = _kind_word_and_name(normalise(row[column]))
    latitude, longitude = row[f"{column}Lat"], row[f"{column}Lon"]
    part = path_part(name)
    return PublishedUnit(
        key=key,
        code=row[f"{column}Code"],
        level=level,
        kind=kind_of(word, level),
        name=name,
        full_name=f"{word} {name}" if not name.startswith(word) else name,
        parent=parent.key if parent else None,
        path=f"{parent.path}/{part}" if parent else part,
        point=(latitude, longitude) if latitude is not None and longitude is not None else None,
    )
