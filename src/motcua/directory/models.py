"""Tables of the directory: territory over time, agencies, people, roles, calendars."""

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, DateRangeField, RangeOperators
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models import F, Func, Q
from django.db.models.functions import Lower

from motcua.directory.rules.agencies import AgencyKind, CodeCertainty
from motcua.directory.rules.roles import ROLES_EVERYWHERE, RoleName
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


class AccountManager(BaseUserManager["Account"]):
    """Looks accounts up by their sign-in name, for Django's own authentication."""


class Account(AbstractBaseUser):
    """A person who signs in to work, or a machine client."""

    username = models.CharField(max_length=60, unique=True)
    name = models.CharField(max_length=120)
    sort_key = models.CharField(max_length=400)
    is_active = models.BooleanField(default=True)
    is_machine = models.BooleanField(default=False)

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS = ["name"]
    objects = AccountManager()

    class Meta:
        indexes = [models.Index(Lower("username"), name="account_username_lower")]

    def __str__(self) -> str:
        return self.name


class Posting(models.Model):
    """An account holds a role at an agency or one-stop unit for a period."""

    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="postings")
    role = models.CharField(max_length=30, choices=RoleName.choices())
    agency = models.ForeignKey(Agency, null=True, on_delete=models.PROTECT, related_name="postings")
    """Empty only for roles that hold for the whole installation (steward, auditor, administrator)."""
    start = models.DateField()
    end = models.DateField(null=True)

    class Meta:
        constraints = [
            ExclusionConstraint(
                name="posting_once_at_a_time",
                expressions=[
                    ("account", RangeOperators.EQUAL),
                    ("role", RangeOperators.EQUAL),
                    ("agency", RangeOperators.EQUAL),
                    (DateRange(), RangeOperators.OVERLAPS),
                ],
            ),
            ExclusionConstraint(
                name="posting_everywhere_once_at_a_time",
                expressions=[
                    ("account", RangeOperators.EQUAL),
                    ("role", RangeOperators.EQUAL),
                    (DateRange(), RangeOperators.OVERLAPS),
                ],
                condition=Q(agency__isnull=True),
            ),
            models.CheckConstraint(
                condition=Q(agency__isnull=False) | Q(role__in=ROLES_EVERYWHERE),
                name="posting_names_its_agency",
            ),
            models.CheckConstraint(
                condition=Q(end__isnull=True) | Q(end__gt=F("start")), name="posting_period_not_empty"
            ),
        ]


class Substitution(models.Model):
    """While a person is away, another one of the same agency receives their tasks."""

    absent = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="absences")
    substitute = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="substitutions")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    start = models.DateField()
    end = models.DateField()
    reason = models.CharField(max_length=200)

    class Meta:
        constraints = [
            ExclusionConstraint(
                name="substitution_once_at_a_time",
                expressions=[
                    ("absent", RangeOperators.EQUAL),
                    ("agency", RangeOperators.EQUAL),
                    (DateRange(), RangeOperators.OVERLAPS),
                ],
            ),
            models.CheckConstraint(condition=~Q(absent=F("substitute")), name="substitution_by_another"),
            models.CheckConstraint(condition=Q(end__gt=F("start")), name="substitution_period_not_empty"),
        ]


class CalendarEdition(models.Model):
    """Days off and make-up days as known at one time; never changed, followed by another edition."""

    calendar = models.CharField(max_length=20)
    number = models.PositiveIntegerField()
    published_at = models.DateTimeField()
    holidays = models.JSONField()
    """ISO date → name."""
    makeup_days = models.JSONField()
    """ISO date → name of the day it makes up for."""
    first_on = models.DateField()
    last_on = models.DateField()
    source = models.CharField(max_length=200)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["calendar", "number"], name="calendar_edition_once")]


class WorkingSchedule(models.Model):
    """Working sessions of an agency (or of all, when none is named) by weekday during a period and a season."""

    agency = models.ForeignKey(Agency, null=True, on_delete=models.PROTECT, related_name="schedules")
    sessions = models.JSONField()
    """Weekday "0" (Monday) … "6" → list of "HH:MM-HH:MM"."""
    season_from = models.CharField(max_length=5, default="01-01")
    """First day of the season each year, MM-DD."""
    season_to = models.CharField(max_length=5, default="12-31")
    start = models.DateField()
    end = models.DateField(null=True)
    source = models.CharField(max_length=200)
    # Two schedules of one agency never cross in period and season: exclusion constraint in the migrations.


class DayOverride(models.Model):
    """One day that an agency (or all) works differently, e.g. closed for a flood; an empty list is a day off."""

    agency = models.ForeignKey(Agency, null=True, on_delete=models.PROTECT, related_name="overrides")
    on = models.DateField()
    sessions = ArrayField(models.CharField(max_length=11))
    reason = models.CharField(max_length=200)
    legal_basis = models.CharField(max_length=200)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["agency", "on"], nulls_distinct=False, name="override_once")]
