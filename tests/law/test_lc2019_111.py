"""LC2019.111: weekly rest; a holiday that falls on it is made good on the next working day."""

from datetime import date

from tests.law.examples import SATURDAY_MORNINGS, VIETNAM


def test_saturday_and_sunday_are_off_where_nothing_else_is_set() -> None:
    assert VIETNAM.why_off(date(2026, 3, 14)) == VIETNAM.why_off(date(2026, 3, 15)) == "weekly_rest"


def test_a_unit_may_work_saturday_morning() -> None:
    assert [str(session) for session in SATURDAY_MORNINGS.sessions_on(date(2026, 3, 14))] == ["07:30-11:30"]


def test_holiday_on_sunday_is_made_good_on_monday() -> None:
    assert not VIETNAM.is_working_day(date(2026, 4, 27)), "Hùng Kings' day 2026 is Sunday 26 April"
    assert VIETNAM.is_working_day(date(2026, 4, 28))
