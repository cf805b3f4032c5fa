"""Orders to pay fees of a dossier online, and everything that happened to them."""

from django.db import models
from django.db.models import Q

from motcua.dossiers.models.dossier import Dossier, FeeDue
from motcua.dossiers.rules.payments import OrderState, PaymentFact


class PaymentOrder(models.Model):
    """One order for all fees of a dossier that are not paid; at most one is open at a time."""

    dossier = models.ForeignKey(Dossier, on_delete=models.PROTECT, related_name="payment_orders")
    reference = models.CharField(max_length=20, unique=True)
    """What the bank and the gateway call it; nobody can guess it."""
    amount_vnd = models.BigIntegerField()
    opened_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    gateway_address = models.URLField(max_length=500, blank=True)
    """The gateway's page for it; empty until the gateway has answered."""
    state = models.CharField(max_length=10, choices=OrderState.choices())
    """Cache for lists, worked out from the events by `rules.payments`."""
    asked_at = models.DateTimeField(null=True)
    """When the gateway was last asked about it."""

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(amount_vnd__gt=0), name="payment_order_of_something"),
            models.UniqueConstraint(
                fields=["dossier"], condition=Q(state=OrderState.OPEN), name="payment_order_open_once"
            ),
        ]
        indexes = [
            models.Index(fields=["dossier", "-id"], name="payment_order_of_dossier"),
            models.Index(fields=["expires_at"], name="payment_order_expires"),
        ]

    def __str__(self) -> str:
        return self.reference


class PaymentOrderFee(models.Model):
    """A fee that the order pays, with the amount it had then."""

    order = models.ForeignKey(PaymentOrder, on_delete=models.PROTECT, related_name="lines")
    fee = models.ForeignKey(FeeDue, on_delete=models.PROTECT, related_name="+")
    amount_vnd = models.BigIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["order", "fee"], name="payment_order_fee_once")]


class PaymentEvent(models.Model):
    """Something that happened to an order; never changed."""

    order = models.ForeignKey(PaymentOrder, on_delete=models.PROTECT, related_name="events")
    fact = models.CharField(max_length=12, choices=PaymentFact.choices())
    at = models.DateTimeField()
    transaction = models.CharField(max_length=100, blank=True)
    """The gateway's number of the money; empty where no money moved."""
    amount_vnd = models.BigIntegerField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["transaction"], condition=~Q(transaction=""), name="payment_transaction_once"
            ),
            models.UniqueConstraint(
                fields=["order"], condition=Q(fact=PaymentFact.PAID), name="payment_order_paid_once"
            ),
        ]
        indexes = [models.Index(fields=["order", "id"], name="payment_event_of_order")]
