"""Agencies and one-stop units, and the communes that a regional branch serves."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models import F, Q

from motcua.directory.models.territory import AdministrativeUnit, DateRange
from motcua.directory.rules.agencies import AgencyKind, CodeCertainty


class Agency(models.Model):
    """An agency or one-stop unit during one period: committees, departments, vertical agencies, service centres."""

    code = models.CharField(max_length=35)
    code_certainty = models.CharField(max_length=12, choices=CodeCertainty.choices())
    kind = models.CharField(max_length=40, choices=AgencyKind.choices())
    name = models.CharField(max_length=200)
    parent = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="subordinates")
    unit = models.ForeignKey(AdministrativeUnit, null=True, on_delete=models.PROTECT, related_name="agencies")
    """The territory it is competent for; empty for the whole country. A regional branch lies in its province and
    serves the communes of its `ServedUnit` rows."""
    start = models.DateField()
    end = models.DateField(null=True)
    search = models.CharField(max_length=220)
    """Folded name and code."""
    source = models.CharField(max_length=200)

    class Meta:
        constraints = [
            ExclusionConstraint(
                name="agency_code_once_at_a_time",
                expressions=[("code", RangeOperators.EQUAL), (DateRange(), RangeOperators.OVERLAPS)],
            ),
            models.CheckConstraint(
                condition=Q(end__isnull=True) | Q(end__gt=F("start")), name="agency_period_not_empty"
            ),
        ]
        indexes = [
            models.Index(fields=["unit", "kind"], name="agency_place"),
            GinIndex(OpClass(F("search"), name="gin_trgm_ops"), name="agency_search"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_one_stop_unit(self) -> bool:
        return AgencyKind(self.kind).is_one_stop_unit


class ServedUnit(models.Model):
    """A commune that a regional branch (land office, social insurance) works for."""

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="served_units")
    unit = models.ForeignKey(AdministrativeUnit, on_delete=models.PROTECT, related_name="served_by")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["agency", "unit"], name="served_unit_once")]
