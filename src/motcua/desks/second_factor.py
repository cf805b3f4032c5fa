"""Which roles need more than a password, and whether this session has it."""

from datetime import datetime

from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.db import transaction
from django.http import HttpRequest

from motcua.directory.models import Account
from motcua.directory.queries.people import postings_of
from motcua.directory.rules.actors import Actor
from motcua.directory.rules.roles import Permission
from motcua.kernel import clock, journal
from motcua.kernel.worktime import local

SESSION_KEY = "second_factor"


def is_lacking(request: HttpRequest) -> bool:
    """Whether the person holds a role that needs a second factor and has none yet; kept once it is there.

    Whoever has one is asked for it while signing in, so its existence is enough.
    """
    user = request.user
    if not settings.SECOND_FACTOR_ROLES or not isinstance(user, Account) or request.session.get(SESSION_KEY):
        return False
    roles = {posting.role for posting in postings_of(user.pk, local(clock.now()).date())}
    if not roles & settings.SECOND_FACTOR_ROLES:
        return False  # not kept: another role may come during the session
    if not is_mfa_enabled(user):
        return True
    request.session[SESSION_KEY] = True
    return False


@transaction.atomic
def forget(*, account: Account, actor: Actor, at: datetime) -> None:
    """Somebody has lost phone and recovery codes: an administrator, sure of who it is, takes the second step away.

    The person adds a new one at the next signing in.
    """
    actor.require(Permission.MANAGE_ACCOUNTS)
    Authenticator.objects.filter(user=account).delete()
    journal.record(
        "desks.second_factor_forgotten", actor=actor, at=at, subject="account", subject_id=account.pk, react=False
    )
