"""ND297-2025.6.3: filed after 17:00 or on a day off, it counts from the opening of the next working day."""

from datetime import time

from motcua.dossiers.rules.filing import reply_counts_from
from tests.law.examples import VIETNAM, instant, words


def counted(filed: str) -> str:
    return words(reply_counts_from(instant(filed), time(17), VIETNAM))


def test_within_office_hours_it_counts_at_once() -> None:
    assert counted("16:59 12/03/2026") == "16:59 12/03/2026"


def test_after_the_cutoff_it_counts_from_the_next_morning() -> None:
    assert counted("17:00 12/03/2026") == "07:30 13/03/2026"


def test_on_a_weekend_it_counts_from_monday() -> None:
    assert counted("10:00 14/03/2026") == "07:30 16/03/2026"
