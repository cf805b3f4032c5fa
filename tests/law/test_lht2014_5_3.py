"""LHT2014.5.3: a civil-status matter is settled on the day; received after 15:00, on the next working day."""

from tests.law.examples import due


def test_a_birth_registered_in_the_morning_is_due_that_day() -> None:
    assert due("09:20 10/03/2026", "1 same_day") == "17:00 10/03/2026"


def test_after_three_it_is_due_on_the_next_working_day() -> None:
    assert due("15:30 10/03/2026", "1 same_day") == "17:00 11/03/2026"
    assert due("15:30 13/02/2026", "1 same_day") == "17:00 23/02/2026", "the last afternoon before Tết"


def test_a_supplement_of_one_day_moves_the_due_date_by_one_day() -> None:
    events = ("suspended 10:00 10/03/2026", "resumed 10:00 11/03/2026")
    assert due("09:20 10/03/2026", "1 same_day", *events) == "17:00 11/03/2026"
