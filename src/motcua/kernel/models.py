"""Tables of the kernel: the journal with its seals, and the numbering."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import BigIntegerField, Func


class CurrentTransaction(Func):
    """The number of the running transaction; readers use it so that no late commit is skipped."""

    template = "kernel_transaction(pg_current_xact_id())"
    output_field = BigIntegerField()


class RecordedNow(Func):
    """The server's clock at the moment of writing, as opposed to the act's own instant."""

    template = "clock_timestamp()"
    output_field = models.DateTimeField()


class JournalEntry(models.Model):
    """One fact: who did what to which subject, when. Append-only; no foreign keys, so that nothing can remove it."""

    transaction = models.BigIntegerField(db_default=CurrentTransaction())
    act = models.CharField(max_length=64)
    at = models.DateTimeField()
    recorded_at = models.DateTimeField(db_default=RecordedNow())
    actor_id = models.BigIntegerField(null=True)
    actor_name = models.CharField(max_length=200)
    agency_id = models.BigIntegerField(null=True)
    dossier_id = models.BigIntegerField(null=True)
    subject = models.CharField(max_length=64)
    subject_id = models.BigIntegerField()
    data = models.JSONField(default=dict)

    class Meta:
        indexes = [
            models.Index(
                fields=["dossier_id", "id"], name="journal_dossier", condition=models.Q(dossier_id__isnull=False)
            ),
            models.Index(fields=["transaction", "id"], name="journal_cursor"),
        ]


class JournalSeal(models.Model):
    """A batch of entries sealed in commit order: a hash per entry, chained to the seal before it."""

    entry_ids = ArrayField(models.BigIntegerField())
    entry_hashes = ArrayField(models.BinaryField())
    last_transaction = models.BigIntegerField()
    previous_hash = models.BinaryField()
    hash = models.BinaryField()
    sealed_at = models.DateTimeField()


class JournalDigest(models.Model):
    """The chain's hash at the end of a day, signed with the installation's Ed25519 key."""

    on = models.DateField(unique=True)
    last_seal = models.ForeignKey(JournalSeal, on_delete=models.PROTECT, related_name="+")
    hash = models.BinaryField()
    signature = models.BinaryField()
    public_key = models.BinaryField()


class NumberSequence(models.Model):
    """The last number given in one series, e.g. one unit's dossiers of one day."""

    series = models.CharField(max_length=120, primary_key=True)
    last = models.BigIntegerField()


class ReferenceNumber(models.Model):
    """A topic of reference data and a number that changes with every write to its tables (trigger)."""

    topic = models.CharField(max_length=40, primary_key=True)
    number = models.BigIntegerField()
