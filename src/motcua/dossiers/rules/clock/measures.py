"""What a due date means at an instant: early or late, by how much, what is left, which warnings are due."""

from collections.abc import Iterable
from datetime import datetime
from fractions import Fraction

from motcua.catalogue.rules.edition import LimitUnit
from motcua.dossiers.rules.clock.reckoning import Reckoning
from motcua.kernel.choices import Choice
from motcua.kernel.worktime import ONE_DAY, WorkCalendar, local

WARNING_FRACTIONS = (Fraction(1, 2), Fraction(3, 4), Fraction(1))


class Standing(Choice):
    EARLY = "early"
    ON_TIME = "on_time"
    OVERDUE = "overdue"


def standing(finished_at: datetime, due_at: datetime) -> Standing:
    """On time when finished at or before the appointment, to the second; early when on an earlier date.

    Law: QD766.2.1
    """
    if finished_at > due_at:
        return Standing.OVERDUE
    return Standing.EARLY if local(finished_at).date() < local(due_at).date() else Standing.ON_TIME


def delay_minutes(finished_at: datetime, due_at: datetime, calendar: WorkCalendar) -> int:
    """Working minutes past the due date; 0 when on time, and also when finished after hours on the due day."""
    return max(0, calendar.working_minutes_between(due_at, finished_at))


def left(now: datetime, due_at: datetime, calendar: WorkCalendar, unit: LimitUnit) -> Fraction:
    """Time left in the unit of the limit, each day by its own minutes; negative when late."""
    now, due_at = local(now), local(due_at)
    if due_at < now:
        return -left(due_at, now, calendar, unit)
    if unit is LimitUnit.WORKING_HOUR:
        return Fraction(calendar.working_minutes_between(now, due_at), 60)
    if unit is LimitUnit.CALENDAR_DAY:
        return Fraction(int((due_at - now).total_seconds()) // 60, 24 * 60)
    days, day = Fraction(0), now.date()
    days -= _part_of_day(now, calendar)
    while day < due_at.date():
        days += calendar.is_working_day(day)
        day += ONE_DAY
    return days + _part_of_day(due_at, calendar)


def _part_of_day(at: datetime, calendar: WorkCalendar) -> Fraction:
    hours = calendar.hours_on(at.date())
    return Fraction(hours.minutes_before(at.hour * 60 + at.minute), hours.minutes) if hours.windows else Fraction(0)


def warnings_passed(
    reckoning: Reckoning, now: datetime, fractions: Iterable[Fraction] = WARNING_FRACTIONS
) -> tuple[Fraction, ...]:
    """The fractions of the budget that are used up at `now`; the whole only when the due date has come.

    Empty while the clock is suspended or stopped. The caller remembers what it has fired for this due date.
    """
    if reckoning.due_at is None or not reckoning.is_running:
        return ()
    used = reckoning.consumed_at(now) / reckoning.budget
    is_due = now >= reckoning.due_at
    return tuple(part for part in fractions if (used >= part if part < 1 else is_due))
