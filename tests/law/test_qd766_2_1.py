"""QD766.2.1: on time is what is finished at or before its appointment."""

from motcua.dossiers.rules.clock import Standing, standing
from tests.law.examples import instant

DUE = instant("17:00 12/03/2026")


def test_finished_at_the_appointed_minute_is_on_time() -> None:
    assert standing(DUE, DUE) is Standing.ON_TIME
    assert standing(instant("08:00 12/03/2026"), DUE) is Standing.ON_TIME


def test_one_minute_later_is_overdue() -> None:
    assert standing(instant("17:01 12/03/2026"), DUE) is Standing.OVERDUE


def test_finished_on_an_earlier_date_is_early() -> None:
    assert standing(instant("16:59 11/03/2026"), DUE) is Standing.EARLY
