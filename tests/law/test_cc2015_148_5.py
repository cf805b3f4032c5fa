"""CC2015.148.5: a limit whose last day is a day off ends with the next working day."""

from tests.law.examples import due


def test_last_day_on_a_weekend() -> None:
    assert due("09:00 10/03/2026", "4 calendar_day") == "17:00 16/03/2026", "Saturday 14 moves to Monday 16"


def test_last_day_in_tet() -> None:
    assert due("09:00 10/02/2026", "7 calendar_day") == "17:00 23/02/2026", "17 February moves past Tết and weekend"


def test_last_day_on_culture_day() -> None:
    assert due("09:00 19/11/2026", "5 calendar_day") == "17:00 25/11/2026", "24 November is a holiday from 2026 on"


def test_last_day_on_a_make_up_saturday_does_not_move() -> None:
    assert due("09:00 17/08/2026", "5 calendar_day") == "17:00 22/08/2026"
