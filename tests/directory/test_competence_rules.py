"""Competence rules over time: one rule for every day, faults named with their period."""

from dataclasses import dataclass
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from motcua.directory.rules.agencies import AgencyKind
from motcua.directory.rules.competence import CompetenceFault, Coverage, FaultKind, check_rules, rule_on
from motcua.directory.rules.territory import UnitLevel

FIRST = date(2025, 1, 1)
COMMITTEE, POLICE = AgencyKind.COMMUNE_COMMITTEE, AgencyKind.COMMUNE_POLICE


@dataclass(frozen=True)
class Rule:
    start: date
    end: date | None
    level: UnitLevel = UnitLevel.COMMUNE
    agency: AgencyKind = COMMITTEE


def day(number: int) -> date:
    return FIRST + timedelta(days=number)


periods = st.builds(
    lambda start, length: Rule(day(start), None if length is None else day(start + length)),
    st.integers(-10, 40),
    st.none() | st.integers(1, 20),
)


@given(st.lists(periods, max_size=5), st.none() | st.integers(1, 30))
def test_faults_in_time_are_exactly_the_days_without_or_with_several_rules(
    rules: list[Rule], length: int | None
) -> None:
    end = None if length is None else day(length)
    faults = check_rules(rules, [], FIRST, end)
    for number in range(60):
        today = day(number)
        if end is not None and today >= end:
            break
        holding = sum(rule.start <= today and (rule.end is None or today < rule.end) for rule in rules)
        kinds = {f.kind for f in faults if f.start <= today and (f.end is None or today < f.end)}
        assert (FaultKind.HOLE_IN_TIME in kinds) == (holding == 0)
        assert (FaultKind.OVERLAP_IN_TIME in kinds) == (holding > 1)


@given(st.lists(periods, max_size=4), st.integers(-15, 70))
def test_the_rule_of_a_day_holds_on_it(rules: list[Rule], number: int) -> None:
    rule = rule_on(rules, day(number))
    if rule is None:
        assert not any(r.start <= day(number) and (r.end is None or day(number) < r.end) for r in rules)
    else:
        assert rule.start <= day(number) and (rule.end is None or day(number) < rule.end)


def piece(start: date, end: date | None, places: dict[int, str], **agencies: dict[int, int]) -> Coverage:
    counted = {AgencyKind(kind): numbers for kind, numbers in agencies.items()}
    return Coverage(start, end, UnitLevel.COMMUNE, places, counted)


def test_places_without_and_with_several_agencies_are_named_for_their_period() -> None:
    places = {1: "a/x", 2: "a/y", 3: "a/z"}
    coverage = [
        piece(FIRST, day(10), places, commune_committee={1: 1, 2: 1, 3: 1}),
        piece(day(10), None, places, commune_committee={1: 1, 2: 2}),
    ]
    faults = check_rules([Rule(FIRST, None)], coverage, FIRST, None)
    assert faults == [
        CompetenceFault(FaultKind.HOLE_IN_PLACE, day(10), None, UnitLevel.COMMUNE, COMMITTEE, ("a/z",), 1),
        CompetenceFault(FaultKind.OVERLAP_IN_PLACE, day(10), None, UnitLevel.COMMUNE, COMMITTEE, ("a/y",), 1),
    ]
    assert check_rules([Rule(FIRST, day(10))], coverage, FIRST, day(10)) == []


def test_a_level_that_is_gone_is_a_hole_everywhere() -> None:
    (fault,) = check_rules([Rule(FIRST, None, agency=POLICE)], [piece(FIRST, None, {})], FIRST, None)
    assert fault.kind == FaultKind.HOLE_IN_PLACE and fault.places == ()
