"""Drafts of people who file by themselves: pages as typed, papers as uploaded, and the filing that came of it."""

from django.db import models
from django.db.models import Q

from motcua.catalogue.models import ProcedureEdition
from motcua.directory.models import Account, AdministrativeUnit, Agency
from motcua.documents.models import StoredFile
from motcua.dossiers.models.dossier import Dossier
from motcua.dossiers.rules.drafts import PageState
from motcua.dossiers.rules.filing import FilingAnswer
from motcua.dossiers.rules.stages import ReturnWay


class Draft(models.Model):
    """One matter that a person prepares; its code and key open it on any device until it expires."""

    code = models.CharField(max_length=12, unique=True)
    key = models.CharField(max_length=8)
    """With the code it opens the draft, later the progress of the dossier; never in a list, never in a log."""
    account = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, related_name="drafts")
    """Whose it is, when the person had signed in."""
    begun_by = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, related_name="+")
    """The officer who began it at a desk; empty when the person did."""
    edition = models.ForeignKey(ProcedureEdition, on_delete=models.PROTECT, related_name="+")
    place = models.ForeignKey(AdministrativeUnit, null=True, on_delete=models.PROTECT, related_name="+")
    receiving_unit = models.ForeignKey(Agency, null=True, on_delete=models.PROTECT, related_name="+")
    return_way = models.CharField(max_length=12, choices=ReturnWay.choices(), default=ReturnWay.DESK)
    return_unit = models.ForeignKey(Agency, null=True, on_delete=models.PROTECT, related_name="+")
    return_address = models.CharField(max_length=300, blank=True)
    parties = models.JSONField(default=dict)
    """`applicant` and `submitter` as on `PartyData`, and `mandate`; what the last "continue" said."""
    answers = models.JSONField(default=dict)
    """Answers of the e-form as of the last "continue"."""
    members = models.JSONField(null=True)
    begun_at = models.DateTimeField()
    saved_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    """When it is deleted with everything in it, unless it is saved again before."""
    dossier = models.OneToOneField(Dossier, null=True, on_delete=models.PROTECT, related_name="draft")
    """What it became; the draft's code and key open the progress of the dossier."""
    asked = models.JSONField(null=True)
    """What the desk asked for when it sent the dossier back; only this can be changed then. Empty: everything."""
    emptied_at = models.DateTimeField(null=True)
    """When its personal data were deleted; only the code stays, for the progress of its dossier."""

    class Meta:
        indexes = [
            models.Index(fields=["account", "-saved_at"], condition=Q(account__isnull=False), name="draft_of_account"),
            models.Index(fields=["expires_at"], condition=Q(emptied_at__isnull=True), name="draft_to_expire"),
        ]

    def __str__(self) -> str:
        return self.code


class DraftPage(models.Model):
    """One page of a draft as it was typed last; its version grows with every save."""

    draft = models.ForeignKey(Draft, on_delete=models.PROTECT, related_name="pages")
    key = models.CharField(max_length=80)
    typed = models.JSONField(default=dict)
    """Name of the field → texts as typed, right or wrong."""
    state = models.CharField(max_length=8, choices=PageState.choices())
    version = models.PositiveIntegerField(default=1)
    writer = models.CharField(max_length=32, blank=True)
    """The open window that saved last; it cannot be in conflict with itself."""
    saved_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["draft", "key"], name="draft_page_once")]


class DraftFile(models.Model):
    """One file of one paper, in the person's order."""

    draft = models.ForeignKey(Draft, on_delete=models.PROTECT, related_name="files")
    component = models.CharField(max_length=60)
    position = models.PositiveIntegerField()
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["draft", "component", "position"],
                name="draft_file_place_once",
                deferrable=models.Deferrable.DEFERRED,
            )
        ]


class Filing(models.Model):
    """A dossier was filed online, once or again after it was sent back: the desk has to answer in time."""

    dossier = models.ForeignKey(Dossier, on_delete=models.PROTECT, related_name="filings")
    unit = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    """The receiving unit, for its list."""
    number = models.PositiveSmallIntegerField()
    filed_at = models.DateTimeField()
    alert_due_at = models.DateTimeField()
    reply_due_at = models.DateTimeField()
    alerted_at = models.DateTimeField(null=True)
    answered_at = models.DateTimeField(null=True)
    answer = models.CharField(max_length=10, choices=FilingAnswer.choices(), blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["dossier", "number"], name="filing_number_once"),
            models.UniqueConstraint(
                fields=["dossier"], condition=Q(answered_at__isnull=True), name="filing_one_unanswered"
            ),
            models.CheckConstraint(
                condition=Q(answered_at__isnull=True, answer="") | (Q(answered_at__isnull=False) & ~Q(answer="")),
                name="filing_answered_with_answer",
            ),
        ]
        indexes = [
            models.Index(
                fields=["unit", "reply_due_at", "id"], condition=Q(answered_at__isnull=True), name="filing_to_answer"
            ),
            models.Index(
                fields=["alert_due_at"],
                condition=Q(answered_at__isnull=True, alerted_at__isnull=True),
                name="filing_to_alert",
            ),
        ]
