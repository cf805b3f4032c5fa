"""Financial obligation during processing: asked for, and met; in between the clock stands still."""

from datetime import datetime

from django.db import transaction

from motcua.directory.rules.actors import Actor
from motcua.directory.rules.roles import Permission
from motcua.dossiers.actions.casefile import Casefile
from motcua.dossiers.models import Obligation
from motcua.dossiers.rules import refusals


def request_payment(
    *, leg_id: int, description: str, amount_vnd: int, legal_basis: str, actor: Actor, at: datetime
) -> Obligation:
    """The applicant owes money before the agency can go on. Raises ReasonRequired, AmountNotPositive and as `task_for`.

    Law: ND118.OBLIGATION
    """
    if not description.strip():
        raise refusals.ReasonRequired
    if amount_vnd <= 0:
        raise refusals.AmountNotPositive(amount_vnd=amount_vnd)
    with transaction.atomic():
        casefile, leg = Casefile.open_of_leg(leg_id, at)
        casefile.task_for(leg, "request_payment", actor)
        obligation = Obligation.objects.create(
            leg=leg,
            description=description.strip(),
            amount_vnd=amount_vnd,
            legal_basis=legal_basis,
            requested_at=at,
            requested_by_id=actor.id,
        )
        casefile.touch(leg)
        casefile.suspend(leg, "payment", basis=legal_basis)
        casefile.settle()
        casefile.record("payment_requested", actor, subject="obligation", subject_id=obligation.id, leg=leg)
    return obligation


def record_payment(*, obligation_id: int, proof: str, actor: Actor, at: datetime) -> Obligation:
    """The obligation is met, with the number of its proof; the clock runs on.

    Raises ReasonRequired, NoObligationOpen.
    """
    if not proof.strip():
        raise refusals.ReasonRequired
    leg_id = Obligation.objects.filter(id=obligation_id).values_list("leg_id", flat=True).first()
    if leg_id is None:
        raise refusals.DossierNotFound(obligation_id=obligation_id)
    with transaction.atomic():
        casefile, leg = Casefile.open_of_leg(leg_id, at)
        actor.require(Permission.RECEIVE_DOSSIER, casefile.dossier.receiving_unit_id)
        obligation = Obligation.objects.get(id=obligation_id)
        if obligation.met_at is not None or obligation.lapsed_at is not None:
            raise refusals.NoObligationOpen(obligation_id=obligation_id)
        obligation.met_at, obligation.proof = at, proof.strip()
        obligation.save(update_fields=["met_at", "proof"])
        casefile.resume(leg, "payment", basis=obligation.legal_basis)
        casefile.settle()
        casefile.record("payment_recorded", actor, subject="obligation", subject_id=obligation.id, leg=leg)
    return obligation
