"""The procedure's own e-form on one page: fields from its definition, faults in words."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import get_language, gettext

from motcua.desks.forms import Form
from motcua.dossiers.rules.answers import AnswerFault

PREFIX = "answer"
ASKED_ABOVE = {
    "requester_name": "name",
    "requester_id": "identifier",
    "requester_residence": "address",
    "requester_phone": "phone",
    "copies": "copies",
    "pages": "pages",
}
"""Fields of e-forms that the intake screen asks anyway, and what it calls them; nobody is asked twice."""
_TYPED = {
    "text": forms.TextInput,
    "number": forms.TextInput,
    "tel": forms.TextInput,
    "date": forms.TextInput,
    "email": forms.EmailInput,
    "textarea": forms.Textarea,
}
_MODES = {"number": "numeric", "tel": "tel", "date": "numeric"}


def answer_form(definition: Mapping[str, Any] | None, **options: Any) -> Form | None:
    """The form for a procedure's own questions; None when it has none beyond those of the screen."""
    if definition is None:
        return None
    fields = {
        field["name"]: _field(field)
        for page in definition["pages"]
        for field in page["fields"]
        if field["name"] not in ASKED_ABOVE
    }
    if not fields:
        return None
    made: type[Form] = type("AnswerForm", (Form,), fields)
    return made(prefix=PREFIX, **options)


def tell_faults(form: Form | None, screen: Form, faults: list[AnswerFault]) -> None:
    """Say each fault beside its field; what the screen itself asked is told there."""
    for fault in faults:
        above = ASKED_ABOVE.get(fault.field)
        if above is not None and above in screen.errors:
            continue  # the screen has said already what is wrong there
        if above is not None:
            screen.add_error(above, words_of_fault(fault))
        elif form is not None and fault.field in form.fields:
            form.add_error(fault.field, words_of_fault(fault))
        else:
            screen.add_error(None, words_of_fault(fault))


def words_of_fault(fault: AnswerFault) -> str:
    """What is wrong with an answer and what to do."""
    match fault.rule:
        case "required":
            return gettext("Hãy nhập mục này.")
        case "minLength":
            return gettext("Hãy nhập ít nhất %(count)s ký tự.") % {"count": fault.expected}
        case "maxLength":
            return gettext("Hãy nhập nhiều nhất %(count)s ký tự.") % {"count": fault.expected}
        case "minimum" | "exclusiveMinimum":
            return gettext("Hãy nhập số không nhỏ hơn %(number)s.") % {"number": fault.expected}
        case "maximum" | "exclusiveMaximum":
            return gettext("Hãy nhập số không lớn hơn %(number)s.") % {"number": fault.expected}
        case "enum":
            return gettext("Hãy chọn một mục trong danh sách.")
        case "type":
            return gettext("Hãy nhập bằng chữ số.")
        case "format" if fault.expected == "date":
            return gettext("Ngày này không có trong lịch. Hãy nhập ngày/tháng/năm, ví dụ 15/03/1990.")
    return gettext("Nội dung chưa đúng mẫu. Hãy kiểm tra lại.")


def _field(field: Mapping[str, Any]) -> forms.Field:
    common: dict[str, Any] = {
        "label": _words(field["label"]),
        "help_text": _words(field.get("hint")),
        "required": False,
    }
    widget = field["widget"]
    if widget == "checkbox":
        return forms.BooleanField(**common)
    choices = [(choice["value"], _words(choice["label"])) for choice in field.get("choices", [])]
    if widget == "checkboxes":
        return forms.MultipleChoiceField(choices=choices, widget=forms.CheckboxSelectMultiple, **common)
    if widget == "radio":
        return forms.CharField(widget=forms.RadioSelect(choices=choices), **common)
    if widget == "select":
        return forms.CharField(widget=forms.Select(choices=[("", ""), *choices]), **common)
    attrs: dict[str, Any] = {"autocomplete": "off"}
    if widget in _MODES:
        attrs["inputmode"] = _MODES[widget]
    if widget == "textarea":
        attrs["rows"] = 3
    return forms.CharField(widget=_TYPED[widget](attrs), **common)


def _words(text: Mapping[str, str] | None) -> str:
    if text is None:
        return ""
    return text["en"] if (get_language() or "").startswith("en") else text["vi"]
