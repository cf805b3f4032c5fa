"""The stage of a dossier follows from its rows."""

import dataclasses

import pytest

from motcua.dossiers.rules.folding import IntakeFacts, LegFacts, dossier_stage
from motcua.dossiers.rules.stages import LegKind, LegState, Stage, national_status

ACCEPTED = IntakeFacts(is_accepted=True, is_refused=False, awaits_components=False, stop_requested=False)


def leg(state: LegState, *, started: bool = True, returned: bool = False, kind: LegKind = LegKind.LINKED) -> LegFacts:
    return LegFacts(kind, state, started, has_result=state is LegState.DONE, is_returned=returned)


def test_before_acceptance_the_stage_tells_what_the_desk_did() -> None:
    assert dossier_stage(IntakeFacts(False, False, False, False), []) is Stage.SUBMITTED
    assert dossier_stage(IntakeFacts(False, True, False, False), []) is Stage.REFUSED
    assert dossier_stage(IntakeFacts(False, False, True, False), []) is Stage.INCOMPLETE


def test_accepted_until_an_agency_acts() -> None:
    assert dossier_stage(ACCEPTED, [leg(LegState.OPEN, started=False)]) is Stage.ACCEPTED
    assert dossier_stage(ACCEPTED, [leg(LegState.OPEN)]) is Stage.PROCESSING


def test_one_leg_that_waits_for_the_applicant_does_not_hide_another_at_work() -> None:
    waiting = leg(LegState.AWAITING_SUPPLEMENT)
    assert dossier_stage(ACCEPTED, [waiting, leg(LegState.OPEN)]) is Stage.PROCESSING
    assert dossier_stage(ACCEPTED, [waiting, leg(LegState.DONE)]) is Stage.AWAITING_SUPPLEMENT


def test_consultations_have_no_result_to_hand_over() -> None:
    opinion = leg(LegState.DONE, kind=LegKind.CONSULTATION)
    assert dossier_stage(ACCEPTED, [leg(LegState.DONE, returned=True), opinion]) is Stage.RETURNED


def test_a_stopped_leg_beside_a_result_leaves_a_result_to_collect() -> None:
    assert dossier_stage(ACCEPTED, [leg(LegState.DONE), leg(LegState.STOPPED)]) is Stage.DECIDED
    assert dossier_stage(ACCEPTED, [leg(LegState.STOPPED)]) is Stage.STOPPED


def test_a_request_to_stop_shows_until_a_decision_overtakes_it() -> None:
    asked = dataclasses.replace(ACCEPTED, stop_requested=True)
    assert dossier_stage(asked, [leg(LegState.OPEN)]) is Stage.STOP_REQUESTED
    assert dossier_stage(asked, [leg(LegState.DONE), leg(LegState.OPEN)]) is Stage.PROCESSING
    assert dossier_stage(asked, [leg(LegState.DONE)]) is Stage.DECIDED


@pytest.mark.parametrize("stage", list(Stage))
def test_every_stage_has_a_national_status(stage: Stage) -> None:
    assert 1 <= national_status(stage) <= 10


def test_all_ten_national_codes_can_occur() -> None:
    assert {national_status(stage) for stage in Stage} == set(range(1, 11))
