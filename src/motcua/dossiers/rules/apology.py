"""When an agency may still ask for a new date."""

from datetime import date, datetime, timedelta

from motcua.catalogue.rules.edition import Limit, LimitUnit
from motcua.dossiers.rules import refusals
from motcua.kernel.worktime import TIME_ZONE, WorkCalendar


def check_apology(
    *,
    at: datetime,
    old_due_at: datetime | None,
    new_due_at: datetime,
    earlier: int,
    max_count: int,
    latest: Limit,
    calendar: WorkCalendar,
) -> None:
    """Raises ApologyUsedUp, ClockStandsStill, ApologyTooLate or NewDateNotLater.

    `latest` says how long before the due date, in calendar or working days, counted by date.
    Law: ND61.19.9
    """
    if earlier >= max_count:
        raise refusals.ApologyUsedUp(count=earlier)
    if old_due_at is None:
        raise refusals.ClockStandsStill
    latest_on = _day_before(old_due_at.astimezone(TIME_ZONE).date(), latest, calendar)
    if at.astimezone(TIME_ZONE).date() > latest_on:
        raise refusals.ApologyTooLate(latest_on=latest_on.isoformat(), due_at=old_due_at.isoformat())
    new_on = new_due_at.astimezone(TIME_ZONE).date()
    if new_due_at <= old_due_at or not calendar.is_working_day(new_on):
        raise refusals.NewDateNotLater(new_due_at=new_due_at.isoformat(), due_at=old_due_at.isoformat())


def _day_before(day: date, latest: Limit, calendar: WorkCalendar) -> date:
    left = int(latest.value)
    while left:
        day -= timedelta(days=1)
        if latest.unit is not LimitUnit.WORKING_DAY or calendar.is_working_day(day):
            left -= 1
    return day
