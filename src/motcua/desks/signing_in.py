"""Signing in to work: a name, a password, and a limit on guessing."""

from datetime import datetime, timedelta
from typing import Any

from allauth.account.internal.flows.login import perform_password_login
from allauth.account.models import Login
from django.contrib.auth import authenticate, logout
from django.contrib.auth.backends import ModelBackend
from django.db import transaction
from django.http import HttpRequest, HttpResponse

from motcua.desks.models import SignInFailure
from motcua.desks.requests import address_of
from motcua.directory.models import Account
from motcua.directory.queries.people import account_named
from motcua.kernel import journal
from motcua.kernel.refusal import Refusal

FAILURES_MAX = 5
"""Wrong passwords for one name from one address in `WINDOW`."""
FAILURES_MAX_ANYWHERE = 50
"""Wrong passwords for one name from all addresses in `WINDOW`."""
WINDOW = timedelta(minutes=15)


class SignInNotAllowed(Refusal):
    """Too many wrong passwords. Wait 15 minutes, or ask the administrator for a new password."""

    status = 429


class PeopleBackend(ModelBackend):
    """People sign in on pages; machine clients have credentials of their own."""

    def authenticate(
        self, request: HttpRequest | None, username: str | None = None, password: str | None = None, **_: Any
    ) -> Account | None:
        account = account_named(username or "")
        if account is None:
            Account().set_password(password)  # the same work as for a known name, so that names cannot be guessed
            return None
        if account.is_machine or not account.is_active:
            return None
        return account if account.check_password(password or "") else None


def _check_failures(username: str, address: str, at: datetime) -> None:
    recent = SignInFailure.objects.filter(username=username, at__gt=at - WINDOW)
    addresses = list(recent.values_list("address", flat=True)[: FAILURES_MAX_ANYWHERE + 1])
    if addresses.count(address) >= FAILURES_MAX or len(addresses) >= FAILURES_MAX_ANYWHERE:
        raise SignInNotAllowed


def sign_in(request: HttpRequest, *, username: str, password: str, next_url: str, at: datetime) -> HttpResponse | None:
    """The way on when the password is right: to the second step, for whoever has one, else in; None when it is wrong.

    Raises SignInNotAllowed after too many wrong passwords.
    """
    address = address_of(request)
    folded = username.casefold()[:60]
    _check_failures(folded, address, at)
    account = authenticate(request, username=username, password=password)
    if account is None:
        SignInFailure.objects.filter(at__lte=at - WINDOW).delete()
        SignInFailure.objects.create(username=folded, address=address, at=at)
        return None
    assert isinstance(account, Account)
    with transaction.atomic():
        SignInFailure.objects.filter(username=folded, address=address).delete()
        answer: HttpResponse = perform_password_login(
            request, {"username": account.username}, Login(user=account, redirect_url=next_url)
        )
    return answer


def sign_out(request: HttpRequest, *, at: datetime) -> None:
    """Close the session."""
    if isinstance(request.user, Account):
        journal.record(
            "desks.signed_out", actor=request.user, at=at, subject="account", subject_id=request.user.pk, react=False
        )
    logout(request)
