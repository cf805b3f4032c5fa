"""The explanation of a due date in words; `{% load clock_parts %}`."""

from datetime import datetime
from fractions import Fraction
from typing import Any

from django import template
from django.utils.functional import Promise
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from motcua.catalogue.rules.edition import LimitUnit
from motcua.dossiers.rules.clock import SpanKind

register = template.Library()

SPAN_WORDS: dict[str, str | Promise] = {
    SpanKind.TRANSFER: _("chuyển đến cơ quan có thẩm quyền, chưa tính"),
    SpanKind.RECEIPT_DAY: _("ngày tiếp nhận, không tính"),
    SpanKind.AFTER_CUTOFF: _("nhận sau giờ quy định, tính từ ngày làm việc tiếp theo"),
    SpanKind.CLOSED: _("ngoài giờ làm việc, không tính"),
    SpanKind.DAY_OFF: _("ngày nghỉ, không tính"),
    SpanKind.COUNTED: _("thời gian giải quyết"),
    SpanKind.SUSPENDED: _("tạm dừng tính thời hạn"),
    SpanKind.VOID: _("tính lại từ đầu, bỏ thời gian trước"),
    SpanKind.EXTENDED: _("thời gian hẹn lại"),
    SpanKind.ROLLED_ON: _("chuyển sang cuối ngày làm việc"),
}
NOTE_WORDS: dict[str, str | Promise] = {
    "weekly_rest": _("nghỉ hằng tuần"),
    "closed": _("đơn vị không làm việc"),
    "end_of_day": _("đến hết giờ làm việc"),
    "supplement": _("chờ bổ sung hồ sơ"),
    "payment": _("chờ thực hiện nghĩa vụ tài chính"),
    "outage": _("sự cố hệ thống đã được thông báo"),
}


@register.inclusion_tag("parts/clock.html")
def clock(explanation: list[dict[str, Any]]) -> dict[str, Any]:
    """The spans of a due date as a table, one line each."""
    return {"rows": [_row(span) for span in explanation]}


@register.filter
def limit_words(value: str, unit: str) -> str:
    """A limit or a part of it: "2 ngày làm việc", "1,5 giờ làm việc", "trong ngày"."""
    if not value:
        return ""
    amount = Fraction(value)
    number = _number(amount)
    match unit:
        case LimitUnit.SAME_DAY:
            return gettext("trong ngày")
        case LimitUnit.WORKING_DAY:
            return ngettext("%(count)s ngày làm việc", "%(count)s ngày làm việc", _plural(amount)) % {"count": number}
        case LimitUnit.WORKING_HOUR:
            return ngettext("%(count)s giờ làm việc", "%(count)s giờ làm việc", _plural(amount)) % {"count": number}
    return ngettext("%(count)s ngày", "%(count)s ngày", _plural(amount)) % {"count": number}


def _row(span: dict[str, Any]) -> dict[str, Any]:
    note = span["note"]
    words = str(SPAN_WORDS[span["kind"]])
    if note and span["kind"] not in {SpanKind.TRANSFER, SpanKind.RECEIPT_DAY, SpanKind.AFTER_CUTOFF}:
        words = f"{words}: {NOTE_WORDS.get(note, note)}"
    same_day = span["unit"] == LimitUnit.SAME_DAY
    return {
        "start": datetime.fromisoformat(span["start"]),
        "end": datetime.fromisoformat(span["end"]) if span["end"] else None,
        "words": words,
        "consumed": "" if same_day else limit_words(span["consumed"], span["unit"]),
        "legal_basis": span["legal_basis"],
    }


def _number(amount: Fraction) -> str:
    """Whole, or with two decimals the Vietnamese way."""
    if amount.denominator == 1:
        return str(amount.numerator)
    return f"{float(amount):.2f}".rstrip("0").rstrip(".").replace(".", ",")


def _plural(amount: Fraction) -> int:
    return 1 if amount == 1 else 2
