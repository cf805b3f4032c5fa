"""An e-form must be a valid JSON Schema 2020-12 whose fields can all be filled in on its pages."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any

from jsonschema import Draft202012Validator

from motcua.catalogue.rules.edition import Certainty, Component
from motcua.catalogue.rules.faults import fault
from motcua.catalogue.rules.findings import Finding
from motcua.catalogue.rules.form_condition_check import FormCondition, check_form_condition
from motcua.catalogue.rules.form_field_check import check_field, check_words
from motcua.catalogue.rules.form_paper_check import check_papers
from motcua.catalogue.rules.forms.validating import pattern_problem

DIALECT = "https://json-schema.org/draft/2020-12/schema"
CERTAIN = frozenset(member.value for member in Certainty)
QUESTIONS_MAX = 7
"""On one page."""


def check_form(form: Any, components: Sequence[Component] = ()) -> list[Finding]:
    """Everything that keeps the form from being shown, filled in and validated."""
    optional = {"declares", "source", "certainty"}
    if not isinstance(form, dict) or not {"schema", "pages"} | optional >= set(form) >= {"schema", "pages"}:
        return [fault("form_key", None, "form")]
    if optional & set(form) & {"source", "certainty"} and not (form.get("source") and form.get("certainty") in CERTAIN):
        return [fault("form_certainty", None, "form", known=", ".join(sorted(CERTAIN)))]
    findings = list(_check_schema(form["schema"])) or list(_check_pages(form))
    return findings or [*_check_conditions(form), *check_papers(form, components)]


def _check_schema(schema: Any) -> Iterator[Finding]:
    if not isinstance(schema, dict) or schema.get("$schema") != DIALECT:
        yield fault("form_not_2020", None, "form.schema")
        return
    for path, problem in _problems(json.dumps(schema, sort_keys=True)):
        yield fault("form_bad_schema", None, f"form.schema{path}", problem=problem)
    for path, key, value in _walk(schema, "form.schema"):
        if key in {"$ref", "$dynamicRef"} and isinstance(value, str) and not value.startswith("#"):
            yield fault("form_remote_reference", None, path, reference=value)
        if key == "pattern" and isinstance(value, str) and (problem := pattern_problem(value)):
            yield fault("form_pattern", None, path, pattern=value, problem=problem)
    if schema.get("type") != "object" or not isinstance(schema.get("properties"), dict):
        yield fault("form_not_object", None, "form.schema")


@lru_cache(maxsize=256)
def _problems(schema: str) -> tuple[tuple[str, str], ...]:
    """Path and message of everything that is not JSON Schema; remembered, for a file is checked again on its way."""
    problems = Draft202012Validator(Draft202012Validator.META_SCHEMA).iter_errors(json.loads(schema))
    return tuple((_path(problem.absolute_path), problem.message[:200]) for problem in problems)


def _path(parts: Iterable[str | int]) -> str:
    return "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in parts)


def _walk(node: Any, path: str) -> Iterator[tuple[str, str, Any]]:
    """Every key with a plain value: its path, itself, the value."""
    if isinstance(node, dict):
        for key, value in node.items():
            if isinstance(value, dict | list):
                yield from _walk(value, f"{path}.{key}")
            else:
                yield f"{path}.{key}", key, value
    elif isinstance(node, list):
        for index, value in enumerate(node):
            yield from _walk(value, f"{path}[{index}]")


def _check_pages(form: Mapping[str, Any]) -> Iterator[Finding]:
    pages, schema = form["pages"], form["schema"]
    if not isinstance(pages, list) or not pages:
        yield fault("nothing", None, "form.pages", section="pages")
        return
    shown: set[str] = set()
    page_keys: list[str] = []
    for index, page in enumerate(pages):
        path, needed = f"form.pages[{index}]", {"key", "title", "fields"}
        if not isinstance(page, dict) or not needed | {"show_if"} >= set(page) >= needed:
            yield fault("form_page_keys", None, path)
            continue
        if page["key"] in page_keys:
            yield fault("twice", None, f"{path}.key", key=page["key"], section="pages")
        page_keys.append(page["key"])
        yield from check_words(page["title"], f"{path}.title")
        fields = page["fields"] if isinstance(page["fields"], list) else []
        if not fields:
            yield fault("nothing", None, f"{path}.fields", section="fields")
        if len(fields) > QUESTIONS_MAX:
            yield fault("form_page_long", None, f"{path}.fields", count=len(fields), most=QUESTIONS_MAX)
        for place, field in enumerate(fields):
            yield from check_field(field, f"{path}.fields[{place}]", form, shown)
    for name in schema.get("required", []):
        if name not in schema["properties"]:
            yield fault("form_required_unknown", None, "form.schema.required", name=name)
        elif name not in shown:
            yield fault("form_required_hidden", None, f"form.schema.properties.{name}", name=name)


def _check_conditions(form: Mapping[str, Any]) -> Iterator[Finding]:
    """Conditions read what was asked before them; what no page asks is known from the start."""
    properties = form["schema"]["properties"]
    asked = {field["name"] for page in form["pages"] for field in page["fields"]}
    known = set(properties) - asked
    for index, page in enumerate(form["pages"]):
        path = f"form.pages[{index}]"
        yield from check_form_condition(FormCondition(page.get("show_if"), f"{path}.show_if"), form, frozenset(known))
        for place, field in enumerate(page["fields"]):
            inner_path = f"{path}.fields[{place}]"
            condition = FormCondition(field.get("show_if"), f"{inner_path}.show_if")
            yield from check_form_condition(condition, form, frozenset(known))
            known.add(field["name"])
            before: list[str] = []
            for number, inner in enumerate(field.get("fields") or ()):
                inside = f"{inner_path}.fields[{number}].show_if"
                of_entry = FormCondition(inner.get("show_if"), inside, field["name"], tuple(before))
                yield from check_form_condition(of_entry, form, frozenset(known))
                before.append(inner["name"])
