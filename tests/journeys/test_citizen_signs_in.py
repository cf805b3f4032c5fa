"""A citizen signs in with the identity provider and says for whom they act, with and without scripts."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page
from pytest_django import Settings

from tests.browser import assert_accessible
from tests.identity_provider import tell_claims, trust

pytestmark = [pytest.mark.django_db, pytest.mark.browser]
NAM = {"sub": "025188001111", "name": "Trần Văn Nam", "birthdate": "1988-07-02"}


def test_on_a_phone_signing_in_comes_back_to_the_page_that_was_wanted(
    phone: Page, provider: str, settings: Settings
) -> None:
    sign_in_and_name_somebody(phone, provider, settings, look=assert_accessible)


def test_without_scripts_it_does_too(plain_page: Page, provider: str, settings: Settings) -> None:
    # the examination of accessibility is itself a script
    sign_in_and_name_somebody(plain_page, provider, settings, look=lambda page: None)


def sign_in_and_name_somebody(page: Page, provider: str, settings: Settings, *, look: Callable[[Page], None]) -> None:
    trust(settings, provider)
    tell_claims(provider, NAM)
    page.context.set_default_timeout(15_000)
    # whatever the provider's page would fetch from elsewhere
    page.route(lambda url: "127.0.0.1" not in url, lambda route: route.fulfill(body="", content_type="text/css"))
    page.goto("/cong-dan/thay-mat/")
    look(page)
    page.get_by_role("button", name="Đăng nhập bằng VNeID").click()
    page.wait_for_url(f"{provider}/**")
    page.get_by_placeholder("sub").fill(NAM["sub"])
    page.get_by_role("button", name="Authorize").click()
    page.wait_for_url("**/cong-dan/thay-mat/")
    look(page)
    page.get_by_role("link", name="Thêm người").or_(page.get_by_role("button", name="Thêm người")).click()
    look(page)
    page.get_by_role("button", name="Lưu").click()
    assert page.title().startswith("Lỗi:")
    look(page)
    page.get_by_label("Con, thay cho cha hoặc mẹ").check()
    page.get_by_label("Họ tên hoặc tên tổ chức").fill("Nguyễn Thị Bảy")
    page.get_by_label("Số định danh cá nhân").fill("025150004321")
    page.get_by_role("button", name="Lưu").click()
    page.wait_for_url("**/cong-dan/thay-mat/")
    assert page.get_by_role("heading", name="Nguyễn Thị Bảy").is_visible()
    look(page)
    page.goto("/en/cong-dan/")
    look(page)
