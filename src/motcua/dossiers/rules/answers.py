"""Answers of an e-form: text as people type it becomes JSON by the form's schema, and the schema says what is wrong."""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from jsonschema import Draft202012Validator
from jsonschema.exceptions import ValidationError

from motcua.catalogue.rules.edition import Edition, PaperForm
from motcua.dossiers.rules.intake import ComponentMark
from motcua.kernel.text import normalise

_DATE = re.compile(r"(\d{1,2})[/.\- ](\d{1,2})[/.\- ](\d{4})|(\d{2})(\d{2})(\d{4})")
_YES = {"on", "true", "1", "yes"}


@dataclass(frozen=True)
class AnswerFault:
    """One answer that the schema does not take."""

    field: str
    rule: str
    """The schema's keyword: `required`, `type`, `pattern`, `enum`, `format`, `minimum`, `maxLength` …"""
    expected: Any
    """The keyword's value, e.g. the smallest number allowed."""


def read_answers(form: Mapping[str, Any], typed: Mapping[str, Sequence[str]]) -> dict[str, Any]:
    """The answers to the fields on the form's pages; an empty field gives no answer.

    What cannot be read as its type stays text, for the schema to complain about.
    """
    properties = form["schema"]["properties"]
    answers: dict[str, Any] = {}
    for page in form["pages"]:
        for field in page["fields"]:
            name = field["name"]
            texts = [text for text in (normalise(raw) for raw in typed.get(name, ())) if text]
            if texts:
                answers[name] = _read(properties.get(name, {}), texts)
    return answers


def pages_declared(answers: Mapping[str, Any]) -> int:
    """The pages of one copy as the declaration says, on which fees may depend; one when it does not say."""
    pages = answers.get("pages")
    return pages if isinstance(pages, int) and pages > 0 else 1


def _read(schema: Mapping[str, Any], texts: list[str]) -> Any:
    match schema.get("type"):
        case "boolean":
            return texts[0].lower() in _YES
        case "integer":
            return int(texts[0]) if re.fullmatch(r"-?\d{1,15}", texts[0]) else texts[0]
        case "number":
            number = texts[0].replace(",", ".")
            return float(number) if re.fullmatch(r"-?\d{1,15}(\.\d{1,6})?", number) else texts[0]
        case "array":
            return texts
    if schema.get("format") == "date":
        return _iso_date(texts[0])
    return texts[0]


def _iso_date(text: str) -> str:
    match = _DATE.fullmatch(text)
    if match is None:
        return text
    day, month, year = (int(part) for part in match.groups() if part is not None)
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return text


def faults_in(edition: Edition, marks: Collection[ComponentMark], answers: Mapping[str, Any]) -> list[AnswerFault]:
    """What the edition's e-form refuses; it must be whole when nothing that was handed in on paper says the rest."""
    shown = {component.key for component in edition.components if component.shown_only}
    kept = [mark.form for mark in marks if mark.key not in shown]
    is_whole = bool(kept) and all(form == PaperForm.ELECTRONIC for form in kept)
    if edition.form is None or not (answers or is_whole):
        return []
    return faults_of(edition.form["schema"], answers, is_whole=is_whole)


def faults_of(schema: Mapping[str, Any], answers: Mapping[str, Any], *, is_whole: bool) -> list[AnswerFault]:
    """What the schema refuses, field by field.

    When not `is_whole`, a paper declaration carries what has not been typed, and only what was typed is examined.
    """
    validator = Draft202012Validator(schema, format_checker=Draft202012Validator.FORMAT_CHECKER)
    faults = [
        AnswerFault(_field_of(problem), str(problem.validator), problem.validator_value)
        for problem in validator.iter_errors(dict(answers))
        if is_whole or problem.validator not in {"required", "dependentRequired", "if"}
    ]
    return sorted(set(_hashable(faults)), key=lambda fault: (fault.field, fault.rule))


def _hashable(faults: list[AnswerFault]) -> list[AnswerFault]:
    plain = (str, int, float, type(None))
    return [
        fault if isinstance(fault.expected, plain) else AnswerFault(fault.field, fault.rule, str(fault.expected))
        for fault in faults
    ]


def _field_of(problem: ValidationError) -> str:
    """The field the problem belongs to; of a missing one, the name that the message puts in quotes."""
    if problem.absolute_path:
        return str(problem.absolute_path[0])
    if problem.validator == "required":
        named = re.match(r"'([^']+)'", problem.message)
        return named[1] if named else ""
    return ""
