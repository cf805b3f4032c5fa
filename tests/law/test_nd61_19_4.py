"""ND61.19.4: after a full supplement the limit is counted anew from the beginning."""

from motcua.catalogue.rules.edition import Regime, SupplementEffect
from motcua.dossiers.rules.clock import ClockEvent, ClockTerms, event_after_supplement
from tests.law.examples import due


def test_a_supplement_always_restarts() -> None:
    for effect in (None, *SupplementEffect):
        assert event_after_supplement(Regime.ND61, effect, ClockTerms()) is ClockEvent.RESTARTED


def test_the_day_of_the_full_supplement_is_not_counted_and_the_whole_limit_follows() -> None:
    events = ("suspended 09:00 13/03/2024", "restarted 10:00 20/03/2024")
    assert due("09:00 11/03/2024", "5 working_day", *events) == "17:00 27/03/2024"


def test_what_was_used_before_is_void() -> None:
    used_much = due("09:00 11/03/2024", "5 working_day", "restarted 10:00 15/03/2024")
    used_little = due("09:00 14/03/2024", "5 working_day", "restarted 10:00 15/03/2024")
    assert used_much == used_little == "17:00 22/03/2024"
