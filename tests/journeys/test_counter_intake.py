"""A person comes to the desk: taken in by keyboard alone, with a scanner and without, with scripts and without."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from motcua.directory.models import Account
from motcua.dossiers.models import Dossier
from tests.browser import DESK, Keys, assert_accessible, enter
from tests.desks.counter_desk import CARD, INTAKE
from tests.world import World, accepted_birth

pytestmark = [pytest.mark.browser, pytest.mark.django_db]

expect.set_options(timeout=30_000)
KEYS_WITH_SCANNER = 15
KEYS_WITHOUT_SCANNER = 45


@pytest.fixture
def lan(world: World) -> Account:
    return Account.objects.get(id=world.id_of("lan"))


def at_the_desk(page: Page, lan: Account) -> Keys:
    enter(page, lan)
    page.goto(INTAKE)
    expect(page.locator("#id_procedure_text")).to_be_focused()
    return Keys(page)


def accepted_and_printed(page: Page, keys: Keys) -> Dossier:
    """Ctrl+Enter: the receipt opens in a window of its own, the screen is empty for the next person."""
    with page.context.expect_page() as opened:
        keys.press("Control+Enter")
    expect(page.get_by_text("Đã tiếp nhận H44")).to_be_visible()
    expect(page.locator("#id_name")).to_have_value("")
    expect(page.locator("#id_procedure_text")).to_be_focused()
    dossier = Dossier.objects.latest("id")
    receipt = f"/quay/bieu-mau/{dossier.forms.get().id}.pdf"
    assert page.locator("[data-print]").get_attribute("href") == receipt
    opened.value.close()
    answer = page.request.get(receipt)
    assert answer.headers["content-type"] == "application/pdf"
    assert answer.body().startswith(b"%PDF")
    return dossier


def test_certified_copies_with_a_scanned_card(page: Page, lan: Account) -> None:
    keys = at_the_desk(page, lan)
    keys.scan(CARD)
    expect(page.locator("#id_name")).to_have_value("Nguyễn Thị Tư")
    expect(page.locator(".htmx-request, .htmx-settling")).to_have_count(0)
    expect(page.locator("#id_procedure_text")).to_be_focused()
    keys.type("ctbs")
    keys.press("Enter")
    expect(page.locator("#id_copies")).to_be_focused()
    keys.type("3")
    keys.press("Control+Shift+A", "F8")
    dossier = accepted_and_printed(page, keys)
    assert keys.pressed <= KEYS_WITH_SCANNER
    assert (dossier.copies, dossier.applicant.identifier) == (3, "025190001234")
    assert dossier.fees.get().paid_at is not None


def test_certified_copies_typed_by_hand(page: Page, lan: Account) -> None:
    keys = at_the_desk(page, lan)
    keys.type("ctbs")
    keys.press("Enter")
    expect(page.locator("#id_identifier")).to_be_focused()
    keys.type("025091009999")
    keys.press("Enter")
    expect(page.locator("#id_name")).to_be_focused()
    keys.type("Le Van Ba")
    keys.press("F7")
    keys.type("2")
    keys.press("Control+Shift+A", "F8")
    dossier = accepted_and_printed(page, keys)
    assert keys.pressed <= KEYS_WITHOUT_SCANNER
    assert (dossier.copies, dossier.applicant.name) == (2, "Le Van Ba")


def test_a_birth_of_another_commune_by_keys(page: Page, lan: Account, world: World) -> None:
    accepted_birth(world)
    keys = at_the_desk(page, lan)
    keys.type("dkks")
    expect(page.locator("#procedure-hits .motcua-hit").first).to_contain_text("Đăng ký khai sinh")
    keys.press("Enter")
    expect(page.locator("#id_identifier")).to_be_focused()
    keys.scan(CARD)  # the desk knows her: her telephone is filled in
    expect(page.locator("#id_phone")).to_have_value("0912345678")
    keys.press("F6")
    keys.type("nong trang")
    keys.press("Enter")
    expect(page.locator("[data-agency]")).to_have_text("UBND phường Nông Trang")
    keys.press("Control+Shift+A")
    expect(page.locator("#preview")).to_contain_text("Không")
    due = page.locator("[data-due]").text_content()
    page.locator("input[name=mark-authorisation]:checked").focus()
    keys.press("Space", "2", "m")
    keys.type("so 12")
    assert_accessible(page)
    dossier = accepted_and_printed(page, keys)
    assert dossier.competent_agency_id == world.agency("nong_trang")
    assert due and dossier.due_at
    paper = dossier.components.get(key="authorisation")
    assert (paper.form, paper.copies, paper.note) == ("original", 2, "so 12")


def test_a_birth_of_another_commune_without_scripts(plain_page: Page, lan: Account, world: World) -> None:
    enter(plain_page, lan)
    plain_page.goto(INTAKE)
    plain_page.fill("#id_procedure_text", "dkks")
    plain_page.keyboard.press("Enter")
    expect(plain_page.locator("[data-agency]")).to_have_text("UBND phường Việt Trì")
    plain_page.fill("#id_identifier", CARD)
    plain_page.keyboard.press("Enter")
    expect(plain_page.locator("#id_name")).to_have_value("Nguyễn Thị Tư")
    plain_page.fill("#id_place_text", "nong trang")
    plain_page.keyboard.press("Enter")
    expect(plain_page.locator("[data-agency]")).to_have_text("UBND phường Nông Trang")
    plain_page.get_by_role("button", name="Đủ giấy tờ bắt buộc").click()
    plain_page.set_input_files("input[name=file-declaration]", files=[SCAN])
    plain_page.get_by_role("button", name="Cập nhật").last.click()
    expect(plain_page.get_by_text("to-khai.png")).to_be_visible()
    plain_page.get_by_role("button", name="Tiếp nhận và in").click()
    expect(plain_page.get_by_text("Đã tiếp nhận H44")).to_be_visible()
    dossier = Dossier.objects.get()
    assert dossier.competent_agency_id == world.agency("nong_trang")
    assert dossier.components.filter(file__isnull=False).count() == 1
    receipt = plain_page.get_by_role("link", name="In phiếu").get_attribute("href")
    assert plain_page.request.get(receipt or "").body().startswith(b"%PDF")


def test_a_scan_chosen_with_scripts_is_stored_at_once(page: Page, lan: Account) -> None:
    keys = at_the_desk(page, lan)
    keys.type("dkks")
    keys.press("Enter")
    expect(page.locator("#id_identifier")).to_be_focused()
    page.set_input_files("input[name=file-declaration]", files=[SCAN])
    expect(page.locator("#scan-declaration")).to_contain_text("to-khai.png")
    page.set_input_files("input[name=file-birth_notice]", files=[SCAN | {"name": "x.pdf"}])
    expect(page.locator("[role=status].govuk-inset-text")).to_contain_text("x.pdf")
    expect(page.locator("#scan-declaration")).to_contain_text("to-khai.png")


def test_a_fault_is_summed_up_and_focused_and_nothing_typed_is_lost(page: Page, lan: Account) -> None:
    keys = at_the_desk(page, lan)
    keys.type("dkks")
    keys.press("Enter")
    expect(page.locator("#id_identifier")).to_be_focused()
    keys.type("12345")
    keys.press("Control+Enter")
    summary = page.locator(".govuk-error-summary")
    expect(summary).to_be_focused()
    expect(summary).to_contain_text("12 chữ số")
    expect(page.locator("#id_identifier")).to_have_value("12345")
    assert_accessible(page)


def test_form_02_is_filled_in_with_what_is_missing(page: Page, lan: Account) -> None:
    keys = at_the_desk(page, lan)
    keys.type("dkks")
    keys.press("Enter")
    keys.scan(CARD)
    expect(page.locator("#id_name")).to_have_value("Nguyễn Thị Tư")
    page.get_by_role("button", name="Chưa đủ: phiếu 02").click()
    expect(page.locator("#slip-title")).to_be_focused()
    assert page.locator("#item-text-1").input_value() == "Tờ khai đăng ký khai sinh"
    assert_accessible(page)
    with page.context.expect_page() as opened:
        page.get_by_role("button", name="Phát hành phiếu 02").click()
    expect(page.get_by_text("Đã lập phiếu yêu cầu bổ sung")).to_be_visible()
    opened.value.close()
    assert Dossier.objects.get().forms.get().form == "supplement"


@pytest.fixture
def page_that_may_complain(_browser: Browser, site: str) -> Iterator[Page]:
    """A page on which the console may tell of a server's failure."""
    context = _browser.new_context(base_url=site, viewport=DESK)
    yield context.new_page()
    context.close()


def test_a_server_that_is_away_costs_nothing_that_was_typed(page_that_may_complain: Page, lan: Account) -> None:
    page = page_that_may_complain
    keys = at_the_desk(page, lan)
    keys.type("dkks")
    keys.press("Enter")
    expect(page.locator("#id_identifier")).to_be_focused()
    keys.type("025091009999")
    page.route("**/quay/tiep-nhan/", lambda route: route.fulfill(status=503, body=""))
    keys.press("Enter")
    expect(page.get_by_text("Chưa gửi được đến máy chủ")).to_be_visible()
    expect(page.locator("#id_identifier")).to_have_value("025091009999")
    page.unroute("**/quay/tiep-nhan/")
    keys.press("Enter")
    expect(page.locator("#id_name")).to_be_focused()
    expect(page.get_by_text("Chưa gửi được đến máy chủ")).to_be_hidden()


SCAN = {
    "name": "to-khai.png",
    "mimeType": "image/png",
    "buffer": (
        b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x02\x00\x00\x00\x90wS\xde"
        b"\x00\x00\x00\x0cIDATx\x9cc\xf8\xff\xff?\x00\x05\xfe\x02\xfe\r\xefF\xb8\x00\x00\x00\x00IEND\xaeB`\x82"
    ),
}
