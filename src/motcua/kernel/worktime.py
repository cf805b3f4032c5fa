"""Working time: sessions, schedules and a calendar that says when an office works.

The clock counts whole minutes: an instant is cut to its minute, as a receipt prints it. Vietnam has had one zone
without summer time since 1975, so minutes of the day are plain arithmetic.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import cached_property, lru_cache
from itertools import pairwise
from zoneinfo import ZoneInfo

import holidays

from motcua.kernel.refusal import Refusal

TIME_ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
ONE_DAY = timedelta(days=1)


class CalendarNotCovering(Refusal):
    """The calendar edition does not reach this day. Publish a later edition of the calendar, then try again."""

    def __init__(self, day: date, first_on: date, last_on: date) -> None:
        super().__init__(day=day.isoformat(), first_on=first_on.isoformat(), last_on=last_on.isoformat())


class SessionsNotPossible(Refusal):
    """Working sessions must be written as HH:MM-HH:MM, each ending after it starts, none overlapping another."""

    def __init__(self, sessions: str) -> None:
        super().__init__(sessions=sessions)


class SeasonNotPossible(Refusal):
    """A season must be two days of the year written as MM-DD, and a schedule's period must start before it ends."""

    def __init__(self, season: str) -> None:
        super().__init__(season=season)


def local(at: datetime) -> datetime:
    """The instant on the clock of Vietnam, cut to the minute."""
    assert at.tzinfo is not None, "an instant without a time zone"
    if at.tzinfo is not TIME_ZONE:
        at = at.astimezone(TIME_ZONE)
    return at.replace(second=0, microsecond=0) if at.second or at.microsecond else at


def instant(day: date, minute: int) -> datetime:
    """The instant `minute` minutes after the start of the day; 1440 is the start of the next one."""
    return datetime(day.year, day.month, day.day, tzinfo=TIME_ZONE) + timedelta(minutes=minute)


@dataclass(frozen=True, order=True)
class Session:
    """A stretch of one day in which an office works."""

    start: time
    end: time

    def __post_init__(self) -> None:
        if self.start >= self.end:
            raise SessionsNotPossible(str(self))

    def __str__(self) -> str:
        return f"{self.start:%H:%M}-{self.end:%H:%M}"

    @classmethod
    def parse(cls, text: str) -> "Session":
        """Read "07:30-11:30"."""
        try:
            start, end = (time.fromisoformat(part.strip()) for part in text.split("-"))
        except ValueError:
            raise SessionsNotPossible(text) from None
        return cls(start, end)


def parse_sessions(texts: str | list[str] | tuple[str, ...]) -> tuple[Session, ...]:
    """Read "07:30-11:30,13:30-17:00" or a list of such sessions, in order of time."""
    parts = texts.split(",") if isinstance(texts, str) else texts
    sessions = tuple(sorted(Session.parse(part) for part in parts))
    if any(later.start < earlier.end for earlier, later in pairwise(sessions)):
        raise SessionsNotPossible(",".join(parts))
    return sessions


DEFAULT_SESSIONS = parse_sessions("07:30-11:30,13:30-17:00")


@dataclass(frozen=True)
class DayHours:
    """The hours of one day as half-open windows in minutes after its start."""

    windows: tuple[tuple[int, int], ...]

    @cached_property
    def minutes(self) -> int:
        return sum(end - start for start, end in self.windows)

    @cached_property
    def opens(self) -> int:
        return self.windows[0][0]

    @cached_property
    def closes(self) -> int:
        return self.windows[-1][1]

    @cached_property
    def from_opening(self) -> timedelta:
        return timedelta(minutes=self.opens)

    @cached_property
    def to_closing(self) -> timedelta:
        return timedelta(minutes=self.closes)

    def minutes_before(self, minute: int) -> int:
        """Minutes worked on this day before a minute of the day."""
        return sum(min(end, minute) - start for start, end in self.windows if start < minute)

    def minute_after(self, worked: int) -> int:
        """The minute of the day by which so many minutes (at least one) have been worked."""
        for start, end in self.windows:
            if worked <= end - start:
                return start + worked
            worked -= end - start
        raise AssertionError("more minutes than the day has")


DAY_OFF = DayHours(())


@lru_cache(maxsize=4096)
def hours_of(sessions: tuple[Session, ...]) -> DayHours:
    """The hours of a day with these sessions; equal days share one value."""
    return DayHours(tuple((s.start.hour * 60 + s.start.minute, s.end.hour * 60 + s.end.minute) for s in sessions))


def _month_and_day(text: str) -> tuple[int, int]:
    try:
        day = date.fromisoformat(f"2024-{text}")
    except ValueError:
        raise SeasonNotPossible(text) from None
    return day.month, day.day


@dataclass(frozen=True)
class Schedule:
    """Sessions by weekday (0 Monday … 6 Sunday) within a season of every year of a period.

    A weekday that is not listed is a day off. A season may wrap over the new year, e.g. 10-16 … 04-15; its last day
    is part of it. The period is half-open; no `end` means until further notice.
    """

    sessions: Mapping[int, tuple[Session, ...]]
    season_from: str = "01-01"
    season_to: str = "12-31"
    start: date = date.min
    end: date | None = None

    def __post_init__(self) -> None:
        _month_and_day(self.season_from), _month_and_day(self.season_to)
        if self.end is not None and self.end <= self.start:
            raise SeasonNotPossible(f"{self.start}…{self.end}")
        if not any(self.sessions.values()) or not self.sessions.keys() <= set(range(7)):
            raise SessionsNotPossible("")

    def holds_on(self, day: date) -> bool:
        """Whether the schedule is in force on the day."""
        if day < self.start or (self.end is not None and day >= self.end):
            return False
        first, last = _month_and_day(self.season_from), _month_and_day(self.season_to)
        here = (day.month, day.day)
        return first <= here <= last if first <= last else here >= first or here <= last


WEEKLY_REST = "weekly_rest"
"""Why a day is off when the unit's schedule has no session on that weekday."""
CLOSED = "closed"
"""Why a day is off when a dated override closes it."""


@dataclass(frozen=True, eq=False)
class WorkCalendar:
    """When one office works: holidays, make-up days, its schedules and its exceptions, as one edition knows them.

    `makeup_days` maps a day worked in place of another to the ISO date of that other day (or its name); `schedules`
    come most specific first. Without a schedule in force an office works the default sessions, Monday to Friday.
    """

    holidays: Mapping[date, str]
    makeup_days: Mapping[date, str]
    first_on: date
    last_on: date
    schedules: tuple[Schedule, ...] = ()
    overrides: Mapping[date, tuple[Session, ...]] = field(default_factory=dict)
    _hours: dict[date, DayHours] = field(default_factory=dict, init=False, repr=False)

    def sessions_on(self, day: date) -> tuple[Session, ...]:
        """The day's sessions: dated override, else holiday, else make-up day, else the schedule of its own weekday.

        A make-up day is worked like the weekday it makes up for (else like a Monday).
        """
        if not self.first_on <= day <= self.last_on:
            raise CalendarNotCovering(day, self.first_on, self.last_on)
        if day in self.overrides:
            return self.overrides[day]
        if day in self.holidays:
            return ()
        if day in self.makeup_days:
            return self._scheduled(day, _weekday(self.makeup_days[day])) or self._scheduled(day, day.weekday())
        return self._scheduled(day, day.weekday())

    def hours_on(self, day: date) -> DayHours:
        """The day's hours in minutes; remembered, because every reckoning asks for them."""
        hours = self._hours.get(day)
        if hours is None:
            hours = self._hours[day] = hours_of(self.sessions_on(day))
        return hours

    def is_working_day(self, day: date) -> bool:
        return bool(self.hours_on(day).windows)

    def why_off(self, day: date) -> str | None:
        """Name of the holiday, `weekly_rest` or `closed`; None on a working day."""
        if self.is_working_day(day):
            return None
        if day in self.overrides:
            return CLOSED
        return self.holidays.get(day, WEEKLY_REST)

    def next_working_day(self, day: date) -> date:
        """The first working day after this one."""
        day += ONE_DAY
        while not self.hours_on(day).windows:
            day += ONE_DAY
        return day

    def opening(self, day: date) -> datetime:
        """Start of the first session of a working day."""
        return instant(day, self.hours_on(day).opens)

    def closing(self, day: date) -> datetime:
        """End of the last session of a working day."""
        return instant(day, self.hours_on(day).closes)

    def next_working_instant(self, at: datetime) -> datetime:
        """The instant itself when the office works in the minute after it, else the next start of a session."""
        at = local(at)
        minute = at.hour * 60 + at.minute
        for start, end in self.hours_on(at.date()).windows:
            if minute < end:
                return instant(at.date(), max(start, minute))
        return self.opening(self.next_working_day(at.date()))

    def working_minutes_between(self, a: datetime, b: datetime) -> int:
        """Minutes worked from `a` to `b`; negative when `b` comes first."""
        a, b = local(a), local(b)
        if b < a:
            return -self.working_minutes_between(b, a)
        first, last = a.date(), b.date()
        minutes = -self.hours_on(first).minutes_before(a.hour * 60 + a.minute)
        while first < last:
            minutes += self.hours_on(first).minutes
            first += ONE_DAY
        return minutes + self.hours_on(last).minutes_before(b.hour * 60 + b.minute)

    def add_working_minutes(self, at: datetime, minutes: int) -> datetime:
        """The instant by which so many minutes have been worked; the end of a session, not the start of the next."""
        assert minutes >= 0
        at = local(at)
        if minutes == 0:
            return at
        day = at.date()
        hours = self.hours_on(day)
        minutes += hours.minutes_before(at.hour * 60 + at.minute)
        while minutes > hours.minutes:
            minutes -= hours.minutes
            day += ONE_DAY
            hours = self.hours_on(day)
        return instant(day, hours.minute_after(minutes))

    def _scheduled(self, day: date, weekday: int) -> tuple[Session, ...]:
        for schedule in self.schedules:
            if schedule.holds_on(day):
                return schedule.sessions.get(weekday, ())
        return DEFAULT_SESSIONS if weekday < 5 else ()


def _weekday(made_up_for: str) -> int:
    try:
        return date.fromisoformat(made_up_for).weekday()
    except ValueError:
        return 0


@lru_cache(maxsize=32)
def vietnam_days(first_year: int, last_year: int) -> tuple[Mapping[date, str], Mapping[date, str]]:
    """Public holidays by name (Vietnamese), and make-up days with the ISO date each makes up for.

    Source: the `holidays` package, which follows the yearly notices; lunar days of years without a notice are computed.
    """
    years = range(first_year - 1, last_year + 2)
    known = holidays.country_holidays("VN", years=years, language="vi", categories=("public",))
    off = {day: name for day, name in sorted(known.items()) if first_year <= day.year <= last_year}
    made_up: dict[date, str] = {}
    for day in sorted(known.weekend_workdays):
        if first_year <= day.year <= last_year:
            swapped = (other for other, name in known.items() if f"{day:%d/%m/%Y}" in name)
            made_up[day] = next(swapped, day).isoformat()
    return off, made_up


def vietnam_calendar(
    first_year: int,
    last_year: int,
    *,
    schedules: tuple[Schedule, ...] = (),
    overrides: Mapping[date, tuple[Session, ...]] | None = None,
) -> WorkCalendar:
    """The calendar of Vietnam for whole years, e.g. 2018 to next year.

    Law: LC2019.111, LC2019.112
    """
    off, made_up = vietnam_days(first_year, last_year)
    return WorkCalendar(
        holidays=off,
        makeup_days=made_up,
        first_on=date(first_year, 1, 1),
        last_on=date(last_year, 12, 31),
        schedules=schedules,
        overrides=overrides or {},
    )
