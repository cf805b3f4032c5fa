"""Calendars are published in editions, schedules never cross, kept calendars are never stale."""

from datetime import date, datetime, timedelta

import pytest

from motcua.directory.actions import calendars
from motcua.directory.models import Agency, CalendarEdition, DayOverride, WorkingSchedule
from motcua.directory.queries.calendars import work_calendar
from motcua.directory.rules.actors import SYSTEM, ActNotAllowed, Actor
from motcua.directory.rules.agencies import AgencyKind, CodeCertainty
from motcua.directory.rules.calendars import (
    CalendarMissing,
    CalendarNotPossible,
    OverrideNotPossible,
    ScheduleNotPossible,
)
from motcua.kernel.models import JournalEntry
from motcua.kernel.worktime import TIME_ZONE, SessionsNotPossible

pytestmark = pytest.mark.django_db
AT = datetime(2026, 3, 2, 8, tzinfo=TIME_ZONE)
WEEK = {day: ["07:30-11:30", "13:30-17:00"] for day in range(5)}
SATURDAY_TOO = WEEK | {5: ["07:30-11:30"]}
SATURDAY = date(2026, 3, 7)


def publish() -> CalendarEdition:
    return calendars.publish_calendar(actor=SYSTEM, at=AT)


def agency(code: str = "H44.100") -> Agency:
    return Agency.objects.create(
        code=code,
        code_certainty=CodeCertainty.OFFICIAL,
        kind=AgencyKind.COMMUNE_COMMITTEE,
        name=code,
        start=date(2025, 7, 1),
        search=code,
        source="test",
    )


def schedule(place: Agency | None, sessions: dict[int, list[str]] = WEEK, **period: object) -> WorkingSchedule:
    given = {"start": date(2026, 1, 1), "source": "test", "actor": SYSTEM, "at": AT} | period
    return calendars.set_schedule(agency=place, sessions=sessions, **given)  # type: ignore[arg-type]


def test_the_calendar_covers_2018_to_next_year_with_swaps_and_makeup_saturdays() -> None:
    edition = publish()
    assert (edition.first_on, edition.last_on) == (date(2018, 1, 1), date(2027, 12, 31))
    calendar = work_calendar(None, AT)
    assert not calendar.is_working_day(date(2026, 8, 31)) and calendar.is_working_day(date(2026, 8, 22))
    assert not calendar.is_working_day(date(2025, 5, 2)) and calendar.is_working_day(date(2025, 4, 26))
    assert not calendar.is_working_day(date(2026, 11, 24))
    assert not calendar.is_working_day(date(2026, 2, 17))


def test_the_same_calendar_is_not_published_twice() -> None:
    assert publish() == publish()
    longer = calendars.publish_calendar(last_year=2028, actor=SYSTEM, at=AT + timedelta(days=1))
    assert longer.number == 2 and CalendarEdition.objects.count() == 2
    assert JournalEntry.objects.filter(act="directory.calendar_published").count() == 2
    assert work_calendar(None, AT).last_on == date(2027, 12, 31)
    assert work_calendar(None, AT + timedelta(days=1)).last_on == date(2028, 12, 31)


def test_an_instant_before_every_edition_takes_the_first() -> None:
    publish()
    assert work_calendar(None, AT - timedelta(days=300)).first_on == date(2018, 1, 1)


def test_without_a_calendar_the_refusal_says_what_to_do() -> None:
    with pytest.raises(CalendarMissing):
        work_calendar(None, AT)


@pytest.mark.parametrize("years", [(2017, 2020), (2026, 2025)])
def test_years_out_of_order_are_refused(years: tuple[int, int]) -> None:
    with pytest.raises(CalendarNotPossible):
        calendars.publish_calendar(first_year=years[0], last_year=years[1], actor=SYSTEM, at=AT)
    assert not CalendarEdition.objects.exists()


def test_only_a_steward_touches_calendars() -> None:
    lan = Actor(id=1, name="Lan")
    with pytest.raises(ActNotAllowed):
        calendars.publish_calendar(actor=lan, at=AT)
    with pytest.raises(ActNotAllowed):
        calendars.override_day(agency=None, on=SATURDAY, sessions=[], reason="lũ", legal_basis="CV 1", actor=lan, at=AT)
    assert not CalendarEdition.objects.exists() and not DayOverride.objects.exists()


def test_a_kept_calendar_costs_one_statement_and_is_never_stale(django_assert_num_queries) -> None:  # type: ignore[no-untyped-def]
    publish()
    place = agency()
    assert not work_calendar(place.id, AT).is_working_day(SATURDAY)
    with django_assert_num_queries(1):
        kept = work_calendar(place.id, AT)
    assert work_calendar(place.id, AT) is kept
    row = schedule(place, SATURDAY_TOO)
    assert work_calendar(place.id, AT).is_working_day(SATURDAY)
    calendars.override_day(agency=place, on=SATURDAY, sessions=[], reason="lũ", legal_basis="CV 1", actor=SYSTEM, at=AT)
    assert not work_calendar(place.id, AT).is_working_day(SATURDAY)
    assert work_calendar(place.id, AT).is_working_day(SATURDAY + timedelta(days=7))
    calendars.end_schedule(schedule=row, end=SATURDAY, actor=SYSTEM, at=AT)
    assert not work_calendar(place.id, AT).is_working_day(SATURDAY + timedelta(days=7))


def test_an_agencys_own_hours_and_days_win_over_the_general_ones() -> None:
    publish()
    place, other = agency("H44.100"), agency("H44.101")
    schedule(None)
    schedule(place, SATURDAY_TOO)
    calendars.override_day(
        agency=None, on=SATURDAY, sessions=["07:30-11:30"], reason="làm bù", legal_basis="TB 1", actor=SYSTEM, at=AT
    )
    calendars.override_day(agency=place, on=SATURDAY, sessions=[], reason="lũ", legal_basis="CV 1", actor=SYSTEM, at=AT)
    assert not work_calendar(place.id, AT).is_working_day(SATURDAY)
    assert work_calendar(other.id, AT).is_working_day(SATURDAY)
    assert work_calendar(place.id, AT).is_working_day(SATURDAY + timedelta(days=7))
    assert not work_calendar(other.id, AT).is_working_day(SATURDAY + timedelta(days=7))


def test_schedules_of_one_agency_do_not_cross_in_period_and_season() -> None:
    place = agency()
    schedule(place, season_from="04-16", season_to="10-15")
    schedule(place, season_from="10-16", season_to="04-15")
    schedule(None)
    for season in (("10-15", "12-31"), ("01-01", "01-02"), ("12-01", "02-01")):
        with pytest.raises(ScheduleNotPossible):
            schedule(place, season_from=season[0], season_to=season[1])
    with pytest.raises(ScheduleNotPossible):
        schedule(None, SATURDAY_TOO, start=date(2027, 1, 1))
    assert WorkingSchedule.objects.count() == 3


def test_impossible_sessions_leave_nothing_behind() -> None:
    with pytest.raises(SessionsNotPossible):
        schedule(None, {0: ["11:30-07:30"]})
    with pytest.raises(SessionsNotPossible):
        schedule(None, {0: ["07:30-11:30", "11:00-12:00"]})
    assert not WorkingSchedule.objects.exists()
    assert not JournalEntry.objects.exists()


def test_a_day_is_set_once_with_reason_and_legal_basis() -> None:
    words = {"actor": SYSTEM, "at": AT, "sessions": [], "on": SATURDAY, "agency": None}
    with pytest.raises(OverrideNotPossible):
        calendars.override_day(reason=" ", legal_basis="CV 1", **words)  # type: ignore[arg-type]
    calendars.override_day(reason="lũ", legal_basis="CV 1", **words)  # type: ignore[arg-type]
    with pytest.raises(OverrideNotPossible):
        calendars.override_day(reason="lũ", legal_basis="CV 2", **words)  # type: ignore[arg-type]
    assert DayOverride.objects.get().legal_basis == "CV 1"
