"""What people type becomes JSON of the schema's types, and every fault is told by its field."""

from typing import Any

import pytest

from motcua.dossiers.rules.answers import AnswerFault, faults_of, read_answers

SCHEMA: dict[str, Any] = {
    "type": "object",
    "properties": {
        "child_name": {"type": "string", "minLength": 2},
        "child_born_on": {"type": "string", "format": "date"},
        "copies": {"type": "integer", "minimum": 1},
        "area": {"type": "number"},
        "is_late": {"type": "boolean"},
        "uses": {"type": "array", "items": {"enum": ["rent", "sell"]}},
        "sex": {"enum": ["male", "female"]},
        "needs_verification": {"type": "boolean"},
    },
    "required": ["child_name", "child_born_on"],
}
ASKED = [name for name in SCHEMA["properties"] if name != "needs_verification"]
FORM = {"schema": SCHEMA, "pages": [{"fields": [{"name": name} for name in ASKED]}]}


def test_each_answer_gets_the_type_of_its_field() -> None:
    typed = {
        "child_name": ["  Lê   Ánh "],
        "child_born_on": ["1/9/2026"],
        "copies": ["3"],
        "area": ["12,5"],
        "is_late": ["on"],
        "uses": ["rent", "sell"],
        "sex": [""],
    }
    assert read_answers(FORM, typed) == {
        "child_name": "Lê Ánh",
        "child_born_on": "2026-09-01",
        "copies": 3,
        "area": 12.5,
        "is_late": True,
        "uses": ["rent", "sell"],
    }


def test_what_is_not_asked_on_the_form_is_not_taken() -> None:
    assert read_answers(FORM, {"needs_verification": ["on"], "other": ["x"]}) == {}


@pytest.mark.parametrize(
    ("answers", "field", "rule"),
    [
        ({"child_name": "A", "child_born_on": "2026-09-01"}, "child_name", "minLength"),
        ({"child_name": "An", "child_born_on": "31/02/2026"}, "child_born_on", "format"),
        ({"child_name": "An", "child_born_on": "2026-09-01", "copies": "three"}, "copies", "type"),
        ({"child_name": "An", "child_born_on": "2026-09-01", "uses": ["lend"]}, "uses", "enum"),
        ({"child_name": "An"}, "child_born_on", "required"),
    ],
)
def test_a_fault_names_its_field_and_rule(answers: dict[str, Any], field: str, rule: str) -> None:
    assert [(fault.field, fault.rule) for fault in faults_of(SCHEMA, answers, is_whole=True)] == [(field, rule)]


def test_every_missing_answer_is_told() -> None:
    assert {fault.field for fault in faults_of(SCHEMA, {}, is_whole=True)} == {"child_name", "child_born_on"}


def test_beside_a_paper_declaration_only_what_was_typed_counts() -> None:
    assert faults_of(SCHEMA, {}, is_whole=False) == []
    assert faults_of(SCHEMA, {"copies": 0}, is_whole=False) == [AnswerFault("copies", "minimum", 1)]
