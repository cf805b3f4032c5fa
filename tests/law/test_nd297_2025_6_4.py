"""ND297-2025.6.4: a full supplement restarts the limit."""

from tests.law.examples import due


def test_sixteen_working_days_begin_anew() -> None:
    assert due("09:00 02/03/2026", "16 working_day") == "17:00 24/03/2026"
    assert due("09:00 02/03/2026", "16 working_day", "restarted 15:00 09/03/2026") == "17:00 31/03/2026"
