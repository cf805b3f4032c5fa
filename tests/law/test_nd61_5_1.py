"""ND61.5.1: officials do not deal with applicants behind the one-stop unit's back."""

import pytest

from motcua.directory.rules.actors import ActNotAllowed
from motcua.dossiers.actions.supplement import notify_supplement, request_supplement
from motcua.dossiers.models import Leg
from tests.world import World, accepted, at, step_to


def test_the_officer_asks_but_the_unit_tells_the_applicant(world: World) -> None:
    dossier = accepted(world, "1.004873")
    step_to(world, dossier, "appraise", at("2026-09-07T09:30"))
    request = request_supplement(
        leg_id=Leg.objects.get(dossier=dossier).id,
        items=[{"text": "Bản sao rõ nét", "reason": "Bản chụp mờ"}],
        legal_basis="",
        actor=world.actor("minh"),
        at=at("2026-09-08T09:00"),
    )
    with pytest.raises(ActNotAllowed):
        notify_supplement(request_id=request.id, actor=world.actor("minh"), at=at("2026-09-08T10:00"))
    request.refresh_from_db()
    assert request.notified_at is None
    notify_supplement(request_id=request.id, actor=world.actor("lan"), at=at("2026-09-08T10:00"))
    request.refresh_from_db()
    assert request.notified_at == at("2026-09-08T10:00")
