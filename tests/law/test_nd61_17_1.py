"""ND61.17.1: under NĐ 61 the clock starts when a desk accepts the dossier and gives the receipt."""

from motcua.catalogue.rules.edition import Regime
from motcua.dossiers.rules.clock import clock_start
from tests.law.examples import instant, words

ACCEPTED = instant("14:00 12/03/2024")


def test_acceptance_starts_the_clock() -> None:
    assert clock_start(Regime.ND61, ACCEPTED, None) == ACCEPTED


def test_arrival_at_another_agency_does_not_move_it() -> None:
    assert words(clock_start(Regime.ND61, ACCEPTED, instant("08:00 14/03/2024"))) == "14:00 12/03/2024"
