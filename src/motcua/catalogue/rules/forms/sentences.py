"""What is wrong with an answer and what to do, as a message to be translated with its values."""

from collections.abc import Callable
from typing import Any

from motcua.catalogue.rules.forms.faults import AnswerFault
from motcua.kernel.text import gettext_noop as _

_BY_RULE = {
    "required": _("Hãy nhập mục này."),
    "minLength": _("Hãy nhập ít nhất {expected} ký tự."),
    "maxLength": _("Hãy nhập nhiều nhất {expected} ký tự."),
    "minimum": _("Hãy nhập số không nhỏ hơn {expected}."),
    "exclusiveMinimum": _("Hãy nhập số lớn hơn {expected}."),
    "maximum": _("Hãy nhập số không lớn hơn {expected}."),
    "exclusiveMaximum": _("Hãy nhập số nhỏ hơn {expected}."),
    "minItems": _("Hãy thêm ít nhất {expected} mục."),
    "maxItems": _("Chỉ được có nhiều nhất {expected} mục. Hãy xóa bớt."),
    "uniqueItems": _("Có hai mục giống nhau. Hãy xóa một mục."),
    "enum": _("Hãy chọn một mục trong danh sách."),
    "type": _("Hãy nhập bằng chữ số."),
    "additionalProperties": _("Có nội dung không thuộc biểu mẫu này. Hãy bỏ đi."),
}
_MISSING = {
    "select": _("Hãy chọn một mục trong danh sách."),
    "radio": _("Hãy chọn một mục."),
    "checkboxes": _("Hãy chọn ít nhất một mục."),
    "checkbox": _("Hãy đánh dấu vào ô này để tiếp tục."),
    "date": _("Hãy nhập đủ ngày, tháng và năm."),
    "address": _("Hãy nhập địa chỉ: số nhà, đường và xã, phường."),
    "repeat": _("Hãy thêm ít nhất một mục."),
    "file": _("Hãy tải giấy tờ này lên."),
}
_OTHER = _("Nội dung chưa đúng mẫu. Hãy kiểm tra lại.")
_DATE = _("Ngày này không có trong lịch. Hãy nhập ngày/tháng/năm, ví dụ 15/03/1990.")
_EMAIL = _("Địa chỉ thư điện tử chưa đúng. Hãy kiểm tra lại, ví dụ ten@example.vn.")
_IDENTIFIER = _("Số này chưa đúng. Hãy nhập đúng các chữ số ghi trên giấy tờ, ví dụ 12 chữ số trên thẻ căn cước.")
_PHONE = _("Số điện thoại chưa đúng. Hãy nhập số bắt đầu bằng 0, ví dụ 0912345678.")
_LINE = _("Hãy nhập số nhà, đường hoặc thôn, tổ dân phố.")
_UNIT = _("Hãy gõ tên xã, phường và tỉnh rồi chọn trong danh sách, ví dụ: Nông Trang, Phú Thọ.")


def sentence_of(fault: AnswerFault, translate: Callable[[str], str], language: str) -> str:
    """The form's own words for the fault if it has any, else the general ones, in the language."""
    if fault.own_words and fault.own_words.get(language):
        return fault.own_words[language]
    values: dict[str, Any] = {"expected": fault.expected}
    return translate(_message(fault)).format(**values)


def _message(fault: AnswerFault) -> str:
    if fault.widget == "address" and fault.path.rpartition(".")[2] in {"unit", "unit_text"}:
        return _UNIT
    if fault.widget == "address" and fault.path.endswith(".line"):
        return _LINE
    match fault.rule:
        case "required" | "dependentRequired":
            return _MISSING.get(fault.widget, _BY_RULE["required"])
        case "const" if fault.widget == "checkbox":
            return _MISSING["checkbox"]
        case "pattern" if fault.widget == "identifier":
            return _IDENTIFIER
        case "pattern" if fault.widget == "tel":
            return _PHONE
        case "minItems" if fault.widget == "checkboxes":
            return _MISSING["checkboxes"]
        case "format" if fault.expected == "date":
            return _DATE
        case "format" if fault.expected == "email":
            return _EMAIL
    return _BY_RULE.get(fault.rule, _OTHER)
