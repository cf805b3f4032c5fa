"""Interconnected procedures: one dossier, a graph of legs, each with its own clock, result and delay."""

import pytest

from motcua.dossiers.actions.consultation import answer, consult
from motcua.dossiers.actions.outcome import decide
from motcua.dossiers.actions.returning import return_results
from motcua.dossiers.actions.supplement import complete_supplement, notify_supplement, request_supplement
from motcua.dossiers.models import Dossier, Leg
from motcua.dossiers.models.acts import CollectionCheck
from motcua.dossiers.rules.stages import LegKind, LegState, OutcomeKind, ReturnWay, Stage
from tests.world import TU, World, accepted, at, step_to

GROUP = "2.002621"
ITEMS = [{"component": "", "text": "Giấy tờ chứng minh chỗ ở hợp pháp", "reason": "Chưa có"}]


@pytest.fixture
def dossier(world: World) -> Dossier:
    return accepted(world, GROUP, members={"birth": None, "residence": None, "health_card": None})


def legs(dossier: Dossier) -> dict[str, Leg]:
    return {leg.key: leg for leg in Leg.objects.filter(dossier=dossier)}


def decide_leg(
    world: World, dossier: Dossier, key: str, leader: str, when: str, kind: OutcomeKind = OutcomeKind.GRANTED
) -> None:
    task = step_to(world, dossier, "sign", at(when), leg_key=key)
    reasons = "Không đủ điều kiện" if kind == OutcomeKind.REJECTED else ""
    decide(leg_id=task.leg_id, kind=kind, reasons=reasons, actor=world.actor(leader), at=at(when))


def test_each_procedure_is_a_leg_of_its_own_agency_and_waits_for_its_predecessors(
    world: World, dossier: Dossier
) -> None:
    found = legs(dossier)
    assert found["group"].kind == LegKind.GROUP
    assert {key: leg.agency_id for key, leg in found.items() if key != "group"} == {
        "birth": world.agency("nong_trang"),
        "residence": world.agency("police"),
        "health_card": world.agency("insurance_branch"),
    }
    assert {key: leg.state for key, leg in found.items()} == {
        "group": LegState.OPEN,
        "birth": LegState.OPEN,
        "residence": LegState.WAITING,
        "health_card": LegState.WAITING,
    }
    assert set(dossier.holder_ids) >= {world.agency("police"), world.agency("insurance_branch")}


def test_what_waited_starts_in_parallel_when_the_birth_is_registered(world: World, dossier: Dossier) -> None:
    decide_leg(world, dossier, "birth", "ha", "2026-09-07T14:00")
    found = legs(dossier)
    assert found["birth"].state == LegState.DONE
    assert found["residence"].state == found["health_card"].state == LegState.OPEN
    assert found["residence"].received_at == at("2026-09-07T14:00")
    dossier.refresh_from_db()
    assert dossier.stage == Stage.PROCESSING
    assert dossier.finished_at is None


def test_a_supplement_on_one_leg_does_not_freeze_the_others(world: World, dossier: Dossier) -> None:
    decide_leg(world, dossier, "birth", "ha", "2026-09-07T14:00")
    step_to(world, dossier, "appraise", at("2026-09-07T15:00"), leg_key="residence")
    residence = legs(dossier)["residence"]
    request = request_supplement(
        leg_id=residence.id, items=ITEMS, legal_basis="", actor=world.actor("dung"), at=at("2026-09-07T15:30")
    )
    notify_supplement(request_id=request.id, actor=world.actor("lan"), at=at("2026-09-07T16:00"))
    found = legs(dossier)
    assert found["residence"].state == LegState.AWAITING_SUPPLEMENT
    assert found["health_card"].state == LegState.OPEN
    assert found["health_card"].due_at is not None
    decide_leg(world, dossier, "health_card", "hoa_head", "2026-09-08T09:00")
    dossier.refresh_from_db()
    assert dossier.stage == Stage.AWAITING_SUPPLEMENT
    complete_supplement(request_id=request.id, marks=(), actor=world.actor("lan"), at=at("2026-09-10T08:00"))
    assert legs(dossier)["residence"].ledger.latest("id").event == "resumed"


def test_a_result_is_returned_as_soon_as_it_is_there(world: World, dossier: Dossier) -> None:
    decide_leg(world, dossier, "birth", "ha", "2026-09-07T14:00")
    hand_over = {"way": ReturnWay.DESK, "check": CollectionCheck.RECEIPT, "recipient": TU, "actor": world.actor("lan")}
    first = return_results(dossier_id=dossier.id, at=at("2026-09-08T08:00"), **hand_over)  # type: ignore[arg-type]
    assert [row.leg.key for row in first] == ["birth"]
    decide_leg(world, dossier, "health_card", "hoa_head", "2026-09-08T09:00")
    decide_leg(world, dossier, "residence", "dung_head", "2026-09-08T10:00")
    dossier.refresh_from_db()
    assert dossier.stage == Stage.DECIDED
    assert dossier.finished_at == at("2026-09-08T10:00")
    return_results(dossier_id=dossier.id, at=at("2026-09-08T11:00"), **hand_over)  # type: ignore[arg-type]
    dossier.refresh_from_db()
    assert (dossier.stage, dossier.returned_at) == (Stage.RETURNED, at("2026-09-08T11:00"))


def test_the_late_agency_alone_answers_for_the_delay(world: World, dossier: Dossier) -> None:
    decide_leg(world, dossier, "birth", "ha", "2026-09-07T14:00")
    decide_leg(world, dossier, "health_card", "hoa_head", "2026-09-08T09:00")
    decide_leg(world, dossier, "residence", "dung_head", "2026-09-14T08:30")
    delays = {key: leg.delay_minutes for key, leg in legs(dossier).items() if leg.kind == LegKind.LINKED}
    assert delays["birth"] == delays["health_card"] == 0
    assert delays["residence"] > 0


def test_a_rejected_predecessor_stops_what_needed_its_result(world: World, dossier: Dossier) -> None:
    decide_leg(world, dossier, "birth", "ha", "2026-09-07T14:00", OutcomeKind.REJECTED)
    found = legs(dossier)
    assert found["residence"].state == found["health_card"].state == LegState.STOPPED
    dossier.refresh_from_db()
    assert dossier.stage == Stage.DECIDED


def test_a_consultation_runs_on_its_own_clock_and_does_not_stop_the_asking_one(world: World, dossier: Dossier) -> None:
    step_to(world, dossier, "appraise", at("2026-09-07T09:30"), leg_key="birth")
    birth = legs(dossier)["birth"]
    before = birth.due_at
    asked = consult(
        leg_id=birth.id, agency_id=world.agency("justice"), content="Xác minh hộ tịch", limit=None, legal_basis="",
        actor=world.actor("minh"), at=at("2026-09-07T10:00"),
    )  # fmt: skip
    assert legs(dossier)["birth"].due_at == before
    assert asked.leg.due_at is not None
    answer(leg_id=asked.leg_id, text="Đúng như khai", actor=world.actor("an"), at=at("2026-09-07T11:00"))
    asked.leg.refresh_from_db()
    assert asked.leg.state == LegState.DONE
