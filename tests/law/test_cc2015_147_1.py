"""CC2015.147.1: a limit in hours runs from the instant itself."""

from tests.law.examples import due


def test_hours_run_from_the_minute_of_receipt() -> None:
    assert due("08:10 10/03/2026", "2 working_hour") == "10:10 10/03/2026"


def test_only_working_sessions_count() -> None:
    assert due("10:30 10/03/2026", "2 working_hour") == "14:30 10/03/2026"
    assert due("16:00 13/03/2026", "2 working_hour") == "08:30 16/03/2026", "Friday afternoon to Monday morning"


def test_eight_working_hours_are_not_one_working_day() -> None:
    assert due("07:30 10/03/2026", "8 working_hour") == "08:00 11/03/2026", "a day of 7.5 hours does not hold 8"
    assert due("07:30 10/03/2026", "1 working_day") == "17:00 11/03/2026"


def test_outside_working_hours_the_first_minute_is_the_next_opening() -> None:
    assert due("19:00 13/03/2026", "1 working_hour") == "08:30 16/03/2026"
