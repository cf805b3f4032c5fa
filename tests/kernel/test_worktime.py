"""Working calendars: which day is worked, when, and what an earlier system got wrong about it."""

from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.kernel.worktime import (
    DEFAULT_SESSIONS,
    TIME_ZONE,
    CalendarNotCovering,
    Schedule,
    SeasonNotPossible,
    Session,
    SessionsNotPossible,
    WorkCalendar,
    instant,
    parse_sessions,
    vietnam_calendar,
)

VIETNAM = vietnam_calendar(2018, 2027)
WHOLE_DAY = parse_sessions("07:30-11:30,13:30-17:00")
MORNING = parse_sessions("07:30-11:30")


def at(day: date, hour: int, minute: int = 0) -> datetime:
    return datetime.combine(day, time(hour, minute), TIME_ZONE)


def plain(
    holidays: dict[date, str] | None = None,
    makeup_days: dict[date, str] | None = None,
    schedules: tuple[Schedule, ...] = (),
    overrides: dict[date, tuple[Session, ...]] | None = None,
) -> WorkCalendar:
    return WorkCalendar(
        holidays=holidays or {},
        makeup_days=makeup_days or {},
        first_on=date(2026, 1, 1),
        last_on=date(2026, 12, 31),
        schedules=schedules,
        overrides=overrides or {},
    )


class TestFaultsOfEarlierSystems:
    def test_weekend_is_not_working_time_when_a_unit_has_no_hours_configured(self) -> None:
        calendar = plain()
        friday, monday = date(2026, 3, 13), date(2026, 3, 16)
        assert calendar.sessions_on(date(2026, 3, 14)) == calendar.sessions_on(date(2026, 3, 15)) == ()
        assert calendar.working_minutes_between(at(friday, 17), at(monday, 7, 30)) == 0

    def test_nor_in_a_gap_between_two_schedules(self) -> None:
        ended = Schedule(dict.fromkeys(range(7), WHOLE_DAY), end=date(2026, 3, 1))
        assert plain(schedules=(ended,)).sessions_on(date(2026, 3, 14)) == ()

    def test_a_schedule_without_any_hours_is_refused(self) -> None:
        with pytest.raises(SessionsNotPossible):
            Schedule({5: ()})

    def test_saturday_hours_are_looked_up_on_saturday(self) -> None:
        week = {day: (Session(time(7), time(8 + day)),) for day in range(6)}
        calendar = plain(schedules=(Schedule(week),))
        for day in range(6):
            assert calendar.sessions_on(date(2026, 3, 9) + timedelta(days=day)) == week[day]
        assert calendar.sessions_on(date(2026, 3, 15)) == ()

    def test_a_make_up_day_right_after_a_holiday_is_not_skipped(self) -> None:
        friday, saturday = date(2026, 3, 13), date(2026, 3, 14)
        calendar = plain(holidays={friday: "Ngày nghỉ"}, makeup_days={saturday: friday.isoformat()})
        assert calendar.next_working_day(date(2026, 3, 12)) == saturday
        assert calendar.add_working_minutes(at(date(2026, 3, 12), 17), 60) == at(saturday, 8, 30)

    def test_a_holiday_on_the_day_of_receipt_is_noticed(self) -> None:
        assert VIETNAM.next_working_instant(at(date(2026, 9, 2), 9)) == at(date(2026, 9, 3), 7, 30)
        assert VIETNAM.working_minutes_between(at(date(2026, 9, 2), 7, 30), at(date(2026, 9, 3), 8)) == 30


class TestWhatADayIs:
    def test_an_override_comes_before_holiday_make_up_day_and_schedule(self) -> None:
        days = {date(2026, 3, 10), date(2026, 3, 14), date(2026, 3, 11)}
        calendar = plain(
            holidays={date(2026, 3, 10): "Lễ"},
            makeup_days={date(2026, 3, 14): ""},
            overrides=dict.fromkeys(days, MORNING),
        )
        assert {calendar.sessions_on(day) for day in days} == {MORNING}

    def test_a_holiday_comes_before_a_make_up_day(self) -> None:
        day = date(2026, 3, 14)
        assert not plain(holidays={day: "Lễ"}, makeup_days={day: ""}).is_working_day(day)

    def test_a_make_up_day_is_worked_like_the_weekday_it_makes_up_for(self) -> None:
        week = Schedule({0: WHOLE_DAY, 4: MORNING, 5: parse_sessions("08:00-09:00")})
        saturday = date(2026, 3, 14)
        assert plain(makeup_days={saturday: "2026-03-13"}, schedules=(week,)).sessions_on(saturday) == MORNING
        assert plain(makeup_days={saturday: "Bù Tết"}, schedules=(week,)).sessions_on(saturday) == WHOLE_DAY

    def test_a_make_up_day_for_a_day_the_unit_never_works_keeps_its_own_hours(self) -> None:
        week = Schedule({1: WHOLE_DAY, 5: MORNING})
        assert plain(makeup_days={date(2026, 3, 14): "2026-03-09"}, schedules=(week,)).sessions_on(
            date(2026, 3, 14)
        ) == (MORNING)

    def test_why_a_day_is_off(self) -> None:
        calendar = plain(holidays={date(2026, 3, 10): "Lễ"}, overrides={date(2026, 3, 11): ()})
        assert calendar.why_off(date(2026, 3, 9)) is None
        assert calendar.why_off(date(2026, 3, 10)) == "Lễ"
        assert calendar.why_off(date(2026, 3, 11)) == "closed"
        assert calendar.why_off(date(2026, 3, 14)) == "weekly_rest"

    def test_the_season_of_a_schedule_may_wrap_over_the_new_year(self) -> None:
        winter = Schedule({0: MORNING}, season_from="10-16", season_to="04-15")
        held = [winter.holds_on(date(2026, *day)) for day in ((10, 15), (10, 16), (12, 31), (1, 1), (4, 15), (4, 16))]
        assert held == [False, True, True, True, True, False]

    def test_the_period_of_a_schedule_is_half_open(self) -> None:
        schedule = Schedule({0: MORNING}, start=date(2026, 3, 1), end=date(2026, 4, 1))
        days = (date(2026, 2, 28), date(2026, 3, 1), date(2026, 3, 31), date(2026, 4, 1))
        assert [schedule.holds_on(day) for day in days] == [False, True, True, False]

    def test_the_first_schedule_in_force_counts(self) -> None:
        own, of_all = Schedule({0: MORNING}), Schedule({0: WHOLE_DAY, 1: WHOLE_DAY})
        calendar = plain(schedules=(own, of_all))
        assert calendar.sessions_on(date(2026, 3, 9)) == MORNING
        assert calendar.sessions_on(date(2026, 3, 10)) == (), "its own schedule does not work on Tuesdays"

    @pytest.mark.parametrize("day", [date(2025, 12, 31), date(2027, 1, 1)])
    def test_a_day_outside_the_edition_is_refused(self, day: date) -> None:
        with pytest.raises(CalendarNotCovering) as refusal:
            plain().sessions_on(day)
        assert refusal.value.details == {"day": str(day), "first_on": "2026-01-01", "last_on": "2026-12-31"}

    def test_walking_past_the_edition_is_refused(self) -> None:
        with pytest.raises(CalendarNotCovering):
            plain().next_working_day(date(2026, 12, 31))
        with pytest.raises(CalendarNotCovering):
            plain().add_working_minutes(at(date(2026, 12, 31), 16), 120)


class TestReadingSessions:
    def test_sessions_are_put_in_order(self) -> None:
        assert parse_sessions("13:30-17:00, 07:30-11:30") == DEFAULT_SESSIONS

    @pytest.mark.parametrize(
        "text", ["07:30", "11:30-07:30", "07:30-07:30", "25:00-26:00", "a-b", "", "7:30-12:00-13:00"]
    )
    def test_what_is_no_session_is_refused(self, text: str) -> None:
        with pytest.raises(SessionsNotPossible):
            parse_sessions(text)

    def test_overlapping_sessions_are_refused(self) -> None:
        with pytest.raises(SessionsNotPossible):
            parse_sessions("07:30-12:00,11:30-17:00")

    @pytest.mark.parametrize("season", ["02-30", "13-01", "1-1", "summer"])
    def test_an_impossible_season_is_refused(self, season: str) -> None:
        with pytest.raises(SeasonNotPossible):
            Schedule({0: MORNING}, season_from=season)


instants = st.integers(0, 60 * 24 * 2700).map(lambda minutes: instant(date(2019, 1, 1), minutes))


class TestWorkingMinutes:
    def test_instants_of_another_zone_are_the_same_instants(self) -> None:
        utc = datetime.fromisoformat("2026-03-10T00:30:00+00:00")
        assert VIETNAM.next_working_instant(utc) == at(date(2026, 3, 10), 7, 30)

    def test_seconds_are_cut(self) -> None:
        late = at(date(2026, 3, 10), 8) + timedelta(seconds=59)
        assert VIETNAM.working_minutes_between(at(date(2026, 3, 10), 7, 30), late) == 30

    def test_an_instant_without_a_zone_is_a_bug(self) -> None:
        with pytest.raises(AssertionError):
            VIETNAM.next_working_instant(datetime(2026, 3, 10, 8))  # noqa: DTZ001

    @given(instants, st.integers(0, 6000))
    def test_adding_minutes_and_measuring_them_agree(self, start: datetime, minutes: int) -> None:
        assert VIETNAM.working_minutes_between(start, VIETNAM.add_working_minutes(start, minutes)) == minutes

    @given(instants, st.integers(1, 3000), st.integers(1, 3000))
    def test_adding_twice_is_adding_the_sum(self, start: datetime, first: int, second: int) -> None:
        twice = VIETNAM.add_working_minutes(VIETNAM.add_working_minutes(start, first), second)
        assert twice == VIETNAM.add_working_minutes(start, first + second)

    @given(instants, instants, instants)
    def test_minutes_between_add_up(self, a: datetime, b: datetime, c: datetime) -> None:
        between = VIETNAM.working_minutes_between
        assert between(a, b) + between(b, c) == between(a, c)

    @given(instants)
    def test_no_working_time_before_the_next_working_instant(self, start: datetime) -> None:
        following = VIETNAM.next_working_instant(start)
        assert following >= start
        assert VIETNAM.working_minutes_between(start, following) == 0
        assert VIETNAM.working_minutes_between(following, following + timedelta(minutes=1)) == 1

    @given(st.dates(date(2026, 2, 1), date(2026, 3, 15)))
    def test_minute_by_minute_the_day_has_its_sessions(self, day: date) -> None:
        counted = sum(
            any(s.start <= (at(day, 0) + timedelta(minutes=m)).time() < s.end for s in VIETNAM.sessions_on(day))
            for m in range(24 * 60)
        )
        following = at(day, 0) + timedelta(days=1)
        assert VIETNAM.working_minutes_between(at(day, 0), following) == counted
