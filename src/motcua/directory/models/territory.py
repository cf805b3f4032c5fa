"""Territory over time: administrative units and their successions."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models import F, Func, Q

from motcua.directory.rules.territory import UnitKind, UnitLevel


class DateRange(Func):
    """The half-open period from `start` to `end`; an empty end is open."""

    function = "daterange"
    output_field = DateRangeField()

    def __init__(self, start: str = "start", end: str = "end") -> None:
        super().__init__(F(start), F(end))


class AdministrativeUnit(models.Model):
    """A province, district or commune during one period of its existence. Source: `vietnamadminunits`, later rows."""

    code = models.CharField(max_length=10)
    level = models.CharField(max_length=10, choices=UnitLevel.choices())
    kind = models.CharField(max_length=20, choices=UnitKind.choices())
    name = models.CharField(max_length=100)
    """Short name, e.g. "Việt Trì"."""
    full_name = models.CharField(max_length=120)
    """With its kind, e.g. "Phường Việt Trì"."""
    parent = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="children")
    path = models.CharField(max_length=200)
    """Folded short names from the province down, e.g. `phu tho/viet tri`."""
    start = models.DateField()
    end = models.DateField(null=True)
    latitude = models.FloatField(null=True)
    longitude = models.FloatField(null=True)
    area_km2 = models.FloatField(null=True)
    source = models.CharField(max_length=200)

    class Meta:
        constraints = [
            ExclusionConstraint(
                name="unit_code_once_at_a_time",
                expressions=[
                    ("code", RangeOperators.EQUAL),
                    ("level", RangeOperators.EQUAL),
                    (DateRange(), RangeOperators.OVERLAPS),
                ],
            ),
            models.CheckConstraint(condition=Q(end__isnull=True) | Q(end__gt=F("start")), name="unit_period_not_empty"),
        ]
        indexes = [
            models.Index(fields=["path"], name="unit_path", opclasses=["text_pattern_ops"]),
            GinIndex(OpClass(F("path"), name="gin_trgm_ops"), name="unit_path_words"),
        ]

    def __str__(self) -> str:
        return self.full_name


class UnitSuccession(models.Model):
    """From a unit that ended to one that took over its territory, whole or in part, on a date."""

    predecessor = models.ForeignKey(AdministrativeUnit, on_delete=models.PROTECT, related_name="successions")
    successor = models.ForeignKey(AdministrativeUnit, on_delete=models.PROTECT, related_name="origins")
    on = models.DateField()
    is_split = models.BooleanField()
    """The predecessor's territory went to several successors."""
    is_default = models.BooleanField()
    """The successor to propose when nothing more is known of the place."""
    source = models.CharField(max_length=200)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["predecessor", "successor"], name="succession_once"),
            models.UniqueConstraint(
                fields=["predecessor"], condition=Q(is_default=True), name="succession_one_default"
            ),
        ]
