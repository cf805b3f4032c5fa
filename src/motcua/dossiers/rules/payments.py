"""Orders to pay fees online: what happened to an order, and what it therefore is; money in whole dong."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from motcua.kernel.choices import Choice


class PaymentFact(Choice):
    """What happened to an order, in the words of its append-only events."""

    OPENED = "opened"
    REGISTERED = "registered"
    """The gateway knows it and has a page for it."""
    PAID = "paid"
    """The money came and its fees were marked as paid."""
    SURPLUS = "surplus"
    """Money came for fees that were paid already; it is owed back."""
    MISMATCHED = "mismatched"
    """Money came, but not the amount of the order."""
    CLOSED = "closed"
    """The fees were paid at the desk meanwhile."""
    EXPIRED = "expired"


class OrderState(Choice):
    OPEN = "open"
    PAID = "paid"
    SURPLUS = "surplus"
    DISPUTED = "disputed"
    CLOSED = "closed"
    EXPIRED = "expired"


_STATE_AFTER = {
    PaymentFact.OPENED: OrderState.OPEN,
    PaymentFact.PAID: OrderState.PAID,
    PaymentFact.SURPLUS: OrderState.SURPLUS,
    PaymentFact.MISMATCHED: OrderState.DISPUTED,
    PaymentFact.CLOSED: OrderState.CLOSED,
    PaymentFact.EXPIRED: OrderState.EXPIRED,
}


@dataclass(frozen=True)
class Receipt:
    """Money that the gateway has for an order."""

    transaction: str
    amount_vnd: int
    paid_at: datetime


def state_of_order(facts: Iterable[str]) -> OrderState:
    """The state that follows from what happened, in that order."""
    state = OrderState.OPEN
    for fact in facts:
        state = _STATE_AFTER.get(PaymentFact(fact), state)
    return state


def fact_of_receipt(receipt: Receipt, amount_vnd: int, *, is_owed: bool) -> PaymentFact:
    """What money for an order of this amount means; `is_owed`: none of its fees has been paid yet."""
    if not is_owed:
        return PaymentFact.SURPLUS
    return PaymentFact.PAID if receipt.amount_vnd == amount_vnd else PaymentFact.MISMATCHED
