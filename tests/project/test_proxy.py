"""Behind a proxy that ends HTTPS the server sees plain requests; forms of the published address are still read."""

import re

import pytest
from django.test import Client
from django.urls import reverse


@pytest.mark.parametrize(("origin", "status"), [("http://127.0.0.1:8000", 422), ("https://evil.example", 403)])
@pytest.mark.django_db
def test_a_form_of_the_published_address_is_read(origin: str, status: int) -> None:
    client = Client(enforce_csrf_checks=True, headers={"host": "localhost:9000"})
    page = client.get(reverse("sign-in")).content.decode()
    token = re.findall(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)[0]
    given = {"username": "lan", "password": "wrong", "csrfmiddlewaretoken": token}
    assert client.post(reverse("sign-in"), given, headers={"origin": origin}).status_code == status
