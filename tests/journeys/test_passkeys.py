"""A passkey from the first page to signing in with it alone, in a real browser with a virtual authenticator."""

import pytest
from playwright.sync_api import Page

from motcua.directory.models import Account
from motcua.directory.rules.roles import RoleName
from tests.browser import assert_accessible
from tests.desks.people import PASSWORD, person

pytestmark = [pytest.mark.django_db, pytest.mark.browser]


@pytest.fixture
def kim() -> Account:
    return person("kim", "Trần Thị Kim", RoleName.STEWARD)


def at_localhost(site: str) -> str:
    """Browsers take passkeys for names only, never for numeric addresses."""
    return site.replace("127.0.0.1", "localhost")


def test_a_passkey_is_added_and_signs_in_alone(page: Page, site: str, kim: Account) -> None:
    site = at_localhost(site)
    devtools = page.context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    devtools.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    page.goto(f"{site}/dang-nhap/")
    page.get_by_label("Tên đăng nhập").fill("kim")
    page.get_by_label("Mật khẩu").fill(PASSWORD)
    page.get_by_role("button", name="Đăng nhập").click()
    page.goto(f"{site}/bao-mat/khoa/them/")
    assert_accessible(page)
    page.get_by_label("Dùng khóa này để đăng nhập không cần mật khẩu").check()
    page.get_by_role("button", name="Thêm").click()
    page.wait_for_url("**/bao-mat/du-phong/")
    assert_accessible(page)
    page.context.clear_cookies()
    page.goto(f"{site}/cong-dan/dang-nhap/")
    assert_accessible(page)
    page.get_by_role("button", name="Đăng nhập bằng khóa").click()
    page.wait_for_url("**/kiem-soat/**")
