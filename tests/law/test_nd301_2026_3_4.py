"""ND301-2026.3.4: the time the applicant needs, and an announced outage, is not counted."""

from motcua.catalogue.rules.edition import Regime, SupplementEffect
from motcua.dossiers.rules.clock import ClockEvent, ClockTerms, event_after_supplement
from tests.law.examples import due, reckoned


def test_such_a_supplement_resumes_the_clock() -> None:
    assert event_after_supplement(Regime.ND118, SupplementEffect.SUSPEND, ClockTerms()) is ClockEvent.RESUMED


def test_two_working_days_of_waiting_move_the_due_date_by_two() -> None:
    started = ("09:00 07/09/2026", "3 working_day")
    assert due(*started) == "17:00 10/09/2026"
    assert due(*started, "suspended 09:00 08/09/2026", "resumed 09:00 10/09/2026") == "17:00 14/09/2026"


def test_there_is_no_due_date_while_the_clock_is_suspended() -> None:
    paused = reckoned("09:00 07/09/2026", "3 working_day", "suspended 09:00 08/09/2026")
    assert paused.due_at is None
    assert not paused.is_running
    assert (paused.consumed, paused.remaining) == (paused.budget / 15, paused.budget * 14 / 15), "90 of 450 minutes"


def test_an_outage_in_the_night_moves_nothing() -> None:
    events = ("suspended 22:00 08/09/2026", "resumed 05:00 09/09/2026")
    assert due("09:00 07/09/2026", "3 working_day", *events) == "17:00 10/09/2026"


def test_an_outage_during_hours_moves_a_limit_in_hours_by_its_minutes() -> None:
    events = ("suspended 09:00 08/09/2026", "resumed 09:40 08/09/2026")
    assert due("08:00 08/09/2026", "3 working_hour", *events) == "13:40 08/09/2026"
