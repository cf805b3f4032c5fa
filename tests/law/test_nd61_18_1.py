"""ND61.18.1: papers go to the agency on the working day of receipt; received after 15:00, early on the next one."""

from datetime import time

from motcua.dossiers.rules.transfer import leaves_by
from motcua.kernel.worktime import Schedule, parse_sessions, vietnam_calendar
from tests.law.examples import VIETNAM, instant, words


def leaves(received: str) -> str | None:
    return words(leaves_by(instant(received), VIETNAM, time(15, 0)))


def test_until_three_they_leave_the_same_day() -> None:
    assert leaves("08:30 12/03/2024") == leaves("15:00 12/03/2024") == "17:00 12/03/2024"


def test_after_three_they_leave_in_the_first_session_of_the_next_working_day() -> None:
    assert leaves("15:01 12/03/2024") == "11:30 13/03/2024"
    assert leaves("16:00 07/02/2024") == "11:30 15/02/2024", "the last afternoon before Tết"


def test_received_after_closing_they_leave_on_the_next_working_day() -> None:
    mornings = vietnam_calendar(
        2024, 2024, schedules=(Schedule({day: parse_sessions("07:30-11:30") for day in range(6)}),)
    )
    assert words(leaves_by(instant("14:00 16/03/2024"), mornings, time(15, 0))) == "11:30 18/03/2024"


def test_received_on_a_day_off_they_leave_on_the_next_working_day() -> None:
    assert leaves("09:00 16/03/2024") == "11:30 18/03/2024"
