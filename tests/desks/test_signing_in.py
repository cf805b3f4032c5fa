"""Signing in to work: who may, who may not, and how guessing is slowed down."""

from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import pytest
from allauth.core.context import request_context
from django.test import Client, RequestFactory

from motcua.desks.models import SignInFailure
from motcua.desks.signing_in import FAILURES_MAX, WINDOW, SignInNotAllowed, sign_in
from motcua.directory.models import Account
from motcua.directory.rules.roles import RoleName
from motcua.kernel.models import JournalEntry
from tests.desks.people import PASSWORD, person

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 3, 2, 5, 0, tzinfo=UTC)


@pytest.fixture
def lan() -> Account:
    return person("lan", "Nguyễn Thị Lan", RoleName.STEWARD)


def post(client: Client, username: str, password: str, **more: str) -> int:
    return client.post("/dang-nhap/", {"username": username, "password": password, **more}).status_code


def test_a_right_password_opens_the_session_and_is_journalled(client: Client, lan: Account) -> None:
    assert post(client, "LAN", PASSWORD) == 302
    assert client.session["_auth_user_id"] == str(lan.pk)
    entry = JournalEntry.objects.get(act="desks.signed_in")
    assert (entry.actor_id, entry.subject_id) == (lan.pk, lan.pk)


def test_a_wrong_password_opens_nothing(client: Client, lan: Account) -> None:
    assert post(client, "lan", "sai") == 422
    assert "_auth_user_id" not in client.session
    assert not JournalEntry.objects.exists()


@pytest.mark.parametrize("change", [{"is_active": False}, {"is_machine": True}])
def test_closed_accounts_and_machines_do_not_sign_in_on_pages(
    client: Client, lan: Account, change: dict[str, bool]
) -> None:
    Account.objects.filter(pk=lan.pk).update(**change)
    assert post(client, "lan", PASSWORD) == 422


def test_guessing_is_stopped_even_with_the_right_password_and_forgiven_later(lan: Account) -> None:
    request = RequestFactory().post("/dang-nhap/")
    request.session = Client().session
    request.allauth = SimpleNamespace()
    for second in range(FAILURES_MAX):
        assert not sign_in(request, username="lan", password="sai", next_url="/", at=NOON + timedelta(seconds=second))
    with pytest.raises(SignInNotAllowed):
        sign_in(request, username="lan", password=PASSWORD, next_url="/", at=NOON + timedelta(minutes=1))
    assert SignInFailure.objects.count() == FAILURES_MAX
    with request_context(request):
        assert sign_in(request, username="lan", password=PASSWORD, next_url="/", at=NOON + WINDOW + timedelta(hours=1))


def test_a_stopped_guesser_does_not_shut_others_out(lan: Account) -> None:
    guesser = RequestFactory(REMOTE_ADDR="203.0.113.9").post("/dang-nhap/")
    for _ in range(FAILURES_MAX):
        assert not sign_in(guesser, username="lan", password="sai", next_url="/", at=NOON)
    colleague = RequestFactory(REMOTE_ADDR="192.0.2.7").post("/dang-nhap/")
    colleague.session = Client().session
    colleague.allauth = SimpleNamespace()
    with request_context(colleague):
        assert sign_in(colleague, username="lan", password=PASSWORD, next_url="/", at=NOON)


def test_the_page_says_how_long_to_wait(client: Client, lan: Account) -> None:
    for _ in range(FAILURES_MAX):
        post(client, "lan", "sai")
    answer = client.post("/dang-nhap/", {"username": "lan", "password": "sai"})
    assert answer.status_code == 429
    assert "15 phút" in answer.content.decode()


@pytest.mark.parametrize("wanted", ["https://evil.example/", "//evil.example/", "javascript:alert(1)"])
def test_the_way_back_never_leaves_the_site(client: Client, lan: Account, wanted: str) -> None:
    answer = client.post("/dang-nhap/", {"username": "lan", "password": PASSWORD, "next": wanted})
    assert answer.headers["Location"] == "/ban-lam-viec/"


def test_signing_out_closes_the_session(client: Client, lan: Account) -> None:
    post(client, "lan", PASSWORD)
    assert client.get("/dang-xuat/").status_code == 405
    assert client.post("/dang-xuat/").status_code == 302
    assert "_auth_user_id" not in client.session
    assert JournalEntry.objects.filter(act="desks.signed_out").count() == 1
