"""CC2015.147.2: a limit in days does not count the day of its start."""

from tests.law.examples import due


def test_day_one_is_the_next_working_day() -> None:
    assert due("07:30 10/03/2026", "1 working_day") == "17:00 11/03/2026"
    assert due("16:59 10/03/2026", "1 working_day") == "17:00 11/03/2026", "the hour of receipt does not matter"


def test_received_on_friday_day_one_is_monday() -> None:
    assert due("09:00 13/03/2026", "1 working_day") == "17:00 16/03/2026"


def test_received_on_a_day_off_day_one_is_the_next_working_day() -> None:
    assert due("09:00 14/03/2026", "1 working_day") == "17:00 16/03/2026", "Saturday"
    assert due("09:00 17/02/2026", "1 working_day") == "17:00 23/02/2026", "first day of Tết"


def test_calendar_days_leave_out_the_day_of_receipt_too() -> None:
    assert due("09:00 09/03/2026", "3 calendar_day") == "17:00 12/03/2026"


def test_a_pause_that_ends_before_day_one_takes_nothing() -> None:
    assert due("09:00 10/03/2026", "2 working_day", "suspended 10:00 10/03/2026", "resumed 16:00 10/03/2026") == (
        "17:00 12/03/2026"
    )
