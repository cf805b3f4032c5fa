"""ND23-2015.7: certified on the day of receipt, or on the next working day when received after 15:00."""

from tests.law.examples import SATURDAY_MORNINGS, due


def test_until_three_in_the_afternoon_it_is_due_the_same_day() -> None:
    assert due("08:00 10/03/2026", "1 same_day") == "17:00 10/03/2026"
    assert due("15:00 10/03/2026", "1 same_day") == "17:00 10/03/2026"


def test_after_three_it_is_due_on_the_next_working_day() -> None:
    assert due("15:01 10/03/2026", "1 same_day") == "17:00 11/03/2026"
    assert due("15:01 13/03/2026", "1 same_day") == "17:00 16/03/2026", "Friday to Monday"


def test_received_on_a_day_off_it_is_due_on_the_next_working_day() -> None:
    assert due("09:00 14/03/2026", "1 same_day") == "17:00 16/03/2026"


def test_received_after_the_closing_of_a_short_day() -> None:
    assert due("10:00 14/03/2026", "1 same_day", calendar=SATURDAY_MORNINGS) == "11:30 14/03/2026"
    assert due("14:00 14/03/2026", "1 same_day", calendar=SATURDAY_MORNINGS) == "17:00 16/03/2026"
