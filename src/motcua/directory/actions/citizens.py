"""Citizens get an account when an identity provider says who they are; nobody enters them by hand."""

from datetime import datetime

from django.contrib.auth.hashers import make_password
from django.db import IntegrityError, transaction
from django.utils.crypto import get_random_string

from motcua.directory.models import Account, Citizen
from motcua.directory.queries.citizens import citizen_with_identifier
from motcua.directory.rules.actors import SYSTEM
from motcua.directory.rules.citizens import Identity, IdentityClash, IdentitySource
from motcua.kernel import journal
from motcua.kernel.text import name_sort_key

USERNAME_PREFIX = "cd."
KNOWN_FIELDS = ("name", "born_on", "address", "phone", "email")
"""What the provider tells again at every sign-in; what it leaves out stays as it was."""


@transaction.atomic
def identify_citizen(*, identity: Identity, account_id: int | None, at: datetime) -> Citizen:
    """The citizen behind an identity: found by account or by number, else registered; kept in step with the provider.

    `account_id` is the account this way of signing in already belongs to. Two ways of signing in that tell the same
    number lead to one citizen. Raises IdentityClash when the number belongs to another citizen, or has changed.
    """
    known = Citizen.objects.select_for_update().filter(account_id=account_id).first() if account_id else None
    if known is None:
        found = citizen_with_identifier(identity.identifier)
        if found is None:
            return _register(identity, at)
        known = Citizen.objects.select_for_update().get(id=found.id)
    return _keep_in_step(known, identity, at)


def _register(identity: Identity, at: datetime) -> Citizen:
    account = Account.objects.create(
        username=USERNAME_PREFIX + get_random_string(16, "abcdefghjkmnpqrstuvwxyz23456789"),
        name=identity.name[:120],
        sort_key=name_sort_key(identity.name)[:400],
        password=make_password(None),
    )
    citizen = Citizen(account=account, identifier=identity.identifier, source=IdentitySource.PROVIDER, identified_at=at)
    _take_over(citizen, identity)
    try:
        with transaction.atomic():
            citizen.save(force_insert=True)
    except IntegrityError as taken:  # the same person signs in on two devices at once
        raise IdentityClash(reason="number_taken") from taken
    _record("directory.citizen_registered", citizen, at, changed=["name"])
    return citizen


def _keep_in_step(citizen: Citizen, identity: Identity, at: datetime) -> Citizen:
    if identity.identifier and identity.identifier != citizen.identifier:
        if citizen.identifier:
            raise IdentityClash(reason="number_changed")
        if citizen_with_identifier(identity.identifier):
            raise IdentityClash(reason="number_taken")
        citizen.identifier = identity.identifier
    changed = _take_over(citizen, identity)
    citizen.identified_at = at
    citizen.save()
    if "name" in changed:
        Account.objects.filter(id=citizen.account_id).update(
            name=identity.name[:120], sort_key=name_sort_key(identity.name)[:400]
        )
    if changed:
        _record("directory.citizen_updated", citizen, at, changed=changed)
    return citizen


def _take_over(citizen: Citizen, identity: Identity) -> list[str]:
    changed = []
    for field in KNOWN_FIELDS:
        told = getattr(identity, field)
        if told and told != getattr(citizen, field):
            setattr(citizen, field, told)
            changed.append(field)
    return changed


def _record(act: str, citizen: Citizen, at: datetime, *, changed: list[str]) -> None:
    journal.record(
        act,
        actor=SYSTEM,
        at=at,
        subject="citizen",
        subject_id=citizen.id,
        data={"account_id": citizen.account_id, "changed": changed},
        react=False,
    )
