"""What an account may do on a date: its postings in force, as an `Actor`."""

from collections import defaultdict
from datetime import date

from django.db.models import FilteredRelation, Q

from motcua.directory.models import Account
from motcua.directory.rules.actors import Actor
from motcua.directory.rules.roles import Permission, Role
from motcua.kernel.reference import kept
from motcua.kernel.refusal import Refusal


class AccountUnknown(Refusal):
    """There is no such account. Sign in again, or ask the administrator for an account."""

    status = 404


@kept("people")
def authority_of(account_id: int, on: date) -> Actor:
    """The account with its permissions on the date; a closed account has none.

    Kept until somebody's name, account or posting changes, so that nothing taken back holds in a later request.

    Raises AccountUnknown when no account has this id.
    """
    in_force = Q(postings__start__lte=on) & (Q(postings__end__isnull=True) | Q(postings__end__gt=on))
    rows = list(
        Account.objects.filter(id=account_id)
        .annotate(held=FilteredRelation("postings", condition=in_force))
        .values_list("name", "is_active", "held__role", "held__agency_id")
    )
    if not rows:
        raise AccountUnknown(account_id=account_id)
    grants: dict[Permission, set[int | None]] = defaultdict(set)
    for _, is_active, role_name, agency_id in rows:
        if not is_active or role_name is None:
            continue
        role = Role.registry[role_name]
        for permission in role.permissions:
            grants[permission].add(None if role.everywhere else agency_id)
    return Actor(
        id=account_id,
        name=rows[0][0],
        grants={permission: frozenset(agencies) for permission, agencies in grants.items()},
    )
