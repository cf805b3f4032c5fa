"""Accounts with their postings and substitutions, for those who manage them."""

from datetime import date

from django.db.models import Prefetch, Q

from motcua.directory.models import Account, Posting, Substitution
from motcua.directory.queries.authority import AccountUnknown
from motcua.directory.queries.places import in_force
from motcua.directory.rules.actors import Actor
from motcua.directory.rules.roles import Permission
from motcua.kernel.paging import Page, page_of
from motcua.kernel.refusal import Refusal


class PostingUnknown(Refusal):
    """There is no such posting. Choose it from the account's page."""

    status = 404


def accounts_page(actor: Actor, words: str, on: date, *, before: str = "", after: str = "") -> Page[Account]:
    """Accounts of those who work here, with their postings of the day, given names first.

    Words are of the name or the sign-in name. Citizens' accounts are nobody's to manage.
    """
    actor.require(Permission.MANAGE_ACCOUNTS)
    postings = Posting.objects.filter(in_force(on)).select_related("agency").order_by("id")
    rows = Account.objects.filter(citizen=None).prefetch_related(Prefetch("postings", postings, to_attr="held"))
    for word in words.split():
        rows = rows.filter(Q(name__icontains=word) | Q(username__icontains=word))
    return page_of(rows, "sort_key", before=before, after=after)


def account_by_id(actor: Actor, account_id: int) -> Account:
    """The account of somebody who works here. Raises AccountUnknown."""
    actor.require(Permission.MANAGE_ACCOUNTS)
    row = Account.objects.filter(id=account_id, citizen=None).first()
    if row is None:
        raise AccountUnknown(account_id=account_id)
    return row


def postings_over_time(account: Account) -> list[Posting]:
    """All postings of the account, newest first."""
    return list(account.postings.select_related("agency").order_by("-start", "-id"))


def substitutions_of(account: Account) -> list[Substitution]:
    """When the account is stood in for, and for whom it stands in; newest first."""
    rows = Substitution.objects.filter(Q(absent=account) | Q(substitute=account))
    return list(rows.select_related("absent", "substitute", "agency").order_by("-start", "-id"))


def posting_by_id(actor: Actor, posting_id: int) -> Posting:
    """The posting with its account and agency. Raises PostingUnknown."""
    actor.require(Permission.MANAGE_ACCOUNTS)
    row = Posting.objects.select_related("account", "agency").filter(id=posting_id).first()
    if row is None:
        raise PostingUnknown(posting_id=posting_id)
    return row
