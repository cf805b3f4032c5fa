"""Accounts, postings and substitutions."""

from collections.abc import Iterable
from datetime import date, datetime

from django.contrib.auth.hashers import make_password
from django.db import IntegrityError, transaction
from django.db.models import Q

from motcua.directory.actions.passwords import check_password_strength
from motcua.directory.models import Account, Agency, Posting, Substitution
from motcua.directory.rules.actors import Actor
from motcua.directory.rules.people import (
    AccountNotPossible,
    PostingNotPossible,
    SubstitutionNotAllowed,
    check_posting,
    check_substitution,
)
from motcua.directory.rules.roles import Permission, RoleName
from motcua.kernel import journal
from motcua.kernel.text import name_sort_key, normalise


@transaction.atomic
def create_account(
    *, username: str, name: str, password: str | None, is_machine: bool = False, actor: Actor, at: datetime
) -> Account:
    """A new account; without a password nobody can sign in with it until one is set.

    Raises AccountNotPossible when the sign-in name is taken or a name is empty, PasswordTooWeak.
    """
    actor.require(Permission.MANAGE_ACCOUNTS)
    username, name = normalise(username).lower(), normalise(name)
    if not username or not name:
        raise AccountNotPossible(reason="name_empty")
    if Account.objects.filter(username__iexact=username).exists():
        raise AccountNotPossible(reason="username_taken", username=username)
    account = Account(
        username=username,
        name=name,
        sort_key=name_sort_key(name),
        password=make_password(password),
        is_machine=is_machine,
    )
    if password is not None:
        check_password_strength(password, account)
    try:
        with transaction.atomic():
            account.save(force_insert=True)
    except IntegrityError as taken:
        raise AccountNotPossible(reason="username_taken", username=username) from taken
    journal.record(
        "directory.account_created",
        actor=actor,
        at=at,
        subject="account",
        subject_id=account.id,
        data={"username": username, "name": name, "is_machine": is_machine},
        react=False,
    )
    return account


@transaction.atomic
def set_password(*, account: Account, password: str, actor: Actor, at: datetime) -> None:
    """A new password, by the person or by an administrator; the journal keeps the fact, never the password.

    Raises PasswordTooWeak.
    """
    if actor.id != account.id:
        actor.require(Permission.MANAGE_ACCOUNTS)
    locked = Account.objects.select_for_update().get(id=account.id)
    check_password_strength(password, locked)
    locked.password = make_password(password)
    locked.save(update_fields=["password"])
    account.password = locked.password
    journal.record("directory.password_set", actor=actor, at=at, subject="account", subject_id=account.id, react=False)


@transaction.atomic
def close_account(*, account: Account, actor: Actor, at: datetime) -> None:
    """Nobody signs in with the account any more; what it did stays."""
    actor.require(Permission.MANAGE_ACCOUNTS)
    Account.objects.select_for_update().filter(id=account.id).update(is_active=False)
    account.is_active = False
    journal.record(
        "directory.account_closed", actor=actor, at=at, subject="account", subject_id=account.id, react=False
    )


@transaction.atomic
def post(
    *,
    account: Account,
    role: RoleName,
    agency: Agency | None,
    start: date,
    end: date | None = None,
    actor: Actor,
    at: datetime,
) -> Posting:
    """The account holds the role at the agency from `start` until `end`.

    Raises PostingNotPossible when role and agency do not go together, the agency does not exist all that time, or the
    account already holds the role there.
    """
    actor.require(Permission.MANAGE_ACCOUNTS)
    check_posting(role, agency.id if agency else None, start, end)
    if agency is not None and (start < agency.start or (agency.end is not None and start >= agency.end)):
        raise PostingNotPossible(reason="agency_not_there", agency=agency.name, on=start)
    try:
        with transaction.atomic():
            posting = Posting.objects.create(account=account, role=role, agency=agency, start=start, end=end)
    except IntegrityError as overlap:
        raise PostingNotPossible(reason="held_already", account=account.name, role=role) from overlap
    journal.record(
        "directory.posted",
        actor=actor,
        at=at,
        subject="posting",
        subject_id=posting.id,
        agency_id=agency.id if agency else None,
        data={"account_id": account.id, "role": role, "start": start.isoformat(), "end": end and end.isoformat()},
        react=False,
    )
    return posting


@transaction.atomic
def end_posting(*, posting: Posting, end: date, actor: Actor, at: datetime) -> Posting:
    """The posting ends on the date, its first day without the role.

    Raises PostingNotPossible when it ended earlier or had not begun.
    """
    actor.require(Permission.MANAGE_ACCOUNTS)
    locked = Posting.objects.select_for_update().get(id=posting.id)
    if end <= locked.start or (locked.end is not None and locked.end <= end):
        raise PostingNotPossible(reason="end_outside_period", start=locked.start, end=locked.end)
    locked.end = end
    locked.save(update_fields=["end"])
    journal.record(
        "directory.posting_ended",
        actor=actor,
        at=at,
        subject="posting",
        subject_id=locked.id,
        agency_id=locked.agency_id,
        data={"end": end.isoformat()},
        react=False,
    )
    return locked


@transaction.atomic
def substitute(
    *,
    absent: Account,
    substitute: Account,
    agency: Agency,
    start: date,
    end: date,
    reason: str,
    actor: Actor,
    at: datetime,
) -> Substitution:
    """While `absent` is away, `substitute` of the same agency receives the tasks.

    Raises SubstitutionNotAllowed when the substitute does not hold the same roles there, is away too, or is the same
    person, and when the absent person is substituted already.
    """
    if not actor.may(Permission.MANAGE_ACCOUNTS):
        actor.require(Permission.ASSIGN_TASK, agency.id)
    if absent.id == substitute.id:
        raise SubstitutionNotAllowed(reason="same_person")
    if not normalise(reason):
        raise SubstitutionNotAllowed(reason="reason_missing")
    pair = sorted((absent.id, substitute.id))
    accounts = {row.id: row for row in Account.objects.select_for_update().filter(id__in=pair).order_by("id")}
    if not accounts[substitute.id].is_active:
        raise SubstitutionNotAllowed(reason="account_closed")
    postings = list(
        Posting.objects.filter(account_id__in=pair, agency=agency, start__lt=end).filter(
            Q(end__isnull=True) | Q(end__gt=start)
        )
    )
    check_substitution(_roles(postings, absent.id), _roles(postings, substitute.id), start, end)
    crossing = Substitution.objects.filter(agency=agency, start__lt=end, end__gt=start)
    if crossing.filter(Q(absent=substitute) | Q(substitute=absent)).exists():
        raise SubstitutionNotAllowed(reason="substitute_away")
    try:
        with transaction.atomic():
            row = Substitution.objects.create(
                absent=absent, substitute=substitute, agency=agency, start=start, end=end, reason=normalise(reason)
            )
    except IntegrityError as overlap:
        raise SubstitutionNotAllowed(reason="substituted_already") from overlap
    journal.record(
        "directory.substituted",
        actor=actor,
        at=at,
        subject="substitution",
        subject_id=row.id,
        agency_id=agency.id,
        data={
            "absent_id": absent.id,
            "substitute_id": substitute.id,
            "start": start.isoformat(),
            "end": end.isoformat(),
            "reason": row.reason,
        },
        react=False,
    )
    return row


def _roles(postings: Iterable[Posting], account_id: int) -> dict[RoleName, tuple[date, date | None]]:
    """Role → the whole period of its postings that touch each other."""
    periods: dict[RoleName, tuple[date, date | None]] = {}
    for posting in sorted((p for p in postings if p.account_id == account_id), key=lambda p: p.start):
        role = RoleName(posting.role)
        before = periods.get(role)
        joins = before is not None and before[1] == posting.start
        periods[role] = (before[0] if before and joins else posting.start, posting.end)
    return periods
