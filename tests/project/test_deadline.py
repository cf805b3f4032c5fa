"""`motcua deadline` from the outside."""

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from motcua.project.commands.deadline import command

TET = ("--accepted", "2026-02-12T14:00", "--limit", "3", "--unit", "working_day")


def run(*arguments: str) -> dict[str, Any]:
    result = CliRunner().invoke(command, [*arguments, "--json"])
    assert result.exit_code == 0, result.output
    answer: dict[str, Any] = json.loads(result.stdout)
    return answer


def events(*happenings: str) -> list[str]:
    return [word for happening in happenings for word in ("--event", happening)]


def test_three_working_days_before_tet() -> None:
    answer = run(*TET)
    assert answer["due_at"] == "2026-02-24T17:00:00+07:00"
    assert answer.keys() == {"due_at", "explanation"}
    assert sum(row["kind"] == "counted" for row in answer["explanation"]) == 3


def test_a_pause_moves_it() -> None:
    pause = events("suspended@2026-02-23T09:00", "resumed@2026-02-25T10:00")
    assert run(*TET, *pause)["due_at"] == "2026-02-27T17:00:00+07:00"


def test_a_clock_that_stands_still_has_no_due_date() -> None:
    assert run(*TET, *events("suspended@2026-02-23T09:00"))["due_at"] is None


def test_an_extension_names_its_date() -> None:
    assert run(*TET, *events("extended@2026-02-23T09:00/2026-03-02T11:00"))["due_at"] == "2026-03-02T11:00:00+07:00"


@pytest.mark.parametrize(
    ("unit", "value", "due_at"),
    [
        ("working_hour", "8", "2026-02-13T14:30:00+07:00"),
        ("working_hour", "1/2", "2026-02-12T14:30:00+07:00"),
        ("working_day", "0.5", "2026-02-13T17:00:00+07:00"),
        ("calendar_day", "5", "2026-02-23T17:00:00+07:00"),
        ("same_day", "1", "2026-02-12T17:00:00+07:00"),
    ],
)
def test_every_unit(unit: str, value: str, due_at: str) -> None:
    assert run("--accepted", "2026-02-12T14:00", "--limit", value, "--unit", unit)["due_at"] == due_at


def test_other_sessions_and_instants_of_another_zone() -> None:
    sessions = ("--sessions", "08:00-12:00,13:00-17:30")
    assert run(*TET, *sessions)["due_at"] == "2026-02-24T17:30:00+07:00"
    utc = ("--accepted", "2026-02-12T07:00+00:00", "--limit", "1", "--unit", "working_hour")
    assert run(*utc)["due_at"] == "2026-02-12T15:00:00+07:00"


def test_the_regime_decides_when_a_dossier_for_another_place_starts() -> None:
    arrival = events("received_by_competent@2026-02-13T08:00")
    assert run(*TET, "--regime", "nd61", *arrival)["due_at"] == "2026-02-24T17:00:00+07:00"
    moved = run(*TET, "--regime", "nd118", *arrival)
    assert moved["due_at"] == "2026-02-25T17:00:00+07:00"
    assert moved["explanation"][0]["kind"] == "transfer"


def test_the_regime_decides_what_a_supplement_does() -> None:
    supplement = events("suspended@2026-02-23T09:00", "supplemented@2026-02-25T10:00")
    restarted, resumed = "2026-03-02T17:00:00+07:00", "2026-02-27T17:00:00+07:00"
    assert run(*TET, "--regime", "nd61", "--supplement", "suspend", *supplement)["due_at"] == restarted
    assert run(*TET, "--regime", "nd118", *supplement)["due_at"] == restarted
    assert run(*TET, "--regime", "nd118", "--supplement", "suspend", *supplement)["due_at"] == resumed


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("--accepted", "2026-02-30T14:00"), "not a possible date and time"),
        (("--accepted", "2026-02-12"), "no time of day"),
        (("--accepted", "2017-12-31T14:00"), "Publish a later edition"),
        (("--accepted", "2099-12-31T14:00"), "Publish a later edition"),
        (("--accepted", "9999-12-31T23:59"), "Publish a later edition"),
        (("--accepted", "0001-01-01T00:00+14:00"), "not a possible date and time"),
        (("--limit", "three"), "write a limit as"),
        (("--limit", "1/0"), "write a limit as"),
        (("--limit", "0"), "more than zero"),
        (("--limit", "-3"), "more than zero"),
        (("--limit", "nan"), "write a limit as"),
        (("--unit", "week"), "is not one of"),
        (("--unit", "same_day"), "exactly 1"),
        (("--regime", "nd1"), "is not one of"),
        (("--calendar", "fr"), "vn"),
        (("--sessions", "07:30"), "HH:MM-HH:MM"),
        (("--sessions", ""), "HH:MM-HH:MM"),
        (("--event", "paused@2026-02-23T09:00"), "choose from suspended"),
        (("--event", "started@2026-02-23T09:00"), "choose from suspended"),
        (("--event", "suspended"), "not a possible date and time"),
        (("--event", "suspended@2026-02-29T09:00"), "not a possible date and time"),
        (("--event", "resumed@2026-02-23T09:00"), "no pause to end"),
        (("--event", "suspended@2026-02-11T09:00"), "nothing can happen to a clock before it"),
        (("--event", "extended@2026-02-23T09:00"), "extended@TIME/TIME"),
        (("--event", "suspended@2026-02-23T09:00/2026-02-24T09:00"), "extended@TIME/TIME"),
        (("--event", "extended@2026-02-23T09:00/2026-02-24T09:00"), "after the present one"),
        (("--event", "received_by_competent@2026-02-11T09:00"), "before a desk has accepted it"),
        (events("received_by_competent@2026-02-13T09:00", "received_by_competent@2026-02-13T10:00"), "once"),
    ],
)  # fmt: skip
def test_bad_input_ends_with_2_and_says_what_to_do(arguments: Sequence[str], says: str) -> None:
    result = CliRunner().invoke(command, [*TET, *arguments])
    assert result.exit_code == 2
    assert says in result.stderr
    assert result.stdout == ""


def test_the_table_is_in_vietnamese_and_english() -> None:
    result = CliRunner().invoke(command, [*TET])
    assert result.exit_code == 0
    assert "Hạn trả kết quả / due: 17:00 24/02/2026" in result.stdout
    assert "Mùng hai Tết Nguyên Đán" in result.stdout


def test_it_needs_no_database(tmp_path: Path) -> None:
    environment = {**os.environ, "MOTCUA_HOME": str(tmp_path), "DATABASE_URL": "postgresql://nobody@127.0.0.1:1/none"}
    result = subprocess.run(
        [sys.executable, "-m", "motcua", "deadline", *TET, "--json"], env=environment, capture_output=True, check=True
    )
    assert json.loads(result.stdout)["due_at"] == "2026-02-24T17:00:00+07:00"
    assert list(tmp_path.iterdir()) == []


def test_the_same_day_needs_no_number_but_days_do() -> None:
    same_day = ("--accepted", "2026-02-12T14:00", "--unit", "same_day")
    assert run(*same_day)["due_at"] == run(*same_day, "--limit", "1")["due_at"] == "2026-02-12T17:00:00+07:00"
    told = CliRunner().invoke(command, ["--accepted", "2026-02-12T14:00", "--unit", "working_day"])
    assert (told.exit_code, "--limit" in told.output) == (2, True)
