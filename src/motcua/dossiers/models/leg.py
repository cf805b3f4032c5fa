"""Legs: one agency's piece of work each, with its own limit, ledger, tasks and delay."""

from django.db import models
from django.db.models import F, Q

from motcua.catalogue.models import ProcedureEdition
from motcua.directory.models import Account, Agency
from motcua.directory.rules.roles import RoleName
from motcua.dossiers.models.dossier import Dossier
from motcua.dossiers.rules.clock import ClockEvent, LedgerEntry
from motcua.dossiers.rules.stages import LegKind, LegState


class Leg(models.Model):
    """One agency's piece of work on a dossier."""

    dossier = models.ForeignKey(Dossier, on_delete=models.PROTECT, related_name="legs")
    parent = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="children")
    key = models.CharField(max_length=60)
    kind = models.CharField(max_length=14, choices=LegKind.choices())
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    edition = models.ForeignKey(ProcedureEdition, null=True, on_delete=models.PROTECT, related_name="+")
    """The procedure this leg carries out; empty for a consultation."""
    limit_value = models.CharField(max_length=20)
    """Fraction as text, e.g. "3" or "5/2"; empty when the leg has no limit of its own."""
    limit_unit = models.CharField(max_length=14)
    state = models.CharField(max_length=20, choices=LegState.choices())
    received_at = models.DateTimeField(null=True)
    """When the agency received it."""
    started_at = models.DateTimeField(null=True)
    """When the agency first acted on it."""
    finished_at = models.DateTimeField(null=True)
    due_at = models.DateTimeField(null=True)
    """Cache, worked out from the ledger; empty while the clock stands still."""
    delay_minutes = models.PositiveIntegerField(default=0)
    """Working minutes past the due date that this leg's agency answers for; written once, at the end."""

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["dossier"], condition=Q(parent__isnull=True), name="leg_one_root"),
            models.UniqueConstraint(fields=["dossier", "key"], name="leg_key_once"),
        ]
        indexes = [
            models.Index(
                fields=["agency", "due_at", "id"], condition=Q(finished_at__isnull=True), name="leg_open_of_agency"
            )
        ]


class LegDependency(models.Model):
    """The leg starts when the required one has its result."""

    leg = models.ForeignKey(Leg, on_delete=models.PROTECT, related_name="requirements")
    requires = models.ForeignKey(Leg, on_delete=models.PROTECT, related_name="dependants")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["leg", "requires"], name="leg_dependency_once"),
            models.CheckConstraint(condition=~Q(leg=F("requires")), name="leg_not_its_own_requirement"),
        ]


class ClockEntry(models.Model):
    """One line of a leg's clock ledger; append-only (trigger)."""

    leg = models.ForeignKey(Leg, on_delete=models.PROTECT, related_name="ledger")
    event = models.CharField(max_length=12, choices=ClockEvent.choices())
    at = models.DateTimeField()
    reason = models.CharField(max_length=60)
    legal_basis = models.CharField(max_length=200)
    new_due_at = models.DateTimeField(null=True)
    """Only of an extension: the re-appointed date."""

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(event=ClockEvent.EXTENDED, new_due_at__isnull=False)
                | (~Q(event=ClockEvent.EXTENDED) & Q(new_due_at__isnull=True)),
                name="clock_extension_has_date",
            )
        ]
        indexes = [models.Index(fields=["leg", "at", "id"], name="clock_of_leg")]

    def as_line(self) -> LedgerEntry:
        """The row as the value the clock reckons with."""
        return LedgerEntry(ClockEvent(self.event), self.at, self.reason, self.legal_basis, self.new_due_at)


class Task(models.Model):
    """A step of the route, open for a role of the leg's agency or for one person."""

    leg = models.ForeignKey(Leg, on_delete=models.PROTECT, related_name="tasks")
    step = models.CharField(max_length=60)
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    role = models.CharField(max_length=30, choices=RoleName.choices())
    assignee = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, related_name="tasks")
    assigned_by = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)
    closed_by = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, related_name="+")
    was_skipped = models.BooleanField(default=False)
    note = models.CharField(max_length=1000, blank=True)
    budget_due_at = models.DateTimeField(null=True)
    """End of the step's own budget; empty when the step is untimed."""
    due_at = models.DateTimeField(null=True)
    """Copy of the leg's due date, for the worklist's order."""

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["leg", "step"], condition=Q(closed_at__isnull=True), name="task_open_once")
        ]
        indexes = [
            models.Index(fields=["agency", "due_at", "id"], condition=Q(closed_at__isnull=True), name="task_of_agency"),
            models.Index(
                fields=["assignee", "due_at", "id"], condition=Q(closed_at__isnull=True), name="task_of_assignee"
            ),
        ]


class Consultation(models.Model):
    """What is asked of another agency, by when, and what it answered; the work is a leg of its own."""

    leg = models.OneToOneField(Leg, on_delete=models.PROTECT, related_name="consultation")
    asked_by = models.ForeignKey(Leg, on_delete=models.PROTECT, related_name="consultations")
    content = models.TextField()
    legal_basis = models.CharField(max_length=200)
    answer = models.TextField(blank=True)
    answered_at = models.DateTimeField(null=True)
    reminded_at = models.DateTimeField(null=True)
    escalated_at = models.DateTimeField(null=True)
    """When the head of the one-stop unit was told that the answer is late."""


class ClockWarning(models.Model):
    """A warning at a fraction of the budget; each fires once."""

    leg = models.ForeignKey(Leg, on_delete=models.PROTECT, related_name="warnings")
    fraction = models.CharField(max_length=10)
    due_at = models.DateTimeField()
    """The due date it warned of: after a restart the warnings fire anew."""
    fired_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["leg", "fraction", "due_at"], name="warning_fires_once")]
