"""`motcua journal list` shows the acts on one dossier."""

import json

import pytest
from click.testing import CliRunner

from motcua.project.commands import journal as journal_command
from tests.world import World, accepted_birth


@pytest.fixture(autouse=True)
def _database_is_there(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(journal_command, "with_database", lambda: None)


def test_the_acts_of_a_dossier_are_listed_oldest_first(world: World) -> None:
    dossier, other = accepted_birth(world), accepted_birth(world)
    shown = CliRunner().invoke(journal_command.command, ["list", "--dossier", dossier.code or "", "--json"])
    assert shown.exit_code == 0
    lines = [json.loads(line) for line in shown.output.splitlines()]
    assert lines[0]["act"] == "dossiers.accepted"
    assert lines[0]["actor"] == "Trần Thị Lan"
    assert lines[0]["at"] == "2026-09-07T08:30:00+07:00"
    assert [line["id"] for line in lines] == sorted(line["id"] for line in lines)
    assert (other.code or "") not in shown.output
    words = CliRunner().invoke(journal_command.command, ["list", "--dossier", dossier.code or ""])
    assert "2026-09-07 08:30:00  dossiers.accepted" in words.output


@pytest.mark.django_db
def test_an_unknown_code_is_said_to_be_unknown() -> None:
    shown = CliRunner().invoke(journal_command.command, ["list", "--dossier", "H44.1-000000-0000"])
    assert shown.exit_code == 1
    assert "no dossier has the code H44.1-000000-0000" in shown.output
