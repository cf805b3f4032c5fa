"""Behind a proxy: forms of the published address are read, and each person is counted by their own address."""

import re

import pytest
from django.test import Client, RequestFactory
from django.urls import reverse
from pytest_django import Settings

from motcua.desks.citizen.guessing import FAILURES_MAX
from motcua.desks.requests import address_of
from tests.world import World, accepted_birth


@pytest.mark.parametrize(("origin", "status"), [("http://127.0.0.1:8000", 422), ("https://evil.example", 403)])
@pytest.mark.django_db
def test_a_form_of_the_published_address_is_read(origin: str, status: int) -> None:
    client = Client(enforce_csrf_checks=True, headers={"host": "localhost:9000"})
    page = client.get(reverse("sign-in")).content.decode()
    token = re.findall(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)[0]
    given = {"username": "lan", "password": "wrong", "csrfmiddlewaretoken": token}
    assert client.post(reverse("sign-in"), given, headers={"origin": origin}).status_code == status


PROXY, OUTER, PERSON, FORGED = "127.0.0.1", "192.0.2.1", "203.0.113.9", "198.51.100.7"


@pytest.mark.parametrize(
    ("proxies", "forwarded", "address"),
    [
        (0, None, PROXY),
        (0, PERSON, PROXY),  # by default nobody is believed
        (1, PERSON, PERSON),
        (1, f"{FORGED}, {PERSON}", PERSON),  # what the sender wrote stands before what our proxy saw
        (1, f"{FORGED}, {FORGED},{PERSON}", PERSON),
        (1, None, PROXY),
        (1, "", PROXY),
        (1, "nonsense", PROXY),
        (1, f"{PERSON}, unknown", PROXY),
        (2, f"{FORGED}, {PERSON}, {OUTER}", PERSON),
        (2, PERSON, PROXY),  # it did not come through both
        (1, "2001:DB8::0:1", "2001:db8::1"),
        (1, "1" * 10_000, PROXY),
    ],
)
def test_only_what_our_own_proxies_saw_is_believed(
    settings: Settings, proxies: int, forwarded: str | None, address: str
) -> None:
    settings.TRUSTED_PROXIES = proxies
    headers = {} if forwarded is None else {"X-Forwarded-For": forwarded}
    assert address_of(RequestFactory().get("/", headers=headers, REMOTE_ADDR=PROXY)) == address


def test_behind_a_proxy_one_guesser_does_not_stop_the_others(settings: Settings, world: World) -> None:
    settings.TRUSTED_PROXIES = 1
    dossier, client = accepted_birth(world), Client(REMOTE_ADDR=PROXY)
    link = f"/t/{dossier.code}/{dossier.check_key}"
    for number in range(FAILURES_MAX):
        forged = {"X-Forwarded-For": f"198.51.100.{number}, {PERSON}"}
        assert client.get(f"/t/{dossier.code}/AAAAAAAA", headers=forged).status_code == 404
    assert client.get(link, headers={"X-Forwarded-For": f"{FORGED}, {PERSON}"}).status_code == 429
    assert client.get(link, headers={"X-Forwarded-For": OUTER}).status_code == 200
