"""Fees that were not paid at intake are paid later, at the desk."""

from datetime import datetime

from django.db import transaction

from motcua.directory.rules.actors import Actor
from motcua.directory.rules.roles import Permission
from motcua.dossiers.actions.casefile import Casefile
from motcua.dossiers.actions.payments import close_order
from motcua.dossiers.models import FeeDue
from motcua.dossiers.rules import refusals


def pay_fee(*, fee_id: int, proof: str, actor: Actor, at: datetime) -> FeeDue:
    """The desk took the fee, with the number of its proof; it does not touch the clock.

    An open order to pay online is closed.

    Raises ReasonRequired, FeePaid.
    """
    if not proof.strip():
        raise refusals.ReasonRequired
    dossier_id = FeeDue.objects.filter(id=fee_id).values_list("dossier_id", flat=True).first()
    if dossier_id is None:
        raise refusals.DossierNotFound(fee_id=fee_id)
    with transaction.atomic():
        casefile = Casefile.open(dossier_id, at)
        actor.require(Permission.RECEIVE_DOSSIER, casefile.dossier.receiving_unit_id)
        fee = FeeDue.objects.get(id=fee_id)
        if fee.paid_at is not None:
            raise refusals.FeePaid(paid_at=fee.paid_at.isoformat())
        fee.paid_at, fee.paid_to_id, fee.proof = at, actor.id, proof.strip()
        fee.save(update_fields=["paid_at", "paid_to", "proof"])
        close_order(casefile, at)
        casefile.record("fee_paid", actor, subject="fee_due", subject_id=fee.id, amount_vnd=fee.amount_vnd)
    return fee
