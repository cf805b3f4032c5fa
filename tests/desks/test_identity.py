"""Signing in over OpenID Connect, with a provider on this machine in place of the national one."""

from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
import requests
from django.test import Client
from pytest_django import Settings

from motcua.directory.models import Account, Citizen
from motcua.kernel.models import JournalEntry
from tests.identity_provider import tell_claims, trust

pytestmark = pytest.mark.django_db
TU = {"sub": "025190001234", "name": "Nguyễn Thị Tư", "birthdate": "1990-03-15", "phone_number": "+84 912 345 678"}
SignIn = Callable[..., Any]


@pytest.fixture
def sign_in(provider: str, settings: Settings) -> SignIn:
    """Sign in at the provider as the person with these claims; gives the answer that comes after it."""
    trust(settings, provider)

    def go(client: Client, claims: dict[str, str], **form: str) -> Any:
        tell_claims(provider, claims)
        begun = client.post("/dinh-danh/vneid/", {"process": "login"} | form)
        assert begun.status_code == 302, begun.content
        asked = parse_qs(urlsplit(begun["Location"]).query)
        assert asked["code_challenge_method"] == ["S256"]
        agreed = requests.post(begun["Location"], data={"sub": claims["sub"]}, allow_redirects=False, timeout=10)
        back = urlsplit(agreed.headers["Location"])
        return client.get(f"{back.path}?{back.query}")

    return go


def test_a_person_is_registered_once_and_kept_in_step(client: Client, sign_in: SignIn) -> None:
    answer = sign_in(client, TU, next="/cong-dan/")
    assert (answer.status_code, answer["Location"]) == (302, "/cong-dan/")
    citizen = Citizen.objects.get()
    assert (citizen.identifier, citizen.name, str(citizen.born_on), citizen.phone) == (
        TU["sub"],
        TU["name"],
        "1990-03-15",
        "0912345678",
    )
    assert TU["name"] in client.get("/cong-dan/").content.decode()
    sign_in(Client(), TU | {"name": "Nguyễn Thị Tư Em"})
    citizen.refresh_from_db()
    assert citizen.name == "Nguyễn Thị Tư Em"
    assert Account.objects.get().name == "Nguyễn Thị Tư Em"
    acts = list(JournalEntry.objects.order_by("id").values_list("act", flat=True))
    assert acts == [
        "directory.citizen_registered",
        "desks.signed_in",
        "directory.citizen_updated",
        "desks.signed_in",
    ]


def test_two_ways_of_signing_in_with_one_number_lead_to_one_person(sign_in: SignIn) -> None:
    sign_in(Client(), TU)
    other = {"sub": "another-id", "name": TU["name"], "citizen_id": TU["sub"]}
    sign_in(Client(), other)
    sign_in(Client(), other)
    assert Citizen.objects.count() == Account.objects.count() == 1


def test_a_number_that_changes_is_refused_and_changes_nothing(client: Client, sign_in: SignIn) -> None:
    sign_in(Client(), {"sub": "x-1", "name": "Trần Văn Ba", "citizen_id": "025190009999"})
    answer = sign_in(client, {"sub": "x-1", "name": "Trần Văn Ba", "citizen_id": "025190008888"})
    assert (answer.status_code, answer["Location"]) == (302, "/cong-dan/dang-nhap/chua-duoc/")
    assert "thẻ căn cước" in client.get(answer["Location"]).content.decode()
    assert Citizen.objects.get().identifier == "025190009999"
    assert "_auth_user_id" not in client.session


def test_a_provider_that_tells_no_name_or_refuses_lets_nobody_in(
    client: Client, sign_in: SignIn, provider: str
) -> None:
    assert sign_in(client, {"sub": "025190007777"}).status_code == 302
    begun = client.post("/dinh-danh/vneid/", {"process": "login"})
    state = parse_qs(urlsplit(begun["Location"]).query)["state"][0]
    answer = client.get("/dinh-danh/vneid/tro-lai/", {"error": "access_denied", "state": state})
    assert answer.status_code in {200, 302}
    answer = client.get("/dinh-danh/vneid/tro-lai/", {"code": "forged", "state": "forged"})
    assert answer.status_code == 302
    assert "_auth_user_id" not in client.session
    assert not Citizen.objects.exists()


def test_a_number_of_another_shape_is_not_taken_for_one(client: Client, sign_in: SignIn) -> None:
    sign_in(client, {"sub": "vneid-user-1", "name": "Lê Thị Năm", "birthdate": "31/02/1990"})
    citizen = Citizen.objects.get()
    assert (citizen.identifier, citizen.born_on) == ("", None)


def test_another_portal_hands_over_to_the_provider_that_both_trust(
    client: Client, sign_in: SignIn, provider: str
) -> None:
    trusted = client.get("/dinh-danh/tu-cong-khac/", {"iss": provider, "target_link_uri": "/tra-cuu/"})
    assert trusted["Location"].startswith(f"{provider}/oauth2/authorize")
    foreign = client.get("/dinh-danh/tu-cong-khac/", {"iss": "https://evil.example", "target_link_uri": "/tra-cuu/"})
    assert foreign["Location"] == "/cong-dan/dang-nhap/?next=%2Ftra-cuu%2F"
    elsewhere = client.get("/dinh-danh/tu-cong-khac/", {"iss": "x", "target_link_uri": "https://evil.example/"})
    assert elsewhere["Location"] == "/cong-dan/dang-nhap/"


def test_a_citizen_has_no_desk_and_staff_pages_stay_closed(client: Client, sign_in: SignIn) -> None:
    sign_in(client, TU)
    assert client.get("/ban-lam-viec/")["Location"] == "/cong-dan/"
    for path in ("/quay/", "/xu-ly/", "/lanh-dao/", "/kiem-soat/thu-tuc/"):
        assert client.get(path).status_code == 403


def test_citizens_pages_ask_for_signing_in_and_come_back(client: Client) -> None:
    assert client.get("/cong-dan/")["Location"] == "/cong-dan/dang-nhap/?next=%2Fcong-dan%2F"
    assert client.get("/cong-dan/dang-nhap/").status_code == 200
    assert client.get("/en/cong-dan/dang-nhap/").status_code == 200
