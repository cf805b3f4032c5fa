"""When an agency may still ask for a new date."""

from datetime import datetime, timedelta

from motcua.dossiers.rules import refusals
from motcua.kernel.worktime import TIME_ZONE, WorkCalendar


def check_apology(
    *,
    at: datetime,
    old_due_at: datetime | None,
    new_due_at: datetime,
    earlier: int,
    max_count: int,
    days_before: int,
    calendar: WorkCalendar,
) -> None:
    """Raises ApologyUsedUp, ClockStandsStill, ApologyTooLate or NewDateNotLater.

    Units: `days_before` are calendar days before the due date, counted by date.
    Law: ND61.19.9
    """
    if earlier >= max_count:
        raise refusals.ApologyUsedUp(count=earlier)
    if old_due_at is None:
        raise refusals.ClockStandsStill
    latest_on = old_due_at.astimezone(TIME_ZONE).date() - timedelta(days=days_before)
    if at.astimezone(TIME_ZONE).date() > latest_on:
        raise refusals.ApologyTooLate(latest_on=latest_on.isoformat(), due_at=old_due_at.isoformat())
    new_on = new_due_at.astimezone(TIME_ZONE).date()
    if new_due_at <= old_due_at or not calendar.is_working_day(new_on):
        raise refusals.NewDateNotLater(new_due_at=new_due_at.isoformat(), due_at=old_due_at.isoformat())
