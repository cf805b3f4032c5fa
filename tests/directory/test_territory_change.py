"""Resolutions after 01/07/2025 come as dated rows: no gap, no double, and somebody competent everywhere."""

from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner

from motcua.directory.actions.territory import apply_change, import_territory
from motcua.directory.models import AdministrativeUnit, Agency, UnitSuccession
from motcua.directory.queries.competence import competence_at, successors_of
from motcua.directory.queries.coverage import known_coverage
from motcua.directory.queries.places import find_place
from motcua.directory.rules.actors import SYSTEM, ActNotAllowed, Actor
from motcua.directory.rules.agencies import AgencyKind, CodeCertainty
from motcua.directory.rules.competence import check_rules
from motcua.directory.rules.territory import TerritoryNotPossible, UnitLevel
from motcua.directory.rules.territory_change import read_change
from motcua.kernel.models import JournalEntry
from motcua.kernel.worktime import TIME_ZONE
from motcua.project.commands import load
from tests.reference import Reference

pytestmark = pytest.mark.django_db
AT = datetime(2026, 12, 1, 9, tzinfo=TIME_ZONE)
BEFORE, ON = date(2026, 12, 31), date(2027, 1, 1)
HEAD = "on: 2027-01-01\nlegal_basis: NQ 1/UBTVQH\nsource: test\nchanges:\n"
MERGE = '  - merge: {units: ["07900", "07894"], into: {code: "07900", name: Việt Trì, kind: ward}}\n'
RENAME = '  - rename: {unit: "07909", name: Thanh Miếu Mới, kind: ward}\n'
SPLIT = """  - split:
      unit: "00004"
      into:
        - {code: "90001", name: Ba Đình Tây, kind: ward, latitude: 21.03, longitude: 105.81}
        - {code: "00004", name: Ba Đình, kind: ward, agency_code: H26.200, default: true}
"""
CREATE = '  - create: {into: {code: "90002", name: Đảo Mới, kind: special_zone}, beside: "00004"}\n'


@dataclass(frozen=True)
class Rule:
    level: UnitLevel
    agency: AgencyKind
    start: date = date(2025, 7, 1)
    end: date | None = None


BIRTH = [Rule(UnitLevel.COMMUNE, AgencyKind.COMMUNE_COMMITTEE)]
KINDS = (
    *(AgencyKind.COMMUNE_COMMITTEE, AgencyKind.COMMUNE_POLICE),
    *(AgencyKind.SOCIAL_INSURANCE_BRANCH, AgencyKind.LAND_OFFICE_BRANCH),
)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "change.yaml"


def apply(file: Path, text: str) -> None:
    file.write_text(HEAD + text, encoding="utf-8")
    apply_change(file=file, actor=SYSTEM, at=AT)


def code_of(text: str, on: date) -> str | None:
    answer = competence_at(BIRTH, find_place(text, on), on)
    assert answer.fallback is None
    return answer.agency and answer.agency.code


def everywhere_competent() -> bool:
    rules = [check_rules([Rule(UnitLevel.COMMUNE, kind)], known_coverage(), date(2025, 7, 1), None) for kind in KINDS]
    return rules == [[], [], [], []]


def test_a_merger_ends_two_and_begins_one(reference_data: Reference, file: Path) -> None:
    apply(file, MERGE)
    assert code_of("phu tho/nong trang", BEFORE) == "H44.101"
    assert code_of("phu tho/viet tri", BEFORE) == "H44.100"
    assert code_of("phu tho/nong trang", ON) == code_of("07900", ON) == "H44.07900"
    assert [heir.agency.code for heir in successors_of(Agency.objects.get(code="H44.101"))] == ["H44.07900"]
    assert everywhere_competent()
    entry = JournalEntry.objects.get(act="directory.territory_changed")
    assert entry.data["ended"] == ["07900", "07894"] and entry.data["legal_basis"] == "NQ 1/UBTVQH"


def test_a_renamed_commune_keeps_its_code_and_its_committees(reference_data: Reference, file: Path) -> None:
    old = AdministrativeUnit.objects.get(code="07909", end__isnull=True)
    kept = Agency.objects.get(unit=old, kind=AgencyKind.COMMUNE_COMMITTEE)
    apply(file, RENAME)
    renamed = AdministrativeUnit.objects.get(code="07909", end__isnull=True)
    assert renamed.path == "phu tho/thanh mieu moi" and renamed.latitude == old.latitude
    committee = Agency.objects.get(unit=renamed, kind=AgencyKind.COMMUNE_COMMITTEE)
    assert committee.code == kept.code and committee.code_certainty == kept.code_certainty
    assert committee.name == "Ủy ban nhân dân phường Thanh Miếu Mới"
    assert everywhere_competent()


def test_a_divided_commune_has_one_default_successor(reference_data: Reference, file: Path) -> None:
    apply(file, SPLIT)
    old = AdministrativeUnit.objects.get(code="00004", end=ON)
    rows = UnitSuccession.objects.filter(predecessor=old).order_by("-is_default")
    assert [(row.successor.code, row.is_split, row.is_default) for row in rows] == [
        ("00004", True, True),
        ("90001", True, False),
    ]
    committee = Agency.objects.get(code="H26.200")
    assert committee.code_certainty == CodeCertainty.OFFICIAL
    assert everywhere_competent()


def test_a_commune_made_of_no_other_is_served_like_its_neighbour(reference_data: Reference, file: Path) -> None:
    apply(file, CREATE)
    made = AdministrativeUnit.objects.get(code="90002")
    assert made.parent is not None and made.parent.name == "Hà Nội"
    assert everywhere_competent()


def test_several_changes_of_one_resolution_come_together(reference_data: Reference, file: Path) -> None:
    apply(file, MERGE + RENAME + SPLIT)
    assert AdministrativeUnit.objects.filter(start=ON).count() == 4
    assert everywhere_competent()
    assert import_territory(actor=SYSTEM, at=AT).unchanged


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (MERGE + '  - rename: {unit: "07894", name: Nông Trang Mới, kind: ward}\n', "ends 2 times"),
        ('  - rename: {unit: "99999", name: Không Có, kind: ward}\n', "no commune 99999"),
        ('  - create: {into: {code: "07900", name: Trùng Mã, kind: ward}, beside: "07894"}\n', "another commune"),
        ('  - create: {into: {code: "90002", name: Xa, kind: ward}, beside: "99999"}\n', "no commune 99999"),
        ('  - create: {into: {code: "90002", name: Xa, kind: ward, parent: "99"}, beside: "00004"}\n', "province 99"),
        ('  - merge: {units: ["07900", "00004"], into: {code: "90003", name: Hai Tỉnh, kind: ward}}\n', "parent"),
        ('  - merge: {units: ["07900"], into: {code: "90003", name: Một, kind: ward}}\n', "at least two"),
        ('  - split: {unit: "07900", into: [{code: "07900", name: A, kind: ward}]}\n', "at least two parts"),
        ('  - rename: {unit: 7900, name: A, kind: ward}\n', "in quotes"),
        ('  - rename: {unit: "07900", name: A, kind: township}\n', "kind must be one of"),
        ('  - rename: {unit: "07900", name: A, kind: ward, colour: red}\n', "colour"),
        ('  - dissolve: {unit: "07900"}\n', "dissolve is none of"),
        ("  []\n", "at least one change"),
        ("  - [\n", "cannot be read as YAML"),
    ],
)  # fmt: skip
def test_faults_are_named_and_nothing_changes(reference_data: Reference, file: Path, text: str, words: str) -> None:
    before = (AdministrativeUnit.objects.filter(end__isnull=True).count(), Agency.objects.count())
    with pytest.raises(TerritoryNotPossible) as refusal:
        apply(file, text)
    assert words in str(refusal.value.details["faults"])
    assert (AdministrativeUnit.objects.filter(end__isnull=True).count(), Agency.objects.count()) == before
    assert not JournalEntry.objects.filter(act="directory.territory_changed").exists()


def test_the_same_file_again_is_refused(reference_data: Reference, file: Path) -> None:
    apply(file, MERGE)
    with pytest.raises(TerritoryNotPossible):
        apply(file, MERGE)
    assert AdministrativeUnit.objects.filter(start=ON).count() == 1


def test_every_fault_of_the_form_is_named_at_once() -> None:
    change, faults = read_change({"on": "soon", "changes": [{"rename": {}}, {"merge": 1}], "extra": 1})
    assert change is None
    assert len(faults) == 6
    assert read_change([])[1] == ["the file must be a mapping with on, legal_basis, source and changes"]


def test_only_a_steward_changes_the_territory(file: Path) -> None:
    with pytest.raises(ActNotAllowed):
        apply_change(file=file, actor=Actor(id=1, name="Lan"), at=AT)


def test_the_command_applies_a_file_or_names_its_faults(
    reference_data: Reference, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(load, "with_database", lambda: None)
    file.write_text(HEAD + MERGE, encoding="utf-8")
    done = CliRunner().invoke(load.command, ["--change", str(file)])
    assert done.exit_code == 0 and "2 communes end, 1 begin" in done.stdout
    again = CliRunner().invoke(load.command, ["--change", str(file)])
    assert again.exit_code == 1 and "another commune" in again.stderr
