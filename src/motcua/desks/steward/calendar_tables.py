"""Calendars as tables: days of a year, exceptions, sessions, editions, and what a change does to due dates."""

from collections.abc import Sequence
from datetime import date, datetime

from django.urls import reverse
from django.utils.translation import gettext, pgettext
from django.utils.translation import gettext_lazy as _

from motcua.desks.catalogue_naming import limit_words, period
from motcua.desks.steward.agency_field import agency_words
from motcua.desks.steward.calendar_forms import WEEKDAYS
from motcua.desks.steward.tables import Cell, Table, cells
from motcua.directory.models import CalendarEdition, DayOverride, WorkingSchedule
from motcua.directory.queries.calendars import work_calendar
from motcua.directory.queries.schedules import calendar_editions, with_edition
from motcua.dossiers.rules.calendar_effect import Effect, effects
from motcua.kernel.worktime import local, vietnam_days


def _day(day: date) -> list[Cell]:
    return cells(f"{day:%d/%m/%Y}", WEEKDAYS[day.weekday()])


def year_table(edition: CalendarEdition, year: int) -> Table:
    known = [(day, name, Cell(_("Nghỉ"), tag="red")) for day, name in edition.holidays.items()]
    known += [
        (day, gettext("làm bù cho ngày %(day)s") % {"day": _made_up_for(name)}, Cell(_("Làm bù"), tag="blue"))
        for day, name in edition.makeup_days.items()
    ]
    rows = [
        [*_day(date.fromisoformat(day)), kind, Cell(name), Cell(str(edition.number))]
        for day, name, kind in sorted(known, key=lambda one: one[0])
        if day.startswith(f"{year}-")
    ]
    covered = edition.first_on.year <= year <= edition.last_on.year
    return Table(
        name=gettext("Ngày nghỉ và ngày làm bù"),
        columns=[gettext("Ngày"), gettext("Thứ"), gettext("Loại"), gettext("Tên"), gettext("Bản lịch")],
        rows=rows,
        empty=gettext("Năm này không có ngày nghỉ nào.")
        if covered
        else gettext("Bản lịch chưa có năm này. Hãy công bố bản lịch mới."),
    )


def _made_up_for(name: str) -> str:
    try:
        return f"{date.fromisoformat(name):%d/%m/%Y}"
    except ValueError:
        return name


def overrides_table(rows: Sequence[DayOverride]) -> Table:
    return Table(
        name=gettext("Ngày ngoại lệ"),
        columns=[
            gettext("Ngày"),
            gettext("Thứ"),
            gettext("Cơ quan"),
            gettext("Các buổi"),
            gettext("Lý do"),
            gettext("Căn cứ pháp lý"),
        ],
        rows=[
            [
                *_day(row.on),
                *cells(agency_words(row.agency), ", ".join(row.sessions) or gettext("nghỉ cả ngày")),
                *cells(row.reason, row.legal_basis),
            ]
            for row in rows
        ],
        empty=gettext("Năm này chưa có ngày ngoại lệ nào."),
    )


def schedules_table(rows: Sequence[WorkingSchedule]) -> Table:
    return Table(
        name=gettext("Giờ làm việc theo cơ quan và mùa"),
        columns=[
            gettext("Cơ quan"),
            gettext("Mùa"),
            pgettext("period", "Thời gian"),
            gettext("Các buổi"),
            gettext("Căn cứ"),
            pgettext("column", "Việc"),
        ],
        rows=[
            [
                Cell(agency_words(row.agency)),
                Cell(f"{_season(row.season_from)} – {_season(row.season_to)}"),
                Cell(period(row.start, row.end)),
                Cell(_week(row.sessions)),
                Cell(row.source),
                Cell(gettext("Kết thúc"), url=reverse("steward:schedule-end", args=[row.pk]))
                if row.end is None
                else Cell("–"),
            ]
            for row in rows
        ],
        empty=gettext("Chưa đặt giờ riêng: mọi cơ quan làm việc 07:30–11:30, 13:30–17:00, thứ Hai đến thứ Sáu."),
    )


def _season(text: str) -> str:
    month, _dash, day = text.partition("-")
    return f"{int(day)}/{int(month)}"


def _week(sessions: dict[str, list[str]]) -> str:
    """The week line by line, equal days together."""
    lines: list[tuple[list[str], str]] = []
    for weekday in range(7):
        text = ", ".join(sessions.get(str(weekday), [])) or gettext("nghỉ")
        if lines and lines[-1][1] == text:
            lines[-1][0].append(str(WEEKDAYS[weekday]))
        else:
            lines.append(([str(WEEKDAYS[weekday])], text))
    return "\n".join(f"{names[0] if len(names) == 1 else f'{names[0]} – {names[-1]}'}: {text}" for names, text in lines)


def editions_table() -> Table:
    return Table(
        name=gettext("Các bản lịch đã công bố"),
        columns=[gettext("Số"), gettext("Công bố"), gettext("Các năm"), gettext("Ngày nghỉ"), gettext("Nguồn")],
        rows=[
            cells(
                row.number,
                f"{local(row.published_at):%H:%M %d/%m/%Y}",
                f"{row.first_on.year}–{row.last_on.year}",
                len(row.holidays),
                row.source,
            )
            for row in calendar_editions()
        ],
    )


def edition_effects(newest: CalendarEdition, last_year: int, now: datetime) -> list[Table]:
    off, made_up = vietnam_days(newest.first_on.year, max(last_year, newest.first_on.year))
    new = {day.isoformat(): name for day, name in off.items()}, {day.isoformat(): name for day, name in made_up.items()}
    changed: list[tuple[str, str, str]] = []
    for old_days, new_days, kind in (
        (newest.holidays, new[0], gettext("Ngày nghỉ")),
        (newest.makeup_days, new[1], gettext("Ngày làm bù")),
    ):
        changed += [(day, kind, gettext("thêm")) for day in new_days.keys() - old_days.keys()]
        changed += [(day, kind, gettext("bỏ")) for day in old_days.keys() - new_days.keys()]
    rows = [[*_day(date.fromisoformat(day)), *cells(kind, change)] for day, kind, change in sorted(changed)]
    tables = [
        Table(
            name=gettext("Thay đổi so với bản đang áp dụng"),
            columns=[gettext("Ngày"), gettext("Thứ"), gettext("Loại"), gettext("Thay đổi")],
            rows=rows,
            empty=gettext("Không có ngày nào thay đổi."),
        )
    ]
    coming = [date.fromisoformat(day) for day, _kind, _change in sorted(changed) if day > f"{local(now):%Y-%m-%d}"]
    before = work_calendar(None, now)
    if coming and coming[0] <= before.last_on:
        tables.append(effects_table(effects(before, with_edition(before, off, made_up), coming[0])))
    return tables


def effects_table(found: Sequence[Effect]) -> Table:
    return Table(
        name=gettext("Tác động đến ngày hẹn trả của hồ sơ ví dụ"),
        columns=[gettext("Tiếp nhận"), gettext("Thời hạn"), gettext("Trước"), gettext("Sau"), gettext("Tác động")],
        rows=[
            [
                *cells(f"{local(one.received_at):%H:%M %d/%m/%Y}", limit_words(one.limit)),
                *cells(f"{local(one.before):%H:%M %d/%m/%Y}", f"{local(one.after):%H:%M %d/%m/%Y}"),
                Cell(_("Thay đổi"), tag="yellow") if one.is_moved else Cell(_("Giữ nguyên"), tag="grey"),
            ]
            for one in found
        ],
    )
