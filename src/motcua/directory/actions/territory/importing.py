"""Import of both schemes of administrative units from the published data, with their successions."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import date, datetime

from django.db import connection, transaction

from motcua.directory.actions.bulk import copy_rows, take_ids
from motcua.directory.actions.territory.published import Published, PublishedUnit, read_published
from motcua.directory.models import AdministrativeUnit, UnitSuccession
from motcua.directory.rules.actors import Actor
from motcua.directory.rules.roles import Permission
from motcua.directory.rules.succession import main_successor
from motcua.directory.rules.territory import TWO_TIER_ON, TerritoryNotPossible, UnitLevel
from motcua.kernel import journal

NOMINAL_START = date(2004, 1, 1)
"""Start of the former units: the data shows them as of 30/06/2025 and does not say since when."""
FORMER_NOTE = "units of 30/06/2025, start nominal"
LEGAL_BASIS = "QH Resolution 202/2025/QH15; UBTVQH resolutions of 16/06/2025"


@dataclass(frozen=True)
class TerritoryReport:
    """What an import brought."""

    source: str
    provinces_former: int
    districts_former: int
    communes_former: int
    provinces: int
    communes: int
    successions: int
    communes_divided: int
    parts_given_to_namesakes: tuple[str, ...]
    """Parts of communes that the source gives to a namesake's successor; left out."""
    points_put_right: tuple[str, ...]
    """Communes whose published point lies far from all they were made of."""
    without_successor: tuple[str, ...]
    without_origin: tuple[str, ...]
    unchanged: bool
    """Everything was there already."""


@transaction.atomic
def import_territory(*, actor: Actor, at: datetime) -> TerritoryReport:
    """Both schemes with validity, coordinates and successions; a second run changes nothing.

    Raises TerritoryNotPossible when other units than these are in the tables already.
    """
    actor.require(Permission.STEWARD_CATALOGUE)
    published = read_published()
    with connection.cursor() as cursor:
        cursor.execute("LOCK TABLE directory_administrativeunit IN SHARE ROW EXCLUSIVE MODE")
    there = set(AdministrativeUnit.objects.values_list("level", "code", "start"))
    expected = {(unit.level.value, unit.code, NOMINAL_START) for unit in published.old} | {
        (unit.level.value, unit.code, TWO_TIER_ON) for unit in published.new
    }
    if there:
        if missing := expected - there:
            raise TerritoryNotPossible(reason="other_units_there", missing=len(missing), there=len(there))
        return _report(published, unchanged=True)
    ids = dict(zip(_keys(published), take_ids(AdministrativeUnit, len(expected)), strict=True))
    _write_units(published, ids)
    _write_successions(published, ids)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE directory_administrativeunit, directory_unitsuccession")
    report = _report(published, unchanged=False)
    journal.record(
        "directory.territory_imported",
        actor=actor,
        at=at,
        subject="import",
        subject_id=0,
        data=asdict(report),
        react=False,
    )
    return report


def _keys(published: Published) -> list[tuple[bool, str]]:
    return [(False, unit.key) for unit in published.old] + [(True, unit.key) for unit in published.new]


def _write_units(published: Published, ids: dict[tuple[bool, str], int]) -> None:
    def rows() -> Iterable[tuple[object, ...]]:
        for is_new, units in ((False, published.old), (True, published.new)):
            for unit in units:
                latitude, longitude = unit.point or (None, None)
                yield (
                    ids[is_new, unit.key],
                    unit.code,
                    unit.level.value,
                    unit.kind.value,
                    unit.name,
                    unit.full_name,
                    ids[is_new, unit.parent] if unit.parent else None,
                    unit.path,
                    TWO_TIER_ON if is_new else NOMINAL_START,
                    None if is_new else TWO_TIER_ON,
                    latitude,
                    longitude,
                    unit.area_km2,
                    f"{published.source}{unit.note}" if is_new else f"{published.source}; {FORMER_NOTE}",
                )

    copy_rows(
        AdministrativeUnit,
        [
            *("id", "code", "level", "kind", "name", "full_name", "parent_id", "path", "start", "end"),
            *("latitude", "longitude", "area_km2", "source"),
        ],
        rows(),
    )


def _write_successions(published: Published, ids: dict[tuple[bool, str], int]) -> None:
    source = f"{published.source}; {LEGAL_BASIS}"
    rows: list[tuple[int, int, date, bool, bool, str]] = []
    for old, new in published.provinces.items():
        rows.append((ids[False, old], ids[True, new], TWO_TIER_ON, False, True, source))
    for old, new, is_split, is_default in _of_districts(published):
        rows.append((ids[False, old], ids[True, new], TWO_TIER_ON, is_split, is_default, source))
    for s in published.successions:
        if not s.old.endswith("_"):
            rows.append((ids[False, s.old], ids[True, s.new], TWO_TIER_ON, s.is_split, s.is_default, source))
    columns = ["predecessor_id", "successor_id", "on", "is_split", "is_default", "source"]
    copy_rows(UnitSuccession, columns, rows)


def _of_districts(published: Published) -> Iterable[tuple[str, str, bool, bool]]:
    """A district went where its communes went; by default to the commune of its name, else to the main one."""
    names = {unit.key: unit.name for unit in published.new}
    went: dict[str, Counter[str]] = defaultdict(Counter)
    for s in published.successions:
        went[s.old.rpartition("_")[0]][s.new] += 1 if s.is_default else 0
    for unit in published.old:
        if unit.level == UnitLevel.DISTRICT:
            communes = went[unit.key]
            main = main_successor(unit.name, {key: names[key] for key in communes}, communes)
            for key in communes:
                yield unit.key, key, len(communes) > 1, key == main


def _report(published: Published, *, unchanged: bool) -> TerritoryReport:
    old, new = Counter(unit.level for unit in published.old), Counter(unit.level for unit in published.new)
    labels = {unit.key: unit.path for unit in (*published.new, *published.old)}
    with_successor = {s.old.removesuffix("_") for s in published.successions}
    with_origin = {s.new for s in published.successions}
    return TerritoryReport(
        source=published.source,
        provinces_former=old[UnitLevel.PROVINCE],
        districts_former=old[UnitLevel.DISTRICT],
        communes_former=old[UnitLevel.COMMUNE],
        provinces=new[UnitLevel.PROVINCE],
        communes=new[UnitLevel.COMMUNE],
        successions=len(published.successions),
        communes_divided=len({s.old for s in published.successions if s.is_split}),
        parts_given_to_namesakes=tuple(f"{labels[s.old]} → {labels[s.new]}" for s in published.namesake_parts),
        points_put_right=tuple(labels[key] for key in published.mistaken_points),
        without_successor=_labels(published.old, with_successor),
        without_origin=_labels(published.new, with_origin),
        unchanged=unchanged,
    )


def _labels(units: Iterable[PublishedUnit], known: set[str]) -> tuple[str, ...]:
    return tuple(unit.path for unit in units if unit.level == UnitLevel.COMMUNE and unit.key not in known)
