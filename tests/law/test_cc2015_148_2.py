"""CC2015.148.2: a limit in days ends when its last day ends; for an office, with its last session."""

from tests.law.examples import SATURDAY_MORNINGS, due


def test_three_working_days_before_tet_2026() -> None:
    assert due("14:00 12/02/2026", "3 working_day") == "17:00 24/02/2026", "days 13, 23 and 24 February"


def test_after_a_pause_the_limit_still_ends_with_a_day() -> None:
    events = ("suspended 09:00 23/02/2026", "resumed 10:00 25/02/2026")
    assert due("14:00 12/02/2026", "3 working_day", *events) == "17:00 27/02/2026"


def test_a_part_of_a_day_ends_with_that_day() -> None:
    assert due("14:00 10/03/2026", "5/2 working_day") == "17:00 13/03/2026"


def test_saturday_morning_of_a_unit_that_works_it_is_a_working_day() -> None:
    assert due("09:00 12/03/2026", "2 working_day", calendar=SATURDAY_MORNINGS) == "11:30 14/03/2026"
    assert due("09:00 12/03/2026", "3 working_day", calendar=SATURDAY_MORNINGS) == "17:00 16/03/2026"
