"""How a dossier ends: handed over, not collected, stopped; and what is mended afterwards."""

import dataclasses

import pytest
from django.db import IntegrityError, transaction

from motcua.directory.rules.actors import SYSTEM, ActNotAllowed
from motcua.dossiers.actions.correction import correct, report_error
from motcua.dossiers.actions.obligation import record_payment, request_payment
from motcua.dossiers.actions.outage import affected_dossiers, announce_outage, apply_outage, end_outage
from motcua.dossiers.actions.reminders import warn
from motcua.dossiers.actions.returning import remind_collection, return_results
from motcua.dossiers.actions.stopping import request_stop, terminate
from motcua.dossiers.models import Correction, Dossier, Leg, Outage, ResultReturn, Termination
from motcua.dossiers.models.acts import CollectionCheck
from motcua.dossiers.rules import refusals
from motcua.dossiers.rules.intake import PartyData
from motcua.dossiers.rules.stages import LegState, ReturnWay, Stage, StopGround
from tests.world import TU, World, accepted, accepted_birth, at, decided_birth, step_to

STRANGER = PartyData(kind="citizen", name="Lê Văn Ba", identifier="025080001111")
NEXT_DAY = at("2026-09-08T08:30")


def hand_over(
    world: World,
    dossier: Dossier,
    recipient: PartyData = TU,
    check: CollectionCheck = CollectionCheck.RECEIPT,
    paper: str = "",
) -> list[ResultReturn]:
    return return_results(
        dossier_id=dossier.id, way=ReturnWay.DESK, check=check, recipient=recipient, authorisation=paper,
        actor=world.actor("lan"), at=NEXT_DAY,
    )  # fmt: skip


def test_handed_over_at_the_desk_that_received_it(world: World) -> None:
    dossier = decided_birth(world)
    hand_over(world, dossier)
    dossier.refresh_from_db()
    assert (dossier.stage, dossier.returned_at) == (Stage.RETURNED, NEXT_DAY)
    with pytest.raises(refusals.ReturnedAlready):
        hand_over(world, dossier)


def test_a_stranger_collects_only_with_an_authorisation(world: World) -> None:
    dossier = decided_birth(world)
    with pytest.raises(refusals.RecipientNotEntitled):
        hand_over(world, dossier, STRANGER)
    with pytest.raises(refusals.RecipientNotEntitled):
        hand_over(world, dossier, STRANGER, CollectionCheck.AUTHORISATION)
    assert not ResultReturn.objects.exists()
    hand_over(world, dossier, STRANGER, CollectionCheck.AUTHORISATION, "Giấy ủy quyền số 5")
    assert ResultReturn.objects.get().authorisation == "Giấy ủy quyền số 5"


def test_nothing_to_hand_over_before_the_decision(world: World) -> None:
    with pytest.raises(refusals.NotDecided):
        hand_over(world, accepted_birth(world))


def test_an_uncollected_result_waits_without_being_late(world: World) -> None:
    dossier = decided_birth(world)
    first = remind_collection(dossier_id=dossier.id, actor=SYSTEM, at=at("2026-10-07T08:00"))
    second = remind_collection(dossier_id=dossier.id, actor=SYSTEM, at=at("2026-11-09T08:00"))
    assert (first.number, second.number) == (1, 2)
    dossier.refresh_from_db()
    assert dossier.stage == Stage.DECIDED


def test_stopped_on_request_at_once_with_form_05(world: World) -> None:
    dossier = accepted_birth(world)
    request_stop(dossier_id=dossier.id, reason="Người nộp đổi ý", actor=world.actor("lan"), at=at("2026-09-07T09:00"))
    dossier.refresh_from_db()
    assert (dossier.stage, dossier.finished_at) == (Stage.STOPPED, at("2026-09-07T09:00"))
    assert dossier.forms.filter(form="termination").exists()
    assert not Leg.objects.filter(dossier=dossier).exclude(state=LegState.STOPPED).exists()


def test_no_stop_once_there_is_a_decision(world: World) -> None:
    dossier = decided_birth(world)
    with pytest.raises(refusals.DossierNotInWork):
        request_stop(dossier_id=dossier.id, reason="Đổi ý", actor=world.actor("lan"), at=NEXT_DAY)
    assert not Termination.objects.exists()


def test_other_terminations_need_the_law(world: World) -> None:
    dossier = accepted_birth(world)
    leg = Leg.objects.get(dossier=dossier)
    with pytest.raises(refusals.ReasonRequired):
        terminate(
            leg_id=leg.id, ground=StopGround.SPECIAL_LAW, reason="Tranh chấp", legal_basis="", actor=world.actor("ha"),
            at=at("2026-09-07T09:00"),
        )  # fmt: skip
    terminate(
        leg_id=leg.id, ground=StopGround.SPECIAL_LAW, reason="Tranh chấp", legal_basis="NĐ 101/2024, Điều 19",
        actor=world.actor("ha"), at=at("2026-09-07T09:00"),
    )  # fmt: skip
    assert Leg.objects.get(id=leg.id).state == LegState.STOPPED


def test_a_financial_obligation_stops_the_clock_until_it_is_met(world: World) -> None:
    dossier = accepted(world, "1.004859")
    step_to(world, dossier, "appraise", at("2026-09-07T09:30"))
    leg = Leg.objects.get(dossier=dossier)
    before = leg.due_at
    owed = request_payment(
        leg_id=leg.id, description="Lệ phí cải chính", amount_vnd=15_000, legal_basis="", actor=world.actor("minh"),
        at=at("2026-09-08T08:00"),
    )  # fmt: skip
    dossier.refresh_from_db()
    assert (dossier.stage, dossier.due_at) == (Stage.AWAITING_PAYMENT, None)
    record_payment(obligation_id=owed.id, proof="BL-001", actor=world.actor("lan"), at=at("2026-09-10T08:00"))
    leg.refresh_from_db()
    assert before is not None
    assert leg.due_at is not None
    assert (leg.due_at - before).days == 4  # two working days, and a weekend between


def test_an_announced_outage_stops_every_clock_until_recovery(world: World) -> None:
    dossier = accepted(world, "1.004873")
    outage = announce_outage(
        reason="Mất kết nối", legal_basis="", actor=world.actor("admin"), at=at("2026-09-08T08:00")
    )
    assert affected_dossiers(outage) == [dossier.id]
    apply_outage(dossier_id=dossier.id, outage=outage)
    apply_outage(dossier_id=dossier.id, outage=outage)
    leg = Leg.objects.get(dossier=dossier)
    assert (leg.state, leg.due_at) == (LegState.SUSPENDED, None)
    outage = end_outage(outage_id=outage.id, actor=world.actor("admin"), at=at("2026-09-09T08:00"))
    apply_outage(dossier_id=dossier.id, outage=outage)
    leg.refresh_from_db()
    assert (leg.state, leg.due_at) == (LegState.OPEN, at("2026-09-11T17:00"))
    assert affected_dossiers(outage) == []


def test_one_outage_at_a_time_even_when_two_are_announced_at_once(world: World) -> None:
    actor = world.actor("admin")
    announce_outage(reason="Mất kết nối", legal_basis="", actor=actor, at=at("2026-09-08T08:00"))
    with pytest.raises(refusals.OutageOpen):
        announce_outage(reason="Mất điện", legal_basis="", actor=actor, at=at("2026-09-08T08:01"))
    with pytest.raises(IntegrityError), transaction.atomic():
        Outage.objects.create(start=NEXT_DAY, reason="Mất điện", announced_at=NEXT_DAY)


def test_only_who_may_announces_an_outage(world: World) -> None:
    with pytest.raises(ActNotAllowed):
        announce_outage(reason="x", legal_basis="", actor=world.actor("lan_head"), at=NEXT_DAY)


def test_an_error_is_corrected_by_the_agency_at_fault(world: World) -> None:
    dossier = decided_birth(world)
    leg = Leg.objects.get(dossier=dossier)
    correction = report_error(
        leg_id=leg.id,
        error="Sai ngày sinh",
        agency_at_fault_id=world.agency("nong_trang"),
        actor=world.actor("lan"),
        at=NEXT_DAY,
    )
    with pytest.raises(ActNotAllowed):
        correct(correction_id=correction.id, new_number="46/2026", actor=world.actor("an_head"), at=NEXT_DAY)
    correct(correction_id=correction.id, new_number="46/2026", actor=world.actor("ha"), at=NEXT_DAY)
    with pytest.raises(refusals.CorrectionClosed):
        correct(correction_id=correction.id, new_number="47/2026", actor=world.actor("ha"), at=NEXT_DAY)


def test_an_agency_that_took_no_part_is_not_at_fault(world: World) -> None:
    leg = Leg.objects.get(dossier=decided_birth(world))
    with pytest.raises(refusals.AgencyTookNoPart):
        report_error(
            leg_id=leg.id, error="Sai", agency_at_fault_id=world.agency("far"), actor=world.actor("lan"), at=NEXT_DAY
        )
    assert not Correction.objects.exists()


def test_each_warning_fires_once_for_a_due_date(world: World) -> None:
    dossier = accepted(world, "1.004873")
    leg = Leg.objects.get(dossier=dossier)
    assert warn(leg_id=leg.id, at=at("2026-09-07T16:00")) == []
    halfway = warn(leg_id=leg.id, at=at("2026-09-09T14:00"))
    assert len(halfway) >= 1
    assert warn(leg_id=leg.id, at=at("2026-09-09T14:30")) == []
    assert warn(leg_id=leg.id, at=at("2026-09-11T08:00"))


def test_the_submitter_may_collect_too(world: World) -> None:
    submitter = dataclasses.replace(STRANGER, name="Nguyễn Văn Năm", identifier="025080002222")
    dossier = accepted_birth(world, submitter=submitter, mandate="Giấy ủy quyền")
    task = step_to(world, dossier, "sign", at("2026-09-07T10:00"))
    assert task.step == "sign"
    assert dossier.submitter is not None
    assert dossier.submitter.identifier == submitter.identifier
