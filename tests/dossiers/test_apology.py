"""Apology and one re-appointment, at the latest one day before the due date, signed by the head."""

import pytest

from motcua.directory.rules.actors import ActNotAllowed
from motcua.dossiers.actions.apology import approve_apology, decline_apology, propose_apology
from motcua.dossiers.models import Apology, Dossier, Leg
from motcua.dossiers.rules import refusals
from tests.world import World, accepted, at, step_to

NEW_DATE = at("2026-09-14T17:00")


@pytest.fixture
def dossier(world: World) -> Dossier:
    """Due on Thursday 10 September."""
    dossier = accepted(world, "1.004873")
    step_to(world, dossier, "appraise", at("2026-09-07T09:30"))
    return dossier


def propose(world: World, dossier: Dossier, when: str = "2026-09-09T09:00", new: str = "2026-09-14T17:00") -> Apology:
    leg = Leg.objects.get(dossier=dossier)
    return propose_apology(
        leg_id=leg.id, reason="Chờ kết quả xác minh", new_due_at=at(new), actor=world.actor("minh"), at=at(when)
    )


def test_the_head_signs_and_the_due_date_moves_once(world: World, dossier: Dossier) -> None:
    apology = propose(world, dossier)
    approve_apology(apology_id=apology.id, actor=world.actor("ha"), at=at("2026-09-09T14:00"))
    dossier.refresh_from_db()
    assert dossier.due_at == NEW_DATE
    form = dossier.forms.get(form="apology")
    assert form.data["reason"] == "Chờ kết quả xác minh"
    with pytest.raises(refusals.ApologyUsedUp):
        propose(world, dossier, when="2026-09-11T09:00", new="2026-09-16T17:00")


def test_a_second_proposal_waits_for_the_first(world: World, dossier: Dossier) -> None:
    propose(world, dossier)
    with pytest.raises(refusals.ApologyOpen):
        propose(world, dossier, new="2026-09-15T17:00")
    assert Apology.objects.count() == 1


def test_on_the_due_date_itself_it_is_too_late(world: World, dossier: Dossier) -> None:
    with pytest.raises(refusals.ApologyTooLate):
        propose(world, dossier, when="2026-09-10T08:00")
    assert not Apology.objects.exists()


def test_proposed_in_time_but_signed_too_late_is_refused(world: World, dossier: Dossier) -> None:
    apology = propose(world, dossier)
    with pytest.raises(refusals.ApologyTooLate):
        approve_apology(apology_id=apology.id, actor=world.actor("ha"), at=at("2026-09-10T08:00"))
    dossier.refresh_from_db()
    assert dossier.due_at == at("2026-09-10T17:00")
    assert not dossier.forms.filter(form="apology").exists()


def test_the_officer_does_not_sign(world: World, dossier: Dossier) -> None:
    apology = propose(world, dossier)
    with pytest.raises(ActNotAllowed):
        approve_apology(apology_id=apology.id, actor=world.actor("minh"), at=at("2026-09-09T10:00"))


@pytest.mark.parametrize("new", ["2026-09-10T17:00", "2026-09-12T17:00", "2026-09-08T17:00"])
def test_the_new_date_is_a_later_working_day(world: World, dossier: Dossier, new: str) -> None:
    with pytest.raises(refusals.NewDateNotLater):
        propose(world, dossier, new=new)


def test_a_declined_proposal_leaves_the_date_and_may_be_made_again(world: World, dossier: Dossier) -> None:
    apology = propose(world, dossier, when="2026-09-08T09:00")
    decline_apology(apology_id=apology.id, reason="Làm kịp", actor=world.actor("ha"), at=at("2026-09-08T10:00"))
    dossier.refresh_from_db()
    assert dossier.due_at == at("2026-09-10T17:00")
    assert propose(world, dossier).id != apology.id
