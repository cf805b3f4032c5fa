"""People who sign in: accounts, the roles they hold, who stands in for whom, and citizens."""

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower

from motcua.directory.models.agencies import Agency
from motcua.directory.models.territory import DateRange
from motcua.directory.rules.citizens import IdentitySource
from motcua.directory.rules.roles import ROLES_EVERYWHERE, RoleName


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


class Citizen(models.Model):
    """A person who signs in for matters of their own; what is known of them comes from an identity provider."""

    account = models.OneToOneField(Account, on_delete=models.PROTECT, related_name="citizen")
    identifier = models.CharField(max_length=12, blank=True)
    """Personal identification number (12 digits); empty when the provider does not tell it."""
    name = models.CharField(max_length=200)
    born_on = models.DateField(null=True)
    address = models.CharField(max_length=300, blank=True)
    phone = models.CharField(max_length=20, blank=True)
    email = models.EmailField(blank=True)
    source = models.CharField(max_length=20, choices=IdentitySource.choices())
    identified_at = models.DateTimeField()
    """When the source last confirmed who this is."""

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["identifier"], condition=~Q(identifier=""), name="citizen_identifier_once"),
            models.CheckConstraint(condition=Q(identifier__regex=r"^([0-9]{12})?$"), name="citizen_identifier_shape"),
        ]

    def __str__(self) -> str:
        return self.name
