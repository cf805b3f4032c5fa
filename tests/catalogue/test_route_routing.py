"""The route engine: forks, joins, conditions, and an end that is always reached."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from motcua.catalogue.rules.edition import Certainty, Provenance, Route, Step, Text
from motcua.catalogue.rules.routing import Advance, is_finished, next_steps
from motcua.directory.rules.roles import RoleName

SOURCE = Provenance("test", Certainty.OWN_KNOWLEDGE)
NOTHING: frozenset[str] = frozenset()


def step(key: str, *after: str, when: str | None = None) -> Step:
    return Step(key, Text(key, key), RoleName.CASE_OFFICER, None, after, when, ())


def route(*steps: Step) -> Route:
    return Route(steps, SOURCE)


DIAMOND = route(step("assign"), step("survey", "assign"), step("consult", "assign"), step("sign", "survey", "consult"))


def test_first_steps_open_at_the_start() -> None:
    assert next_steps(DIAMOND, NOTHING, NOTHING, {}) == Advance(("assign",), ())


def test_fork_opens_all_branches() -> None:
    assert next_steps(DIAMOND, frozenset({"assign"}), NOTHING, {}).open == ("survey", "consult")


def test_join_waits_for_every_branch() -> None:
    assert next_steps(DIAMOND, frozenset({"assign", "consult"}), NOTHING, {}).open == ("survey",)
    assert next_steps(DIAMOND, frozenset({"assign", "consult", "survey"}), NOTHING, {}).open == ("sign",)


def test_false_condition_skips_and_the_steps_behind_go_on() -> None:
    chain = route(step("a"), step("b", "a", when="data.x"), step("c", "b", when="data.x"), step("d", "c"))
    assert next_steps(chain, frozenset({"a"}), NOTHING, {"data": {"x": False}}) == Advance(("d",), ("b", "c"))
    assert next_steps(chain, frozenset({"a"}), NOTHING, {"data": {"x": True}}) == Advance(("b",), ())
    assert next_steps(chain, frozenset({"a"}), frozenset({"b", "c"}), {}) == Advance(("d",), ())


def test_skipping_works_whatever_the_order_of_the_steps() -> None:
    backwards = route(step("d", "c"), step("c", "b", when="false"), step("b", "a", when="false"), step("a"))
    assert next_steps(backwards, frozenset({"a"}), NOTHING, {}) == Advance(("d",), ("b", "c"))


def test_condition_of_a_step_that_is_not_due_is_not_asked() -> None:
    chain = route(step("a"), step("b", "a", when="data.answered_later == true"))
    assert next_steps(chain, NOTHING, NOTHING, {}) == Advance(("a",), ())


def test_finished_when_every_step_is_done_or_skipped() -> None:
    assert not is_finished(DIAMOND, frozenset({"assign", "consult", "survey"}), NOTHING)
    assert is_finished(DIAMOND, frozenset({"assign", "consult", "sign"}), frozenset({"survey"}))
    assert next_steps(DIAMOND, frozenset({"assign", "consult", "sign"}), frozenset({"survey"}), {}) == Advance((), ())


@st.composite
def routes(draw: st.DrawFn) -> tuple[Route, dict[str, Any]]:
    size = draw(st.integers(1, 9))
    steps = []
    for index in range(size):
        after = draw(st.sets(st.integers(0, index - 1))) if index else set()
        when = f"data.fact{index}" if draw(st.booleans()) else None
        steps.append(step(f"s{index}", *(f"s{other}" for other in sorted(after)), when=when))
    facts = {"data": {f"fact{index}": draw(st.booleans()) for index in range(size)}}
    return route(*draw(st.permutations(steps))), facts


@given(routes(), st.randoms(use_true_random=False))
def test_every_acyclic_route_ends_however_its_open_steps_are_worked_off(
    drawn: tuple[Route, dict[str, Any]], chance: Any
) -> None:
    path, facts = drawn
    done, skipped = NOTHING, NOTHING
    while not is_finished(path, done, skipped):
        advance = next_steps(path, done, skipped, facts)
        skipped |= set(advance.skipped)
        passed = done | skipped
        for one in path.steps:
            if one.key in advance.open:
                assert passed.issuperset(one.after) and one.key not in passed
        if advance.open:
            done |= {chance.choice(advance.open)}
        else:
            assert is_finished(path, done, skipped)
    by_fact = {one.key for one in path.steps if one.when and not facts["data"][f"fact{one.key[1:]}"]}
    assert skipped == by_fact
