"""A form that has everything a form can have, for tests of its engine."""

from typing import Any

OWN_WORDS = {"vi": "Ghi tên vợ.", "en": "Give her name."}


def asks(name: str, widget: str = "text", **more: Any) -> dict[str, Any]:
    """A field of a page."""
    return {"name": name, "label": {"vi": f"Mục {name}", "en": f"Item {name}"}, "widget": widget, **more}


def choices(*values: str) -> list[dict[str, Any]]:
    return [{"value": value, "label": {"vi": f"Chọn {value}", "en": f"Choose {value}"}} for value in values]


ADDRESS = {
    "type": "object",
    "properties": {
        "line": {"type": "string", "minLength": 1, "maxLength": 200},
        "unit": {"type": "string", "pattern": "^[0-9]{5}$"},
        "unit_name": {"type": "string"},
        "old_unit": {"type": "string"},
        "old_unit_name": {"type": "string"},
        "unit_text": {"type": "string"},
    },
    "required": ["line", "unit"],
}
SCHEMA: dict[str, Any] = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "$defs": {"address": ADDRESS},
    "type": "object",
    "properties": {
        "status": {"type": "string", "enum": ["single", "married"]},
        "spouse_name": {"type": "string", "minLength": 2},
        "spouse_id": {"type": "string", "pattern": "^([0-9]{9}|[0-9]{12})$"},
        "born_on": {"type": "string", "format": "date"},
        "residence": {"$ref": "#/$defs/address"},
        "income": {"type": "integer", "minimum": 0},
        "area": {"type": "number"},
        "phone": {"type": "string", "pattern": "^0[0-9]{9,10}$"},
        "uses": {"type": "array", "items": {"enum": ["rent", "sell"]}},
        "agrees": {"const": True},
        "has_children": {"type": "boolean"},
        "children": {
            "type": "array",
            "minItems": 1,
            "maxItems": 3,
            "items": {
                "type": "object",
                "properties": {
                    "name": {"type": "string", "minLength": 2},
                    "at_school": {"type": "boolean"},
                    "school": {"type": "string"},
                },
                "required": ["name", "school"],
            },
        },
        "needs_verification": {"type": "boolean"},
    },
    "required": ["status", "spouse_name", "born_on", "residence", "agrees", "children"],
}
MARRIED = 'has(data.status) && data.status == "married"'
PARENT = "has(data.has_children) && data.has_children"
FORM: dict[str, Any] = {
    "schema": SCHEMA,
    "pages": [
        {
            "key": "self",
            "title": {"vi": "Bản thân", "en": "Yourself"},
            "fields": [
                asks("status", "radio", choices=choices("single", "married")),
                asks("spouse_name", show_if=MARRIED, errors={"required": OWN_WORDS}),
                asks("born_on", "date"),
                asks("residence", "address"),
            ],
        },
        {
            "key": "spouse",
            "title": {"vi": "Vợ chồng", "en": "Spouse"},
            "show_if": MARRIED,
            "fields": [asks("spouse_id", "identifier", sensitive=True)],
        },
        {
            "key": "money",
            "title": {"vi": "Thu nhập", "en": "Income"},
            "fields": [
                asks("income", "money"),
                asks("area", "number"),
                asks("phone", "tel"),
                asks("uses", "checkboxes", choices=choices("rent", "sell")),
                asks("agrees", "checkbox"),
                asks("has_children", "checkbox"),
            ],
        },
        {
            "key": "children",
            "title": {"vi": "Con", "en": "Children"},
            "show_if": PARENT,
            "fields": [
                asks(
                    "children",
                    "repeat",
                    item={"vi": "Người con", "en": "Child"},
                    fields=[
                        asks("name"),
                        asks("at_school", "checkbox"),
                        asks("school", show_if="has(item.at_school) && item.at_school"),
                    ],
                ),
                asks("proof", "file", component="proof", required=True, formats=["pdf", "jpg"], max_megabytes=10),
            ],
        },
    ],
}
ANSWERS: dict[str, Any] = {
    "status": "married",
    "spouse_name": "Lê Thị Bé",
    "spouse_id": "025190001234",
    "born_on": "1990-03-15",
    "residence": {"line": "Khu 5", "unit": "07903", "unit_name": "Phường Nông Trang, Tỉnh Phú Thọ"},
    "income": 12000000,
    "agrees": True,
    "has_children": True,
    "children": [{"name": "Lê An"}, {"name": "Lê Bình", "at_school": True, "school": "Tiểu học Nông Trang"}],
}
"""Answers without a fault."""
