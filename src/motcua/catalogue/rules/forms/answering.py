"""Which questions are asked for given answers, and which answers count.

A condition (`show_if`) reads the answers to questions before its own, so one pass in the form's order decides
everything. An answer to a question that is not asked never counts; until the form is sent it may be kept, so that a
person who changes an answer back finds the rest as it was.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from typing import Any

from motcua.catalogue.rules.conditions import ConditionNotDecidable, holds
from motcua.catalogue.rules.forms.questions import (
    FILE,
    REPEAT,
    Definition,
    Field,
    facts_in,
    page_of,
    questions,
    widget_of,
)


@dataclass(frozen=True)
class ShownPage:
    """A page that is asked, with the questions on it that are."""

    key: str
    title: Mapping[str, str]
    fields: tuple[Field, ...]


@dataclass(frozen=True)
class _Reached:
    pages: tuple[ShownPage, ...]
    answers: dict[str, Any]


def visible_pages(definition: Definition, answers: Mapping[str, Any]) -> tuple[ShownPage, ...]:
    """The pages to be filled in, in order."""
    return _reach(definition, answers).pages


def final_answers(definition: Definition, answers: Mapping[str, Any]) -> dict[str, Any]:
    """The answers that count: those to hidden questions are dropped, inside the entries of repeats too.

    Facts that no page asks for stay as they are.
    """
    return _reach(definition, answers).answers


def answers_after(
    definition: Definition, answers: Mapping[str, Any], page_key: str, cleaned: Mapping[str, Any]
) -> dict[str, Any]:
    """All answers once a page was filled in: what the page no longer holds is gone, other pages stay as they were."""
    on_page = {field["name"] for field in page_of(definition, page_key)["fields"]}
    kept = {name: value for name, value in answers.items() if name not in on_page}
    return kept | {name: value for name, value in cleaned.items() if name in on_page}


@dataclass(frozen=True)
class AskedField:
    """A field on the screen, and the one choice there that shows and hides it, if it is that simple."""

    field: Field
    revealed_by: str = ""
    revealed_for: tuple[str, ...] = ()
    """The values that show it."""


def asked_on(definition: Definition, page_keys: Collection[str], answers: Mapping[str, Any]) -> tuple[AskedField, ...]:
    """What a screen with these pages shows: questions that are asked, and those an answer on it may still reveal."""
    reached = _reach(definition, answers)
    shown = {field["name"] for page in reached.pages for field in page.fields}
    found: dict[str, AskedField] = {}
    for page in definition["pages"]:
        if page["key"] not in page_keys:
            continue
        for field in page["fields"]:
            conditions = [condition for condition in (page.get("show_if"), field.get("show_if")) if condition]
            names = frozenset[str]().union(*map(facts_in, conditions)) & set(found)
            revealing = _revealing(found, names, conditions, reached.answers)
            is_possible = revealing is None or revealing.revealed_for
            if field["name"] in shown or (names and is_possible):
                found[field["name"]] = replace(revealing, field=field) if revealing else AskedField(field)
    return tuple(found.values())


def _revealing(
    found: Mapping[str, AskedField], names: frozenset[str], conditions: list[str], facts: Mapping[str, Any]
) -> AskedField | None:
    """Which values of the one choice on the screen show a question with these conditions."""
    if len(names) != 1:
        return None
    (name,) = names
    field = found[name].field
    widget = widget_of(field)
    if widget not in {"radio", "select", "checkbox"}:
        return None
    values = [True] if widget == "checkbox" else [choice["value"] for choice in field["choices"]]
    showing = [value for value in values if all(_holds(one, {"data": {**facts, name: value}}) for one in conditions)]
    if all(_holds(one, {"data": {key: facts[key] for key in facts if key != name}}) for one in conditions):
        return None
    return AskedField(field, name, tuple("on" if value is True else str(value) for value in showing))


def entry_shows(field: Field, data: Mapping[str, Any], entry: Mapping[str, Any]) -> bool:
    """Whether a field inside an entry of a repeat is asked; its condition may also read the entry as `item`."""
    return _holds(field.get("show_if"), {"data": data, "item": entry})


def _reach(definition: Definition, answers: Mapping[str, Any]) -> _Reached:
    asked = {field["name"] for _page, field in questions(definition)}
    kept = {name: value for name, value in answers.items() if name not in asked}
    pages = []
    for page in definition["pages"]:
        shown = []
        if _holds(page.get("show_if"), {"data": kept}):
            for field in page["fields"]:
                if not _holds(field.get("show_if"), {"data": kept}):
                    continue
                shown.append(field)
                if field["name"] in answers and widget_of(field) != FILE:
                    kept[field["name"]] = _kept(field, answers[field["name"]], kept)
        if shown:
            pages.append(ShownPage(page["key"], page["title"], tuple(shown)))
    return _Reached(tuple(pages), kept)


def _kept(field: Field, value: Any, data: Mapping[str, Any]) -> Any:
    if widget_of(field) != REPEAT or not isinstance(value, list):
        return value
    return [_kept_entry(field, entry, data) if isinstance(entry, Mapping) else entry for entry in value]


def _kept_entry(repeat: Field, entry: Mapping[str, Any], data: Mapping[str, Any]) -> dict[str, Any]:
    asked = {inner["name"] for inner in repeat["fields"]}
    kept = {name: value for name, value in entry.items() if name not in asked}
    for inner in repeat["fields"]:
        if inner["name"] in entry and entry_shows(inner, data, kept):
            kept[inner["name"]] = entry[inner["name"]]
    return kept


def _holds(condition: str | None, facts: Mapping[str, Any]) -> bool:
    """A condition that cannot be decided, because an answer is not of its type yet, does not show anything."""
    if not condition:
        return True
    try:
        return holds(condition, facts)
    except ConditionNotDecidable:
        return False
