"""The due date of interconnected procedures follows the longest way through the graph."""

from dataclasses import replace

import pytest

from motcua.dossiers.rules.clock import LegPlan, LegsInCircle, critical_path
from tests.law.examples import SATURDAY_MORNINGS, VIETNAM, instant, limit, words

START = instant("09:00 09/03/2026")


def leg(of: str, *requires: str) -> LegPlan:
    return LegPlan(frozenset(requires), limit(of), VIETNAM)


BIRTH_GROUP = {
    "birth": leg("1 same_day"),
    "residence": leg("2 working_day", "birth"),
    "insurance": leg("1 working_day", "birth"),
    "id_card": leg("5 working_day", "residence", "insurance"),
}


def test_parallel_legs_count_once_and_sequential_ones_add_up() -> None:
    assert words(critical_path(BIRTH_GROUP, START)) == "17:00 18/03/2026", "09 + 2 = 11, + 5 = 18 March"


def test_a_leg_that_ended_early_brings_forward_what_waits_for_it() -> None:
    legs = {**BIRTH_GROUP, "residence": replace(BIRTH_GROUP["residence"], end_at=instant("10:00 10/03/2026"))}
    assert words(critical_path(legs, START)) == "17:00 17/03/2026", "insurance, due on 10 March, is now the longest way"


def test_a_running_leg_counts_with_its_own_due_date() -> None:
    legs = {**BIRTH_GROUP, "insurance": replace(BIRTH_GROUP["insurance"], end_at=instant("17:00 20/03/2026"))}
    assert words(critical_path(legs, START)) == "17:00 27/03/2026"


def test_each_leg_counts_in_its_own_agencys_calendar() -> None:
    legs = {"a": leg("4 working_day"), "b": replace(leg("1 working_day", "a"), calendar=SATURDAY_MORNINGS)}
    assert words(critical_path(legs, START)) == "11:30 14/03/2026"


def test_no_end_can_be_promised_while_a_leg_is_suspended() -> None:
    legs = {**BIRTH_GROUP, "insurance": replace(BIRTH_GROUP["insurance"], is_suspended=True)}
    assert critical_path(legs, START) is None


def test_a_circle_is_refused_with_the_legs_in_it() -> None:
    legs = {"free": leg("1 working_day"), "a": leg("1 working_day", "b"), "b": leg("1 working_day", "a")}
    with pytest.raises(LegsInCircle) as refusal:
        critical_path(legs, START)
    assert refusal.value.details == {"legs": ["a", "b"]}
