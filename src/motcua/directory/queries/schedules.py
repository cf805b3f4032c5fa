"""Calendar editions, working sessions and exceptions as stewards read them, and a calendar as it would be."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from motcua.directory.models import CalendarEdition, DayOverride, WorkingSchedule
from motcua.directory.queries.calendars import schedule_of
from motcua.kernel.refusal import Refusal
from motcua.kernel.worktime import WorkCalendar, parse_sessions


class ScheduleUnknown(Refusal):
    """There are no such working sessions. Choose them from the list."""

    status = 404


def calendar_editions(calendar: str = "vn") -> list[CalendarEdition]:
    """Newest first."""
    return list(CalendarEdition.objects.filter(calendar=calendar).order_by("-number"))


def schedules() -> list[WorkingSchedule]:
    """Of all first, then by agency, newest first."""
    rows = WorkingSchedule.objects.select_related("agency")
    return sorted(
        rows, key=lambda row: (row.agency.code if row.agency else "", -row.start.toordinal(), row.season_from)
    )


def schedule_by_id(schedule_id: int) -> WorkingSchedule:
    """The schedule. Raises ScheduleUnknown."""
    row = WorkingSchedule.objects.select_related("agency").filter(id=schedule_id).first()
    if row is None:
        raise ScheduleUnknown(schedule_id=schedule_id)
    return row


def overrides_of(year: int) -> list[DayOverride]:
    """Exceptions of single days in the year."""
    return list(DayOverride.objects.filter(on__year=year).select_related("agency").order_by("on", "agency__code"))


def with_override(calendar: WorkCalendar, row: DayOverride) -> WorkCalendar:
    """The calendar as it would be with an exception that is not kept yet."""
    return replace(calendar, overrides={**calendar.overrides, row.on: parse_sessions(row.sessions)})


def with_schedule(calendar: WorkCalendar, row: WorkingSchedule) -> WorkCalendar:
    """The calendar as it would be with working sessions that are not kept yet."""
    return replace(calendar, schedules=(schedule_of(row), *calendar.schedules))


def with_edition(calendar: WorkCalendar, off: Mapping[date, str], made_up: Mapping[date, str]) -> WorkCalendar:
    """The calendar as it would be with the days of an edition that is not published yet."""
    return replace(calendar, holidays=dict(off), makeup_days=dict(made_up), last_on=max([calendar.last_on, *off]))
