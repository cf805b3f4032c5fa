"""What is owed on a dossier and how paying it online stands; which orders the gateway is to be asked about."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import F, Q

from motcua.catalogue.queries.editions import edition as edition_by_id
from motcua.catalogue.rules.edition import Text
from motcua.dossiers.models import Dossier, FeeDue, PaymentOrder
from motcua.dossiers.queries.progress import public_progress
from motcua.dossiers.rules.payments import OrderState

WATCHED_AFTER_END = timedelta(days=2)
"""Money may come for an order that has ended: a code that was photographed, a transfer that took its time."""
ENDED_ASKED_EVERY = timedelta(hours=1)
ORDERS_PER_ROUND = 200


@dataclass(frozen=True)
class FeeLine:
    name: Text
    amount_vnd: int
    paid_at: datetime | None


@dataclass(frozen=True)
class PaymentSheet:
    """The fees of one dossier and its last order; nothing of a person."""

    dossier: Dossier
    fees: list[FeeLine]
    order: PaymentOrder | None

    @property
    def owed_vnd(self) -> int:
        return sum(fee.amount_vnd for fee in self.fees if fee.paid_at is None)

    @property
    def state(self) -> str:
        """How paying online stands; empty when nobody has begun it."""
        return self.order.state if self.order else ""


def payment_sheet_for(code: str, check_key: str) -> PaymentSheet:
    """For whoever holds code and key. Raises DossierNotFound for a wrong code or key alike."""
    dossier = public_progress(code, check_key)
    names = {rule.key: rule.name for rule in edition_by_id(dossier.edition_id).fees}
    rows = FeeDue.objects.filter(dossier=dossier, amount_vnd__gt=0).order_by("id")
    fees = [FeeLine(names[row.key], row.amount_vnd, row.paid_at) for row in rows]
    order = PaymentOrder.objects.filter(dossier=dossier).order_by("-id").first()
    return PaymentSheet(dossier, fees, order)


def owes_fees(dossier_id: int) -> bool:
    return FeeDue.objects.filter(dossier_id=dossier_id, paid_at__isnull=True, amount_vnd__gt=0).exists()


def orders_to_ask_about(at: datetime) -> list[int]:
    """Orders for which money may still come, those not asked about for longest first; ended ones once an hour."""
    watched = PaymentOrder.objects.filter(
        Q(state=OrderState.OPEN)
        | Q(expires_at__gt=at - WATCHED_AFTER_END)
        & (Q(asked_at__isnull=True) | Q(asked_at__lte=at - ENDED_ASKED_EVERY))
    )
    return list(
        watched.order_by(F("asked_at").asc(nulls_first=True), "id").values_list("id", flat=True)[:ORDERS_PER_ROUND]
    )


def order_by_id(order_id: int) -> PaymentOrder:
    return PaymentOrder.objects.get(id=order_id)


def order_by_reference(reference: str) -> PaymentOrder | None:
    return PaymentOrder.objects.filter(reference=reference).first()
