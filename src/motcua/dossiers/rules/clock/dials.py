"""How each unit of a limit is counted: where counting begins, what a minute is worth, how the end is rounded."""

from abc import ABC, abstractmethod
from datetime import date, datetime, timedelta

from motcua.catalogue.rules.edition import Limit, LimitUnit
from motcua.dossiers.rules.clock.ledger import ClockTerms
from motcua.dossiers.rules.clock.spans import Span, SpanKind
from motcua.kernel.refusal import Refusal
from motcua.kernel.worktime import ONE_DAY, DayHours, WorkCalendar, instant


class LimitNotLawful(Refusal):
    """A limit must be more than zero; a same-day limit is exactly 1. Correct the limit of the procedure's edition."""

    def __init__(self, limit: Limit) -> None:
        super().__init__(value=str(limit.value), unit=limit.unit.value)


def _midnight_after(at: datetime) -> datetime:
    return instant(at.date() + ONE_DAY, 0)


class Dial(ABC):
    """Counts one limit in its own unit; units are never converted into each other."""

    a_day_is_one_unit = False
    """Whether a whole day makes exactly one unit, however long it is."""

    def __init__(self, calendar: WorkCalendar, limit: Limit, terms: ClockTerms) -> None:
        if limit.value <= 0:
            raise LimitNotLawful(limit)
        self.calendar = calendar
        self.value = limit.value
        self.terms = terms

    def hours(self, day: date) -> DayHours:
        """The hours of the day in which time counts."""
        return self.calendar.hours_on(day)

    def minutes_per_unit(self, hours: DayHours) -> int:
        """How many minutes of such a day make one unit of the limit."""
        return hours.minutes

    @abstractmethod
    def begin(self, at: datetime) -> tuple[datetime, list[Span]]:
        """The instant from which a start at `at` counts, and the spans before it."""

    @abstractmethod
    def due(self, end: datetime) -> tuple[datetime, str]:
        """The due date when the limit is used up at `end`, and why it differs."""

    def next_instant(self, at: datetime) -> datetime:
        """The first instant from `at` on in which time counts."""
        return self.calendar.next_working_instant(at)


class WorkingDayDial(Dial):
    """The day of the start is not counted; the last day ends with its last session.

    A day counts as one whatever its sessions: the Saturday morning of a unit that works it is one working day. Parts
    of a day are exact fractions of that day's own minutes.

    Law: CC2015.147.2, CC2015.148.2, CC2015.148.5
    """

    a_day_is_one_unit = True

    def begin(self, at: datetime) -> tuple[datetime, list[Span]]:
        return _midnight_after(at), [Span(at, _midnight_after(at), SpanKind.RECEIPT_DAY)]

    def due(self, end: datetime) -> tuple[datetime, str]:
        return self.calendar.closing(end.date()), "end_of_day"


class WorkingHourDial(Dial):
    """Counted from the instant itself, in working sessions, exact to the minute.

    Law: CC2015.147.1
    """

    def minutes_per_unit(self, hours: DayHours) -> int:
        return 60

    def begin(self, at: datetime) -> tuple[datetime, list[Span]]:
        if not self.calendar.is_working_day(at.date()):
            return at, []
        opens = min(self.calendar.next_working_instant(at), _midnight_after(at))
        return opens, [Span(at, opens, SpanKind.CLOSED)] if opens > at else []

    def due(self, end: datetime) -> tuple[datetime, str]:
        return end, ""


class CalendarDayDial(Dial):
    """Every day counts; the day of the start does not; an end on a day off moves to the next working day.

    Law: CC2015.147.2, CC2015.148.2, CC2015.148.5
    """

    a_day_is_one_unit = True

    _WHOLE_DAY = DayHours(((0, 24 * 60),))

    def hours(self, day: date) -> DayHours:
        self.calendar.hours_on(day)  # refuses a day that the calendar does not know
        return self._WHOLE_DAY

    def begin(self, at: datetime) -> tuple[datetime, list[Span]]:
        return _midnight_after(at), [Span(at, _midnight_after(at), SpanKind.RECEIPT_DAY)]

    def due(self, end: datetime) -> tuple[datetime, str]:
        day = (end - timedelta(minutes=1)).date()
        why = self.calendar.why_off(day)
        if why is None:
            return self.calendar.closing(day), "end_of_day"
        return self.calendar.closing(self.calendar.next_working_day(day)), why

    def next_instant(self, at: datetime) -> datetime:
        return at + timedelta(minutes=1)


class SameDayDial(Dial):
    """Due at the closing of the day; received after the cut-off, after closing or on a day off: of the next one.

    Law: LHT2014.5.3, ND23-2015.7
    """

    def __init__(self, calendar: WorkCalendar, limit: Limit, terms: ClockTerms) -> None:
        super().__init__(calendar, limit, terms)
        if limit.value != 1:
            raise LimitNotLawful(limit)
        self._minutes = 0

    def minutes_per_unit(self, hours: DayHours) -> int:
        return self._minutes

    def begin(self, at: datetime) -> tuple[datetime, list[Span]]:
        day, lead = at.date(), []
        hours = self.calendar.hours_on(day)
        if not hours.windows:
            day = self.calendar.next_working_day(day)
        elif at.time() > self.terms.same_day_cutoff or at >= self.calendar.closing(day):
            lead = [Span(at, _midnight_after(at), SpanKind.AFTER_CUTOFF)]
            day = self.calendar.next_working_day(day)
        since = at if day == at.date() else _midnight_after(at) if lead else at
        self._minutes = self.calendar.working_minutes_between(since, self.calendar.closing(day))
        return since, lead

    def due(self, end: datetime) -> tuple[datetime, str]:
        return self.calendar.closing(end.date()), "end_of_day"


_DIALS: dict[LimitUnit, type[Dial]] = {
    LimitUnit.WORKING_DAY: WorkingDayDial,
    LimitUnit.WORKING_HOUR: WorkingHourDial,
    LimitUnit.CALENDAR_DAY: CalendarDayDial,
    LimitUnit.SAME_DAY: SameDayDial,
}


def dial_for(limit: Limit, calendar: WorkCalendar, terms: ClockTerms) -> Dial:
    """The dial of the limit's unit. Raises LimitNotLawful when the value is not possible in it."""
    return _DIALS[limit.unit](calendar, limit, terms)
