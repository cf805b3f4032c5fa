"""A route is published only when it can be walked to its end by people who exist, in the time the law gives."""

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.catalogue.rules.edition import Certainty, Limit, LimitRule, LimitUnit, Provenance, Route, Step, Text
from motcua.catalogue.rules.route_check import check_route
from motcua.catalogue.rules.routing import is_finished, next_steps
from motcua.directory.rules.roles import RoleName

SOURCE = Provenance("test", Certainty.OWN_KNOWLEDGE)
DAY, HOUR, SAME, CALENDAR = LimitUnit.WORKING_DAY, LimitUnit.WORKING_HOUR, LimitUnit.SAME_DAY, LimitUnit.CALENDAR_DAY


def limit(value: object, unit: LimitUnit = DAY, when: str | None = None) -> LimitRule:
    return LimitRule(f"{value}_{unit}", Limit(Fraction(str(value)), unit), when, SOURCE)


def step(
    key: str,
    *after: str,
    budget: object = None,
    unit: LimitUnit = DAY,
    when: str | None = None,
    acts: tuple[str, ...] = (),
    role: RoleName = RoleName.CASE_OFFICER,
) -> Step:
    spent = None if budget is None else Limit(Fraction(str(budget)), unit)
    return Step(key, Text(key, key), role, spent, after, when, acts)


def sign(*after: str, budget: object = None, unit: LimitUnit = DAY, when: str | None = None) -> Step:
    return step("sign", *after, budget=budget, unit=unit, when=when, acts=("decide",), role=RoleName.LEADER)


def codes(*steps: Step, limits: tuple[LimitRule, ...] = (), held: frozenset[str] | None = None) -> list[str]:
    return [finding.code for finding in check_route(Route(steps, SOURCE), limits, held)]


def test_sound_route_has_no_findings() -> None:
    steps = (
        step("assign", budget="0.5", role=RoleName.LEADER),
        step("survey", "assign", budget="2", when="data.far", acts=("verify",)),
        step("consult", "assign", budget="1", acts=("consult",)),
        sign("survey", "consult", budget="4", unit=HOUR),
    )
    assert codes(*steps, limits=(limit(3),), held=frozenset({"leader", "case_officer"})) == []


def test_empty_route_is_found() -> None:
    assert codes() == ["route_empty"]


def test_key_given_twice_is_found() -> None:
    assert codes(step("a"), step("a"), sign("a")) == ["step_twice"]


def test_waiting_for_an_unknown_step_is_found_and_makes_the_rest_unreachable() -> None:
    assert codes(step("a", "ghost"), sign("a")) == ["step_after_unknown", "step_unreachable"]


def test_cycle_is_found_with_its_steps_named_and_no_others() -> None:
    route = Route((step("start"), step("a", "start", "c"), step("b", "a"), step("c", "b"), sign("c")), SOURCE)
    findings = check_route(route, ())
    assert [finding.code for finding in findings] == ["step_cycle", "step_unreachable"]
    assert findings[0].values["keys"] == "a, b, c"
    assert findings[1].values["key"] == "sign"


def test_step_that_waits_for_itself_is_found() -> None:
    assert codes(step("a", "a"), sign("a")) == ["step_after_itself", "step_unreachable"]


def test_end_that_does_not_decide_is_a_dead_end() -> None:
    assert codes(step("a"), step("archive", "a"), sign("a")) == ["step_dead_end"]


def test_only_ends_decide() -> None:
    early = step("early", acts=("decide",), role=RoleName.LEADER)
    assert codes(early, sign("early")) == ["step_decides_early"]


def test_decision_that_a_condition_can_skip_is_found() -> None:
    assert codes(step("a"), sign("a", when="data.x")) == ["decision_may_be_skipped"]


def test_deciding_needs_a_role_that_may_decide() -> None:
    assert codes(replace(sign(), role=RoleName.CLERK)) == ["role_may_not_decide"]


def test_unknown_role_and_act_are_found() -> None:
    assert codes(replace(step("a"), role="wizard", acts=("conjure",)), sign("a")) == ["role_unknown", "act_unknown"]  # type: ignore[arg-type]


def test_role_that_nobody_holds_is_found_when_holders_are_given() -> None:
    steps = step("a"), sign("a")
    assert codes(*steps) == []
    assert codes(*steps, held=frozenset({"leader"})) == ["role_not_held"]


def test_faulty_condition_is_found_with_its_place() -> None:
    route = Route((step("a", when="applicant.age >"), sign("a")), SOURCE)
    findings = check_route(route, ())
    assert [(finding.code, finding.path) for finding in findings] == [("condition_syntax", "route.steps[0].when")]


def test_budget_of_nothing_or_less_is_found() -> None:
    assert codes(step("a", budget=0), sign("a", budget=-1)) == ["budget_not_positive", "budget_not_positive"]


@pytest.mark.parametrize(
    ("budgets", "rule", "found"),
    [
        ([("2", DAY), ("8", HOUR)], limit(3), []),
        ([("2", DAY), ("9", HOUR)], limit(3), ["budget_exceeds_limit"]),
        ([("1", HOUR), ("7", HOUR)], limit(1, SAME), []),
        ([("1", HOUR), ("8", HOUR)], limit(1, SAME), ["budget_exceeds_limit"]),
        ([("16", HOUR), ("1", HOUR)], limit(16, HOUR), ["budget_exceeds_limit"]),
        ([("10", CALENDAR), ("5", CALENDAR)], limit(15, CALENDAR), []),
        ([("10", CALENDAR), ("6", CALENDAR)], limit(15, CALENDAR), ["budget_exceeds_limit"]),
        ([("10", CALENDAR), ("1", DAY)], limit(30), ["budget_units_mixed"]),
    ],
)
def test_budgets_along_the_route_stay_within_the_limit(
    budgets: list[tuple[str, LimitUnit]], rule: LimitRule, found: list[str]
) -> None:
    (first, first_unit), (last, last_unit) = budgets
    steps = step("a", budget=first, unit=first_unit), sign("a", budget=last, unit=last_unit)
    assert codes(*steps, limits=(rule,)) == found


def test_parallel_steps_share_the_time_and_the_longest_path_is_named() -> None:
    steps = step("a", budget=1), step("b", "a", budget=2), step("c", "a", budget=3), sign("b", "c", budget=1)
    assert codes(*steps, limits=(limit(5),)) == []
    finding = check_route(Route(steps, SOURCE), (limit("4.5"),))[0]
    assert finding.code == "budget_exceeds_limit"
    assert str(finding).startswith("Thời gian các bước a → c → sign cộng lại là 5 ngày, vượt thời hạn")


def test_step_under_the_condition_of_a_longer_limit_counts_only_against_that_limit() -> None:
    far = "data.needs_verification"
    steps = step("verify", budget=4, when=far), sign("verify", budget=1)
    assert codes(*steps, limits=(limit(5, when=far), limit(1, SAME))) == []
    assert codes(*steps, limits=(limit(4, when=far), limit(1, SAME))) == ["budget_exceeds_limit"]
    assert codes(*steps, limits=(limit(1, SAME),)) == ["budget_exceeds_limit"]


@given(
    st.lists(st.tuples(st.sets(st.sampled_from("abcdefg"), max_size=3), st.booleans()), min_size=1, max_size=7),
    st.lists(st.booleans(), min_size=7, max_size=7),
)
def test_route_without_findings_always_ends_with_a_decision(
    shape: list[tuple[set[str], bool]], answers: list[bool]
) -> None:
    keys = "abcdefg"[: len(shape)]
    awaited = {after for waits, _ in shape for after in waits}
    steps = tuple(
        replace(
            step(key, *sorted(waits), when=f"data.{key}" if conditional else None),
            acts=() if key in awaited else ("decide",),
            role=RoleName.LEADER,
        )
        for key, (waits, conditional) in zip(keys, shape, strict=True)
    )
    route = Route(steps, SOURCE)
    findings = check_route(route, ())
    facts = {"data": dict(zip("abcdefg", answers, strict=True))}
    done: frozenset[str] = frozenset()
    skipped: frozenset[str] = frozenset()
    while (advance := next_steps(route, done, skipped, facts)).open:
        done |= set(advance.open)
        skipped |= set(advance.skipped)
    skipped |= set(advance.skipped)
    decided = any("decide" in one.acts for one in steps if one.key in done)
    if not findings:
        assert is_finished(route, done, skipped) and decided
    if not is_finished(route, done, skipped):
        assert findings
