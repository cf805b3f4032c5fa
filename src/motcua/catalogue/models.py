"""Tables of the catalogue: procedures, their editions, life events, imported routes, dated law settings."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models import F, Q

from motcua.catalogue.rules.edition import Certainty
from motcua.catalogue.rules.route_sums import Verdict
from motcua.directory.models import DateRange


class Procedure(models.Model):
    """An administrative procedure with its national code; what the law says of it is in its editions."""

    code = models.CharField(max_length=20, unique=True)
    name_vi = models.CharField(max_length=400)
    name_en = models.CharField(max_length=400, blank=True)
    acronyms = models.CharField(max_length=100)
    """Acronyms separated by spaces, with a space at both ends."""
    also = models.CharField(max_length=300, blank=True, default="")
    """Other names that people call it by."""
    search = models.CharField(max_length=1200)
    """Folded names and code."""
    sort_key = models.TextField(default="")
    """The Vietnamese name in dictionary order."""
    sector = models.CharField(max_length=60)
    audiences = models.CharField(max_length=60, default="")
    """Whom it is for, separated by spaces, with a space at both ends; empty until it is described anew."""
    level = models.CharField(max_length=10, default="")
    """The level that is competent for it; of a group, for its first procedure."""
    agency = models.CharField(max_length=40, default="")
    """The kind of agency that is competent for it."""
    is_online = models.BooleanField(default=False)
    """Everything can be handed in without paper."""

    class Meta:
        indexes = [
            GinIndex(OpClass(F("search"), name="gin_trgm_ops"), name="procedure_search"),
            models.Index(fields=["sort_key"], name="procedure_sorted"),
        ]

    def __str__(self) -> str:
        return self.name_vi


class SearchWord(models.Model):
    """A folded word that some procedure is or was found by; kept by a trigger, for putting typing errors right."""

    word = models.CharField(max_length=1200, primary_key=True)


class ProcedureEdition(models.Model):
    """One edition of a procedure; the document is complete and, once published, immutable (trigger)."""

    procedure = models.ForeignKey(Procedure, on_delete=models.PROTECT, related_name="editions")
    number = models.PositiveIntegerField()
    start = models.DateField()
    end = models.DateField(null=True)
    published_at = models.DateTimeField(null=True)
    """Empty while it is a draft."""
    document = models.JSONField()
    sha256 = models.CharField(max_length=64)
    findings = models.JSONField(default=list)
    source = models.CharField(max_length=300)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["procedure", "number"], name="edition_number_once"),
            ExclusionConstraint(
                name="edition_in_force_once",
                expressions=[("procedure", RangeOperators.EQUAL), (DateRange(), RangeOperators.OVERLAPS)],
                condition=Q(published_at__isnull=False),
            ),
            models.CheckConstraint(
                condition=Q(end__isnull=True) | Q(end__gt=F("start")), name="edition_period_not_empty"
            ),
        ]


class LifeEvent(models.Model):
    """An event in a person's life and the procedures it brings, in the order to do them."""

    key = models.CharField(max_length=40)
    position = models.PositiveSmallIntegerField()
    """Its place on the home page."""
    document = models.JSONField()
    sha256 = models.CharField(max_length=64)
    source = models.CharField(max_length=300)
    certainty = models.CharField(max_length=20, choices=Certainty.choices())
    imported_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["key"], name="life_event_key_once")]


class ImportedRoute(models.Model):
    """An internal process taken in from another system's table, with the findings of the check."""

    key = models.CharField(max_length=40)
    title = models.CharField(max_length=600)
    document = models.JSONField()
    findings = models.JSONField()
    verdict = models.CharField(max_length=20, choices=Verdict.choices())
    imported_at = models.DateTimeField()
    published_at = models.DateTimeField(null=True)
    published_despite = models.CharField(max_length=300, blank=True)
    """The steward's reason to publish a route that breaks a limit."""
    source = models.CharField(max_length=300)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["key"], name="imported_route_key_once"),
            models.CheckConstraint(
                condition=Q(published_at__isnull=True) | ~Q(verdict=Verdict.EXCEEDS) | ~Q(published_despite=""),
                name="imported_route_never_silently_against_its_limit",
            ),
        ]


class LawSetting(models.Model):
    """A rule of the law as dated, editable data, for all procedures or for one.

    `key` names the rule (see `catalogue.rules.settings`); the value of a procedure wins over the general one.
    """

    key = models.CharField(max_length=60)
    procedure = models.ForeignKey(Procedure, null=True, on_delete=models.PROTECT, related_name="law_settings")
    value = models.JSONField()
    start = models.DateField()
    end = models.DateField(null=True)
    legal_basis = models.CharField(max_length=300)
    certainty = models.CharField(max_length=20, choices=Certainty.choices())

    class Meta:
        constraints = [
            ExclusionConstraint(
                name="law_setting_once_general",
                expressions=[("key", RangeOperators.EQUAL), (DateRange(), RangeOperators.OVERLAPS)],
                condition=Q(procedure__isnull=True),
            ),
            ExclusionConstraint(
                name="law_setting_once_procedure",
                expressions=[
                    ("key", RangeOperators.EQUAL),
                    ("procedure", RangeOperators.EQUAL),
                    (DateRange(), RangeOperators.OVERLAPS),
                ],
                condition=Q(procedure__isnull=False),
            ),
        ]
