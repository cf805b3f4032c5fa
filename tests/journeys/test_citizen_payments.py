"""A citizen pays fees: phone without scripts, desktop, both languages, by keyboard; the stand-in calls back."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Browser, Page, expect

from motcua.dossiers.models import Dossier, PaymentOrder
from motcua.exchange.actions.payments import CALLBACK_PATH, ask
from motcua.exchange.adapters.payment_sandbox import Behaviour
from motcua.exchange.rules.vietqr import BankAccount
from tests.browser import PHONE, assert_accessible, open_page
from tests.exchange.gateway import SECRET, Gateway, gateway, owing
from tests.world import World

__all__ = ["gateway"]
pytestmark = [pytest.mark.browser, pytest.mark.django_db]

expect.set_options(timeout=30_000)


@pytest.fixture
def plain_phone(_browser: Browser, site: str) -> Iterator[Page]:
    """A small phone without scripts."""
    yield from open_page(_browser, site, viewport=PHONE, java_script_enabled=False)


@pytest.fixture
def dossier(world: World, gateway: Gateway, settings: Any) -> Dossier:
    settings.PAYMENT_GATEWAY_URL, settings.PAYMENT_GATEWAY_SECRET = gateway.url, SECRET
    settings.BANK_ACCOUNT = BankAccount("970436", "0011001234567", "KHO BAC NHA NUOC")
    return owing(world)


def asked(gateway: Gateway, site: str) -> None:
    """What the worker's job does."""
    ask(
        order_id=PaymentOrder.objects.get().id, gateway=gateway.client, callback_address=f"{site}{CALLBACK_PATH}",
        return_address=f"{site}/tra-cuu/", at=timezone.now(),
    )  # fmt: skip


@pytest.mark.parametrize("behaviour", ["lost", "double", "forged"])
def test_on_a_phone_without_scripts_whatever_the_callbacks_do(
    plain_phone: Page, dossier: Dossier, gateway: Gateway, site: str, behaviour: str
) -> None:
    page = plain_phone
    page.goto(f"/t/{dossier.code}/{dossier.check_key}")
    page.get_by_role("link", name="Phí, lệ phí và nộp trực tuyến").click()
    page.get_by_role("button", name="Nộp trực tuyến").click()
    expect(page.get_by_text("Chưa nhận được tiền.")).to_be_visible()
    asked(gateway, site)
    gateway.sandbox.behaviour = Behaviour(callbacks=behaviour)
    page.get_by_role("link", name="Kiểm tra lại", exact=True).click()
    page.get_by_role("button", name="Đến cổng thanh toán").click()
    page.get_by_role("button", name="Trả tiền").click()
    expect(page.get_by_text("Đã trả")).to_be_visible()
    assert gateway.sandbox.calls == {"lost": [], "double": [204, 204], "forged": [403]}[behaviour]
    page.goto(f"/t/{dossier.code}/{dossier.check_key}/nop-phi/")
    expect(page.get_by_text("Chưa nhận được tiền.")).to_be_visible()  # a callback alone pays nothing
    asked(gateway, site)
    page.get_by_role("link", name="Kiểm tra lại", exact=True).click()
    expect(page.get_by_text("Đã nhận được tiền")).to_be_visible()


@pytest.mark.parametrize("language", ["", "/en"])
def test_by_keyboard_and_accessible_in_every_state(
    page: Page, dossier: Dossier, gateway: Gateway, site: str, language: str
) -> None:
    address = f"{language}/t/{dossier.code}/{dossier.check_key}/nop-phi/"
    for size in (PHONE, {"width": 1366, "height": 768}):
        page.set_viewport_size(size)  # type: ignore[arg-type]
        page.goto(address)
        assert_accessible(page)
    page.locator("main form button").focus()
    with page.expect_navigation():
        page.keyboard.press("Enter")
    asked(gateway, site)
    page.set_viewport_size(PHONE)  # type: ignore[arg-type]
    page.goto(address)
    assert_accessible(page)
    gateway.sandbox.behaviour = Behaviour(callbacks="lost")
    gateway.sandbox.pay(PaymentOrder.objects.get().reference)
    asked(gateway, site)
    page.goto(address)
    expect(page.locator(".govuk-panel--confirmation")).to_be_visible()
    assert_accessible(page)
