"""Properties of the clock that hold for every limit, calendar and ledger."""

from datetime import date, datetime, time, timedelta
from fractions import Fraction

from hypothesis import assume, given
from hypothesis import strategies as st

from motcua.catalogue.rules.edition import Limit, LimitUnit
from motcua.dossiers.rules.clock import (
    ClockEvent,
    LedgerEntry,
    LedgerNotLawful,
    Reckoning,
    SpanKind,
    budget_due,
    reckon,
)
from motcua.kernel.worktime import TIME_ZONE, Schedule, WorkCalendar, instant, parse_sessions, vietnam_calendar

WHOLE_DAY, MORNING = parse_sessions("07:30-11:30,13:30-17:00"), parse_sessions("07:00-11:15")
VIETNAM = vietnam_calendar(2018, 2027)
UNEVEN = vietnam_calendar(
    2018,
    2027,
    schedules=(
        Schedule({**dict.fromkeys(range(5), MORNING), 5: MORNING}, season_from="10-16", season_to="04-15"),
        Schedule({**dict.fromkeys(range(5), WHOLE_DAY), 5: parse_sessions("07:30-11:30")}),
    ),
    overrides={date(2025, 9, 8): (), date(2025, 9, 14): MORNING, date(2025, 9, 9): parse_sessions("14:00-15:00")},
)

calendars = st.sampled_from([VIETNAM, UNEVEN])
instants = st.integers(0, 60 * 24 * 2700).map(lambda minutes: instant(date(2019, 1, 1), minutes))
values = st.one_of(st.integers(1, 40).map(Fraction), st.fractions(Fraction(1, 8), 40, max_denominator=8))
counting_units = st.sampled_from([LimitUnit.WORKING_DAY, LimitUnit.WORKING_HOUR, LimitUnit.CALENDAR_DAY])
limits = st.one_of(st.builds(Limit, values, counting_units), st.just(Limit(Fraction(1), LimitUnit.SAME_DAY)))


def started(at: datetime) -> list[LedgerEntry]:
    return [LedgerEntry(ClockEvent.STARTED, at)]


def paused(start: datetime, since: datetime, until: datetime) -> list[LedgerEntry]:
    return [*started(start), LedgerEntry(ClockEvent.SUSPENDED, since), LedgerEntry(ClockEvent.RESUMED, until)]


def due(ledger: list[LedgerEntry], limit: Limit, calendar: WorkCalendar) -> datetime:
    due_at = reckon(ledger, limit, calendar).due_at
    assert due_at is not None
    return due_at


def days(value: int) -> Limit:
    return Limit(Fraction(value), LimitUnit.WORKING_DAY)


@given(instants, st.integers(1, 30), calendars)
def test_working_days_agree_with_a_finger_on_the_wall_calendar(start: datetime, n: int, calendar: WorkCalendar) -> None:
    day, worked = start.date(), 0
    while worked < n:
        day += timedelta(days=1)
        worked += bool(calendar.sessions_on(day))
    assert due(started(start), days(n), calendar) == datetime.combine(day, calendar.sessions_on(day)[-1].end, TIME_ZONE)


@given(instants, st.integers(1, 12), calendars)
def test_working_hours_agree_with_counting_minutes(start: datetime, n: int, calendar: WorkCalendar) -> None:
    at, minutes = start, 0
    while minutes < n * 60:
        minutes += any(session.start <= at.time() < session.end for session in calendar.sessions_on(at.date()))
        at += timedelta(minutes=1)
    assert due(started(start), Limit(Fraction(n), LimitUnit.WORKING_HOUR), calendar) == at


@given(instants, values, values, counting_units, calendars)
def test_a_longer_limit_is_never_due_earlier(
    start: datetime, one: Fraction, other: Fraction, unit: LimitUnit, calendar: WorkCalendar
) -> None:
    short, long = sorted((one, other))
    assert due(started(start), Limit(short, unit), calendar) <= due(started(start), Limit(long, unit), calendar)


@given(instants, instants, limits, calendars)
def test_accepted_later_is_never_due_earlier(
    one: datetime, other: datetime, limit: Limit, calendar: WorkCalendar
) -> None:
    first, second = sorted((one, other))
    assert due(started(first), limit, calendar) <= due(started(second), limit, calendar)


@given(instants, st.integers(1, 20), st.integers(1, 20), calendars)
def test_working_days_add_up(start: datetime, n: int, m: int, calendar: WorkCalendar) -> None:
    assert due(started(due(started(start), days(n), calendar)), days(m), calendar) == due(
        started(start), days(n + m), calendar
    )


@given(instants, st.fractions(Fraction(1, 60), 40, max_denominator=60), st.integers(1, 40), calendars)
def test_working_hours_add_up(start: datetime, n: Fraction, m: int, calendar: WorkCalendar) -> None:
    n = Fraction(int(n * 60) or 1, 60)
    first, second, both = (Limit(Fraction(value), LimitUnit.WORKING_HOUR) for value in (n, m, n + m))
    assert due(started(due(started(start), first, calendar)), second, calendar) == due(started(start), both, calendar)


@given(instants, st.integers(1, 15), st.integers(0, 10), st.integers(0, 14), st.integers(0, 449))
def test_a_pause_of_k_working_days_moves_the_due_date_by_k(
    start: datetime, n: int, k: int, after: int, minute: int
) -> None:
    assume(after < n)
    first = due(started(start), days(1), VIETNAM)
    since = VIETNAM.next_working_instant(
        VIETNAM.add_working_minutes(VIETNAM.opening(first.date()), after * 450 + minute)
    )
    until = VIETNAM.next_working_instant(VIETNAM.add_working_minutes(since, k * 450))
    assert due(paused(start, since, until), days(n), VIETNAM) == due(started(start), days(n + k), VIETNAM)


@given(instants, limits, calendars, st.integers(0, 60 * 24 * 20), st.floats(0, 1))
def test_a_pause_without_working_time_moves_nothing(
    start: datetime, limit: Limit, calendar: WorkCalendar, after: int, part: float
) -> None:
    assume(limit.unit is not LimitUnit.CALENDAR_DAY)
    since = start + timedelta(minutes=after)
    idle = calendar.next_working_instant(since) - since
    until = since + timedelta(minutes=int(part * idle.total_seconds() // 60))
    assert due(paused(start, since, until), limit, calendar) == due(started(start), limit, calendar)


@given(instants, limits, calendars, st.integers(0, 60 * 24 * 20), st.integers(0, 60 * 24 * 10), st.integers(0, 600))
def test_a_longer_pause_never_brings_the_due_date_forward(
    start: datetime, limit: Limit, calendar: WorkCalendar, after: int, long: int, longer: int
) -> None:
    since = start + timedelta(minutes=after)
    one, two = since + timedelta(minutes=long), since + timedelta(minutes=long + longer)
    whole = due(started(start), limit, calendar)
    assert whole <= due(paused(start, since, one), limit, calendar) <= due(paused(start, since, two), limit, calendar)


@given(instants, limits, calendars, st.integers(0, 60 * 24 * 20), st.integers(1, 60 * 24 * 60))
def test_an_extension_is_never_earlier(
    start: datetime, limit: Limit, calendar: WorkCalendar, after: int, shift: int
) -> None:
    at = start + timedelta(minutes=after)
    before = due(started(start), limit, calendar)
    new = before + timedelta(minutes=shift - 60 * 24 * 30)
    entry = LedgerEntry(ClockEvent.EXTENDED, at, new_due_at=new)
    assert due([*started(start), entry], limit, calendar) == max(before, new)


@st.composite
def ledgers(draw: st.DrawFn) -> list[LedgerEntry]:
    """A lawful history: any order of events that can follow each other, some minutes or days apart."""
    at = draw(instants)
    ledger = started(at)
    running = True
    for _ in range(draw(st.integers(0, 6))):
        at += timedelta(minutes=draw(st.integers(0, 60 * 24 * 6)))
        choices = [ClockEvent.RESTARTED, ClockEvent.SUSPENDED if running else ClockEvent.RESUMED]
        event = draw(st.sampled_from([*choices, ClockEvent.EXTENDED] if running else choices))
        new_due_at = at + timedelta(days=90) if event is ClockEvent.EXTENDED else None
        ledger.append(LedgerEntry(event, at, new_due_at=new_due_at))
        running = event is not ClockEvent.SUSPENDED
    return ledger


@given(ledgers(), limits, calendars)
def test_replay_gives_the_same_reckoning(ledger: list[LedgerEntry], limit: Limit, calendar: WorkCalendar) -> None:
    known: list[Reckoning] = []
    try:
        known = [reckon(ledger[: n + 1], limit, calendar) for n in range(len(ledger))]
    except LedgerNotLawful:
        assume(False)
    for n, reckoning in enumerate(known):
        assert reckon(list(ledger[: n + 1]), limit, calendar) == reckoning
        if n + 1 == len(ledger) or ledger[n + 1].at > ledger[n].at:
            assert reckon(ledger, limit, calendar, until=ledger[n].at) == reckoning, "as it stood then"


@given(ledgers(), limits, calendars)
def test_the_explanation_adds_up(ledger: list[LedgerEntry], limit: Limit, calendar: WorkCalendar) -> None:
    try:
        reckoning = reckon(ledger, limit, calendar)
    except LedgerNotLawful:
        assume(False)
    spans = reckoning.spans
    ends = [span.end for span in spans[:-1]]
    assert all(end is not None and end <= span.start for end, span in zip(ends, spans[1:], strict=True)), "in order"
    assert reckoning.consumed + reckoning.remaining == reckoning.budget
    if reckoning.due_at is None:
        assert spans[-1].kind is SpanKind.SUSPENDED
    else:
        assert sum(span.amount for span in spans) == reckoning.budget
        assert reckoning.consumed_at(reckoning.due_at) <= reckoning.budget
        assert reckoning.consumed_at(reckoning.due_at + timedelta(days=30)) == reckoning.budget


@given(ledgers(), limits, calendars, st.integers(0, 60 * 24 * 40), st.integers(0, 60 * 24))
def test_use_of_the_budget_only_grows(
    ledger: list[LedgerEntry], limit: Limit, calendar: WorkCalendar, after: int, later: int
) -> None:
    try:
        reckoning = reckon(ledger, limit, calendar)
    except LedgerNotLawful:
        assume(False)
    at = ledger[0].at + timedelta(minutes=after)
    assert 0 <= reckoning.consumed_at(at) <= reckoning.consumed_at(at + timedelta(minutes=later)) <= reckoning.budget


@given(instants, limits, calendars)
def test_due_dates_lie_in_working_time_and_days_end_with_their_day(
    start: datetime, limit: Limit, calendar: WorkCalendar
) -> None:
    due_at = due(started(start), limit, calendar)
    sessions = calendar.sessions_on(due_at.date())
    assert any(session.start < due_at.time() <= session.end for session in sessions)
    if limit.unit is not LimitUnit.WORKING_HOUR:
        assert due_at.time() == sessions[-1].end


@given(instants, values, values, counting_units, calendars)
def test_a_larger_budget_of_a_step_ends_later(
    start: datetime, one: Fraction, other: Fraction, unit: LimitUnit, calendar: WorkCalendar
) -> None:
    short, long = sorted((one, other))
    assert start < budget_due(start, Limit(short, unit), calendar) <= budget_due(start, Limit(long, unit), calendar)


def test_a_quarter_of_a_working_day_is_a_quarter_of_its_minutes() -> None:
    at = datetime.combine(date(2026, 3, 10), time(8, 0), TIME_ZONE)
    quarter = Limit(Fraction(1, 4), LimitUnit.WORKING_DAY)
    assert budget_due(at, quarter, VIETNAM) == at + timedelta(minutes=113), "112.5 minutes, never less"
    assert budget_due(at, days(1), VIETNAM) == at + timedelta(days=1)
