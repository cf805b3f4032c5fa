"""Payment orders and the gateway: made known, asked about, and its callbacks, which are hints only."""

import json
from datetime import datetime

from django.db import transaction
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued

from motcua.dossiers.actions.payments import note_registration, settle_order
from motcua.dossiers.queries.payments import order_by_id, order_by_reference
from motcua.dossiers.rules.payments import OrderState
from motcua.exchange.adapters.payment_gateway import PaymentGateway
from motcua.exchange.rules.gateway import require_signed
from motcua.kernel.models import JournalEntry

ASKING_TASK = "motcua.ask_gateway"
"""Name of the job that asks the gateway about one order; `exchange.jobs` defines it."""
CALLBACK_PATH, RETURN_PATH = "/thanh-toan/bao/", "/tra-cuu/"
"""Where the gateway calls back, and where it sends people who are done; no address given to it carries a key."""


def ask_soon(order_id: int) -> None:
    """Have the gateway asked about the order; a job that waits already is enough."""
    try:
        with transaction.atomic():
            app.configure_task(ASKING_TASK, lock=f"payment-{order_id}", queueing_lock=f"payment-{order_id}").defer(
                order_id=order_id
            )
    except AlreadyEnqueued:
        return


def make_known(entry: JournalEntry, at: datetime) -> None:
    """The reaction to an order that was opened."""
    ask_soon(entry.subject_id)


def ask(
    *, order_id: int, gateway: PaymentGateway, callback_address: str, return_address: str, at: datetime
) -> OrderState:
    """Make the order known if it is not yet, and take what the gateway has for it; outside any transaction.

    Raises GatewayNotReached; asked again later, nothing counts twice.
    """
    order = order_by_id(order_id)
    found = gateway.find(order.reference, at=at)
    if found is None and order.state == OrderState.OPEN and at < order.expires_at:
        found = gateway.create(
            reference=order.reference,
            amount_vnd=order.amount_vnd,
            expires_at=order.expires_at,
            return_address=return_address,
            callback_address=callback_address,
            at=at,
        )
    if found is not None and not order.gateway_address:
        note_registration(order_id=order_id, address=found.address, at=at)
    return settle_order(order_id=order_id, receipts=found.receipts if found else (), at=at)


def note_callback(*, secret: str, timestamp: str, path: str, body: bytes, signed: str, at: datetime) -> None:
    """The gateway says that something happened: a reason to ask it, whatever it says. Raises CallbackNotSigned."""
    require_signed(secret, timestamp, path, body, signed, at)
    try:
        reference = str(json.loads(body)["reference"])
    except (ValueError, KeyError, TypeError):
        return
    order = order_by_reference(reference)
    if order is not None:
        ask_soon(order.id)
