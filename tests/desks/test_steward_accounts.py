"""Accounts and postings in the browser: strong passwords, lawful postings, administrators alone."""

from datetime import date

import pytest
from django.test import Client
from playwright.sync_api import Page

from motcua.directory.models import Account, Posting, Substitution
from motcua.directory.queries.authority import authority_of
from motcua.directory.rules.roles import Permission
from motcua.kernel.models import JournalEntry
from tests.browser import assert_accessible, enter
from tests.desks.steward import account, client_of
from tests.world import World

HOME = "/kiem-soat/tai-khoan/"
PASSWORD = "sông Lô chảy qua phố"
NEW = {"name": "Đỗ Văn Khải", "username": "khai.do", "password": PASSWORD}


@pytest.fixture
def admin(world: World) -> Client:
    return client_of(world, "admin")


def test_accounts_are_found_by_name_with_their_roles_of_today(admin: Client) -> None:
    page = admin.get(HOME, {"words": "thị lan"}).content.decode()
    assert "Trần Thị Lan" in page
    assert "Cán bộ Bộ phận Một cửa, TTPVHCC phường Việt Trì" in page
    assert "Lê Văn Minh" not in page
    names = [row.name for row in admin.get(HOME).context["page"].rows]
    assert names == [row.name for row in Account.objects.order_by("sort_key", "id")[:50]]


def test_an_account_is_made_posted_and_can_then_work(world: World, admin: Client) -> None:
    answer = admin.post(f"{HOME}moi/", NEW)
    assert answer.status_code == 302
    row = Account.objects.get(username="khai.do")
    assert row.check_password(PASSWORD)
    values = {"role": "counter_officer", "agency": "H44.100.01", "start": "01/01/2026", "end": ""}
    assert admin.post(f"{HOME}{row.pk}/phan-cong/", values).status_code == 302
    assert authority_of(row.pk, date(2026, 9, 7)).may(Permission.RECEIVE_DOSSIER, world.agency("viet_tri_desk"))
    assert "TTPVHCC phường Việt Trì" in admin.get(f"{HOME}{row.pk}/").content.decode()
    assert not any(PASSWORD in str(data) for data in JournalEntry.objects.values_list("data", flat=True))


@pytest.mark.parametrize(
    "weak", ["ngắn", "123456789012345", "khai.do khai.do", "Đỗ Văn Khải!", "Password1234", "do-van-khai-2026", ""]
)
def test_a_weak_password_is_refused_and_no_account_made(admin: Client, weak: str) -> None:
    answer = admin.post(f"{HOME}moi/", NEW | {"password": weak})
    assert answer.status_code == 422
    assert "password" in answer.context["form"].errors
    assert not Account.objects.filter(username="khai.do").exists()
    assert not weak or weak not in answer.content.decode(), "a password is never shown again"


def test_a_name_that_is_taken_is_told(admin: Client) -> None:
    assert admin.post(f"{HOME}moi/", NEW | {"username": "LAN"}).status_code == 409
    assert admin.post(f"{HOME}moi/", NEW | {"username": "tên có dấu"}).status_code == 422


@pytest.mark.parametrize(
    "values",
    [
        {"role": "counter_officer", "agency": ""},
        {"role": "steward", "agency": "H44.100.01"},
        {"role": "counter_officer", "agency": "H44.100.01", "end": "01/01/2025"},
        {"role": "king", "agency": "H44.100.01"},
        {"role": "counter_officer", "agency": "H99.999"},
    ],
)
def test_a_posting_that_makes_no_sense_is_told(world: World, admin: Client, values: dict[str, str]) -> None:
    before = Posting.objects.count()
    address = f"{HOME}{world.id_of('minh')}/phan-cong/"
    assert admin.post(address, {"start": "01/01/2026", "end": ""} | values).status_code == 422
    assert Posting.objects.count() == before


def test_a_posting_held_already_is_refused_and_one_is_ended(world: World, admin: Client) -> None:
    row = Posting.objects.get(account_id=world.id_of("lan"))
    values = {"role": row.role, "agency": "H44.100.01", "start": "01/06/2026", "end": ""}
    assert admin.post(f"{HOME}{row.account_id}/phan-cong/", values).status_code == 409
    address = f"/kiem-soat/phan-cong/{row.pk}/"
    assert admin.post(address, {"end": "01/01/2020"}).status_code == 409
    assert admin.post(address, {"end": "01/10/2026"}).status_code == 302
    row.refresh_from_db()
    assert row.end == date(2026, 10, 1)
    assert admin.get("/kiem-soat/phan-cong/999999/").status_code == 404


def test_a_substitute_is_named_only_if_they_hold_the_role(world: World, admin: Client) -> None:
    address = f"{HOME}{world.id_of('minh')}/lam-thay/"
    values = {"agency": "H44.101", "start": "01/10/2026", "end": "15/10/2026", "reason": "Nghỉ phép"}
    assert admin.post(address, values | {"substitute": "không.có"}).status_code == 422
    assert admin.post(address, values | {"substitute": "ha"}).status_code == 409
    assert not Substitution.objects.exists()
    assert admin.post(address, values | {"substitute": "mai"}).status_code == 302
    assert "Nghỉ phép" in admin.get(f"{HOME}{world.id_of('mai')}/").content.decode()


def test_a_password_is_set_anew_and_an_account_is_closed(world: World, admin: Client) -> None:
    lan = account(world, "lan")
    assert admin.post(f"{HOME}{lan.pk}/mat-khau/", {"password": "trần thị lan"}).status_code == 422
    assert admin.post(f"{HOME}{lan.pk}/mat-khau/", {"password": PASSWORD}).status_code == 302
    lan.refresh_from_db()
    assert lan.check_password(PASSWORD)
    assert admin.post(f"{HOME}{lan.pk}/khoa/").status_code == 302
    lan.refresh_from_db()
    assert not lan.is_active
    assert "Đã khóa" in admin.get(f"{HOME}{lan.pk}/").content.decode()
    assert admin.get(f"{HOME}999999/").status_code == 404


@pytest.mark.parametrize("name", ["lan", "lan_head", "ha", "steward", "auditor"])
def test_nobody_else_sees_or_changes_accounts(world: World, name: str) -> None:
    client, victim = client_of(world, name), world.id_of("minh")
    posting = Posting.objects.get(account_id=victim)
    for path in ("", "moi/", *(f"{victim}/{act}" for act in ("", "mat-khau/", "khoa/", "phan-cong/", "lam-thay/"))):
        assert client.get(f"{HOME}{path}").status_code == 403
        assert client.post(f"{HOME}{path}", NEW).status_code == 403
    assert client.post(f"/kiem-soat/phan-cong/{posting.pk}/", {"end": "01/10/2026"}).status_code == 403
    assert account(world, "minh").is_active
    assert not Account.objects.filter(username="khai.do").exists()


@pytest.mark.browser
def test_the_pages_of_accounts_are_accessible_on_desk_and_phone(page: Page, phone: Page, world: World) -> None:
    lan = world.id_of("lan")
    for screen in (page, phone):
        enter(screen, account(world, "admin"))
        for path in ("", "moi/", f"{lan}/", f"{lan}/mat-khau/", f"{lan}/phan-cong/", f"{lan}/lam-thay/"):
            screen.goto(f"{HOME}{path}")
            assert_accessible(screen)
