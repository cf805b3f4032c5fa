"""The intake screen: every step on one page, by keyboard, with and without scripts."""

import pytest
from playwright.sync_api import Page

from motcua.directory.models import Account
from motcua.dossiers.models import Dossier
from tests.browser import Keys, assert_accessible, enter
from tests.world import World

pytestmark = [pytest.mark.browser, pytest.mark.django_db]

CARD = "025190001234|131234567|Nguyễn Thị Tư|08031990|Nữ|Khu 5, Nông Trang, Phú Thọ|25052021"


@pytest.fixture
def lan(world: World) -> Account:
    return Account.objects.get(username="lan")


def settled(page: Page) -> None:
    page.wait_for_function("!document.querySelector('.htmx-request, .htmx-settling, .htmx-swapping')")


def test_certified_copies_with_a_scanned_card_take_15_keys(page: Page, lan: Account) -> None:
    enter(page, lan)
    page.goto("/quay/tiep-nhan/")
    keys = Keys(page)
    keys.scan(CARD)
    page.locator("#id_name[value='Nguyễn Thị Tư']").wait_for()
    settled(page)
    keys.type("ctbs")
    keys.press("Enter")
    page.locator("#id_copies:focus").wait_for()
    settled(page)
    keys.type("3")
    keys.press("Control+Shift+A", "F8")
    settled(page)
    keys.press("Control+Enter")
    page.get_by_text("Đã tiếp nhận").wait_for()
    assert keys.pressed <= 15
    dossier = Dossier.objects.get()
    assert dossier.copies == 3
    assert dossier.applicant.name == "Nguyễn Thị Tư"
    assert_accessible(page)
