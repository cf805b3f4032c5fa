"""The parts of a form's definition: pages, their fields, and what the schema says of each."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

Definition = Mapping[str, Any]
"""`schema` (JSON Schema 2020-12) and `pages`, as an edition holds it."""
Page = Mapping[str, Any]
Field = Mapping[str, Any]

REPEAT = "repeat"
FILE = "file"
ADDRESS = "address"
ADDRESS_PARTS = ("line", "unit", "unit_name", "old_unit", "old_unit_name", "unit_text")
"""Street line; code and name of the commune of today; those of the unit it was typed as; what no unit was found for."""
_FACT = re.compile(r"\bdata\.(\w+)")


def questions(definition: Definition) -> Iterator[tuple[Page, Field]]:
    """Every field with its page, in the order they are asked."""
    for page in definition["pages"]:
        for field in page["fields"]:
            yield page, field


def page_of(definition: Definition, key: str) -> Page:
    """The page with this key. Raises KeyError."""
    for page in definition["pages"]:
        if page["key"] == key:
            found: Page = page
            return found
    raise KeyError(key)


def widget_of(field: Field) -> str:
    return str(field.get("widget", "text"))


def facts_in(condition: str | None) -> frozenset[str]:
    """Names of the answers a condition asks for."""
    return frozenset(_FACT.findall(condition or ""))


def schema_of(definition: Definition, name: str) -> Mapping[str, Any]:
    """What the schema says of an answer, references followed; empty for a name it does not know."""
    return resolved(definition, definition["schema"].get("properties", {}).get(name, {}))


def item_schema_of(definition: Definition, repeat: str, name: str) -> Mapping[str, Any]:
    """What the schema says of an answer inside an entry of a repeat."""
    items = resolved(definition, schema_of(definition, repeat).get("items", {}))
    return resolved(definition, items.get("properties", {}).get(name, {}))


def resolved(definition: Definition, schema: Any) -> Mapping[str, Any]:
    """The schema a local reference leads to; at most a few steps, so that a circle ends."""
    for _step in range(5):
        reference = schema.get("$ref") if isinstance(schema, Mapping) else None
        if not isinstance(reference, str) or not reference.startswith("#/"):
            break
        target: Any = definition["schema"]
        for part in reference.removeprefix("#/").split("/"):
            target = target.get(part, {}) if isinstance(target, Mapping) else {}
        schema = target
    return schema if isinstance(schema, Mapping) else {}
