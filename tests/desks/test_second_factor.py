"""More than a password: forced by role, asked at signing in, never lost silently."""

import re
from datetime import date

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.core.cache import cache
from django.test import Client
from pytest_django import DjangoCaptureOnCommitCallbacks, Settings

from motcua.directory.models import Account, Posting
from motcua.directory.rules.roles import ROLES_WITH_SECOND_FACTOR, RoleName
from motcua.kernel.models import JournalEntry
from tests.desks.people import PASSWORD, person

pytestmark = pytest.mark.django_db
WRONG = "000000"


@pytest.fixture
def kim(settings: Settings) -> Account:
    settings.SECOND_FACTOR_ROLES = frozenset(ROLES_WITH_SECOND_FACTOR)
    cache.clear()  # wrong codes are counted there
    return person("kim", "Trần Thị Kim", RoleName.STEWARD)


def enter(client: Client, username: str = "kim") -> str:
    """Sign in with the password; gives where that leads."""
    answer = client.post("/dang-nhap/", {"username": username, "password": PASSWORD})
    assert answer.status_code == 302
    return str(answer["Location"])


def code_of(secret: str) -> str:
    return format_hotp_value(hotp_value(secret, next(iter(yield_hotp_counters_from_time()))))


def enrol(client: Client) -> str:
    """Add an app that makes codes; gives its secret."""
    page = client.get("/bao-mat/ma/").content.decode()
    found = re.search(r"<code>([A-Z2-7]+)</code>", page)
    assert found
    refused = client.post("/bao-mat/ma/", {"code": WRONG})
    assert "govuk-error-summary" in refused.content.decode()
    assert client.post("/bao-mat/ma/", {"code": code_of(found[1])}).status_code == 302
    return found[1]


def test_a_role_that_needs_it_leads_to_nothing_else_until_it_is_there(client: Client, kim: Account) -> None:
    assert enter(client) == "/ban-lam-viec/"
    for path in ("/ban-lam-viec/", "/kiem-soat/thu-tuc/", "/kiem-soat/lich/"):
        assert client.get(path)["Location"] == "/bao-mat/"
    assert client.get("/bao-mat/").status_code == 200
    enrol(client)
    assert client.get("/kiem-soat/thu-tuc/").status_code == 200


def test_a_role_given_during_the_session_asks_for_it_too(client: Client, kim: Account) -> None:
    newcomer = person("moi", "Đỗ Văn Mới")
    enter(client, "moi")
    assert client.get("/ban-lam-viec/").status_code == 200
    Posting.objects.create(account=newcomer, role=RoleName.STEWARD, start=date(2020, 1, 1))
    assert client.get("/kiem-soat/thu-tuc/")["Location"] == "/bao-mat/"


def test_it_is_asked_for_at_the_next_signing_in(
    client: Client, kim: Account, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    enter(client)
    with django_capture_on_commit_callbacks(execute=True):
        secret = enrol(client)
    later = Client()
    assert enter(later) == "/dang-nhap/buoc-hai/"
    assert later.get("/kiem-soat/thu-tuc/").status_code == 302
    assert "_auth_user_id" not in later.session
    wrong = later.post("/dang-nhap/buoc-hai/", {"code": WRONG})
    assert "Mã không đúng" in wrong.content.decode()
    assert "_auth_user_id" not in later.session
    assert later.post("/dang-nhap/buoc-hai/", {"code": code_of(secret)})["Location"] == "/ban-lam-viec/"
    assert later.get("/kiem-soat/thu-tuc/").status_code == 200
    acts = list(JournalEntry.objects.filter(act__startswith="desks.").order_by("id").values_list("act", flat=True))
    assert acts.count("desks.signed_in") == 2
    assert "desks.sign_in_changed" in acts


def test_guessing_codes_is_stopped(client: Client, kim: Account) -> None:
    enter(client)
    secret = enrol(client)
    guesser = Client()
    enter(guesser)
    answers = [guesser.post("/dang-nhap/buoc-hai/", {"code": WRONG}) for _ in range(12)]
    assert "quá nhiều lần" in answers[-1].content.decode()
    assert "_auth_user_id" not in guesser.session
    answer = guesser.post("/dang-nhap/buoc-hai/", {"code": code_of(secret)})
    assert "_auth_user_id" not in guesser.session, answer.status_code


def test_a_recovery_code_opens_once(client: Client, kim: Account) -> None:
    enter(client)
    enrol(client)
    page = client.get("/bao-mat/du-phong/").content.decode()
    codes = re.findall(r"<code>([0-9a-f-]+)</code>", page)
    assert len(codes) == 10
    for expected in (True, False):
        later = Client()
        enter(later)
        later.post("/dang-nhap/buoc-hai/", {"code": codes[0]})
        assert ("_auth_user_id" in later.session) is expected


def test_the_secret_is_not_kept_in_the_clear(client: Client, kim: Account) -> None:
    enter(client)
    secret = enrol(client)
    kept = Authenticator.objects.get(type=Authenticator.Type.TOTP).data["secret"]
    assert secret not in kept


def test_a_password_will_do_where_an_installation_says_so(client: Client, kim: Account, settings: Settings) -> None:
    settings.SECOND_FACTOR_ROLES = frozenset()
    enter(client)
    assert client.get("/kiem-soat/thu-tuc/").status_code == 200


def test_an_administrator_takes_a_lost_one_away(client: Client, kim: Account) -> None:
    enter(client)
    enrol(client)
    person("quantri", "Lê Văn Quản", RoleName.ADMINISTRATOR)
    administrator = Client()
    enter(administrator, "quantri")
    enrol(administrator)
    address = f"/kiem-soat/tai-khoan/{kim.pk}/buoc-hai/"
    assert client.post(address).status_code == 403
    assert administrator.post(address).status_code == 302
    assert enter(Client()) == "/ban-lam-viec/"
    assert JournalEntry.objects.filter(act="desks.second_factor_forgotten", subject_id=kim.pk).count() == 1


@pytest.mark.parametrize("path", ["/bao-mat/", "/bao-mat/khoa/", "/bao-mat/khoa/them/", "/bao-mat/du-phong/moi/"])
def test_every_page_of_it_is_shown_in_both_languages(client: Client, kim: Account, path: str) -> None:
    enter(client)
    enrol(client)
    for prefix in ("", "/en"):
        answer = client.get(prefix + path)
        assert answer.status_code == 200, (path, answer.get("Location"))
