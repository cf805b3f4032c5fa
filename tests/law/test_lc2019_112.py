"""LC2019.112: public holidays are not worked; swap days are worked on another day by the yearly notice."""

from datetime import date, timedelta

import pytest

from tests.law.examples import VIETNAM, due

TET = {
    2020: (date(2020, 1, 23), date(2020, 1, 29)),
    2021: (date(2021, 2, 10), date(2021, 2, 16)),
    2022: (date(2022, 1, 31), date(2022, 2, 4)),
    2023: (date(2023, 1, 20), date(2023, 1, 26)),
    2024: (date(2024, 2, 8), date(2024, 2, 14)),
    2025: (date(2025, 1, 27), date(2025, 1, 31)),
    2026: (date(2026, 2, 16), date(2026, 2, 20)),
}
"""First and last day of the official Tết break, without the weekends around it."""


@pytest.mark.parametrize("year", TET)
def test_tet_is_off_and_the_days_around_it_are_worked(year: int) -> None:
    first, last = TET[year]
    days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    assert not any(VIETNAM.is_working_day(day) for day in days)
    before, after = first - timedelta(days=1), VIETNAM.next_working_day(last)
    while before.weekday() >= 5:
        before -= timedelta(days=1)
    assert VIETNAM.is_working_day(before)
    assert (after - last).days == 1 or all(
        (last + timedelta(days=n)).weekday() >= 5 for n in range(1, (after - last).days)
    )


@pytest.mark.parametrize(
    ("worked", "off"),
    [
        (date(2019, 1, 5), date(2018, 12, 31)),
        (date(2019, 5, 4), date(2019, 4, 29)),
        (date(2024, 5, 4), date(2024, 4, 29)),
        (date(2025, 4, 26), date(2025, 5, 2)),
        (date(2026, 8, 22), date(2026, 8, 31)),
    ],
)
def test_make_up_saturdays_are_worked_in_full(worked: date, off: date) -> None:
    assert worked.weekday() == 5
    assert [str(session) for session in VIETNAM.sessions_on(worked)] == ["07:30-11:30", "13:30-17:00"]
    assert not VIETNAM.is_working_day(off)


def test_a_make_up_saturday_counts_as_a_day() -> None:
    assert due("09:00 21/08/2026", "1 working_day") == "17:00 22/08/2026"
    assert due("09:00 28/08/2026", "1 working_day") == "17:00 03/09/2026", "31 August to 2 September are off"


def test_culture_day_is_a_holiday_from_2026_on() -> None:
    assert VIETNAM.is_working_day(date(2025, 11, 24))
    assert not VIETNAM.is_working_day(date(2026, 11, 24))
