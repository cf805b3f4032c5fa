"""Paying fees online: the order, the money that comes for it, and its end. What the gateway says is brought by jobs."""

import secrets
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from motcua.directory.rules.actors import SYSTEM, Actor
from motcua.dossiers.actions.casefile import Casefile
from motcua.dossiers.actions.check_key import ALPHABET
from motcua.dossiers.models import FeeDue, PaymentEvent, PaymentOrder, PaymentOrderFee
from motcua.dossiers.rules import refusals
from motcua.dossiers.rules.payments import OrderState, PaymentFact, Receipt, fact_of_receipt, state_of_order
from motcua.dossiers.rules.stages import Stage

ORDER_KEPT = timedelta(days=1)
"""How long an order can be paid; then a new one is opened."""
REFERENCE_LENGTH = 12


def open_order(*, dossier_id: int, actor: Actor, at: datetime) -> PaymentOrder:
    """One order for everything that is owed; asked again, the open order is given back.

    Raises NothingToPay, PaymentBeingChecked, DossierNotInWork when the dossier was refused or stopped.
    """
    with transaction.atomic():
        casefile = Casefile.open_at_least(dossier_id, at)
        if casefile.dossier.stage in {Stage.REFUSED, Stage.STOPPED}:
            raise refusals.DossierNotInWork(stage=casefile.dossier.stage)
        orders = PaymentOrder.objects.filter(dossier_id=dossier_id)
        if orders.filter(state=OrderState.DISPUTED).exists():
            raise refusals.PaymentBeingChecked
        fees = list(FeeDue.objects.filter(dossier_id=dossier_id, paid_at__isnull=True, amount_vnd__gt=0).order_by("id"))
        if not fees:
            raise refusals.NothingToPay
        known = orders.filter(state=OrderState.OPEN).first()
        if known is not None and known.expires_at > at:
            return known
        if known is not None:
            _note(known, PaymentFact.EXPIRED, at)
        order = PaymentOrder.objects.create(
            dossier_id=dossier_id,
            reference="MC" + "".join(secrets.choice(ALPHABET) for _ in range(REFERENCE_LENGTH)),
            amount_vnd=sum(fee.amount_vnd for fee in fees),
            opened_at=at,
            expires_at=at + ORDER_KEPT,
            state=OrderState.OPEN,
        )
        PaymentOrderFee.objects.bulk_create(
            PaymentOrderFee(order=order, fee=fee, amount_vnd=fee.amount_vnd) for fee in fees
        )
        _note(order, PaymentFact.OPENED, at)
        _record(casefile, "payment_ordered", order, actor)
    return order


def note_registration(*, order_id: int, address: str, at: datetime) -> None:
    """The gateway knows the order and has a page for it; may be repeated."""
    with transaction.atomic():
        order = PaymentOrder.objects.select_for_update(no_key=True).get(id=order_id)
        if order.gateway_address:
            return
        order.gateway_address = address
        order.save(update_fields=["gateway_address"])
        _note(order, PaymentFact.REGISTERED, at)


def settle_order(*, order_id: int, receipts: Iterable[Receipt], at: datetime) -> OrderState:
    """What the gateway has for the order, brought as often as one likes: each transaction counts once.

    The first money of the right amount pays the fees, unless they were paid at the desk meanwhile; any other money is
    kept as surplus or as not matching, for people to look at. An open order whose time is over expires.
    """
    dossier_id = PaymentOrder.objects.values_list("dossier_id", flat=True).get(id=order_id)
    with transaction.atomic():
        casefile = Casefile.open_at_least(dossier_id, at)
        order = PaymentOrder.objects.select_for_update(no_key=True).get(id=order_id)
        known = set(order.events.exclude(transaction="").values_list("transaction", flat=True))
        for receipt in sorted(receipts, key=lambda one: (one.paid_at, one.transaction)):
            if receipt.transaction not in known:
                known.add(receipt.transaction)
                _take(casefile, order, receipt, at)
        if order.state == OrderState.OPEN and order.expires_at <= at:
            _note(order, PaymentFact.EXPIRED, at)
        order.asked_at = at
        order.save(update_fields=["asked_at"])
    return OrderState(order.state)


def close_order(casefile: Casefile, at: datetime) -> None:
    """Inside the act of a desk that took the fees of an open order: it must not be paid any more."""
    order = PaymentOrder.objects.filter(dossier=casefile.dossier, state=OrderState.OPEN).first()
    if order is not None:
        _note(order, PaymentFact.CLOSED, at)


def _take(casefile: Casefile, order: PaymentOrder, receipt: Receipt, at: datetime) -> None:
    fees = list(FeeDue.objects.filter(id__in=order.lines.values("fee_id")))
    fact = fact_of_receipt(receipt, order.amount_vnd, is_owed=all(fee.paid_at is None for fee in fees))
    if fact == PaymentFact.PAID:
        for fee in fees:
            fee.paid_at, fee.proof = receipt.paid_at, receipt.transaction[:100]
        FeeDue.objects.bulk_update(fees, ["paid_at", "proof"])
    _note(order, fact, at, receipt)
    act = "fees_paid_online" if fact == PaymentFact.PAID else "payment_not_fitting"
    _record(casefile, act, order, SYSTEM, transaction=receipt.transaction, received_vnd=receipt.amount_vnd)


def _note(order: PaymentOrder, fact: PaymentFact, at: datetime, receipt: Receipt | None = None) -> None:
    PaymentEvent.objects.create(
        order=order,
        fact=fact,
        at=at,
        transaction=receipt.transaction if receipt else "",
        amount_vnd=receipt.amount_vnd if receipt else None,
    )
    state = state_of_order(order.events.order_by("id").values_list("fact", flat=True))
    if state != order.state:
        order.state = state
        order.save(update_fields=["state"])


def _record(casefile: Casefile, act: str, order: PaymentOrder, actor: Actor, **data: Any) -> None:
    casefile.record(
        act, actor, subject="payment_order", subject_id=order.id, reference=order.reference,
        amount_vnd=order.amount_vnd, **data,
    )  # fmt: skip
