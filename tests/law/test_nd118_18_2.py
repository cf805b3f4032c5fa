"""ND118.18.2: papers handed in directly leave the same working day, or early on the next when received after 15:00."""

from datetime import time

from motcua.dossiers.rules.transfer import leaves_by
from tests.law.examples import VIETNAM, instant, words


def test_the_cut_off_is_unchanged() -> None:
    assert words(leaves_by(instant("15:00 10/09/2026"), VIETNAM, time(15, 0))) == "17:00 10/09/2026"
    assert words(leaves_by(instant("15:01 10/09/2026"), VIETNAM, time(15, 0))) == "11:30 11/09/2026"


def test_the_hour_is_a_setting_because_other_decrees_set_others() -> None:
    assert words(leaves_by(instant("16:30 10/09/2026"), VIETNAM, time(17, 0))) == "17:00 10/09/2026"
