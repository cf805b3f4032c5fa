"""What waits in the outbox, and what could not be delivered."""

from django.db.models import QuerySet

from motcua.exchange.models import OutboxMessage


def waiting() -> QuerySet[OutboxMessage]:
    """Messages not yet delivered and not given up, oldest first."""
    return OutboxMessage.objects.filter(delivered_at__isnull=True, given_up_at__isnull=True).order_by("id")


def given_up() -> QuerySet[OutboxMessage]:
    """Messages that nobody will receive unless they are sent again."""
    return OutboxMessage.objects.filter(given_up_at__isnull=False).order_by("id")
