"""ND118.11.2: a supplement is asked for once, completely; a second time only with a leader's reason."""

import pytest

from motcua.dossiers.actions.supplement import complete_supplement, notify_supplement, request_supplement
from motcua.dossiers.models import Leg, SupplementRequest
from motcua.dossiers.rules.refusals import SecondSupplementNeedsLeader
from tests.world import World, accepted, at, step_to

ITEMS = [{"text": "Bản sao rõ nét", "reason": "Bản chụp mờ"}]


def test_one_request_and_a_second_only_by_the_leader(world: World) -> None:
    dossier = accepted(world, "1.004873")
    step_to(world, dossier, "appraise", at("2026-09-07T09:30"))
    leg_id = Leg.objects.get(dossier=dossier).id

    def ask(who: str, when: str, leader_reason: str = "") -> SupplementRequest:
        return request_supplement(
            leg_id=leg_id, items=ITEMS, legal_basis="", leader_reason=leader_reason, actor=world.actor(who), at=at(when)
        )

    first = ask("minh", "2026-09-08T09:00")
    assert first.notice_due_at == at("2026-09-10T17:00"), "three working days after receipt on Monday 7"
    notify_supplement(request_id=first.id, actor=world.actor("lan"), at=at("2026-09-08T10:00"))
    complete_supplement(request_id=first.id, marks=(), actor=world.actor("lan"), at=at("2026-09-09T09:00"))
    with pytest.raises(SecondSupplementNeedsLeader):
        ask("minh", "2026-09-09T10:00", "Phát sinh tình tiết mới")
    assert SupplementRequest.objects.count() == 1
    second = ask("ha", "2026-09-09T10:00", "Phát sinh tình tiết mới")
    assert second.leader_reason == "Phát sinh tình tiết mới"
