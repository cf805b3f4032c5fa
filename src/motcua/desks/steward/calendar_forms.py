"""Forms of calendars: a new edition, working sessions of a season, one day that differs."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from motcua.desks.forms import DateTextField, Form
from motcua.desks.steward.agency_field import AgencyField
from motcua.directory.models import DayOverride, WorkingSchedule
from motcua.kernel.worktime import SessionsNotPossible, parse_sessions

WEEKDAYS = [_("Thứ Hai"), _("Thứ Ba"), _("Thứ Tư"), _("Thứ Năm"), _("Thứ Sáu"), _("Thứ Bảy"), _("Chủ nhật")]
FIRST_YEAR = 2018
LAST_YEAR = 2100


def _short(width: int = 10) -> forms.TextInput:
    return forms.TextInput({"class": f"govuk-input govuk-input--width-{width}"})


class SessionsField(forms.CharField):
    """Sessions of a day, "07:30-11:30, 13:30-17:00"; empty is a day off."""

    def __init__(self, **options: Any) -> None:
        super().__init__(required=False, max_length=100, widget=_short(20), **options)

    def clean(self, value: Any) -> list[str]:
        text = super().clean(value)
        parts = [part.strip() for part in text.split(",") if part.strip()]
        try:
            return [str(session) for session in parse_sessions(parts)]
        except SessionsNotPossible as refusal:
            words = gettext("Hãy nhập các buổi theo giờ, ví dụ 07:30-11:30, 13:30-17:00, không chồng nhau.")
            raise ValidationError(words, code="sessions") from refusal


class SeasonDayField(forms.CharField):
    """A day of every year, typed day/month; cleans to MM-DD."""

    def __init__(self, **options: Any) -> None:
        super().__init__(max_length=5, widget=_short(4), **options)

    def clean(self, value: Any) -> str:
        text = super().clean(value)
        try:
            day, month = (int(part) for part in text.replace("-", "/").split("/"))
            return f"{date(2024, month, day):%m-%d}"
        except ValueError as problem:
            words = gettext("Hãy nhập ngày/tháng, ví dụ 16/4.")
            raise ValidationError(words, code="season") from problem


class YearForm(Form):
    nam = forms.IntegerField(
        label=_("Năm"), min_value=FIRST_YEAR, max_value=LAST_YEAR, required=False, widget=_short(4)
    )


class EditionForm(Form):
    last_year = forms.IntegerField(
        label=_("Đến hết năm"),
        min_value=FIRST_YEAR,
        max_value=LAST_YEAR,
        widget=_short(4),
        help_text=_("Từ năm 2018 đến hết năm này, theo thông báo nghỉ lễ, hoán đổi ngày làm việc đã biết."),
    )


class ScheduleForm(Form):
    agency = AgencyField(label=_("Cơ quan"), required=False)
    season_from = SeasonDayField(label=_("Mùa từ ngày (hằng năm)"), initial="1/1")
    season_to = SeasonDayField(label=_("đến hết ngày"), initial="31/12")
    start = DateTextField(label=_("Áp dụng từ ngày"), widget=_short())
    end = DateTextField(label=_("Đến trước ngày"), required=False, widget=_short())
    source = forms.CharField(label=_("Căn cứ"), max_length=200)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for weekday, name in enumerate(WEEKDAYS):
            default = "07:30-11:30, 13:30-17:00" if weekday < 5 else ""
            self.fields[f"day_{weekday}"] = SessionsField(label=name, initial=default)
        self.order_fields(["agency", *(f"day_{n}" for n in range(7))])
        self.fields["agency"].help_text = gettext("Mã hoặc tên không dấu; để trống nếu áp dụng cho mọi cơ quan.")

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        if not self.errors and not any(given[f"day_{n}"] for n in range(7)):
            self.add_error("day_0", gettext("Hãy nhập ít nhất một buổi làm việc trong tuần."))
        if not self.errors and given["end"] and given["end"] <= given["start"]:
            self.add_error("end", gettext("Ngày kết thúc phải sau ngày bắt đầu."))
        return given

    def sessions(self) -> dict[int, Sequence[str]]:
        """Weekday → sessions, working days only."""
        given = self.cleaned_data
        return {weekday: given[f"day_{weekday}"] for weekday in range(7) if given[f"day_{weekday}"]}

    def row(self) -> WorkingSchedule:
        """The sessions as they would be kept."""
        given = self.cleaned_data
        return WorkingSchedule(
            agency=given["agency"],
            sessions={str(weekday): texts for weekday, texts in self.sessions().items()},
            season_from=given["season_from"],
            season_to=given["season_to"],
            start=given["start"],
            end=given["end"],
        )


class EndForm(Form):
    end = DateTextField(label=_("Kết thúc từ ngày"), help_text=_("Ngày đầu tiên không còn áp dụng."), widget=_short())


class OverrideForm(Form):
    agency = AgencyField(label=_("Cơ quan"), required=False)
    on = DateTextField(label=_("Ngày"), widget=_short())
    sessions = SessionsField(
        label=_("Các buổi làm việc của ngày này"),
        help_text=_("Ví dụ 07:30-11:30, 13:30-17:00. Để trống nếu nghỉ cả ngày."),
    )
    reason = forms.CharField(label=_("Lý do"), max_length=200)
    legal_basis = forms.CharField(label=_("Căn cứ pháp lý"), max_length=200)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["agency"].help_text = gettext("Mã hoặc tên không dấu; để trống nếu áp dụng cho mọi cơ quan.")

    def row(self) -> DayOverride:
        """The exception as it would be kept."""
        given = self.cleaned_data
        return DayOverride(agency=given["agency"], on=given["on"], sessions=given["sessions"])
