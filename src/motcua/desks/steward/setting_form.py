"""The form for a rule's value: found out by asking the rule's own reader what it takes."""

import re
from collections.abc import Callable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from motcua.catalogue.rules.edition import Certainty, LimitUnit
from motcua.catalogue.rules.settings import Setting, SettingNotValid
from motcua.desks.catalogue_naming import CERTAINTIES, LIMIT_UNITS
from motcua.desks.forms import DateTextField, Form
from motcua.desks.steward.setting_naming import VALUES

_LIMIT = {"value": "1", "unit": "working_day"}
_AMOUNT = re.compile(r"[0-9]{1,4}([.,/][0-9]{1,4})?")


class SettingForm(Form):
    """Everything but the value, whose field is added by `setting_form`."""

    value: forms.Field
    procedure = forms.CharField(
        label=_("Chỉ cho thủ tục (mã)"),
        required=False,
        max_length=20,
        help_text=_("Để trống nếu áp dụng cho mọi thủ tục."),
        widget=forms.TextInput({"class": "govuk-input govuk-input--width-10"}),
    )
    start = DateTextField(
        label=_("Áp dụng từ ngày"),
        help_text=_("Giá trị đang áp dụng kết thúc vào ngày này và được giữ lại trong lịch sử."),
        error_messages={"required": _("Hãy nhập ngày bắt đầu áp dụng.")},
        widget=forms.TextInput({"class": "govuk-input govuk-input--width-10"}),
    )
    legal_basis = forms.CharField(
        label=_("Căn cứ pháp lý"),
        max_length=300,
        error_messages={"required": _("Hãy ghi văn bản và điều khoản.")},
    )
    certainty = forms.ChoiceField(label=_("Mức chắc chắn"), choices=list(CERTAINTIES.items()))
    field_order = ("value", "amount", "unit", "procedure", "start", "legal_basis", "certainty")


def setting_form(setting: Setting, raw: Any, data: Any) -> SettingForm:
    """The form for this rule, filled with the value that holds; its `cleaned_data["raw"]` is the new one as JSON."""
    fields, initial, build = _asked(setting, raw)

    def clean(self: SettingForm) -> dict[str, Any]:
        given = Form.clean(self)
        if not self.errors:
            try:
                given["raw"] = build(given)
                setting.value(given["raw"])
            except (SettingNotValid, ValueError):
                name = next(iter(fields))
                words = gettext("Giá trị không đúng dạng. Cần: %(expected)s.") % {"expected": setting.expected}
                self.add_error(name, ValidationError(words))
        return given

    made: type[SettingForm] = type("AskedSettingForm", (SettingForm,), {**fields, "clean": clean})
    return made(data, initial={"certainty": Certainty.SOURCED, **initial})


Build = Callable[[dict[str, Any]], Any]


def _asked(setting: Setting, raw: Any) -> tuple[dict[str, forms.Field], dict[str, Any], Build]:
    """The fields for the value, what stands in them, and how they become JSON again."""
    label = _("Giá trị mới")
    if isinstance(setting.read, type):
        choices = [(member.value, VALUES.get(member.value, member.value)) for member in setting.read]  # type: ignore[attr-defined]
        field: forms.Field = forms.ChoiceField(label=label, choices=choices)
        return {"value": field}, {"value": raw}, lambda given: given["value"]
    if _takes(setting, True):
        field = forms.ChoiceField(label=label, choices=[("true", _("Có")), ("false", _("Không"))])
        return {"value": field}, {"value": str(raw).lower()}, lambda given: given["value"] == "true"
    if _takes(setting, {"act": "article"}):
        pairs = "\n".join(f"{key}: {text}" for key, text in (raw or {}).items())
        return {"value": _area(_("Mỗi dòng một mục: khóa, dấu hai chấm, nội dung."))}, {"value": pairs}, _pairs
    if _takes(setting, _LIMIT):
        return _limit_fields(raw, is_optional=_takes(setting, None))
    if _takes(setting, 3):
        field = forms.IntegerField(label=label, min_value=0, widget=_short())
        return {"value": field}, {"value": raw}, lambda given: given["value"]
    if _takes(setting, []):
        hint = (
            _("Mỗi dòng một mục. Thời hạn viết ví dụ: 30 working_day.")
            if _takes(setting, [_LIMIT])
            else _("Mỗi dòng một mục.")
        )
        lines = "\n".join(_line(item) for item in raw)
        is_limits = _takes(setting, [_LIMIT])
        build_lines: Build = lambda given: [  # noqa: E731
            _limit(line) if is_limits else line for line in _lines(given["value"])
        ]
        return {"value": _area(hint)}, {"value": lines}, build_lines
    field = forms.CharField(label=label, max_length=200, widget=_short() if _takes(setting, "15:00") else None)
    return {"value": field}, {"value": raw}, lambda given: given["value"]


def _takes(setting: Setting, probe: Any) -> bool:
    try:
        setting.value(probe)
    except SettingNotValid:
        return False
    return True


def _limit_fields(raw: Any, *, is_optional: bool) -> tuple[dict[str, forms.Field], dict[str, Any], Build]:
    amount = forms.RegexField(
        _AMOUNT,
        label=_("Giá trị mới: số lượng"),
        required=not is_optional,
        help_text=_("Để trống nếu không quy định.") if is_optional else "",
        error_messages={"invalid": _("Hãy nhập một số, ví dụ 3 hoặc 0,5.")},
        widget=_short(),
    )
    unit = forms.ChoiceField(label=_("Đơn vị thời hạn"), choices=[(one, LIMIT_UNITS[one]) for one in LimitUnit])
    initial = {"amount": raw["value"], "unit": raw["unit"]} if raw else {"unit": LimitUnit.WORKING_DAY}

    def build(given: dict[str, Any]) -> Any:
        if not given["amount"]:
            return None
        return {"value": given["amount"].replace(",", "."), "unit": given["unit"]}

    return {"amount": amount, "unit": unit}, initial, build


def _pairs(given: dict[str, Any]) -> dict[str, str]:
    pairs = (line.partition(":") for line in _lines(given["value"]))
    return {key.strip(): text.strip() for key, _colon, text in pairs}


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def _line(item: Any) -> str:
    return f"{item['value']} {item['unit']}" if isinstance(item, dict) else str(item)


def _limit(line: str) -> dict[str, str]:
    value, _space, unit = line.partition(" ")
    return {"value": value.replace(",", "."), "unit": unit.strip()}


def _short() -> forms.TextInput:
    return forms.TextInput({"class": "govuk-input govuk-input--width-5", "inputmode": "text"})


def _area(hint: Any) -> forms.Field:
    return forms.CharField(label=_("Giá trị mới"), required=False, help_text=hint, widget=forms.Textarea({"rows": 6}))
