"""ND61.19.9: an apology with a new date, at the latest one day before the due date, at most once."""

import pytest

from motcua.dossiers.actions.apology import approve_apology, propose_apology
from motcua.dossiers.models import Apology, Dossier, Leg
from motcua.dossiers.rules.refusals import ApologyTooLate, ApologyUsedUp
from tests.law.examples import words
from tests.world import World, accepted, at, step_to


def apologise(world: World, dossier: Dossier, when: str, new: str) -> None:
    apology = propose_apology(
        leg_id=Leg.objects.get(dossier=dossier).id,
        reason="Chờ kết quả xác minh",
        new_due_at=at(new),
        actor=world.actor("minh"),
        at=at(when),
    )
    approve_apology(apology_id=apology.id, actor=world.actor("ha"), at=at(when))


def test_three_working_days_from_monday_are_due_on_thursday(world: World) -> None:
    dossier = accepted(world, "1.004873", at("2026-09-07T08:30"))
    step_to(world, dossier, "appraise", at("2026-09-07T09:30"))
    assert words(dossier.due_at) == "17:00 10/09/2026"
    with pytest.raises(ApologyTooLate):
        apologise(world, dossier, "2026-09-10T07:30", "2026-09-14T17:00")
    assert not Apology.objects.exists()
    apologise(world, dossier, "2026-09-09T16:00", "2026-09-14T17:00")
    dossier.refresh_from_db()
    assert words(dossier.due_at) == "17:00 14/09/2026"
    with pytest.raises(ApologyUsedUp):
        apologise(world, dossier, "2026-09-11T09:00", "2026-09-16T17:00")
