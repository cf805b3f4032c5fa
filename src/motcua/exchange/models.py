"""Tables of exchange: what waits to be told to people and partners."""

from django.db import models


class OutboxMessage(models.Model):
    """A message to a person or partner, written with the act and delivered afterwards, at least once."""

    entry_id = models.BigIntegerField()
    """The journal entry it tells of."""
    channel = models.CharField(max_length=20)
    recipient = models.CharField(max_length=200)
    subject = models.CharField(max_length=200)
    body = models.TextField()
    created_at = models.DateTimeField()
    delivered_at = models.DateTimeField(null=True)
    given_up_at = models.DateTimeField(null=True)
    """When the other side refused it for good, or the last attempt failed."""
    attempts = models.PositiveSmallIntegerField(default=0)
    last_error = models.CharField(max_length=400, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["entry_id", "channel", "recipient"], name="outbox_once"),
            models.CheckConstraint(
                condition=models.Q(delivered_at__isnull=True) | models.Q(given_up_at__isnull=True),
                name="outbox_delivered_or_given_up",
            ),
        ]
        indexes = [
            models.Index(
                fields=["id"],
                condition=models.Q(delivered_at__isnull=True, given_up_at__isnull=True),
                name="outbox_waiting",
            )
        ]
