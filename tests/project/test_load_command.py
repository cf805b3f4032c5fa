"""`motcua load`: parts in order, twice without change, and a sentence when it cannot."""

import pytest
from click.testing import CliRunner, Result
from django.db.utils import ProgrammingError

from motcua.directory.models import AdministrativeUnit, CalendarEdition
from motcua.project.commands import load
from tests.reference import Reference

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _same_database(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(load, "with_database", lambda: None)


def run(*parts: str) -> Result:
    return CliRunner().invoke(load.command, [word for part in parts for word in ("--only", part)])


def test_parts_are_loaded_in_order_and_say_what_they_brought() -> None:
    result = run("law", "calendars")
    assert result.exit_code == 0, result.output
    first, second = result.stdout.splitlines()
    assert first.startswith("calendars: edition 1 from 2018-01-01") and second.startswith("law: ")
    assert CalendarEdition.objects.count() == 1 and not AdministrativeUnit.objects.exists()


def test_loading_twice_changes_nothing(reference_data: Reference) -> None:
    run("law")
    result = run("units", "agencies", "law")
    assert [line.split(" (")[0] for line in result.stdout.splitlines()] == [
        "units: unchanged",
        "agencies: unchanged",
        "law: unchanged",
    ]


def test_a_database_without_tables_is_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    def no_table(_: object) -> str:
        raise ProgrammingError('relation "directory_administrativeunit" does not exist')

    monkeypatch.setattr(load, "_units", no_table)
    result = run("units")
    assert result.exit_code == 1 and "motcua manage migrate" in result.stderr


def test_units_from_elsewhere_stop_the_load(world: object) -> None:
    result = run("units", "agencies")
    assert result.exit_code == 1 and "units:" in result.stderr and "agencies" not in result.stdout
