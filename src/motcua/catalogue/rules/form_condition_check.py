"""A condition of an e-form must be decidable whatever was answered before it, and must not read what comes later."""

import itertools
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from motcua.catalogue.rules.conditions import ConditionNotDecidable, check_condition, holds
from motcua.catalogue.rules.faults import fault
from motcua.catalogue.rules.findings import Finding
from motcua.catalogue.rules.forms.questions import facts_in, item_schema_of, schema_of

SAMPLES_MAX = 256
_ITEM = re.compile(r"\bitem\.(\w+)")
_MISSING = object()


@dataclass(frozen=True)
class FormCondition:
    """A `show_if` and where it stands."""

    text: Any
    path: str
    repeat: str = ""
    """The repeat whose entries it looks into as `item`."""
    before: tuple[str, ...] = ()
    """Names inside the entry that are asked before it."""


def check_form_condition(condition: FormCondition, form: Mapping[str, Any], known: frozenset[str]) -> Iterator[Finding]:
    """Everything wrong with the condition; `known` are the answers there are when it is asked."""
    text = condition.text
    if text is None:
        return
    if not isinstance(text, str):
        yield fault("not_a_text", None, condition.path)
        return
    variables = frozenset({"data", "item"} if condition.repeat else {"data"})
    wrong = check_condition(text, variables)
    if wrong:
        yield from (Finding(one.code, one.text, None, condition.path, one.values) for one in wrong)
        return
    names, inner = facts_in(text), frozenset(_ITEM.findall(text))
    unknown = [name for name in names if name not in form["schema"]["properties"]]
    unknown += [name for name in inner if not item_schema_of(form, condition.repeat, name)]
    yield from (fault("form_condition_unknown", None, condition.path, name=name) for name in sorted(unknown))
    later = sorted((names - known) | (inner - set(condition.before)))
    yield from (fault("form_condition_later", None, condition.path, name=name) for name in later if name not in unknown)
    if unknown or later:
        return
    data = {name: _samples(schema_of(form, name)) for name in sorted(names)}
    item = {name: _samples(item_schema_of(form, condition.repeat, name)) for name in sorted(inner)}
    sample = _undecided(text, data, item, has_item=bool(condition.repeat))
    if sample is not None:
        yield fault("form_condition_open", None, condition.path, sample=sample)


def _undecided(
    text: str, data: Mapping[str, list[Any]], item: Mapping[str, list[Any]], *, has_item: bool
) -> str | None:
    """The first of many possible answers for which the condition does not answer yes or no, in words."""
    for facts, entry in itertools.islice(itertools.product(_choose(data), list(_choose(item))), SAMPLES_MAX):
        try:
            holds(text, {"data": facts, "item": entry} if has_item else {"data": facts})
        except ConditionNotDecidable:
            told = [f"{name} = {value!r}" for name, value in (*facts.items(), *entry.items())]
            empty = [f"{name} = ∅" for name in (*data, *item) if name not in facts and name not in entry]
            return ", ".join(told + empty)
    return None


def _choose(samples: Mapping[str, Iterable[Any]]) -> Iterator[dict[str, Any]]:
    for values in itertools.product(*samples.values()):
        yield {name: value for name, value in zip(samples, values, strict=True) if value is not _MISSING}


def _samples(schema: Mapping[str, Any]) -> list[Any]:
    """No answer, and answers of the type, each choice among them."""
    values: list[Any] = list(schema.get("enum") or ())
    if "const" in schema:
        values = [schema["const"]]
    elif not values:
        match schema.get("type"):
            case "boolean":
                values = [True, False]
            case "integer" | "number":
                values = [0, 3]
            case "array":
                values = [[], ["x"]] if schema.get("items", {}).get("type") != "object" else [[], [{}]]
            case "object":
                values = [{}]
            case _:
                values = ["1990-03-15" if schema.get("format") == "date" else "x"]
    return [_MISSING, *values]
