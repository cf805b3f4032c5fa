"""Tables of documents: files kept by hash."""

from django.db import models

from motcua.directory.models import Account


class StoredFile(models.Model):
    """Bytes kept once, named by their SHA-256; the clean copy is what officers open."""

    sha256 = models.CharField(max_length=64)
    name = models.CharField(max_length=200)
    """As given by the sender, normalised."""
    media_type = models.CharField(max_length=60)
    bytes = models.BigIntegerField()
    pages = models.PositiveIntegerField(null=True)
    clean_sha256 = models.CharField(max_length=64, blank=True)
    """Re-encoded or sanitised copy."""
    stored_at = models.DateTimeField()
    stored_by = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["sha256"], name="file_hash")]
