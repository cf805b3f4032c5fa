"""What a list of the counter shows: a day or a period, a stage, words."""

from datetime import date, datetime, time, timedelta
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from motcua.desks.forms import DateTextField, Form
from motcua.desks.naming import STAGE_NAMES
from motcua.kernel import clock
from motcua.kernel.worktime import TIME_ZONE, local

WORDS_MAX = 100


def _box(width: int, **attrs: str) -> forms.TextInput:
    return forms.TextInput({"class": f"govuk-input govuk-input--width-{width}", "autocomplete": "off", **attrs})


class ListFilter(Form):
    """Fields as the address names them; without dates, today."""

    tim = forms.CharField(
        label=_("Mã hồ sơ, họ tên, số định danh"), required=False, widget=_box(20, **{"data-key": "/"})
    )
    tu = DateTextField(label=_("Từ ngày"), required=False, widget=_box(10, inputmode="numeric"))
    den = DateTextField(label=_("Đến ngày"), required=False, widget=_box(10, inputmode="numeric"))

    def __init__(self, asked: QueryDict) -> None:
        given = asked.copy()
        today = f"{local(clock.now()).date():%d/%m/%Y}"
        for name in ("tu", "den"):
            given[name] = asked.get(name, "").strip() or today
        given["tim"] = asked.get("tim", "").strip()[:WORDS_MAX]
        if given.get("giai-doan", "") not in STAGE_NAMES:
            given["giai-doan"] = ""
        super().__init__(given)
        stages = [("", _("Tất cả")), *STAGE_NAMES.items()]
        self.fields["giai-doan"] = forms.ChoiceField(label=_("Tình trạng"), required=False, choices=stages)

    @property
    def start(self) -> date:
        day: date = self.cleaned_data["tu"]
        return day

    @property
    def last(self) -> date:
        """The last day shown, never before the first."""
        last: date = self.cleaned_data["den"]
        return max(self.start, last)

    @property
    def narrowing(self) -> dict[str, Any]:
        """For the query: from the midnight before the first day to the one after the last, stage and words."""
        midnight = time(tzinfo=TIME_ZONE)
        return {
            "start": datetime.combine(self.start, midnight),
            "end": datetime.combine(self.last + timedelta(days=1), midnight),
            "stage": self.cleaned_data["giai-doan"],
            "words": self.cleaned_data["tim"],
        }
