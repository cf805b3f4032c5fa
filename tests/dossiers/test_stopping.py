"""Stopping under both regimes, the grounds an agency may name, and what becomes of what was still open."""

import dataclasses

import pytest

from motcua.catalogue.rules.edition import Regime
from motcua.dossiers.actions.casefile import rows
from motcua.dossiers.actions.obligation import record_payment, request_payment
from motcua.dossiers.actions.outcome import decide
from motcua.dossiers.actions.returning import return_results
from motcua.dossiers.actions.stopping import agree_to_stop, request_stop, terminate
from motcua.dossiers.actions.supplement import notify_supplement, request_supplement
from motcua.dossiers.models import Dossier, Leg, Obligation, Task, Termination
from motcua.dossiers.models.acts import CollectionCheck
from motcua.dossiers.rules import refusals
from motcua.dossiers.rules.stages import LegKind, LegState, OutcomeKind, ReturnWay, Stage, StopGround
from tests.world import TU, World, accepted, accepted_birth, at, step_to

LATER = at("2026-09-07T11:00")


@pytest.fixture
def _nd61(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every edition is one of NĐ 61."""
    read = rows.edition_by_id
    monkeypatch.setattr(
        rows, "edition_by_id", lambda edition_id: dataclasses.replace(read(edition_id), regime=Regime.ND61)
    )


def ready_to_sign(world: World) -> Task:
    return step_to(world, accepted_birth(world), "sign", at("2026-09-07T10:00"))


def ask_to_stop(world: World, dossier: Dossier) -> None:
    request_stop(dossier_id=dossier.id, reason="Đổi ý", actor=world.actor("lan"), at=at("2026-09-07T10:30"))


@pytest.mark.usefixtures("_nd61")
def test_under_nd61_the_agency_agrees_first(world: World) -> None:
    dossier = ready_to_sign(world).leg.dossier
    ask_to_stop(world, dossier)
    dossier.refresh_from_db()
    assert (dossier.stage, dossier.finished_at) == (Stage.STOP_REQUESTED, None)
    agree_to_stop(dossier_id=dossier.id, actor=world.actor("ha"), at=LATER)
    dossier.refresh_from_db()
    assert (dossier.stage, dossier.finished_at) == (Stage.STOPPED, LATER)
    assert dossier.forms.filter(form="termination").count() == 1


@pytest.mark.usefixtures("_nd61")
def test_under_nd61_a_decision_overtakes_the_request(world: World) -> None:
    task = ready_to_sign(world)
    dossier = task.leg.dossier
    ask_to_stop(world, dossier)
    decide(leg_id=task.leg_id, kind=OutcomeKind.GRANTED, number="1", actor=world.actor("ha"), at=LATER)
    dossier.refresh_from_db()
    assert dossier.stage == Stage.DECIDED
    with pytest.raises(refusals.DossierNotInWork):
        agree_to_stop(dossier_id=dossier.id, actor=world.actor("ha"), at=LATER)
    return_results(
        dossier_id=dossier.id, way=ReturnWay.DESK, check=CollectionCheck.RECEIPT, recipient=TU,
        actor=world.actor("lan"), at=at("2026-09-07T14:00"),
    )  # fmt: skip
    dossier.refresh_from_db()
    assert (dossier.stage, dossier.returned_at) == (Stage.RETURNED, at("2026-09-07T14:00"))


def stop_for(world: World, leg: Leg, ground: StopGround, when: str) -> Termination:
    return terminate(
        leg_id=leg.id, ground=ground, reason="Lý do", legal_basis="Điều 19", actor=world.actor("ha"), at=at(when)
    )


def appraised(world: World) -> Leg:
    dossier = accepted(world, "1.004859")
    return step_to(world, dossier, "appraise", at("2026-09-07T09:30")).leg


@pytest.mark.parametrize(
    "ground", [StopGround.APPLICANT_REQUEST, StopGround.NO_SUPPLEMENT, StopGround.NO_PAYMENT], ids=str
)
def test_an_agency_cannot_name_a_ground_that_is_not_there(world: World, ground: StopGround) -> None:
    leg = appraised(world)
    with pytest.raises(refusals.GroundNotGiven):
        stop_for(world, leg, ground, "2026-09-08T10:00")
    leg.refresh_from_db()
    assert leg.state == LegState.OPEN
    assert not Termination.objects.exists()


def test_for_want_of_a_supplement_only_after_its_deadline(world: World) -> None:
    leg = appraised(world)
    asked = request_supplement(
        leg_id=leg.id, items=[{"text": "Giấy tờ", "reason": "Thiếu"}], legal_basis="Điều 19",
        actor=world.actor("minh"), at=at("2026-09-08T08:00"),
    )  # fmt: skip
    notify_supplement(request_id=asked.id, actor=world.actor("lan"), at=at("2026-09-08T09:00"))
    type(asked).objects.filter(id=asked.id).update(answer_due_at=at("2026-09-17T17:00"))
    with pytest.raises(refusals.GroundNotGiven):
        stop_for(world, leg, StopGround.NO_SUPPLEMENT, "2026-09-17T17:00")
    stop_for(world, leg, StopGround.NO_SUPPLEMENT, "2026-09-18T08:00")
    asked.refresh_from_db()
    assert asked.lapsed_at == at("2026-09-18T08:00")


def test_what_was_owed_is_kept_and_owed_no_more(world: World) -> None:
    leg = appraised(world)
    owed = request_payment(
        leg_id=leg.id, description="Lệ phí", amount_vnd=15_000, legal_basis="", actor=world.actor("minh"),
        at=at("2026-09-08T08:00"),
    )  # fmt: skip
    stop_for(world, leg, StopGround.NO_PAYMENT, "2026-09-10T08:00")
    owed = Obligation.objects.get(id=owed.id)
    assert (owed.met_at, owed.lapsed_at) == (None, at("2026-09-10T08:00"))
    with pytest.raises(refusals.NoObligationOpen):
        record_payment(obligation_id=owed.id, proof="BL-1", actor=world.actor("lan"), at=at("2026-09-10T09:00"))


def test_when_the_last_part_of_a_group_stops_form_05_tells_so(world: World) -> None:
    dossier = accepted(world, "2.002621")
    birth = Leg.objects.get(dossier=dossier, key="birth")
    stop_for(world, birth, StopGround.SPECIAL_LAW, "2026-09-07T10:00")
    dossier.refresh_from_db()
    assert dossier.stage == Stage.STOPPED
    assert Leg.objects.get(dossier=dossier, kind=LegKind.GROUP).state == LegState.STOPPED
    assert dossier.forms.filter(form="termination").count() == 1
