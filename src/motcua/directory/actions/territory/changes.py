"""Later changes of communes, from a file that says what a resolution decided."""

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import yaml
from django.db import connection, transaction

from motcua.directory.actions.agencies import AgencyBase, establish
from motcua.directory.models import AdministrativeUnit, Agency, UnitSuccession
from motcua.directory.queries.places import in_force
from motcua.directory.rules.actors import Actor
from motcua.directory.rules.agencies import AgencyKind, CodeCertainty
from motcua.directory.rules.roles import Permission
from motcua.directory.rules.territory import TerritoryNotPossible, UnitLevel, path_part
from motcua.directory.rules.territory_change import (
    Change,
    NewCommune,
    Standing,
    TerritoryChange,
    check_change,
    read_change,
)
from motcua.kernel import journal

FILE_BYTES_MAX = 1_000_000


class _Words(yaml.SafeLoader):
    """Reads `on`, `off`, `yes` and `no` as the words they are, as YAML 1.2 does, and a day of no calendar as text."""

    def construct_yaml_timestamp(self, node: yaml.ScalarNode) -> Any:
        try:
            return super().construct_yaml_timestamp(node)
        except ValueError:
            return node.value


_Words.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:bool"]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
_Words.add_constructor("tag:yaml.org,2002:timestamp", _Words.construct_yaml_timestamp)
_Words.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile("^(?:true|false)$"), list("tf"))


@dataclass(frozen=True)
class ChangeReport:
    """What a change file brought."""

    on: date
    ended: int
    begun: int
    agencies_ended: int
    agencies_begun: int


@transaction.atomic
def apply_change(*, file: Path, actor: Actor, at: datetime) -> ChangeReport:
    """End communes and begin others on the file's date, with successions and with the agencies of the new ones.

    Postings at agencies that end are not moved: that is for each agency to decide.
    Raises TerritoryNotPossible with every fault: of the file's form, or a gap or double it would leave.
    """
    actor.require(Permission.STEWARD_CATALOGUE)
    change = _read(file)
    with connection.cursor() as cursor:
        cursor.execute("LOCK TABLE directory_administrativeunit, directory_agency IN SHARE ROW EXCLUSIVE MODE")
    standing, provinces = _communes_before(change.on), _provinces_on(change.on)
    later = AdministrativeUnit.objects.filter(level=UnitLevel.COMMUNE, start__gte=change.on)
    faults = check_change(
        change,
        {code: _standing(unit) for code, unit in standing.items()},
        frozenset(provinces),
        frozenset(later.values_list("code", flat=True)),
    )
    if faults:
        raise TerritoryNotPossible(faults=faults)
    ended: list[AdministrativeUnit] = []
    begun: list[AdministrativeUnit] = []
    bases: dict[int, AgencyBase] = {}
    beside: dict[int, int] = {}
    for one in change.changes:
        ends = [standing[code] for code in one.ends]
        AdministrativeUnit.objects.filter(id__in=[unit.id for unit in ends]).update(end=change.on)
        near = standing[one.beside] if one.beside else ends[0]
        news = [_begin(new, near, provinces, change, sole=len(ends) == 1) for new in one.begins]
        _succeed(ends, news, change)
        bases |= _bases(one, ends, news)
        beside |= {unit.id: near.id for unit in news if one.beside}
        ended += ends
        begun += news
    agencies_ended = _end_agencies(ended, change.on)
    agencies = establish({unit.id for unit in begun}, bases, beside)
    report = ChangeReport(change.on, len(ended), len(begun), agencies_ended, agencies.agencies)
    _record(change, file, ended, begun, report, actor, at)
    return report


def _record(
    change: TerritoryChange,
    file: Path,
    ended: list[AdministrativeUnit],
    begun: list[AdministrativeUnit],
    report: ChangeReport,
    actor: Actor,
    at: datetime,
) -> None:
    journal.record(
        "directory.territory_changed",
        actor=actor,
        at=at,
        subject="import",
        subject_id=0,
        data={
            "file": file.name,
            "on": change.on.isoformat(),
            "legal_basis": change.legal_basis,
            "source": change.source,
            "ended": [unit.code for unit in ended],
            "begun": [f"{unit.code} {unit.full_name}" for unit in begun],
            "agencies_ended": report.agencies_ended,
            "agencies_begun": report.agencies_begun,
        },
        react=False,
    )


def _communes_before(on: date) -> dict[str, AdministrativeUnit]:
    """The communes in force on the day before, by code."""
    day = on - timedelta(days=1)
    communes = AdministrativeUnit.objects.filter(in_force(day), level=UnitLevel.COMMUNE).select_related("parent")
    return {unit.code: unit for unit in communes}


def _provinces_on(on: date) -> dict[str, AdministrativeUnit]:
    provinces = AdministrativeUnit.objects.filter(level=UnitLevel.PROVINCE, start__lte=on, end__isnull=True)
    return {unit.code: unit for unit in provinces}


def _read(file: Path) -> TerritoryChange:
    try:
        if file.stat().st_size > FILE_BYTES_MAX:
            raise TerritoryNotPossible(faults=[f"{file.name} is larger than {FILE_BYTES_MAX} bytes"])
        document = yaml.load(file.read_text(encoding="utf-8"), Loader=_Words)
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as problem:
        raise TerritoryNotPossible(faults=[f"{file.name} cannot be read as YAML: {problem}"]) from problem
    change, faults = read_change(document)
    if change is None:
        raise TerritoryNotPossible(faults=faults)
    return change


def _standing(unit: AdministrativeUnit) -> Standing:
    assert unit.parent is not None, f"{unit.path} lies in no province"
    return Standing(unit.parent.code, unit.start, unit.end)


def _begin(
    new: NewCommune,
    near: AdministrativeUnit,
    provinces: dict[str, AdministrativeUnit],
    change: TerritoryChange,
    *,
    sole: bool,
) -> AdministrativeUnit:
    """Begin a commune in the province of `near`; made of it alone, it lies where that lay."""
    parent = near.parent if new.parent is None else provinces[new.parent]
    assert parent is not None, f"{new.code} lies in no province"
    return AdministrativeUnit.objects.create(
        code=new.code,
        level=UnitLevel.COMMUNE,
        kind=new.kind,
        name=new.name,
        full_name=new.full_name,
        parent=parent,
        path=f"{parent.path}/{path_part(new.name)}",
        start=change.on,
        latitude=near.latitude if new.latitude is None and sole else new.latitude,
        longitude=near.longitude if new.longitude is None and sole else new.longitude,
        area_km2=new.area_km2,
        source=f"{change.source}; {change.legal_basis}"[:200],
    )


def _succeed(ends: list[AdministrativeUnit], news: list[AdministrativeUnit], change: TerritoryChange) -> None:
    UnitSuccession.objects.bulk_create(
        UnitSuccession(
            predecessor=old,
            successor=new,
            on=change.on,
            is_split=len(news) > 1,
            is_default=new is news[0],
            source=f"{change.source}; {change.legal_basis}"[:200],
        )
        for old in ends
        for new in news
    )


def _bases(one: Change, ends: list[AdministrativeUnit], news: list[AdministrativeUnit]) -> dict[int, AgencyBase]:
    """Codes of the new committees where the file names them, or where a renamed one keeps its own."""
    bases = {
        unit.id: AgencyBase(new.agency_code, CodeCertainty.OFFICIAL)
        for new, unit in zip(one.begins, news, strict=True)
        if new.agency_code is not None
    }
    if one.keeps_agency_code:
        kept = Agency.objects.filter(unit=ends[0], kind=AgencyKind.COMMUNE_COMMITTEE, end__isnull=True).first()
        if kept is not None:
            bases[news[0].id] = AgencyBase(kept.code, CodeCertainty(kept.code_certainty))
    return bases


def _end_agencies(units: list[AdministrativeUnit], on: date) -> int:
    return Agency.objects.filter(unit_id__in=[unit.id for unit in units], end__isnull=True).update(end=on)
