"""Worked examples in the words of an official: times as "14:00 12/02/2026", limits as "3 working_day"."""

from datetime import datetime
from fractions import Fraction

from motcua.catalogue.rules.edition import Limit, LimitUnit
from motcua.dossiers.rules.clock import ClockEvent, LedgerEntry, Reckoning, reckon
from motcua.kernel.worktime import TIME_ZONE, Schedule, WorkCalendar, parse_sessions, vietnam_calendar

VIETNAM = vietnam_calendar(2018, 2027)
SATURDAY_MORNINGS = vietnam_calendar(
    2018,
    2027,
    schedules=(
        Schedule(
            {**dict.fromkeys(range(5), parse_sessions("07:30-11:30,13:30-17:00")), 5: parse_sessions("07:30-11:30")}
        ),
    ),
)


def instant(text: str) -> datetime:
    """Read "14:00 12/02/2026"."""
    return datetime.strptime(text, "%H:%M %d/%m/%Y").replace(tzinfo=TIME_ZONE)


def words(at: datetime | None) -> str | None:
    """Write it the same way; None stays None."""
    return f"{at.astimezone(TIME_ZONE):%H:%M %d/%m/%Y}" if at else None


def limit(text: str) -> Limit:
    """Read "3 working_day"."""
    value, unit = text.split()
    return Limit(Fraction(value), LimitUnit(unit))


def line(text: str) -> LedgerEntry:
    """Read "suspended 09:00 23/02/2026" or "extended 10:00 23/02/2026 to 17:00 02/03/2026"."""
    event, _, rest = text.partition(" ")
    at, _, new = rest.partition(" to ")
    return LedgerEntry(ClockEvent(event), instant(at), new_due_at=instant(new) if new else None)


def reckoned(started: str, of: str, *events: str, calendar: WorkCalendar = VIETNAM) -> Reckoning:
    """The reckoning of a clock started at an instant, with what happened after it."""
    ledger = [LedgerEntry(ClockEvent.STARTED, instant(started)), *map(line, events)]
    return reckon(ledger, limit(of), calendar)


def due(started: str, of: str, *events: str, calendar: WorkCalendar = VIETNAM) -> str | None:
    """Its due date in words; None while the clock is suspended."""
    return words(reckoned(started, of, *events, calendar=calendar).due_at)
