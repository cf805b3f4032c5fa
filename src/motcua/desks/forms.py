"""Fields of pages: GOV.UK markup, three boxes for a date, Vietnamese letters in one form."""

import re
import unicodedata
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.renderers import TemplatesSetting
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

_FILL_IN, _CHOOSE = _("Hãy điền mục “{label}”."), _("Hãy chọn ở mục “{label}”.")
"""Told where a form has no words of its own for a field that was left empty."""


class GovukRenderer(TemplatesSetting):
    """Renders forms and fields with the templates of `templates/forms` and `templates/django/forms`."""

    form_template_name = "forms/form.html"
    field_template_name = "forms/field.html"


class Form(forms.Form):
    """A form whose text arrives in one Unicode form (phones and macOS send decomposed letters).

    The browser's own bubbles are off: every error is told on the page, in words.
    """

    use_required_attribute = False

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for field in self.fields.values():
            if field.error_messages.get("required") == forms.Field.default_error_messages["required"]:
                words = _CHOOSE if isinstance(field, forms.ChoiceField) else _FILL_IN
                field.error_messages["required"] = format_lazy(words, label=field.label or "")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        for name, value in cleaned.items():
            if isinstance(value, str):
                cleaned[name] = unicodedata.normalize("NFC", value)
        return cleaned


class DateBoxes(forms.MultiWidget):
    """Day, month and year in boxes of their own."""

    template_name = "forms/date_boxes.html"
    use_fieldset = True

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        boxes = [
            forms.TextInput({"inputmode": "numeric", "class": f"govuk-input govuk-input--width-{width}"})
            for width in (2, 2, 4)
        ]
        super().__init__(boxes, attrs)

    def decompress(self, value: Any) -> list[Any]:
        return [value.day, value.month, value.year] if isinstance(value, date) else [None, None, None]


class DateBoxesField(forms.MultiValueField):
    """A date asked for in three boxes."""

    widget = DateBoxes
    default_error_messages = {
        "invalid": _("Ngày này không có trong lịch. Hãy nhập ngày, tháng, năm bằng số, ví dụ 15 3 1990."),
        "incomplete": _("Hãy nhập đủ ngày, tháng và năm."),
        "required": _("Hãy nhập đủ ngày, tháng và năm."),
    }

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(fields=[forms.CharField() for _box in range(3)], require_all_fields=True, **kwargs)

    def compress(self, data_list: list[str]) -> date | None:
        if not data_list:
            return None
        try:
            day, month, year = (int(part) for part in data_list)
            if year < 1000:
                raise ValueError(year)
            return date(year, month, day)
        except ValueError as problem:
            raise ValidationError(self.error_messages["invalid"], code="invalid") from problem


class DateTextField(forms.CharField):
    """A date typed in one box, for desks where every key counts: 15/3/1990, 15-03-1990 or 15031990."""

    default_error_messages = {
        "invalid": _("Ngày này không có trong lịch. Hãy nhập ngày/tháng/năm, ví dụ 15/03/1990."),
    }

    def to_python(self, value: Any) -> Any:
        text = super().to_python(value)
        if not text:
            return None
        match = re.fullmatch(r"(\d{1,2})[/.\- ](\d{1,2})[/.\- ](\d{4})|(\d{2})(\d{2})(\d{4})", text.strip())
        if match is None:
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        day, month, year = (int(part) for part in match.groups() if part is not None)
        try:
            return date(year, month, day)
        except ValueError as problem:
            raise ValidationError(self.error_messages["invalid"], code="invalid") from problem

    def prepare_value(self, value: Any) -> Any:
        return f"{value:%d/%m/%Y}" if isinstance(value, date) else value
