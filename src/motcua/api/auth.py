"""Who calls: client credentials are exchanged for a token that carries account and scopes and lapses by itself."""

from dataclasses import dataclass
from typing import Any

from django.contrib.auth.hashers import check_password, make_password
from django.core import signing
from django.http import HttpRequest
from ninja.security import HttpBearer

from motcua.api.models import ClientCredential
from motcua.directory.queries.authority import authority_of
from motcua.directory.rules.actors import Actor
from motcua.kernel import clock
from motcua.kernel.choices import Choice
from motcua.kernel.refusal import Refusal
from motcua.kernel.worktime import TIME_ZONE

TOKEN_SECONDS = 3600
_SALT = "motcua.api.token"
_NOBODY = make_password(None)


class Scope(Choice):
    """What a token may be used for, within the permissions of its account."""

    READ = "dossiers:read"
    RECEIVE = "dossiers:receive"
    ACT = "dossiers:act"
    FILES = "files:write"
    EVENTS = "events:read"


class CredentialsNotValid(Refusal):
    """The client id or secret is wrong, or the credential was revoked. Ask the administrator for a new one."""

    status = 401


class ScopeNotGranted(Refusal):
    """The token does not carry the scope this call needs. Ask for a token with that scope."""

    status = 403


@dataclass(frozen=True)
class Caller:
    """The account behind a token, with its permissions and scopes."""

    actor: Actor
    scopes: frozenset[str]

    def with_scope(self, scope: Scope) -> Actor:
        """The actor, if the token carries the scope. Raises ScopeNotGranted."""
        if scope not in self.scopes:
            raise ScopeNotGranted(scope=scope)
        return self.actor


def issue_token(client_id: str, client_secret: str, asked: str) -> tuple[str, list[str]]:
    """A token for the scopes asked for (all that are granted, when none are named). Raises CredentialsNotValid."""
    credential = ClientCredential.objects.filter(
        client_id=client_id, revoked_at__isnull=True, account__is_active=True
    ).first()
    # compared also when there is no such client, so that the answer takes as long
    if not check_password(client_secret, credential.secret_hash if credential else _NOBODY) or credential is None:
        raise CredentialsNotValid
    scopes = [scope for scope in credential.scopes if not asked.split() or scope in asked.split()]
    return signing.dumps({"account": credential.account_id, "scopes": scopes}, salt=_SALT), scopes


class Bearer(HttpBearer):
    """`Authorization: Bearer TOKEN`."""

    def authenticate(self, request: HttpRequest, token: str) -> Any:
        try:
            carried = signing.loads(token, salt=_SALT, max_age=TOKEN_SECONDS)
        except signing.BadSignature:
            return None
        actor = authority_of(carried["account"], clock.now().astimezone(TIME_ZONE).date())
        return Caller(actor, frozenset(carried["scopes"])) if actor.grants else None


def caller_of(request: HttpRequest) -> Caller:
    """The caller that `Bearer` found."""
    caller: Caller = request.auth  # type: ignore[attr-defined]
    return caller
