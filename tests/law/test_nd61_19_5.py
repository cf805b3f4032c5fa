"""ND61.19.5: another agency is asked with content and deadline; the asking agency's time runs on."""

import pytest

from motcua.dossiers.actions.consultation import answer, consult
from motcua.dossiers.models import Consultation, Leg
from motcua.dossiers.rules.refusals import ReasonRequired
from tests.law.examples import limit, words
from tests.world import World, accepted, at, step_to


def test_a_consultation_has_content_and_deadline_and_does_not_stop_the_clock(world: World) -> None:
    dossier = accepted(world, "1.004873")
    step_to(world, dossier, "appraise", at("2026-09-07T09:30"))
    asking = Leg.objects.get(dossier=dossier)

    def ask(content: str) -> Consultation:
        return consult(
            leg_id=asking.id,
            agency_id=world.agency("justice"),
            content=content,
            limit=limit("2 working_day"),
            legal_basis="",
            actor=world.actor("minh"),
            at=at("2026-09-08T09:00"),
        )

    with pytest.raises(ReasonRequired):
        ask(" ")
    assert not Consultation.objects.exists()
    asked = ask("Tình trạng hôn nhân trước năm 2019").leg
    assert words(asked.due_at) == "17:00 10/09/2026"
    before = asking.due_at
    asking.refresh_from_db()
    assert asking.due_at == before
    answer(leg_id=asked.id, text="Chưa kết hôn", actor=world.actor("an"), at=at("2026-09-11T09:00"))
    asked.refresh_from_db()
    assert asked.delay_minutes == 90, "the delay belongs to the agency that was asked"
