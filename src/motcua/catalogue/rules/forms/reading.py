"""From what people type into boxes to JSON of the schema's types.

Boxes are named after the question: `child_name`; `born_on` in one box or `born_on_0`, `_1`, `_2` in three;
`residence-line` and `residence-unit` for an address, or all of it in one box;
`children-1-name` inside the second entry of a repeat.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from motcua.catalogue.rules.forms.questions import (
    ADDRESS,
    FILE,
    REPEAT,
    Definition,
    Field,
    item_schema_of,
    questions,
    schema_of,
    widget_of,
)
from motcua.kernel.text import normalise

Typed = Mapping[str, Sequence[str]]
SettleAddress = Callable[[str, str, str], dict[str, Any]]
"""From a street line, the words for a commune and what it was called before, to an address with the units of today and
before. Without words for the commune, it is looked for at the end of the line.
"""
ROWS_MAX = 50
"""A repeat sent with more entries than this is cut."""
_DATE = re.compile(r"(\d{1,2})[/.\- ](\d{1,2})[/.\- ](\d{4})|(\d{2})(\d{2})(\d{4})")
_YES = {"on", "true", "1", "yes"}
_BETWEEN_DIGITS = re.compile(r"[\s.\-]+")


def unsettled(line: str, unit: str, _former: str) -> dict[str, Any]:
    """An address as it was typed, where nobody can look communes up."""
    return {key: text for key, text in (("line", line), ("unit_text", unit)) if text}


def read_fields(
    definition: Definition, fields: Iterable[Field], typed: Typed, settle: SettleAddress = unsettled
) -> dict[str, Any]:
    """The answers to the fields; an empty box gives no answer.

    What cannot be read as its type stays text, for the schema to complain about.
    """
    answers: dict[str, Any] = {}
    for field in fields:
        name, widget = field["name"], widget_of(field)
        if widget == FILE:
            continue
        if widget == REPEAT:
            answer: Any = _entries(definition, field, typed, settle)
        else:
            answer = _answer(schema_of(definition, name), widget, name, typed, settle)
        if answer not in (None, [], {}):
            answers[name] = answer
    return answers


def with_addresses(definition: Definition, answers: Mapping[str, Any], settle: SettleAddress) -> dict[str, Any]:
    """Answers that came as JSON, with the commune of every address looked up by its code or name where that is left."""
    found = dict(answers)
    for _page, field in questions(definition):
        value = answers.get(field["name"])
        if widget_of(field) == ADDRESS:
            found |= {field["name"]: _settled(value, settle)} if field["name"] in answers else {}
        elif widget_of(field) == REPEAT and isinstance(value, list):
            inner = {one["name"] for one in field["fields"] if widget_of(one) == ADDRESS}
            found[field["name"]] = [
                {name: _settled(part, settle) if name in inner else part for name, part in entry.items()}
                if isinstance(entry, Mapping)
                else entry
                for entry in value
            ]
    return found


def _settled(address: Any, settle: SettleAddress) -> Any:
    if not isinstance(address, Mapping) or ("unit" in address and "unit_name" in address):
        return address
    parts = [address.get(part) for part in ("line", "unit", "old_unit", "unit_text")]
    line, unit, former, text = (part if isinstance(part, str) else "" for part in parts)
    named = unit or former or text
    if not named:
        return address
    return {part: value for part, value in address.items() if part != "unit"} | settle(line, named, former)


def rows_typed(name: str, typed: Typed) -> list[int]:
    """The numbers of the entries of a repeat that were sent, empty ones included."""
    sent = {int(number) for number in typed.get(f"{name}-row", ()) if number.isdecimal() and len(number) < 4}
    return sorted(sent)[:ROWS_MAX]


def _entries(definition: Definition, repeat: Field, typed: Typed, settle: SettleAddress) -> list[dict[str, Any]]:
    entries = []
    for row in rows_typed(repeat["name"], typed):
        entry = {}
        for inner in repeat["fields"]:
            schema = item_schema_of(definition, repeat["name"], inner["name"])
            box = f"{repeat['name']}-{row}-{inner['name']}"
            answer = _answer(schema, widget_of(inner), box, typed, settle)
            if answer not in (None, [], {}):
                entry[inner["name"]] = answer
        if entry:
            entries.append(entry)
    return entries


def _answer(schema: Mapping[str, Any], widget: str, box: str, typed: Typed, settle: SettleAddress) -> Any:
    if widget == ADDRESS:
        line = _first(typed, f"{box}-line") or _first(typed, box)
        unit = _first(typed, f"{box}-choice") or _first(typed, f"{box}-unit")
        return settle(line, unit, _first(typed, f"{box}-former")) if line or unit else None
    if schema.get("format") == "date" or widget == "date":
        parts = [_first(typed, f"{box}_{number}") for number in range(3)]
        text = "/".join(parts) if any(parts) else _first(typed, box)
        return _iso_date(text) if text else None
    texts = [text for text in (normalise(raw) for raw in typed.get(box, ())) if text]
    return _read(schema, widget, texts) if texts else None


def _first(typed: Typed, box: str) -> str:
    texts = typed.get(box) or ("",)
    return normalise(texts[0])


def _read(schema: Mapping[str, Any], widget: str, texts: list[str]) -> Any:
    text = texts[0]
    if widget in {"identifier", "tel", "money"}:
        bare = _BETWEEN_DIGITS.sub("", text.removesuffix("đ").removesuffix("VND"))
        text = bare if bare.isdecimal() else text
    match schema.get("type"):
        case "boolean":
            return text.lower() in _YES
        case "integer":
            return int(text) if re.fullmatch(r"-?\d{1,15}", text) else text
        case "number":
            number = text.replace(",", ".")
            return float(number) if re.fullmatch(r"-?\d{1,15}(\.\d{1,6})?", number) else text
        case "array":
            return texts
    return text


def _iso_date(text: str) -> str:
    match = _DATE.fullmatch(text)
    if match is None:
        return text
    day, month, year = (int(part) for part in match.groups() if part is not None)
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return text
