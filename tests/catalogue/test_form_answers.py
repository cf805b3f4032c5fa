"""Which questions of an e-form are asked and which answers count, whatever the order in which pages are filled in."""

from collections.abc import Mapping
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from motcua.catalogue.rules.forms import (
    answers_after,
    asked_on,
    faults_of,
    final_answers,
    questions,
    visible_pages,
)
from tests.catalogue.e_forms import ANSWERS, FORM, SCHEMA

entries = st.fixed_dictionaries(
    {}, optional={"name": st.just("An"), "at_school": st.booleans(), "school": st.text(max_size=3)}
)
values: dict[str, st.SearchStrategy[Any]] = {
    "status": st.sampled_from(["single", "married", "?"]),
    "spouse_name": st.text(max_size=4),
    "spouse_id": st.sampled_from(["025190001234", "12"]),
    "born_on": st.sampled_from(["1990-03-15", "31/02/1990"]),
    "residence": st.sampled_from([{"line": "Khu 5", "unit": "07903"}, {"line": "Khu 5", "unit_text": "x"}]),
    "income": st.integers(-5, 5) | st.just("nhiều"),
    "agrees": st.booleans(),
    "has_children": st.booleans() | st.just("có"),
    "children": st.lists(entries, max_size=4),
    "needs_verification": st.booleans(),
}
answers_given = st.fixed_dictionaries({}, optional=values)
PAGE_KEYS = [page["key"] for page in FORM["pages"]]


def shown_names(answers: Mapping[str, Any]) -> set[str]:
    return {field["name"] for page in visible_pages(FORM, answers) for field in page.fields}


@given(answers_given)
def test_hidden_answers_never_survive(answers: dict[str, Any]) -> None:
    final = final_answers(FORM, answers)
    asked = {field["name"] for _page, field in questions(FORM)}
    assert set(final) & asked <= shown_names(answers)
    assert ("spouse_id" in final) <= (answers.get("status") == "married")
    for entry in final.get("children", []):
        assert "school" not in entry or entry["at_school"] is True


@given(answers_given)
def test_what_counts_counts_again_and_shows_the_same_pages(answers: dict[str, Any]) -> None:
    final = final_answers(FORM, answers)
    assert final_answers(FORM, final) == final
    assert visible_pages(FORM, final) == visible_pages(FORM, answers)
    assert {name: answers[name] for name in final if name != "children"} == {
        name: value for name, value in final.items() if name != "children"
    }


@given(answers_given)
def test_a_visible_required_question_is_always_asked_for_and_a_hidden_one_never(answers: dict[str, Any]) -> None:
    missing = {fault.path for fault in faults_of(FORM, answers) if fault.rule == "required" and "." not in fault.path}
    required, shown = set(SCHEMA["required"]), shown_names(answers)
    assert missing == {name for name in required & shown if name not in answers}


@given(answers_given, st.permutations(PAGE_KEYS))
def test_the_order_in_which_pages_are_filled_in_does_not_matter(answers: dict[str, Any], order: list[str]) -> None:
    facts = {"needs_verification": True}
    in_order, shuffled = dict(facts), dict(facts)
    for key in PAGE_KEYS:
        in_order = answers_after(FORM, in_order, key, answers)
    for key in order:
        shuffled = answers_after(FORM, shuffled, key, answers)
    assert final_answers(FORM, in_order) == final_answers(FORM, shuffled)
    assert shuffled["needs_verification"] is True


@given(answers_given)
def test_a_page_shows_every_question_that_is_asked_on_it(answers: dict[str, Any]) -> None:
    for page in visible_pages(FORM, answers):
        on_screen = {asked.field["name"] for asked in asked_on(FORM, [page.key], answers)}
        assert {field["name"] for field in page.fields} <= on_screen


def test_a_page_that_comes_again_forgets_what_it_no_longer_holds() -> None:
    after = answers_after(FORM, ANSWERS, "money", {"income": 5, "status": "single"})
    assert "agrees" not in after
    assert (after["income"], after["status"]) == (5, "married")


def test_an_answer_changed_back_finds_the_rest_as_it_was() -> None:
    page = {"spouse_name": "Lê Thị Bé", "born_on": "1990-03-15", "residence": ANSWERS["residence"]}
    single = answers_after(FORM, ANSWERS, "self", {**page, "status": "single"})
    assert "spouse_id" not in final_answers(FORM, single)
    married = answers_after(FORM, single, "self", {**page, "status": "married"})
    assert final_answers(FORM, married)["spouse_id"] == "025190001234"


def test_a_question_that_depends_on_its_own_page_is_on_the_page_with_what_reveals_it() -> None:
    asked = {one.field["name"]: one for one in asked_on(FORM, ["self"], {})}
    assert set(asked) == {"status", "spouse_name", "born_on", "residence"}
    assert (asked["spouse_name"].revealed_by, asked["spouse_name"].revealed_for) == ("status", ("married",))
    assert asked["born_on"].revealed_by == ""


def test_a_hidden_page_shows_nothing_unless_what_reveals_it_is_on_the_screen() -> None:
    assert asked_on(FORM, ["children"], {}) == ()
    everything = {one.field["name"]: one for one in asked_on(FORM, PAGE_KEYS, {})}
    assert everything["children"].revealed_by == "has_children"
    assert everything["spouse_id"].revealed_for == ("married",)
