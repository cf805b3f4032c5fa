"""ND118.17.3: the clock starts with the receipt; of a dossier taken in for another place, when that agency has it."""

import pytest

from motcua.catalogue.rules.edition import Regime
from motcua.dossiers.rules.clock import ReceivedBeforeAccepted, clock_start
from tests.law.examples import due, instant, words

ACCEPTED = instant("14:00 12/03/2026")


def test_the_receipt_starts_the_clock_where_the_desk_belongs_to_the_competent_agency() -> None:
    assert clock_start(Regime.ND118, ACCEPTED, None) == ACCEPTED


def test_elsewhere_the_receipt_by_the_competent_agency_starts_it() -> None:
    start = words(clock_start(Regime.ND118, ACCEPTED, instant("08:00 13/03/2026")))
    assert start == "08:00 13/03/2026"
    assert due(start, "1 working_day") == "17:00 16/03/2026"


def test_nobody_receives_before_it_was_accepted() -> None:
    with pytest.raises(ReceivedBeforeAccepted):
        clock_start(Regime.ND118, ACCEPTED, instant("13:59 12/03/2026"))
