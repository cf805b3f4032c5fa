"""ND118.REPLY: what was filed online is answered within 8 working hours, and the desk is alerted after 2."""

from datetime import time
from fractions import Fraction

from motcua.catalogue.rules.edition import Limit, LimitUnit
from motcua.dossiers.rules.filing import answer_due
from tests.law.examples import VIETNAM, instant, words

ALERT, REPLY = Limit(Fraction(2), LimitUnit.WORKING_HOUR), Limit(Fraction(8), LimitUnit.WORKING_HOUR)


def answered(filed: str, limit: Limit) -> str:
    return words(answer_due(instant(filed), limit, time(17), VIETNAM))


def test_in_the_morning_of_a_working_day() -> None:
    assert answered("09:00 12/03/2026", ALERT) == "11:00 12/03/2026"
    assert answered("09:00 12/03/2026", REPLY) == "09:30 13/03/2026"


def test_on_friday_afternoon_the_hours_go_on_after_the_weekend() -> None:
    assert answered("16:00 13/03/2026", ALERT) == "08:30 16/03/2026"
