"""The box in which a question is answered, after the form's definition."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext, ngettext

from motcua.catalogue.rules.forms import Field
from motcua.desks.e_forms.addresses import AddressBoxes
from motcua.desks.e_forms.layout import Style
from motcua.desks.e_forms.words import answer_in_words, in_language
from motcua.desks.forms import DateBoxes

_MODES = {"number": "numeric", "tel": "tel", "money": "numeric", "identifier": "numeric"}
_KNOWN_TO_BROWSERS = {
    "claim.name": "name",
    "claim.phone": "tel",
    "claim.email": "email",
    "claim.born_on": "bday",
}
"""What browsers can fill in about the person themselves (WCAG 1.3.5)."""


class FilesBox(forms.FileInput):
    """Takes several files at once, e.g. the pages of a paper."""

    allow_multiple_selected = True


class RowsBox(forms.Widget):
    """The numbers of the entries of a repeat, so that empty ones come back, too; the repeat's template writes them."""

    def value_from_datadict(self, data: Any, files: Any, name: str) -> list[str]:
        rows: list[str] = data.getlist(f"{name}-row")
        return rows


def box_for(field: Field, *, style: Style, on: date, is_required: bool) -> forms.Field:
    """The field with its label, hint and widget; what it may hold is the form engine's to say."""
    label = in_language(field["label"])
    if style is Style.PAGE and not is_required and field.get("widget") != "checkbox":
        label = gettext("%(label)s (không bắt buộc)") % {"label": label}
    common: dict[str, Any] = {"label": label, "help_text": _hint(field), "required": False}
    widget = field.get("widget") or "text"
    choices = [(str(choice["value"]), in_language(choice["label"])) for choice in field.get("choices") or ()]
    match widget:
        case "checkbox":
            return forms.BooleanField(**common)
        case "checkboxes":
            return forms.Field(widget=forms.CheckboxSelectMultiple(choices=choices), **common)
        case "radio":
            return forms.CharField(widget=forms.RadioSelect(choices=choices), **common)
        case "select":
            return forms.CharField(widget=forms.Select(choices=[("", ""), *choices]), **common)
        case "file":
            return forms.Field(widget=FilesBox({"accept": ",".join(f".{kind}" for kind in field["formats"])}), **common)
        case "repeat":
            return forms.Field(widget=RowsBox(), **common)
        case "date" if style is Style.PAGE:
            return forms.Field(widget=DateBoxes(), **common)
        case "address" if style is Style.PAGE:
            return forms.Field(widget=AddressBoxes(on), **common)
    return forms.CharField(widget=_line(field, widget, style), **common)


def shown_in(field: Field, value: Any, style: Style) -> Any:
    """A stored answer as its box shows it."""
    if value is None or field.get("widget") in {"checkbox", "checkboxes", "radio", "select", "repeat", "file"}:
        return str(value).lower() if isinstance(value, bool) and field.get("widget") == "radio" else value
    if style is Style.PAGE and field.get("widget") == "date":
        try:
            return date.fromisoformat(str(value))
        except ValueError:
            return None
    if isinstance(value, Mapping) and style is Style.PAGE:
        return value
    if field.get("widget") == "address" and isinstance(value, Mapping):
        return ", ".join(str(value[part]) for part in ("line", "unit_name") if value.get(part))
    return answer_in_words(field, value)


def _line(field: Field, widget: str, style: Style) -> forms.Widget:
    filled_by = (field.get("prefill") or {}).get("source", "")
    known = _KNOWN_TO_BROWSERS.get(filled_by, "off") if style is Style.PAGE else "off"
    attrs: dict[str, Any] = {"autocomplete": known}
    if widget in _MODES:
        attrs |= {"inputmode": _MODES[widget], "spellcheck": "false"}
    if field.get("width"):
        attrs["class"] = f"govuk-input govuk-input--width-{field['width']}"
    if widget == "textarea":
        return forms.Textarea(attrs | {"rows": 3})
    return forms.EmailInput(attrs) if widget == "email" else forms.TextInput(attrs)


def _hint(field: Field) -> str:
    parts = [in_language(field.get("hint"))]
    if field.get("example"):
        parts.append(gettext("Ví dụ: %(example)s") % {"example": in_language(field["example"])})
    if field.get("widget") == "file":
        parts.append(_file_limits(field))
    return " ".join(part for part in parts if part)


def _file_limits(field: Mapping[str, Any]) -> str:
    """Which files are taken, said before one is chosen."""
    kinds = ", ".join(kind.upper() for kind in field["formats"])
    limits = gettext("Nhận tệp %(kinds)s, mỗi tệp nhiều nhất %(size)s MB.") % {
        "kinds": kinds,
        "size": field["max_megabytes"],
    }
    most = field.get("max_files", 1)
    return f"{limits} {ngettext('Nhiều nhất %(count)s tệp.', 'Nhiều nhất %(count)s tệp.', most) % {'count': most}}"
