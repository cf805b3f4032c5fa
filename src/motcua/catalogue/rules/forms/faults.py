"""What is wrong with answers, told by the path of the field: `children[1].name`."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from jsonschema.exceptions import ValidationError

from motcua.catalogue.rules.forms.answering import entry_shows, final_answers, visible_pages
from motcua.catalogue.rules.forms.questions import FILE, REPEAT, Definition, Field, questions, widget_of
from motcua.catalogue.rules.forms.validating import validator_of

_MISSING = {"required", "dependentRequired"}
_WHOLE_ONLY = _MISSING | {"if", "minItems", "contains"}
_ENTRY = re.compile(r"(\w+)\[(\d+)\](?:\.(\w+))?")


@dataclass(frozen=True)
class AnswerFault:
    """One answer that the form does not take."""

    path: str
    """The field, e.g. `child_name`, `children[1].name` or `residence.unit`; empty for the form as a whole."""
    rule: str
    """The schema's keyword: `required`, `type`, `pattern`, `enum`, `format`, `minimum`, `maxLength` …"""
    expected: Any
    """The keyword's value, e.g. the smallest number allowed."""
    widget: str = field(default="text", compare=False)
    own_words: Mapping[str, str] | None = field(default=None, compare=False, hash=False)
    """The sentence the form itself gives for this fault, by language."""

    @property
    def name(self) -> str:
        """The question on the page that the fault belongs to."""
        return re.split(r"[.\[]", self.path, maxsplit=1)[0]


def faults_of(
    definition: Definition,
    answers: Mapping[str, Any],
    *,
    is_whole: bool = True,
    only: Iterable[str] | None = None,
    papers: Iterable[str] | None = None,
) -> list[AnswerFault]:
    """What the form refuses, question by question in its order; what is hidden is neither asked nor examined.

    When not `is_whole`, a paper declaration carries what has not been typed, and only what was typed is examined.
    `only` names the questions of one page; `papers` the components handed in, when files are to be examined, too.
    """
    final = final_answers(definition, answers)
    validator = validator_of(definition["schema"])
    asked = {shown["name"]: shown for page in visible_pages(definition, answers) for shown in page.fields}
    found = dict.fromkeys(
        _fault(problem, asked)
        for problem in validator.iter_errors(final)
        if (is_whole or problem.validator not in _WHOLE_ONLY) and _is_asked(problem, asked, definition, final)
    )
    if papers is not None and is_whole:
        found |= dict.fromkeys(_missing_papers(asked.values(), set(papers)))
    wanted = None if only is None else set(only)
    place = {question["name"]: index for index, (_page, question) in enumerate(questions(definition))}
    kept = [fault for fault in found if wanted is None or fault.name in wanted]
    return sorted(kept, key=lambda fault: (place.get(fault.name, len(place)), fault.path, fault.rule))


def _is_asked(
    problem: ValidationError, asked: Mapping[str, Field], definition: Definition, final: Mapping[str, Any]
) -> bool:
    """Whether somebody is asked for what is missing; every other fault is about an answer that was given."""
    if problem.validator not in _MISSING:
        return True
    path = _path_of(problem)
    on_pages = {question["name"] for _page, question in questions(definition)}
    entry = _ENTRY.fullmatch(path)
    if entry is None or entry[3] is None:
        return path in asked or path not in on_pages
    repeat = asked.get(entry[1])
    inner = next((part for part in (repeat or {}).get("fields", ()) if part["name"] == entry[3]), None)
    return inner is None or entry_shows(inner, final, final[entry[1]][int(entry[2])])


def _missing_papers(asked: Iterable[Field], papers: set[str]) -> Iterator[AnswerFault]:
    for question in asked:
        if widget_of(question) == FILE and question.get("required") and question["component"] not in papers:
            yield AnswerFault(question["name"], "required", True, FILE, _own_words(question, "required"))


def _fault(problem: ValidationError, asked: Mapping[str, Field]) -> AnswerFault:
    path, rule = _path_of(problem), str(problem.validator)
    expected = problem.validator_value
    if not isinstance(expected, str | int | float | bool | None):
        expected = str(expected)
    question = _question(path, asked)
    return AnswerFault(path, rule, expected, widget_of(question), _own_words(question, rule))


def _question(path: str, asked: Mapping[str, Field]) -> Field:
    parts = re.findall(r"[^.\[\]]+", path)
    question = asked.get(parts[0], {}) if parts else {}
    if widget_of(question) == REPEAT and len(parts) > 2:
        return next((inner for inner in question["fields"] if inner["name"] == parts[2]), {})
    return question


def _own_words(question: Field, rule: str) -> Mapping[str, str] | None:
    words: Mapping[str, str] | None = (question.get("errors") or {}).get(rule)
    return words


def _path_of(problem: ValidationError) -> str:
    """Where the problem is; of a missing answer, where it should be: the message puts its name in quotes."""
    parts: list[str | int] = list(problem.absolute_path)
    if problem.validator in _MISSING:
        named = re.match(r"'([^']+)'", problem.message)
        parts += [named[1]] if named else []
    path = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in parts)
    return path.removeprefix(".")
