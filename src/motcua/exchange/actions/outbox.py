"""The outbox: messages are written in the transaction of what they tell, and delivered after it."""

from collections.abc import Callable
from datetime import datetime

from django.db.models import F
from procrastinate.contrib.django import app

from motcua.exchange.models import OutboxMessage
from motcua.exchange.rules.delivery import Letter, NeverDeliverable, NotDelivered

DELIVERY_TASK = "motcua.deliver"
"""Name of the job that delivers one message; `exchange.jobs` defines it."""
ATTEMPTS_MAX = 9

Sender = Callable[[Letter], None]
"""Hands the message to the outside system; raises NotDelivered or NeverDeliverable."""


def enqueue(*, entry_id: int, channel: str, recipient: str, subject: str, body: str, at: datetime) -> int | None:
    """Write the message and its delivery job in the running transaction; None when it is there already."""
    message, is_new = OutboxMessage.objects.get_or_create(
        entry_id=entry_id,
        channel=channel,
        recipient=recipient,
        defaults={"subject": subject, "body": body, "created_at": at},
    )
    if not is_new:
        return None
    app.configure_task(DELIVERY_TASK, lock=f"outbox-{message.pk}").defer(message_id=message.pk)
    return message.pk


def deliver(*, message_id: int, sender: Sender, at: datetime) -> None:
    """Hand one message over, outside any transaction, and remember how it went.

    Raises NotDelivered when it should be tried again. A message that was delivered or given up is left alone.
    """
    message = OutboxMessage.objects.filter(pk=message_id, delivered_at__isnull=True, given_up_at__isnull=True).first()
    if message is None:
        return
    this = OutboxMessage.objects.filter(pk=message_id)
    try:
        sender(_letter(message))
    except NeverDeliverable as problem:
        this.update(attempts=F("attempts") + 1, last_error=str(problem)[:400], given_up_at=at)
    except NotDelivered as problem:
        is_last = message.attempts + 1 >= ATTEMPTS_MAX
        this.update(attempts=F("attempts") + 1, last_error=str(problem)[:400], given_up_at=at if is_last else None)
        if not is_last:
            raise
    else:
        this.update(attempts=F("attempts") + 1, last_error="", delivered_at=at)


def send_again(*, message_id: int) -> None:
    """Put a message that was given up back into the outbox."""
    changed = OutboxMessage.objects.filter(pk=message_id, given_up_at__isnull=False).update(
        given_up_at=None, attempts=0
    )
    if changed:
        app.configure_task(DELIVERY_TASK, lock=f"outbox-{message_id}").defer(message_id=message_id)


def _letter(message: OutboxMessage) -> Letter:
    return Letter(
        id=message.pk,
        entry_id=message.entry_id,
        channel=message.channel,
        recipient=message.recipient,
        subject=message.subject,
        body=message.body,
        created_at=message.created_at,
    )
