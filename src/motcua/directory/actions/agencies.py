"""The agencies of every unit, established by plan, and the regional branches that serve several communes."""

import csv
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from importlib.resources import files

from django.db import connection, transaction

from motcua.directory.actions.bulk import copy_rows, take_ids
from motcua.directory.models import AdministrativeUnit, Agency, ServedUnit, UnitSuccession
from motcua.directory.rules.actors import Actor
from motcua.directory.rules.agencies import AgencyKind, CodeCertainty
from motcua.directory.rules.agency_codes import OFFICIAL_PROVINCE, PROVINCE_PREFIXES
from motcua.directory.rules.agency_plan import REGIONAL_BRANCHES, Place, PlannedAgency, plan, regional_branch
from motcua.directory.rules.roles import Permission
from motcua.directory.rules.territory import TWO_TIER_ON, UnitLevel
from motcua.kernel import journal
from motcua.kernel.text import fold

OFFICIAL_SOURCE = "dichvucong.gov.vn, reports under QĐ 766/QĐ-TTg, 09/2026"
PLAN_SOURCE = "common structure of local government (NĐ 118/2025/NĐ-CP, NĐ 61/2018/NĐ-CP; own knowledge)"
REGION_SOURCE = f"{PLAN_SOURCE}; region taken from the former district"


@dataclass(frozen=True)
class AgencyReport:
    """What an import of agencies brought."""

    agencies: int
    official_codes: int
    provisional_codes: int
    served_units: int
    unchanged: bool


@transaction.atomic
def import_agencies(*, actor: Actor, at: datetime) -> AgencyReport:
    """The agencies of all units that have none yet; a second run changes nothing."""
    actor.require(Permission.STEWARD_CATALOGUE)
    with connection.cursor() as cursor:
        cursor.execute("LOCK TABLE directory_agency IN SHARE ROW EXCLUSIVE MODE")
    bare = set(AdministrativeUnit.objects.filter(agencies__isnull=True).values_list("id", flat=True))
    report = establish(bare)
    if not report.unchanged:
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE directory_agency, directory_servedunit")
        journal.record(
            "directory.agencies_imported",
            actor=actor,
            at=at,
            subject="import",
            subject_id=0,
            data=asdict(report) | {"sources": [PLAN_SOURCE, OFFICIAL_SOURCE]},
            react=False,
        )
    return report


@dataclass(frozen=True)
class AgencyBase:
    """The code of a commune's committee, from which the codes of its other agencies are made."""

    code: str
    certainty: CodeCertainty


def establish(
    unit_ids: Iterable[int],
    bases: Mapping[int, AgencyBase] | None = None,
    beside: Mapping[int, int] | None = None,
) -> AgencyReport:
    """Write the agencies of these units, which have none, by plan. Part of an act, which records it.

    `bases` gives the committees' codes of some units, the others get provisional ones; `beside` names the commune
    whose regional branches serve one that was made of no other.
    """
    establishment = _Establishment(set(unit_ids), bases or {}, beside or {})
    establishment.plan_all()
    establishment.plan_branches()
    return establishment.write()


@dataclass(frozen=True)
class _Planned:
    id: int
    agency: PlannedAgency
    unit: AdministrativeUnit


class _Establishment:
    """The agencies to be written for some units, worked out in memory and written at once."""

    def __init__(self, unit_ids: set[int], bases: Mapping[int, AgencyBase], beside: Mapping[int, int]) -> None:
        self.bases, self.beside = bases, beside
        self.units = {unit.id: unit for unit in AdministrativeUnit.objects.all()} if unit_ids else {}
        by_level = {UnitLevel.PROVINCE: 0, UnitLevel.DISTRICT: 1, UnitLevel.COMMUNE: 2}
        self.new_units = sorted(
            (self.units[id_] for id_ in unit_ids), key=lambda unit: (by_level[UnitLevel(unit.level)], unit.id)
        )
        self.with_communes = {unit.parent_id for unit in self.units.values() if unit.level == UnitLevel.COMMUNE}
        self.official_codes = _official_codes()
        self.ids = {
            (unit_id, AgencyKind(kind)): id_
            for unit_id, kind, id_ in Agency.objects.filter(unit__level=UnitLevel.PROVINCE).values_list(
                "unit_id", "kind", "id"
            )
        }
        self.planned: list[_Planned] = []
        self.served: list[tuple[int, int]] = []

    def plan_all(self) -> None:
        wanted: list[tuple[AdministrativeUnit, PlannedAgency]] = []
        for unit in self.new_units:
            codes = self._codes(unit)
            wanted.extend((unit, agency) for agency in plan(self._place(unit, codes), codes))
        for id_, (unit, agency) in zip(take_ids(Agency, len(wanted)), wanted, strict=True):
            self.ids[unit.id, agency.kind] = id_
            self.planned.append(_Planned(id_, agency, unit))

    def plan_branches(self) -> None:
        """Each commune goes to the branches of the former district that most of it lay in."""
        communes = [unit for unit in self.new_units if unit.level == UnitLevel.COMMUNE and unit.start >= TWO_TIER_ON]
        if not communes:
            return
        branch_of = {
            (unit_id, AgencyKind(kind)): agency_id
            for unit_id, kind, agency_id in ServedUnit.objects.values_list("unit_id", "agency__kind", "agency_id")
        }
        existing = dict(Agency.objects.filter(served_units__isnull=False).distinct().values_list("code", "id"))
        origins = _main_origins({unit.id for unit in communes}, self.units)
        wanted: dict[str, tuple[AdministrativeUnit, PlannedAgency]] = {}
        served: list[tuple[str | int, int]] = []
        for commune in communes:
            origin = origins[commune.id] if commune.id in origins else self.units[self.beside[commune.id]]
            for pattern in REGIONAL_BRANCHES:
                if origin.level == UnitLevel.COMMUNE:
                    served.append((branch_of[origin.id, pattern.kind], commune.id))
                    continue
                province = self._ancestor(commune, UnitLevel.PROVINCE)
                branch = regional_branch(pattern, self._prefix(province), origin.code, origin.name, TWO_TIER_ON)
                if branch.code not in existing:
                    wanted.setdefault(branch.code, (province, branch))
                served.append((existing.get(branch.code, branch.code), commune.id))
        ids = dict(zip(wanted, take_ids(Agency, len(wanted)), strict=True))
        self.planned.extend(_Planned(ids[code], agency, province) for code, (province, agency) in wanted.items())
        self.served = [(ids[to] if isinstance(to, str) else to, unit_id) for to, unit_id in served]

    def write(self) -> AgencyReport:
        copy_rows(
            Agency,
            [
                *("id", "code", "code_certainty", "kind", "name", "parent_id", "unit_id"),
                *("start", "end", "search", "source"),
            ],
            map(self._row, self.planned),
        )
        copy_rows(ServedUnit, ["agency_id", "unit_id"], self.served)
        official = sum(1 for planned in self.planned if planned.agency.certainty == CodeCertainty.OFFICIAL)
        return AgencyReport(
            agencies=len(self.planned),
            official_codes=official,
            provisional_codes=len(self.planned) - official,
            served_units=len(self.served),
            unchanged=not self.planned and not self.served,
        )

    def _row(self, planned: _Planned) -> tuple[object, ...]:
        agency, unit = planned.agency, planned.unit
        parent_id = None
        if agency.parent is not None:
            level, kind = agency.parent
            parent_id = self.ids.get((self._ancestor(unit, level).id, kind))
        if agency.certainty == CodeCertainty.OFFICIAL:
            source = OFFICIAL_SOURCE
        else:
            source = REGION_SOURCE if agency.is_regional else PLAN_SOURCE
        return (
            *(planned.id, agency.code, agency.certainty.value, agency.kind.value, agency.name, parent_id, unit.id),
            *(agency.start, agency.end, fold(f"{agency.name} {agency.code}")[:220], source),
        )

    def _place(self, unit: AdministrativeUnit, codes: Mapping[tuple[AgencyKind, str], str]) -> Place:
        province = self._ancestor(unit, UnitLevel.PROVINCE)
        base = self._prefix(province)
        if unit.id in self.bases:
            base = self.bases[unit.id].code
        elif unit.level == UnitLevel.DISTRICT:
            base = f"{base}.D{unit.code}"
        elif unit.level == UnitLevel.COMMUNE and unit.start < TWO_TIER_ON:
            base = f"{base}.D{self._ancestor(unit, UnitLevel.DISTRICT).code}.{unit.code}"
        elif unit.level == UnitLevel.COMMUNE:
            base = codes.get((AgencyKind.COMMUNE_COMMITTEE, unit.full_name), f"{base}.{unit.code}")
        return Place(
            level=UnitLevel(unit.level),
            full_name=unit.full_name,
            province=province.name,
            base=base,
            start=unit.start,
            end=unit.end,
            has_communes=unit.id in self.with_communes,
        )

    def _codes(self, unit: AdministrativeUnit) -> Mapping[tuple[AgencyKind, str], str]:
        """Official codes: those of the units published so, and those that came with a change."""
        if unit.start > TWO_TIER_ON:
            base = self.bases.get(unit.id)
            is_official = base is not None and base.certainty == CodeCertainty.OFFICIAL
            return {(AgencyKind.COMMUNE_COMMITTEE, unit.full_name): base.code} if base and is_official else {}
        province = self._ancestor(unit, UnitLevel.PROVINCE)
        known = province.name == OFFICIAL_PROVINCE and province.start >= TWO_TIER_ON
        return self.official_codes if known else {}

    def _prefix(self, province: AdministrativeUnit) -> str:
        return PROVINCE_PREFIXES.get(province.name, f"P{province.code}")

    def _ancestor(self, unit: AdministrativeUnit, level: UnitLevel) -> AdministrativeUnit:
        while unit.level != level:
            assert unit.parent_id is not None, f"{unit.path} has no {level}"
            unit = self.units[unit.parent_id]
        return unit


def _main_origins(commune_ids: set[int], units: Mapping[int, AdministrativeUnit]) -> dict[int, AdministrativeUnit]:
    """Commune → the former district most of its origins lay in; for a later one, the commune it mainly came from."""
    votes: dict[int, Counter[int]] = defaultdict(Counter)
    rows = UnitSuccession.objects.filter(successor_id__in=commune_ids).values_list(
        "successor_id", "predecessor_id", "is_default"
    )
    for successor_id, predecessor_id, is_default in rows:
        predecessor = units[predecessor_id]
        former = predecessor.level == UnitLevel.COMMUNE and predecessor.end == TWO_TIER_ON
        if predecessor.level == UnitLevel.DISTRICT:
            votes[successor_id][predecessor_id] += 0
        elif former and predecessor.parent_id is not None:
            votes[successor_id][predecessor.parent_id] += 3 if is_default else 2
        else:
            votes[successor_id][predecessor_id] += 3 if is_default else 2
    return {
        commune_id: units[max(counted, key=lambda id_: (counted[id_], -id_))] for commune_id, counted in votes.items()
    }


def _official_codes() -> dict[tuple[AgencyKind, str], str]:
    """(kind, full name of the unit) → published code, for the agencies of the province where they are known."""
    text = (files("motcua.directory") / "data" / "agency_codes_phu_tho.csv").read_text(encoding="utf-8")
    codes = {}
    for row in csv.DictReader(text.splitlines()):
        kind = AgencyKind(row["kind"])
        name = row["name"].removeprefix("UBND ")
        unit = name[0].upper() + name[1:] if kind == AgencyKind.COMMUNE_COMMITTEE else f"Tỉnh {OFFICIAL_PROVINCE}"
        codes[kind, unit] = row["code"]
    return codes
