"""When something is refused or fails, a page says what to do and keeps what was typed."""

import pytest
from django.test import Client

from motcua.directory.models import Account
from motcua.directory.rules.roles import RoleName
from tests.desks.people import PASSWORD, person

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.desks.pages")]
TYPED = {"note": "Đơn xin cấp lại — ẪỄỖỮ", "copies": ["2", "3"]}


@pytest.fixture
def calm_client() -> Client:
    """A client that receives the page of a failure, as a browser does, instead of the exception."""
    return Client(raise_request_exception=False)


@pytest.fixture
def steward() -> Account:
    return person("thảo", "Trần Thảo", RoleName.STEWARD)


def test_a_refusal_is_told_in_words(calm_client: Client) -> None:
    answer = calm_client.get("/refuse/")
    assert answer.status_code == 409
    assert "Bake a new one" in answer.content.decode()


def test_an_act_that_is_not_allowed_is_forbidden(calm_client: Client) -> None:
    answer = calm_client.get("/forbid/")
    assert answer.status_code == 403
    assert "Bạn không giữ vai trò" in answer.content.decode()


def test_a_bug_shows_no_trace(calm_client: Client) -> None:
    answer = calm_client.get("/fail/")
    assert answer.status_code == 500
    assert "Hệ thống gặp lỗi" in answer.content.decode()
    assert "ZeroDivisionError" not in answer.content.decode()


def test_machines_get_problem_details(calm_client: Client) -> None:
    answer = calm_client.get("/api/khong-co")
    assert answer.status_code == 404
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert (answer.json()["status"], answer.json()["code"]) == (404, "NotFound")


def test_a_page_without_the_permission_is_forbidden(calm_client: Client) -> None:
    calm_client.force_login(person("thanh", "Lê Thanh", RoleName.AUDITOR))
    assert calm_client.get("/receive/").status_code == 403


def test_pages_for_staff_are_never_stored_by_browsers(calm_client: Client, steward: Account) -> None:
    calm_client.force_login(steward)
    assert "no-store" in calm_client.get("/receive/").headers["Cache-Control"]


def test_what_was_sent_after_the_session_ended_is_offered_again(calm_client: Client, steward: Account) -> None:
    answer = calm_client.post("/receive/?step=2", TYPED)
    assert answer.status_code == 302
    assert answer.headers["Location"] == "/dang-nhap/?next=%2Freceive%2F%3Fstep%3D2"
    calm_client.post("/dang-nhap/", {"username": "thảo", "password": PASSWORD, "next": "/receive/?step=2"})
    page = calm_client.get("/receive/?step=2").content.decode()
    assert 'action="/receive/?step=2"' in page
    assert 'name="note" value="Đơn xin cấp lại — ẪỄỖỮ"' in page
    assert 'name="copies" value="2"' in page
    assert 'name="copies" value="3"' in page
    assert calm_client.get("/receive/?step=2").content.decode().startswith("Trần Thảo:"), "it is kept only once"


def test_an_old_token_offers_what_was_typed_again_when_the_form_was_ours(steward: Account) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(steward)
    answer = client.post(
        "/receive/", TYPED | {"csrfmiddlewaretoken": "x" * 64}, headers={"origin": "http://testserver"}
    )
    assert answer.status_code == 403
    page = answer.content.decode()
    assert 'name="note" value="Đơn xin cấp lại — ẪỄỖỮ"' in page
    token = page.split('name="csrfmiddlewaretoken" value="')[1].split('"')[0]
    answer = client.post("/receive/", TYPED | {"csrfmiddlewaretoken": token}, headers={"origin": "http://testserver"})
    assert "ẪỄỖỮ" in answer.content.decode()


def test_a_forged_form_is_not_offered_again(steward: Account) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(steward)
    answer = client.post("/receive/", TYPED, headers={"origin": "https://evil.example"})
    assert answer.status_code == 403
    assert "ẪỄỖỮ" not in answer.content.decode()
