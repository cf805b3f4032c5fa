"""The database is gone for a whole minute while dossiers are taken in, on pages and by machine."""

import json
import urllib.error
import urllib.request
from collections.abc import Iterator
from time import monotonic, sleep
from typing import Any

import pytest
from django.contrib.auth.hashers import PBKDF2PasswordHasher
from playwright.sync_api import Browser, BrowserContext, Page, expect

from motcua.api.actions.credentials import issue_credential
from motcua.api.auth import Scope
from motcua.api.models import ClientCredential
from motcua.directory.models import Account
from motcua.directory.rules.actors import SYSTEM
from motcua.dossiers.models import Dossier
from motcua.kernel.models import JournalEntry
from tests.browser import DESK
from tests.contract.requests import BIRTH
from tests.desks.counter_desk import CARD, INTAKE
from tests.project.lines import Line
from tests.world import FOUNDED, World

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

OUTAGE_SECONDS = 61
ANSWER_SECONDS = 10
"""Longer than this nobody is left without an answer while the database is away."""
PASSWORD = "sông Lô chảy qua phố"
PHONE = "0987654321"


def kept(secret: str) -> str:
    """As a server process of its own keeps it; tests otherwise take a quicker way."""
    return str(PBKDF2PasswordHasher().encode(secret, "salt-of-this-test", 1000))


class Machine:
    """A client of the machine interface."""

    def __init__(self, address: str, world: World) -> None:
        self.address = address
        credential, secret = issue_credential(
            account_id=world.id_of("lan"), scopes=list(Scope), actor=SYSTEM, at=FOUNDED
        )
        ClientCredential.objects.filter(id=credential.id).update(secret_hash=kept(secret))
        form = f"grant_type=client_credentials&client_id={credential.client_id}&client_secret={secret}".encode()
        with urllib.request.urlopen(f"{address}/api/v1/token", form) as answer:
            self.token = json.load(answer)["access_token"]

    def send(self) -> tuple[int, dict[str, Any], str | None]:
        """Status, body and Retry-After."""
        request = urllib.request.Request(
            f"{self.address}/api/v1/dossiers",
            json.dumps(BIRTH).encode(),
            {
                "Authorization": f"Bearer {self.token}",
                "Content-Type": "application/json",
                "Idempotency-Key": "one-minute-1",
            },
        )
        try:
            with urllib.request.urlopen(request, timeout=ANSWER_SECONDS) as answer:
                return answer.status, json.load(answer), None
        except urllib.error.HTTPError as problem:
            return problem.code, json.load(problem), problem.headers["Retry-After"]


@pytest.fixture
def contexts(_browser: Browser, served: str, committed_world: World) -> Iterator[dict[str, BrowserContext]]:
    """Lan's browsers, signed in: one with scripts, one without."""
    Account.objects.filter(id=committed_world.id_of("lan")).update(password=kept(PASSWORD))
    opened = {
        name: _browser.new_context(base_url=served, viewport=DESK, java_script_enabled=name == "scripts")
        for name in ("scripts", "plain")
    }
    for context in opened.values():
        page = context.new_page()
        page.goto(f"/dang-nhap/?next={INTAKE}")
        page.get_by_label("Tên đăng nhập").fill("lan")
        page.get_by_label("Mật khẩu").fill(PASSWORD)
        page.get_by_role("button", name="Đăng nhập").click()
        expect(page.locator("#id_procedure_text")).to_be_visible()
    yield opened
    for context in opened.values():
        context.close()


def fill_in(page: Page) -> None:
    """A birth of Nông Trang, everything but the acceptance."""
    page.fill("#id_procedure_text", "dkks")
    page.keyboard.press("Enter")
    expect(page.locator("[data-agency]")).to_have_text("UBND phường Việt Trì")
    page.fill("#id_identifier", CARD)
    page.keyboard.press("Enter")
    expect(page.locator("#id_name")).to_have_value("Nguyễn Thị Tư")
    page.fill("#id_place_text", "nong trang")
    page.keyboard.press("Enter")
    expect(page.locator("[data-agency]")).to_have_text("UBND phường Nông Trang")
    page.get_by_role("button", name="Đủ giấy tờ bắt buộc").click()
    page.get_by_role("button", name="Cập nhật").last.click()
    expect(page.locator("input[name=mark-birth_notice]:checked")).to_have_value("original")
    expect(page.locator(".htmx-request, .htmx-settling")).to_have_count(0)
    page.fill("#id_phone", PHONE)


def sent_in_vain(page: Page, button: str) -> None:
    """Press it while the database is away: a clear page, within seconds, that holds what was typed."""
    with page.expect_response(lambda one: one.request.method == "POST", timeout=ANSWER_SECONDS * 1000) as answered:
        page.get_by_role("button", name=button).click()
    assert (answered.value.status, answered.value.headers["retry-after"]) == (503, "30")
    expect(page.get_by_role("heading", level=1)).to_have_text("Hệ thống đang tạm gián đoạn")
    assert page.locator("input[name=phone]").input_value() == PHONE


def test_a_minute_without_the_database_loses_nothing(
    contexts: dict[str, BrowserContext], served: str, line: Line, committed_world: World
) -> None:
    machine = Machine(served, committed_world)
    scripts, plain = (contexts[name].pages[0] for name in ("scripts", "plain"))
    for page in (scripts, plain):
        fill_in(page)

    line.cut()
    went = monotonic()
    sent_in_vain(plain, "Tiếp nhận và in")
    scripts.keyboard.press("Control+Enter")
    expect(scripts.locator("[data-not-sent]")).to_be_visible(timeout=ANSWER_SECONDS * 1000)
    while (gone := monotonic() - went) < OUTAGE_SECONDS:
        status, told, retry_after = machine.send()
        assert (status, told["code"], retry_after) == (503, "ServiceUnavailable", "30")
        sleep(min(20, max(0, OUTAGE_SECONDS - gone)))
    sent_in_vain(plain, "Gửi lại")
    expect(scripts.locator("#id_phone")).to_have_value(PHONE)

    line.mend()
    plain.get_by_role("button", name="Gửi lại").click()
    expect(plain.get_by_text("Đã tiếp nhận H44")).to_be_visible()
    scripts.keyboard.press("Control+Enter")
    expect(scripts.get_by_text("Đã tiếp nhận H44")).to_be_visible()
    status, received, _ = machine.send()
    assert (status, machine.send()[1]["code"]) == (201, received["code"])

    codes = list(Dossier.objects.order_by("id").values_list("code", flat=True))
    day = (received["code"] or "").split("-")[1]
    assert codes == [f"H44.100.01-{day}-{number:04}" for number in (1, 2, 3)]
    assert JournalEntry.objects.filter(act="dossiers.accepted").count() == 3
    assert list(Dossier.objects.values_list("applicant__phone", flat=True).distinct()) == [PHONE]
