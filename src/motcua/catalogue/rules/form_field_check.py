"""A field of an e-form: its keys, its words in both languages, and a schema its widget can fill."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from motcua.catalogue.rules.faults import fault
from motcua.catalogue.rules.findings import Finding
from motcua.catalogue.rules.forms.questions import ADDRESS_PARTS, resolved

WIDGETS = frozenset(
    {
        *("text", "textarea", "number", "money", "identifier", "tel", "email", "date"),
        *("select", "radio", "checkbox", "checkboxes", "address", "repeat", "file"),
    }
)
WIDGETS_WITH_CHOICES = frozenset({"select", "radio", "checkboxes"})
CLAIMS = ("name", "identifier", "born_on", "sex", "address", "phone", "email")
"""What a signed-in person's identity says of them."""
ERROR_RULES = (
    *("required", "type", "enum", "const", "pattern", "format", "minLength", "maxLength"),
    *("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "minItems", "maxItems"),
)
WIDTHS = (2, 3, 4, 5, 10, 20)
_NEEDED = {"repeat": ("item", "fields"), "file": ("component", "formats", "max_megabytes")}
_OWN = {"repeat": (), "file": ("required", "max_files")}
_COMMON = ("hint", "example", "widget", "choices", "show_if", "errors", "sensitive", "prefill", "width")
_SOURCE = re.compile(rf"claim\.({'|'.join(CLAIMS)})|registry\.[a-z_]+(\.[a-z_]+)+")
_SCHEMA_OF = {
    "money": ("type: integer", lambda schema: schema.get("type") == "integer"),
    "identifier": ("type: string", lambda schema: schema.get("type") == "string"),
    "address": ("type: object, properties: {line, unit, …}", lambda schema: _is_address(schema)),
    "repeat": ("type: array, items: {type: object}", lambda schema: schema.get("type") == "array"),
}


def check_field(
    field: Any, path: str, form: Mapping[str, Any], shown: set[str], *, entry: Mapping[str, Any] | None = None
) -> Iterator[Finding]:
    """Everything wrong with the field. `shown` gathers the names; `entry` is the schema of the repeat it stands in."""
    keys = set(field) if isinstance(field, dict) else set()
    widget = str(field.get("widget", "text")) if keys else "text"
    needed = ("name", "label", *_NEEDED.get(widget, ()))
    allowed = (*_COMMON, *_OWN.get(widget, ()))
    if not keys or not set(needed) <= keys or not keys <= {*needed, *allowed}:
        words = {"needed": ", ".join(needed), "allowed": ", ".join(allowed)}
        yield fault("form_field_keys", None, path, widget=widget, **words)
        return
    name = str(field["name"])
    properties = form["schema"]["properties"] if entry is None else entry.get("properties", {})
    if widget != "file" and name not in properties:
        yield fault("form_field_unknown", None, f"{path}.name", name=name)
    if name in shown:
        yield fault("form_field_twice", None, f"{path}.name", name=name)
    shown.add(name)
    for part in ("label", "item", "hint", "example"):
        if field.get(part) is not None:
            yield from check_words(field[part], f"{path}.{part}")
    schema = resolved(form, properties.get(name, {}))
    yield from _check_widget(field, widget, path, schema, is_inside=entry is not None)
    yield from _check_extras(field, widget, path)
    if widget == "repeat":
        yield from _check_entries(field, path, form, resolved(form, schema.get("items", {})))


def check_words(words: Any, path: str) -> Iterator[Finding]:
    """A text must be there in both languages."""
    if not isinstance(words, dict):
        yield fault("not_a_mapping", None, path)
        return
    for language in ("vi", "en"):
        if not isinstance(words.get(language), str) or not words[language].strip():
            yield fault("missing_key", None, f"{path}.{language}", key=language)


def _check_widget(
    field: Mapping[str, Any], widget: str, path: str, schema: Mapping[str, Any], *, is_inside: bool
) -> Iterator[Finding]:
    if widget not in WIDGETS:
        yield fault("form_widget", None, f"{path}.widget", widget=widget, known=", ".join(sorted(WIDGETS)))
        return
    if is_inside and widget in {"repeat", "file"}:
        yield fault("form_nested", None, f"{path}.widget", widget=widget)
    if (widget in WIDGETS_WITH_CHOICES) != bool(field.get("choices")):
        yield fault("form_choices", None, path, widget=widget)
    elif field.get("choices"):
        yield from _check_choices(field["choices"], f"{path}.choices", schema)
    expected, fits = _SCHEMA_OF.get(widget, ("", lambda schema: True))
    if not fits(schema):
        yield fault("form_schema_type", None, path, widget=widget, expected=expected)


def _check_choices(choices: Any, path: str, rule: Mapping[str, Any]) -> Iterator[Finding]:
    if not isinstance(choices, list) or not all(isinstance(c, dict) and set(c) == {"value", "label"} for c in choices):
        yield fault("form_choice_keys", None, path)
        return
    for index, choice in enumerate(choices):
        yield from check_words(choice["label"], f"{path}[{index}].label")
    inner = rule.get("items") if rule.get("type") == "array" else rule
    allowed = inner.get("enum") if isinstance(inner, dict) else None
    offered = [choice["value"] for choice in choices]
    if allowed is not None and sorted(map(str, allowed)) != sorted(map(str, offered)):
        yield fault("form_choices_differ", None, path, offered=offered, allowed=allowed)


def _check_extras(field: Mapping[str, Any], widget: str, path: str) -> Iterator[Finding]:
    errors = field.get("errors")
    if errors is not None:
        if not isinstance(errors, dict) or not set(errors) <= set(ERROR_RULES):
            yield fault("form_errors", None, f"{path}.errors", known=", ".join(ERROR_RULES))
        else:
            for rule, words in errors.items():
                yield from check_words(words, f"{path}.errors.{rule}")
    prefill = field.get("prefill")
    if prefill is not None and not _is_prefill(prefill):
        yield fault("form_prefill", None, f"{path}.prefill", known=", ".join(CLAIMS))
    is_flagged = isinstance(field.get("sensitive"), bool)
    if (widget == "identifier" or "sensitive" in field) and not is_flagged:
        yield fault("form_sensitive", None, path)
    if field.get("width") not in (None, *WIDTHS):
        known = ", ".join(map(str, WIDTHS))
        yield fault("unknown_choice", None, f"{path}.width", value=field["width"], known=known)


def _is_prefill(prefill: Any) -> bool:
    return (
        isinstance(prefill, dict)
        and set(prefill) == {"source", "editable"}
        and isinstance(prefill["editable"], bool)
        and bool(_SOURCE.fullmatch(str(prefill["source"])))
    )


def _is_address(schema: Mapping[str, Any]) -> bool:
    parts = set(schema.get("properties") or ())
    return schema.get("type") == "object" and {"line", "unit"} <= parts <= set(ADDRESS_PARTS)


def _check_entries(
    field: Mapping[str, Any], path: str, form: Mapping[str, Any], entry: Mapping[str, Any]
) -> Iterator[Finding]:
    fields = field["fields"] if isinstance(field["fields"], list) else []
    if not fields:
        yield fault("nothing", None, f"{path}.fields", section="fields")
    shown: set[str] = set()
    for place, inner in enumerate(fields):
        yield from check_field(inner, f"{path}.fields[{place}]", form, shown, entry=entry)
    for name in entry.get("required", []):
        if name not in shown:
            yield fault("form_required_hidden", None, f"{path}.fields", name=name)
