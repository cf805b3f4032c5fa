"""An e-form must be a valid JSON Schema 2020-12 whose fields can all be filled in on its pages."""

import json
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Any

from jsonschema import Draft202012Validator

from motcua.catalogue.rules.faults import fault
from motcua.catalogue.rules.findings import Finding

DIALECT = "https://json-schema.org/draft/2020-12/schema"
WIDGETS = frozenset({"text", "textarea", "number", "tel", "email", "date", "select", "radio", "checkbox", "checkboxes"})
WIDGETS_WITH_CHOICES = frozenset({"select", "radio", "checkboxes"})


def check_form(form: Any) -> list[Finding]:
    """Everything that keeps the form from being shown, filled in and validated."""
    if not isinstance(form, dict) or set(form) != {"schema", "pages"}:
        return [fault("form_key", None, "form")]
    findings = list(_check_schema(form["schema"]))
    if findings:
        return findings
    return list(_check_pages(form["pages"], form["schema"]))


def _check_schema(schema: Any) -> Iterator[Finding]:
    if not isinstance(schema, dict) or schema.get("$schema") != DIALECT:
        yield fault("form_not_2020", None, "form.schema")
        return
    for path, problem in _problems(json.dumps(schema, sort_keys=True)):
        yield fault("form_bad_schema", None, f"form.schema{path}", problem=problem)
    for path, reference in _references(schema, "form.schema"):
        if not reference.startswith("#"):
            yield fault("form_remote_reference", None, path, reference=reference)
    if schema.get("type") != "object" or not isinstance(schema.get("properties"), dict):
        yield fault("form_not_object", None, "form.schema")


@lru_cache(maxsize=256)
def _problems(schema: str) -> tuple[tuple[str, str], ...]:
    """Path and message of everything that is not JSON Schema; remembered, for a file is checked again on its way."""
    problems = Draft202012Validator(Draft202012Validator.META_SCHEMA).iter_errors(json.loads(schema))
    return tuple((_path(problem.absolute_path), problem.message[:200]) for problem in problems)


def _path(parts: Iterable[str | int]) -> str:
    return "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in parts)


def _references(node: Any, path: str) -> Iterator[tuple[str, str]]:
    if isinstance(node, dict):
        for key, value in node.items():
            if key in {"$ref", "$dynamicRef"} and isinstance(value, str):
                yield f"{path}.{key}", value
            else:
                yield from _references(value, f"{path}.{key}")
    elif isinstance(node, list):
        for index, value in enumerate(node):
            yield from _references(value, f"{path}[{index}]")


def _check_pages(pages: Any, schema: Mapping[str, Any]) -> Iterator[Finding]:
    properties = schema["properties"]
    if not isinstance(pages, list) or not pages:
        yield fault("nothing", None, "form.pages", section="pages")
        return
    shown: set[str] = set()
    page_keys: list[str] = []
    for index, page in enumerate(pages):
        path = f"form.pages[{index}]"
        if not isinstance(page, dict) or not {"key", "title", "fields"} >= set(page) >= {"key", "title", "fields"}:
            yield fault("form_page_keys", None, path)
            continue
        if page["key"] in page_keys:
            yield fault("twice", None, f"{path}.key", key=page["key"], section="pages")
        page_keys.append(page["key"])
        yield from _check_words(page["title"], f"{path}.title")
        fields = page["fields"] if isinstance(page["fields"], list) else []
        if not fields:
            yield fault("nothing", None, f"{path}.fields", section="fields")
        for place, field in enumerate(fields):
            yield from _check_field(field, f"{path}.fields[{place}]", properties, shown)
    for name in schema.get("required", []):
        if name not in properties:
            yield fault("form_required_unknown", None, "form.schema.required", name=name)
        elif name not in shown:
            yield fault("form_required_hidden", None, f"form.schema.properties.{name}", name=name)


def _check_field(field: Any, path: str, properties: Mapping[str, Any], shown: set[str]) -> Iterator[Finding]:
    allowed = {"name", "label", "hint", "widget", "choices"}
    if not isinstance(field, dict) or not {"name", "label"} <= set(field) or not set(field) <= allowed:
        yield fault("form_field_keys", None, path)
        return
    name = str(field["name"])
    if name not in properties:
        yield fault("form_field_unknown", None, f"{path}.name", name=name)
    if name in shown:
        yield fault("form_field_twice", None, f"{path}.name", name=name)
    shown.add(name)
    yield from _check_words(field["label"], f"{path}.label")
    if field.get("hint") is not None:
        yield from _check_words(field["hint"], f"{path}.hint")
    widget = field.get("widget", "text")
    if widget not in WIDGETS:
        yield fault("form_widget", None, f"{path}.widget", widget=widget, known=", ".join(sorted(WIDGETS)))
    elif (widget in WIDGETS_WITH_CHOICES) != bool(field.get("choices")):
        yield fault("form_choices", None, path, widget=widget)
    elif field.get("choices"):
        yield from _check_choices(field["choices"], f"{path}.choices", properties.get(name))


def _check_choices(choices: Any, path: str, rule: Any) -> Iterator[Finding]:
    if not isinstance(choices, list) or not all(isinstance(c, dict) and set(c) == {"value", "label"} for c in choices):
        yield fault("form_choice_keys", None, path)
        return
    for index, choice in enumerate(choices):
        yield from _check_words(choice["label"], f"{path}[{index}].label")
    rule = rule if isinstance(rule, dict) else {}
    inner = rule.get("items") if rule.get("type") == "array" else rule
    allowed = inner.get("enum") if isinstance(inner, dict) else None
    offered = [choice["value"] for choice in choices]
    if allowed is not None and sorted(map(str, allowed)) != sorted(map(str, offered)):
        yield fault("form_choices_differ", None, path, offered=offered, allowed=allowed)


def _check_words(words: Any, path: str) -> Iterator[Finding]:
    if not isinstance(words, dict):
        yield fault("not_a_mapping", None, path)
        return
    for language in ("vi", "en"):
        if not isinstance(words.get(language), str) or not words[language].strip():
            yield fault("missing_key", None, f"{path}.{language}", key=language)
