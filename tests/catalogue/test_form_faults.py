"""What is wrong with answers is told by the path of the field, in words that say what to do."""

from typing import Any

import pytest

from motcua.catalogue.rules.forms import AnswerFault, faults_of, sentence_of
from tests.catalogue.e_forms import ANSWERS, FORM


def faults(**changes: Any) -> list[tuple[str, str]]:
    answers = {name: value for name, value in {**ANSWERS, **changes}.items() if value is not None}
    return [(fault.path, fault.rule) for fault in faults_of(FORM, answers)]


def test_answers_without_a_fault() -> None:
    assert faults() == []


@pytest.mark.parametrize(
    ("changes", "path", "rule"),
    [
        ({"spouse_name": "A"}, "spouse_name", "minLength"),
        ({"spouse_name": None}, "spouse_name", "required"),
        ({"spouse_id": "12"}, "spouse_id", "pattern"),
        ({"born_on": "31/02/1990"}, "born_on", "format"),
        ({"income": "nhiều"}, "income", "type"),
        ({"income": -1}, "income", "minimum"),
        ({"uses": ["lend"]}, "uses[0]", "enum"),
        ({"agrees": None}, "agrees", "required"),
        ({"residence": {"line": "Khu 5", "unit_text": "xyz"}}, "residence.unit", "required"),
        ({"children": None}, "children", "required"),
        ({"children": [{"name": "An"}, {"at_school": False}]}, "children[1].name", "required"),
        ({"children": [{"name": "An", "at_school": True}]}, "children[0].school", "required"),
        ({"children": [{"name": "An"}] * 4}, "children", "maxItems"),
    ],
)
def test_a_fault_names_its_field_and_rule(changes: dict[str, Any], path: str, rule: str) -> None:
    assert faults(**changes) == [(path, rule)]


def test_what_is_hidden_is_neither_asked_nor_examined() -> None:
    assert faults(status="single", spouse_name=None, spouse_id="12", has_children=None, children=None) == []


def test_beside_a_paper_declaration_only_what_was_typed_counts() -> None:
    assert faults_of(FORM, {}, is_whole=False) == []
    assert faults_of(FORM, {"income": -1}, is_whole=False) == [AnswerFault("income", "minimum", 0)]
    partly = {
        "status": "single",
        "residence": {"line": "Khu 5"},
        "has_children": True,
        "children": [{"at_school": True}],
    }
    assert faults_of(FORM, partly, is_whole=False) == []


def test_only_the_questions_of_a_page() -> None:
    assert {fault.path for fault in faults_of(FORM, {}, only={"agrees", "income"})} == {"agrees"}


def test_a_required_paper_that_is_not_there_is_a_fault() -> None:
    assert [fault.path for fault in faults_of(FORM, ANSWERS, papers=())] == ["proof"]
    assert faults_of(FORM, ANSWERS, papers={"proof"}) == []
    assert faults_of(FORM, {**ANSWERS, "has_children": False}, papers=()) == []


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"spouse_name": None}, "Ghi tên vợ."),
        ({"spouse_name": "A"}, "Hãy nhập ít nhất 2 ký tự."),
        ({"agrees": None}, "Hãy đánh dấu vào ô này để tiếp tục."),
        ({"agrees": False}, "Hãy đánh dấu vào ô này để tiếp tục."),
        ({"born_on": None}, "Hãy nhập đủ ngày, tháng và năm."),
        ({"status": None, "spouse_name": None, "spouse_id": None}, "Hãy chọn một mục."),
        ({"children": []}, "Hãy thêm ít nhất 1 mục."),
    ],
)
def test_a_fault_says_what_to_do(changes: dict[str, Any], words: str) -> None:
    answers = {name: value for name, value in {**ANSWERS, **changes}.items() if value is not None}
    (fault,) = faults_of(FORM, answers)
    assert sentence_of(fault, str, "vi") == words


def test_a_form_has_its_own_words_in_both_languages() -> None:
    (fault,) = faults_of(FORM, {name: value for name, value in ANSWERS.items() if name != "spouse_name"})
    assert sentence_of(fault, str, "en") == "Give her name."
