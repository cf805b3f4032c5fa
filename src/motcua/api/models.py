"""Tables of the machine interface: clients' secrets and tokens."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from motcua.directory.models import Account


class ClientCredential(models.Model):
    """Id and hashed secret with which a machine account asks for tokens."""

    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="credentials")
    client_id = models.CharField(max_length=40, unique=True)
    secret_hash = models.CharField(max_length=128)
    scopes = ArrayField(models.CharField(max_length=40))
    created_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)
