"""The dossier, the people it belongs to, what it contains and costs, the forms issued on it."""

from datetime import date

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q

from motcua.catalogue.models import ProcedureEdition
from motcua.catalogue.rules.edition import PaperForm
from motcua.directory.models import Account, AdministrativeUnit, Agency
from motcua.documents.models import StoredFile
from motcua.dossiers.rules.stages import Channel, ReturnWay, Stage
from motcua.kernel.choices import Choice
from motcua.kernel.worktime import local


class PartyKind(Choice):
    CITIZEN = "citizen"
    ENTERPRISE = "enterprise"
    HOUSEHOLD_BUSINESS = "household_business"
    ORGANISATION = "organisation"


class Party(models.Model):
    """A person or organisation as known to the dossiers: applicant, submitter or representative."""

    kind = models.CharField(max_length=20, choices=PartyKind.choices())
    identifier = models.CharField(max_length=30, blank=True)
    """Personal identification number (12 digits) or enterprise code; empty when not known."""
    name = models.CharField(max_length=200)
    sort_key = models.CharField(max_length=600)
    born_on = models.DateField(null=True)
    address = models.CharField(max_length=300, blank=True)
    phone = models.CharField(max_length=20, blank=True)
    email = models.EmailField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "identifier"], condition=~Q(identifier=""), name="party_identifier_once"
            )
        ]


class WordsByHolder(models.Func):
    """Every word of a text for every holder, as numbers: who looks for words meets no other agency's dossiers."""

    function = "dossiers_words"
    output_field = ArrayField(models.BigIntegerField())


class Dossier(models.Model):
    """One promise to one applicant: received by one unit, decided by one or more agencies, returned where asked."""

    code = models.CharField(max_length=40, unique=True, null=True)
    """Given once, at acceptance."""
    check_key = models.CharField(max_length=8)
    """Printed on the receipt; with the code it opens the public progress page."""
    idempotency_key = models.CharField(max_length=80, unique=True, null=True)
    edition = models.ForeignKey(ProcedureEdition, on_delete=models.PROTECT, related_name="+")
    limit_key = models.CharField(max_length=40)
    """The limit rule of the edition that was accepted, e.g. `standard`."""
    applicant = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="dossiers")
    submitter = models.ForeignKey(Party, null=True, on_delete=models.PROTECT, related_name="submissions")
    """Who files for the applicant; empty when the applicant does."""
    mandate = models.CharField(max_length=300, blank=True)
    """The authorisation paper of the submitter."""
    channel = models.CharField(max_length=10, choices=Channel.choices())
    receiving_unit = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    competent_agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    return_unit = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    return_way = models.CharField(max_length=12, choices=ReturnWay.choices())
    return_address = models.CharField(max_length=300, blank=True)
    place = models.ForeignKey(AdministrativeUnit, on_delete=models.PROTECT, related_name="+")
    """Where the matter belongs, which decides who is competent."""
    subject = models.CharField(max_length=400)
    data = models.JSONField(default=dict)
    """Answers of the e-form."""
    members = models.JSONField(null=True)
    """Of a group: key of each chosen member → id of its own place, or null for the dossier's."""
    copies = models.PositiveSmallIntegerField(default=1)
    received_by = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, related_name="+")
    submitted_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)
    """When the last leg had its outcome, or the dossier was refused or stopped."""
    returned_at = models.DateTimeField(null=True)
    stage = models.CharField(max_length=20, choices=Stage.choices())
    """Cache for lists, worked out by `rules.folding`."""
    due_at = models.DateTimeField(null=True)
    """Cache for lists, worked out by `rules.clock` from the ledger; empty while every clock stands still."""
    holder_ids = ArrayField(models.BigIntegerField(), default=list)
    """Cache: every agency and one-stop unit that takes part; whoever works there may see the dossier."""
    search = models.CharField(max_length=900)
    """Folded applicant's name, identifier, phone and subject."""

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(accepted_at__isnull=True, code__isnull=True)
                | Q(accepted_at__isnull=False, code__isnull=False),
                name="dossier_code_with_acceptance",
            ),
            models.CheckConstraint(
                condition=Q(returned_at__isnull=True) | Q(finished_at__isnull=False),
                name="dossier_returned_after_finish",
            ),
        ]
        indexes = [
            models.Index(fields=["receiving_unit", "-submitted_at", "-id"], name="dossier_of_unit"),
            models.Index(
                fields=["return_unit", "due_at", "id"],
                condition=Q(stage=Stage.DECIDED),
                name="dossier_to_return",
            ),
            models.Index(fields=["applicant", "-id"], name="dossier_of_applicant"),
            GinIndex(fields=["holder_ids"], name="dossier_of_holder"),
            GinIndex(WordsByHolder(F("holder_ids"), F("search")), name="dossier_words"),
        ]

    def __str__(self) -> str:
        return self.code or f"#{self.pk}"

    @property
    def received_on(self) -> date:
        """The day whose rules of the law hold: when it was accepted as complete; until then, when it came in."""
        return local(self.accepted_at or self.submitted_at).date()


class DossierComponent(models.Model):
    """What was handed in for one component of the edition."""

    dossier = models.ForeignKey(Dossier, on_delete=models.PROTECT, related_name="components")
    key = models.CharField(max_length=60)
    form = models.CharField(max_length=12, choices=PaperForm.choices())
    copies = models.PositiveSmallIntegerField(default=1)
    note = models.CharField(max_length=300, blank=True)
    file = models.ForeignKey(StoredFile, null=True, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["dossier", "key"], name="component_of_dossier")]


class FeeDue(models.Model):
    """A fee or charge of the dossier, in whole dong."""

    dossier = models.ForeignKey(Dossier, on_delete=models.PROTECT, related_name="fees")
    key = models.CharField(max_length=60)
    amount_vnd = models.BigIntegerField()
    paid_at = models.DateTimeField(null=True)
    paid_to = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, related_name="+")
    proof = models.CharField(max_length=100, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(amount_vnd__gte=0), name="fee_not_negative"),
            models.UniqueConstraint(fields=["dossier", "key"], name="fee_once"),
        ]


class IssuedForm(models.Model):
    """An official form issued on a dossier: its number and the data it was printed from; never changed."""

    dossier = models.ForeignKey(Dossier, on_delete=models.PROTECT, related_name="forms")
    form = models.CharField(max_length=30)
    """`receipt`, `supplement`, `refusal`, `apology`, `termination`, `transfer_slip`."""
    number = models.CharField(max_length=60)
    issued_at = models.DateTimeField()
    issued_by = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, related_name="+")
    data = models.JSONField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["form", "number"], name="form_number_once")]
        indexes = [models.Index(fields=["dossier", "id"], name="form_of_dossier")]
