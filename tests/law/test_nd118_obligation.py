"""ND118.OBLIGATION: while the applicant owes money that the agency must wait for, the time is not counted."""

from motcua.dossiers.actions.obligation import record_payment, request_payment
from motcua.dossiers.models import Leg
from tests.law.examples import words
from tests.world import World, accepted, at, step_to


def test_two_working_days_of_waiting_move_the_due_date_by_two(world: World) -> None:
    dossier = accepted(world, "1.004859", at("2026-09-07T08:30"))
    step_to(world, dossier, "appraise", at("2026-09-07T09:30"))
    leg = Leg.objects.get(dossier=dossier)
    assert words(leg.due_at) == "17:00 10/09/2026"
    owed = request_payment(
        leg_id=leg.id,
        description="Lệ phí cải chính",
        amount_vnd=15_000,
        legal_basis="",
        actor=world.actor("minh"),
        at=at("2026-09-08T08:00"),
    )
    leg.refresh_from_db()
    assert leg.due_at is None
    record_payment(obligation_id=owed.id, proof="BL-001", actor=world.actor("lan"), at=at("2026-09-10T08:00"))
    leg.refresh_from_db()
    assert words(leg.due_at) == "17:00 14/09/2026"
