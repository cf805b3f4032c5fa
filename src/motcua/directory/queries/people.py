"""Who holds which role where, with substitutes applied."""

from datetime import date

from django.db.models import FilteredRelation, Q

from motcua.directory.models import Account, Posting, Substitution
from motcua.directory.rules.roles import RoleName


def holder_ids(role: RoleName, agency_id: int, on: date) -> list[int]:
    """Ids of the accounts to which a task of the role at the agency can go on the date; one statement.

    A person who is away gives way to the substitute.
    """
    away = Q(account__absences__agency_id=agency_id, account__absences__start__lte=on, account__absences__end__gt=on)
    rows = (
        Posting.objects.filter(role=role, agency_id=agency_id, start__lte=on, account__is_active=True)
        .filter(Q(end__isnull=True) | Q(end__gt=on))
        .annotate(absence=FilteredRelation("account__absences", condition=away))
        .values_list("account_id", "absence__substitute_id")
    )
    return sorted({substitute_id or account_id for account_id, substitute_id in rows})


def holders(role: RoleName, agency_id: int, on: date) -> list[Account]:
    """The accounts of `holder_ids`, given name first in the Vietnamese alphabet."""
    return list(Account.objects.filter(id__in=holder_ids(role, agency_id, on)).order_by("sort_key", "id"))


def account_named(username: str) -> Account | None:
    """The account with this sign-in name, whatever its case."""
    return Account.objects.filter(username__iexact=username).first()


def postings_of(account_id: int, on: date) -> list[Posting]:
    """The account's postings in force on the date, with their agencies."""
    in_force = Posting.objects.filter(account_id=account_id, start__lte=on).filter(Q(end__isnull=True) | Q(end__gt=on))
    return list(in_force.select_related("agency").order_by("id"))


def substitute_of(account_id: int, agency_id: int, on: date) -> int | None:
    """Who stands in for the person at the agency on the date; None when the person is there. One statement."""
    return (
        Substitution.objects.filter(absent_id=account_id, agency_id=agency_id, start__lte=on, end__gt=on)
        .values_list("substitute_id", flat=True)
        .first()
    )
