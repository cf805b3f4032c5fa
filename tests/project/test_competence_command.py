"""`motcua competence` from the outside."""

import json
from typing import Any

import pytest
from click.testing import CliRunner, Result

from motcua.catalogue.actions.editions import import_edition, publish
from motcua.catalogue.actions.load import package_files
from motcua.directory.models import Agency
from motcua.directory.rules.actors import SYSTEM
from motcua.project.commands import competence
from tests.reference import FOUNDED, Reference

pytestmark = pytest.mark.django_db


@pytest.fixture
def birth(reference_data: Reference, monkeypatch: pytest.MonkeyPatch) -> None:
    """Birth registration in force on both sides of 01/07/2025."""
    monkeypatch.setattr(competence, "with_database", lambda: None)
    for name, text in package_files().items():
        if name.startswith("1.001193"):
            row = import_edition(text=text, name=name, actor=SYSTEM, at=FOUNDED)
            publish(edition_id=row.id, start=None, actor=SYSTEM, at=FOUNDED)


def ask(place: str, on: str, procedure: str = "1.001193", *more: str) -> Result:
    return CliRunner().invoke(competence.command, ["--procedure", procedure, "--place", place, "--on", on, *more])


def answer(place: str, on: str) -> dict[str, Any]:
    result = ask(place, on, "1.001193", "--json")
    assert result.exit_code == 0, result.output
    found: dict[str, Any] = json.loads(result.stdout)
    return found


def test_exactly_one_agency_with_rule_and_successors(birth: None) -> None:
    found = answer("ha noi/ba dinh/cong vi", "2025-06-30")
    assert (found["code"], found["name"]) == ("H26.D001.00007", "Ủy ban nhân dân phường Cống Vị")
    assert found["rule"]["agency"] == "commune_committee" and found["rule"]["certainty"]
    assert [heir["name"] for heir in found["successors"]] == [
        "Ủy ban nhân dân phường Ngọc Hà",
        "Ủy ban nhân dân phường Giảng Võ",
    ]
    assert found["fallback"] is None
    assert answer("phu tho/viet tri", "2025-07-01")["code"] == "H44.100"


def test_a_code_of_both_schemes_means_the_unit_of_the_date(birth: None) -> None:
    assert answer("00004", "2025-06-30")["name"] == "Ủy ban nhân dân phường Trúc Bạch"
    assert answer("00004", "2025-07-01")["name"] == "Ủy ban nhân dân phường Ba Đình"


def test_a_province_is_answered_by_its_centre_with_what_is_missing(birth: None) -> None:
    found = answer("phu tho", "2026-01-05")
    assert found["code"] == "H44.TTHC"
    assert found["fallback"]["reason"] == "place_too_wide" and found["fallback"]["needed"] == "commune"


def test_in_words(birth: None) -> None:
    result = ask("ha noi/ba dinh/cong vi", "2026-01-05")
    assert result.exit_code == 0
    assert result.stdout.startswith("H26.00008  Ủy ban nhân dân phường Ngọc Hà")
    assert "ha noi/giang vo" in result.stdout


@pytest.mark.parametrize(
    ("place", "on", "procedure", "words"),
    [
        ("phu tho/viet trj", "2026-01-05", "1.001193", "phu tho/viet tri"),
        ("ho chi minh/thanh an", "2026-01-05", "1.001193", "Thạnh An"),
        ("phu tho", "2026-01-05", "9.999999", "no procedure with this code"),
        ("phu tho", "1999-01-05", "1.001193", "No published edition"),
        ("phu tho", "2026-02-30", "1.001193", "not a date"),
    ],
)
def test_what_is_not_known_ends_with_a_sentence(birth: None, place: str, on: str, procedure: str, words: str) -> None:
    result = ask(place, on, procedure, "--json")
    assert result.exit_code == 2
    assert words in result.stderr and result.stdout == ""


def test_a_desk_is_told_whether_it_may_receive(birth: None) -> None:
    own = Agency.objects.get(kind="commune_service_centre", unit__path="phu tho/nong trang", end=None).code
    far = Agency.objects.get(kind="commune_service_centre", unit__path="dong nai/tran bien", end=None).code
    asked = ("phu tho/viet tri", "2026-01-05", "1.001193", "--received-at")
    result = ask(*asked, own)
    assert result.exit_code == 0 and "any one-stop unit of the province" in result.stdout
    result = ask(*asked, far)
    assert result.exit_code == 2 and "not received at this desk" in result.stderr and result.stdout == ""
    assert answer("phu tho/viet tri", "2026-01-05")["territory"] == "province"
    assert ask(*asked, "X1").exit_code == 2
    assert ask("phu tho", *asked[1:], own).exit_code == 2, "nobody is competent there, so no desk receives it"


def test_an_empty_directory_says_how_to_load_it(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(competence, "with_database", lambda: None)
    result = ask("phu tho", "2026-01-05")
    assert result.exit_code == 2 and "motcua load" in result.stderr
