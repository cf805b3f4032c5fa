"""Client credentials: given out once, revoked for good."""

import secrets
from datetime import datetime

from django.contrib.auth.hashers import make_password
from django.db import transaction

from motcua.api.auth import Scope
from motcua.api.models import ClientCredential
from motcua.directory.rules.actors import Actor
from motcua.directory.rules.roles import Permission
from motcua.kernel import journal


@transaction.atomic
def issue_credential(
    *, account_id: int, scopes: list[Scope], actor: Actor, at: datetime
) -> tuple[ClientCredential, str]:
    """A credential for the account and its secret, which is shown this once and kept only as a hash."""
    actor.require(Permission.MANAGE_ACCOUNTS)
    secret = secrets.token_urlsafe(32)
    credential = ClientCredential.objects.create(
        account_id=account_id,
        client_id=f"mc-{secrets.token_hex(8)}",
        secret_hash=make_password(secret),
        scopes=list(scopes),
        created_at=at,
    )
    journal.record(
        "api.credential_issued",
        actor=actor,
        at=at,
        subject="credential",
        subject_id=credential.id,
        data={"account_id": account_id, "scopes": list(scopes)},
        react=False,
    )
    return credential, secret


@transaction.atomic
def revoke_credential(*, client_id: str, actor: Actor, at: datetime) -> bool:
    """Take the credential back; tokens given out with it lapse within the hour. False when there is no such one."""
    actor.require(Permission.MANAGE_ACCOUNTS)
    credential = ClientCredential.objects.filter(client_id=client_id, revoked_at__isnull=True).first()
    if credential is None:
        return False
    credential.revoked_at = at
    credential.save(update_fields=["revoked_at"])
    journal.record(
        "api.credential_revoked", actor=actor, at=at, subject="credential", subject_id=credential.id, react=False
    )
    return True
