"""The frame of every page: both languages, both sizes, with and without scripts."""

import pytest
from django.test import Client
from playwright.sync_api import Page

from motcua.directory.models import Account
from tests.browser import assert_accessible, enter
from tests.desks.people import PASSWORD, person

pytestmark = [pytest.mark.browser, pytest.mark.django_db]


@pytest.fixture
def lan(db: None) -> Account:
    return person("lan", "Nguyễn Thị Lan")


@pytest.mark.parametrize("prefix", ["/", "/en/"])
@pytest.mark.parametrize("path", ["", "dang-nhap/", "khong-co-trang-nay/"])
def test_public_pages_are_accessible_on_phone_and_desk(page: Page, phone: Page, prefix: str, path: str) -> None:
    for screen in (page, phone):
        screen.goto(prefix + path)
        assert_accessible(screen)


@pytest.mark.parametrize("prefix", ["/", "/en/"])
def test_a_desk_page_is_accessible(page: Page, phone: Page, lan: Account, prefix: str) -> None:
    for screen in (page, phone):
        enter(screen, lan)
        screen.goto(f"{prefix}ban-lam-viec/")
        assert screen.get_by_text("Nguyễn Thị Lan").is_visible()
        assert_accessible(screen)


def test_vietnamese_comes_first_whatever_the_browser_prefers(page: Page) -> None:
    page.goto("/")
    assert page.locator("html").get_attribute("lang") == "vi"
    page.get_by_role("link", name="English").click()
    assert page.locator("html").get_attribute("lang") == "en"


def test_signing_in_without_scripts(plain_page: Page, lan: Account) -> None:
    plain_page.goto("/ban-lam-viec/")
    plain_page.get_by_label("Tên đăng nhập").fill("Lan")
    plain_page.get_by_label("Mật khẩu").fill(PASSWORD)
    plain_page.get_by_role("button", name="Đăng nhập").click()
    assert plain_page.url.endswith("/ban-lam-viec/")
    plain_page.get_by_role("button", name="Đăng xuất").click()
    plain_page.goto("/ban-lam-viec/")
    assert "/dang-nhap/" in plain_page.url


def test_an_error_is_summed_up_focused_and_kept_beside_its_field(page: Page, lan: Account) -> None:
    page.goto("/dang-nhap/")
    page.get_by_label("Tên đăng nhập").fill("lan")
    page.get_by_role("button", name="Đăng nhập").click()
    assert page.title().startswith("Lỗi:")
    assert page.evaluate("document.activeElement.className") == "govuk-error-summary"
    page.locator(".govuk-error-summary a").click()
    assert page.evaluate("document.activeElement.id") == "id_password"
    assert page.get_by_label("Tên đăng nhập").input_value() == "lan"
    assert_accessible(page)


def test_the_question_mark_opens_the_keys_but_not_while_typing(page: Page, lan: Account) -> None:
    enter(page, lan)
    page.goto("/ban-lam-viec/")
    page.keyboard.press("?")
    assert page.get_by_role("dialog").is_visible()
    assert_accessible(page)
    page.keyboard.press("Escape")
    assert not page.get_by_role("dialog").is_visible()


def test_the_language_of_a_page_is_in_its_address_alone(client: Client) -> None:
    assert client.get("/", headers={"accept-language": "en"}).headers["Content-Language"] == "vi"
    assert client.get("/en/", headers={"accept-language": "vi"}).headers["Content-Language"] == "en"
