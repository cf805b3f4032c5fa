"""Mandates: a citizen acts for somebody else during a period."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import F, Q

from motcua.directory.models import Account, Citizen, DateRange
from motcua.dossiers.models.dossier import PartyKind
from motcua.dossiers.rules.mandates import MandateGround


class Mandate(models.Model):
    """What the representative has declared, and whether a desk has seen the papers."""

    representative = models.ForeignKey(Citizen, on_delete=models.PROTECT, related_name="mandates")
    principal_kind = models.CharField(max_length=20, choices=PartyKind.choices())
    principal_identifier = models.CharField(max_length=30, blank=True)
    """Personal identification number or enterprise code; empty for a child that has none yet."""
    principal_name = models.CharField(max_length=200)
    ground = models.CharField(max_length=12, choices=MandateGround.choices())
    paper = models.CharField(max_length=200, blank=True)
    """Number, date and place of the paper that proves it."""
    start = models.DateField()
    end = models.DateField(null=True)
    declared_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True)
    """When a desk saw the papers."""
    confirmed_by = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, related_name="+")
    revoked_at = models.DateTimeField(null=True)
    revoked_by = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, related_name="+")
    revoked_because = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            ExclusionConstraint(
                name="mandate_once_at_a_time",
                expressions=[
                    ("representative", RangeOperators.EQUAL),
                    ("principal_kind", RangeOperators.EQUAL),
                    ("principal_identifier", RangeOperators.EQUAL),
                    (DateRange(), RangeOperators.OVERLAPS),
                ],
                condition=~Q(principal_identifier="") & Q(revoked_at__isnull=True),
            ),
            models.CheckConstraint(
                condition=Q(end__isnull=True) | Q(end__gt=F("start")), name="mandate_period_not_empty"
            ),
            models.CheckConstraint(
                condition=Q(confirmed_at__isnull=True, confirmed_by__isnull=True)
                | Q(confirmed_at__isnull=False, confirmed_by__isnull=False),
                name="mandate_confirmed_by_somebody",
            ),
        ]
        indexes = [models.Index(fields=["principal_identifier"], name="mandate_of_principal")]
