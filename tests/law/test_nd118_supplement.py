"""ND118.SUPPLEMENT: what a supplement does to the clock is a setting, per procedure; restart where nothing is set."""

from motcua.catalogue.rules.edition import Regime, SupplementEffect
from motcua.dossiers.rules.clock import ClockEvent, ClockTerms, event_after_supplement


def test_the_procedure_decides() -> None:
    restart, suspend = SupplementEffect.RESTART, SupplementEffect.SUSPEND
    assert event_after_supplement(Regime.ND118, restart, ClockTerms()) is ClockEvent.RESTARTED
    assert event_after_supplement(Regime.ND118, suspend, ClockTerms()) is ClockEvent.RESUMED


def test_a_procedure_that_says_nothing_follows_the_dated_setting() -> None:
    assert event_after_supplement(Regime.ND118, None, ClockTerms()) is ClockEvent.RESTARTED
    other = ClockTerms(supplement_effect=SupplementEffect.SUSPEND)
    assert event_after_supplement(Regime.ND118, None, other) is ClockEvent.RESUMED
