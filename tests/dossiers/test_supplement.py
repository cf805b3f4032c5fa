"""Supplement during processing: once, complete, through the one-stop unit; the clock stands still and begins anew."""

import pytest

from motcua.directory.rules.actors import ActNotAllowed
from motcua.dossiers.actions.outcome import decide
from motcua.dossiers.actions.supplement import (
    complete_supplement,
    lapse_supplement,
    notify_supplement,
    request_supplement,
)
from motcua.dossiers.models import Dossier, Leg, SupplementRequest
from motcua.dossiers.rules import refusals
from motcua.dossiers.rules.stages import LegState, OutcomeKind, Stage
from tests.world import World, accepted, at, marks_for, step_to

ITEMS = [{"component": "land_paper", "text": "Bản sao giấy chứng nhận", "reason": "Bản chụp mờ, không đọc được"}]
PAPERS = marks_for("declaration")
ASKED = at("2026-09-08T09:00")
TOLD = at("2026-09-08T10:00")


@pytest.fixture
def dossier(world: World) -> Dossier:
    """A marital-status certificate, 3 working days, on the officer's table."""
    dossier = accepted(world, "1.004873")
    step_to(world, dossier, "appraise", at("2026-09-07T09:30"))
    return dossier


def ask(world: World, dossier: Dossier, **changes: object) -> SupplementRequest:
    leg = Leg.objects.get(dossier=dossier)
    values: dict[str, object] = {
        "leg_id": leg.id,
        "items": ITEMS,
        "legal_basis": "",
        "actor": world.actor("minh"),
        "at": ASKED,
    }
    return request_supplement(**(values | changes))  # type: ignore[arg-type]


def test_the_clock_stands_still_from_the_notice_of_the_one_stop_unit(world: World, dossier: Dossier) -> None:
    request = ask(world, dossier)
    dossier.refresh_from_db()
    assert dossier.due_at == at("2026-09-10T17:00")
    notify_supplement(request_id=request.id, actor=world.actor("lan"), at=TOLD)
    dossier.refresh_from_db()
    assert (dossier.stage, dossier.due_at) == (Stage.AWAITING_SUPPLEMENT, None)
    assert dossier.forms.filter(form="supplement").get().data["items"][0]["reason"] == ITEMS[0]["reason"]


def test_the_notice_is_due_within_three_working_days_of_receipt(world: World, dossier: Dossier) -> None:
    assert ask(world, dossier).notice_due_at == at("2026-09-10T17:00")


def test_the_officer_does_not_tell_the_applicant(world: World, dossier: Dossier) -> None:
    request = ask(world, dossier)
    with pytest.raises(ActNotAllowed):
        notify_supplement(request_id=request.id, actor=world.actor("minh"), at=TOLD)


def test_after_the_supplement_the_limit_begins_anew(world: World, dossier: Dossier) -> None:
    request = ask(world, dossier)
    notify_supplement(request_id=request.id, actor=world.actor("lan"), at=TOLD)
    complete_supplement(
        request_id=request.id, marks=marks_for("declaration"), actor=world.actor("lan"), at=at("2026-09-14T09:00")
    )
    dossier.refresh_from_db()
    assert dossier.due_at == at("2026-09-17T17:00")
    assert dossier.stage == Stage.PROCESSING


def test_a_second_request_needs_a_leader_with_a_reason(world: World, dossier: Dossier) -> None:
    request = ask(world, dossier)
    notify_supplement(request_id=request.id, actor=world.actor("lan"), at=TOLD)
    complete_supplement(request_id=request.id, marks=(), actor=world.actor("lan"), at=at("2026-09-09T09:00"))
    later = at("2026-09-09T10:00")
    with pytest.raises(refusals.SecondSupplementNeedsLeader):
        ask(world, dossier, at=later)
    with pytest.raises(refusals.SecondSupplementNeedsLeader):
        ask(world, dossier, at=later, leader_reason="Hồ sơ mới phát sinh")
    second = ask(world, dossier, at=later, leader_reason="Hồ sơ mới phát sinh", actor=world.actor("ha"))
    assert (second.number, second.approved_by_id) == (2, world.id_of("ha"))


def test_one_request_at_a_time(world: World, dossier: Dossier) -> None:
    ask(world, dossier)
    with pytest.raises(refusals.SupplementOpen):
        ask(world, dossier)
    assert SupplementRequest.objects.count() == 1


def test_every_item_needs_a_reason(world: World, dossier: Dossier) -> None:
    with pytest.raises(refusals.ReasonRequired):
        ask(world, dossier, items=[{"text": "Giấy tờ", "reason": ""}])
    assert not SupplementRequest.objects.exists()


def test_no_decision_while_the_applicant_is_asked(world: World, dossier: Dossier) -> None:
    request = ask(world, dossier)
    notify_supplement(request_id=request.id, actor=world.actor("lan"), at=TOLD)
    with pytest.raises(refusals.LegNotOpen):
        decide(leg_id=Leg.objects.get(dossier=dossier).id, kind=OutcomeKind.GRANTED, actor=world.actor("ha"), at=TOLD)


def test_told_once(world: World, dossier: Dossier) -> None:
    request = ask(world, dossier)
    notify_supplement(request_id=request.id, actor=world.actor("lan"), at=TOLD)
    with pytest.raises(refusals.NoSupplementOpen):
        notify_supplement(request_id=request.id, actor=world.actor("lan"), at=TOLD)


def test_without_a_deadline_of_the_law_nothing_lapses(world: World, dossier: Dossier) -> None:
    request = ask(world, dossier)
    notify_supplement(request_id=request.id, actor=world.actor("lan"), at=TOLD)
    with pytest.raises(refusals.NoSupplementOpen):
        lapse_supplement(request_id=request.id, actor=world.actor("minh"), at=at("2026-12-01T09:00"))
    assert Leg.objects.get(dossier=dossier).state == LegState.AWAITING_SUPPLEMENT
