"""A row for every act on a dossier: state is rows, not flags."""

from django.db import models
from django.db.models import F, Q

from motcua.directory.models import Account, Agency
from motcua.documents.models import StoredFile
from motcua.dossiers.models.dossier import Dossier
from motcua.dossiers.models.leg import Leg
from motcua.dossiers.rules.stages import OutcomeKind, ReturnWay, StopGround
from motcua.kernel.choices import Choice


class TransferKind(Choice):
    ELECTRONIC = "electronic"
    PAPER = "paper"


class Transfer(models.Model):
    """A dossier goes from one unit to an agency, as data at once and as paper by its own deadline."""

    leg = models.ForeignKey(Leg, on_delete=models.PROTECT, related_name="transfers")
    kind = models.CharField(max_length=12, choices=TransferKind.choices())
    sender = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    receiver = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    due_at = models.DateTimeField()
    """By when it must leave."""
    sent_at = models.DateTimeField(null=True)
    sent_by = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, related_name="+")
    received_at = models.DateTimeField(null=True)
    received_by = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, related_name="+")
    slip = models.CharField(max_length=60, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(received_at__isnull=True) | Q(sent_at__isnull=False), name="transfer_sent_before_received"
            )
        ]
        indexes = [
            models.Index(fields=["sender", "due_at"], condition=Q(sent_at__isnull=True), name="transfer_to_send"),
            models.Index(
                fields=["receiver", "sent_at"], condition=Q(received_at__isnull=True), name="transfer_to_receive"
            ),
        ]


class SupplementStage(Choice):
    INTAKE = "intake"
    PROCESSING = "processing"


class SupplementRequest(models.Model):
    """One complete list of what is missing or wrong, with a reason per item; form 02."""

    dossier = models.ForeignKey(Dossier, on_delete=models.PROTECT, related_name="supplement_requests")
    leg = models.ForeignKey(Leg, null=True, on_delete=models.PROTECT, related_name="supplement_requests")
    """Empty at intake."""
    stage = models.CharField(max_length=10, choices=SupplementStage.choices())
    number = models.PositiveSmallIntegerField()
    items = models.JSONField()
    """List of {component, text, reason}."""
    legal_basis = models.CharField(max_length=200)
    requested_at = models.DateTimeField()
    requested_by = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, related_name="+")
    leader_reason = models.CharField(max_length=400, blank=True)
    """Why a second request is needed; only a leader can give it."""
    approved_by = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, related_name="+")
    notice_due_at = models.DateTimeField(null=True)
    notified_at = models.DateTimeField(null=True)
    """When the one-stop unit told the applicant."""
    answer_due_at = models.DateTimeField(null=True)
    completed_at = models.DateTimeField(null=True)
    lapsed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["dossier", "leg", "stage", "number"], nulls_distinct=False, name="supplement_number_once"
            ),
            models.UniqueConstraint(
                fields=["leg"],
                condition=Q(completed_at__isnull=True, lapsed_at__isnull=True),
                name="supplement_one_open",
            ),
            models.CheckConstraint(
                condition=Q(leader_reason="", approved_by__isnull=True)
                | (~Q(leader_reason="") & Q(approved_by__isnull=False)),
                name="supplement_second_with_leader",
            ),
        ]
        indexes = [
            models.Index(
                fields=["completed_at"], condition=Q(stage=SupplementStage.INTAKE), name="supplement_completed_intake"
            ),
            models.Index(
                fields=["answer_due_at"],
                condition=Q(completed_at__isnull=True, lapsed_at__isnull=True),
                name="supplement_unanswered",
            ),
        ]


class Verification(models.Model):
    """A verification on the spot or with another source, with its record."""

    leg = models.ForeignKey(Leg, on_delete=models.PROTECT, related_name="verifications")
    at = models.DateTimeField()
    place = models.CharField(max_length=300)
    participants = models.CharField(max_length=400)
    content = models.TextField()
    result = models.TextField()
    applicant_present = models.BooleanField()
    record = models.ForeignKey(StoredFile, null=True, on_delete=models.PROTECT, related_name="+")
    entered_at = models.DateTimeField()
    entered_by = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, related_name="+")


class Obligation(models.Model):
    """A financial obligation that arises during processing; the clock stands still until it is met."""

    leg = models.ForeignKey(Leg, on_delete=models.PROTECT, related_name="obligations")
    description = models.CharField(max_length=300)
    amount_vnd = models.BigIntegerField()
    legal_basis = models.CharField(max_length=200)
    requested_at = models.DateTimeField()
    requested_by = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, related_name="+")
    met_at = models.DateTimeField(null=True)
    proof = models.CharField(max_length=200, blank=True)
    lapsed_at = models.DateTimeField(null=True)
    """When work on the leg was stopped before it was met: nothing is owed any more."""

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["leg"],
                condition=Q(met_at__isnull=True, lapsed_at__isnull=True),
                name="obligation_one_open",
            ),
            models.CheckConstraint(
                condition=Q(met_at__isnull=True) | Q(lapsed_at__isnull=True), name="obligation_met_or_lapsed"
            ),
            models.CheckConstraint(condition=Q(amount_vnd__gt=0), name="obligation_positive"),
        ]


class Apology(models.Model):
    """Apology and request for extension (form 04): asked by the officer, signed by the head of the agency."""

    leg = models.ForeignKey(Leg, on_delete=models.PROTECT, related_name="apologies")
    reason = models.CharField(max_length=400)
    old_due_at = models.DateTimeField()
    new_due_at = models.DateTimeField()
    requested_at = models.DateTimeField()
    requested_by = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, related_name="+")
    approved_at = models.DateTimeField(null=True)
    approved_by = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, related_name="+")
    declined_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(new_due_at__gt=F("old_due_at")), name="apology_later"),
            models.UniqueConstraint(
                fields=["leg"], condition=Q(approved_at__isnull=True, declined_at__isnull=True), name="apology_one_open"
            ),
        ]


class OutcomeProposal(models.Model):
    """What the officer proposes to decide on a leg, for the leader to sign; the last one counts."""

    leg = models.ForeignKey(Leg, on_delete=models.PROTECT, related_name="proposals")
    kind = models.CharField(max_length=10, choices=OutcomeKind.choices())
    number = models.CharField(max_length=60, blank=True)
    reasons = models.TextField(blank=True)
    legal_basis = models.CharField(max_length=200, blank=True)
    proposed_at = models.DateTimeField()
    proposed_by = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, related_name="+")
    document = models.ForeignKey(StoredFile, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(kind=OutcomeKind.REJECTED) | ~Q(reasons=""), name="proposed_rejection_has_reasons"
            )
        ]


class Outcome(models.Model):
    """What the agency decided on its leg."""

    leg = models.OneToOneField(Leg, on_delete=models.PROTECT, related_name="outcome")
    kind = models.CharField(max_length=10, choices=OutcomeKind.choices())
    number = models.CharField(max_length=60, blank=True)
    reasons = models.TextField(blank=True)
    legal_basis = models.CharField(max_length=200, blank=True)
    decided_at = models.DateTimeField()
    decided_by = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, related_name="+")
    document = models.ForeignKey(StoredFile, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(kind=OutcomeKind.REJECTED) | ~Q(reasons=""), name="rejection_has_reasons"
            )
        ]


class CollectionCheck(Choice):
    RECEIPT = "receipt"
    IDENTITY = "identity"
    """Receipt lost: identity shown and information given."""
    AUTHORISATION = "authorisation"


class ResultReturn(models.Model):
    """The result was handed to somebody, after a check."""

    leg = models.OneToOneField(Leg, on_delete=models.PROTECT, related_name="result_return")
    way = models.CharField(max_length=12, choices=ReturnWay.choices())
    check_made = models.CharField(max_length=14, choices=CollectionCheck.choices())
    recipient_name = models.CharField(max_length=200)
    recipient_identifier = models.CharField(max_length=30, blank=True)
    authorisation = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField()
    by = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(check_made=CollectionCheck.AUTHORISATION) | ~Q(authorisation=""),
                name="return_by_authorisation",
            )
        ]


class Termination(models.Model):
    """Work on a leg was stopped (form 05); on the root leg it stops the whole dossier."""

    leg = models.OneToOneField(Leg, on_delete=models.PROTECT, related_name="termination")
    ground = models.CharField(max_length=20, choices=StopGround.choices())
    reason = models.CharField(max_length=400)
    legal_basis = models.CharField(max_length=200)
    requested_at = models.DateTimeField()
    at = models.DateTimeField(null=True)
    """When it took effect; under NĐ 61/2018 the agency agrees first, under NĐ 118/2025 it takes effect at once."""
    by = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, related_name="+")


class CollectionReminder(models.Model):
    """The applicant was told again that the result lies ready; it never expires."""

    dossier = models.ForeignKey(Dossier, on_delete=models.PROTECT, related_name="collection_reminders")
    number = models.PositiveSmallIntegerField()
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["dossier", "number"], name="collection_reminder_once")]


class Outage(models.Model):
    """An announced outage of the system; processing time counts again from recovery."""

    start = models.DateTimeField()
    end = models.DateTimeField(null=True)
    reason = models.CharField(max_length=300)
    legal_basis = models.CharField(max_length=200)
    announced_at = models.DateTimeField()
    announced_by = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(end__isnull=True) | Q(end__gt=F("start")), name="outage_period_not_empty"
            ),
            models.UniqueConstraint(
                fields=["end"], condition=Q(end__isnull=True), nulls_distinct=False, name="outage_one_open"
            ),
        ]


class Correction(models.Model):
    """An error in a result, corrected by the agency at fault at its own cost."""

    leg = models.ForeignKey(Leg, on_delete=models.PROTECT, related_name="corrections")
    error = models.CharField(max_length=400)
    agency_at_fault = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    reported_at = models.DateTimeField()
    reported_by = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, related_name="+")
    due_at = models.DateTimeField(null=True)
    corrected_at = models.DateTimeField(null=True)
    corrected_by = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, related_name="+")
    new_number = models.CharField(max_length=60, blank=True)
