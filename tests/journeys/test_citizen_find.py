"""From the home page to the personal list: phone and desk, without scripts, by keyboard; light and accessible."""

import gzip
import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, Response, expect

from motcua.catalogue.actions.finding import load_finding
from motcua.catalogue.models import Procedure
from motcua.directory.rules.actors import SYSTEM
from tests.browser import DESK, PHONE, Keys, assert_accessible, open_page
from tests.world import MONDAY, World

pytestmark = [pytest.mark.browser, pytest.mark.django_db]

FIRST_LOAD_MAX = 130 * 1024
HTML_MAX = 15 * 1024
REQUESTS_MAX = 10
LIST = "thu-tuc/1.001193/can-gi/danh-sach/"
PAGES = (
    "",
    "thu-tuc/",
    "thu-tuc/?q=khai+sinh&linh-vuc=civil_status",
    "thu-tuc/?q=dang+ky+khia+sinh",
    "thu-tuc/?q=khong+co+gi+nhu+the",
    "su-kien/business/",
    "thu-tuc/1.001193/",
    "thu-tuc/2.002621/?place=07894",
    "thu-tuc/1.004222/?noi=nong",
    "thu-tuc/1.004222/?noi=qwerty",
    "thu-tuc/2.000488/can-gi/",
    "thu-tuc/2.000815/can-gi/danh-sach/?a.copies=x",
    f"{LIST}?a.registered_late=true&place=07894",
    "thu-tuc/9.999999/",
)
"""Every page of finding, empty, with hits, and with each fault."""


@pytest.fixture(autouse=True)
def _loaded(world: World) -> None:
    load_finding(actor=SYSTEM, at=MONDAY)


@pytest.fixture(params=[PHONE, DESK], ids=["phone", "desk"])
def plain(_browser: Browser, site: str, request: pytest.FixtureRequest) -> Iterator[Page]:
    """A browser without scripts, small and large."""
    yield from open_page(_browser, site, viewport=request.param, java_script_enabled=False)


@pytest.mark.parametrize("prefix", ["/", "/en/"])
def test_every_page_is_accessible_on_phone_and_desk(page: Page, phone: Page, prefix: str) -> None:
    for screen in (page, phone):
        for path in PAGES:
            screen.goto(prefix + path)
            assert_accessible(screen)


def test_names_of_any_length_fit_a_small_phone(phone: Page) -> None:
    long_name = ("Ẫễỗữ " * 30 + "Nghiêngngảnghiêngngảnghiêngngảnghiêngngảnghiêng")[:400]
    Procedure.objects.filter(code="1.001193").update(name_vi=long_name, name_en=long_name)
    phone.goto("/thu-tuc/?q=1.001193")
    expect(phone.get_by_role("link", name="Nghiêngngả")).to_be_visible()
    assert_accessible(phone)


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/thu-tuc/",
        "/su-kien/business/",
        "/thu-tuc/2.002621/?place=07894",
        f"/{LIST}?a.registered_late=true&place=07894",
    ],
)
def test_a_first_load_is_light(_browser: Browser, site: str, path: str) -> None:
    context = _browser.new_context(base_url=site, viewport=PHONE)
    screen = context.new_page()
    loaded: list[Response] = []
    screen.on("response", lambda response: loaded.append(response))
    screen.goto(path, wait_until="networkidle")
    sizes = {response.url: _sent(response) for response in loaded if not response.url.startswith("data:")}
    context.close()
    assert sum(sizes.values()) <= FIRST_LOAD_MAX, sizes
    assert sizes[site + path] <= HTML_MAX
    assert len(sizes) <= REQUESTS_MAX, sizes


def _sent(response: Response) -> int:
    """Bytes on the way: text compressed as the server does it, fonts as they are."""
    body = response.body()
    return len(body) if response.url.endswith(".woff2") else len(gzip.compress(body, 6))


def test_from_home_to_the_list_without_scripts(plain: Page) -> None:
    plain.goto("/")
    plain.get_by_label("Bạn cần làm thủ tục gì?").fill("ddawng ky khai sinh")
    plain.get_by_role("button", name="Tìm", exact=True).click()
    plain.get_by_role("link", name="Đăng ký khai sinh", exact=True).click()
    expect(plain.get_by_role("heading", level=1)).to_contain_text("Đăng ký khai sinh")
    plain.get_by_label("Việc của bạn ở xã, phường nào?").fill("nong trang")
    plain.get_by_role("button", name="Tìm nơi").click()
    plain.get_by_role("button", name="Phường Nông Trang, Tỉnh Phú Thọ").click()
    expect(plain.get_by_text("UBND phường Nông Trang")).to_be_visible()
    plain.get_by_role("link", name="Kiểm tra bạn cần những gì").click()
    plain.get_by_role("button", name="Xem danh sách").click()
    expect(plain.get_by_role("alert")).to_contain_text("Hãy chọn một câu trả lời")
    plain.get_by_label("Có", exact=True).check()
    plain.get_by_role("button", name="Xem danh sách").click()
    expect(plain.get_by_role("heading", level=1)).to_contain_text("Những gì bạn cần")
    expect(plain.get_by_text("Giấy chứng sinh hoặc giấy tờ thay giấy chứng sinh")).to_be_visible()
    expect(plain.get_by_text("UBND phường Nông Trang")).to_be_visible()
    expect(plain.get_by_alt_text("Mã QR mở lại danh sách này")).to_be_visible()
    link = plain.get_by_role("link", name="Tải bản in (PDF)").get_attribute("href") or ""
    assert plain.request.get(link).body().startswith(b"%PDF")
    plain.get_by_role("button", name="Chuẩn bị hồ sơ trực tuyến").click()
    expect(plain).to_have_url(re.compile(r"/nop/1\.001193/\?a\.registered_late=true&place=07894$"))


def test_from_an_event_to_a_start_page_in_two_steps(plain: Page) -> None:
    plain.goto("/")
    plain.get_by_role("link", name="Người thân qua đời").click()
    plain.get_by_role("link", name="Đăng ký khai tử", exact=True).click()
    expect(plain.get_by_role("heading", level=1)).to_contain_text("Đăng ký khai tử")


def test_the_same_by_keyboard_alone(page: Page) -> None:
    keys = Keys(page)
    page.goto("/")
    _tab_to(keys, "#q")
    keys.type("khai sinh")
    keys.press("Enter")
    expect(page.get_by_role("status")).to_contain_text("Có 8 thủ tục.")
    _tab_to(keys, "summary")
    keys.press("Enter")
    _tab_to(keys, "#facet-linh-vuc")
    keys.type("H")
    _tab_to(keys, ".motcua-facets button")
    keys.press("Enter")
    expect(page.get_by_role("status")).to_contain_text("Có 5 thủ tục.")
    _tab_to(keys, ".motcua-result__name")
    keys.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Đăng ký khai sinh")
    _tab_to(keys, "a[href$='/can-gi/']")
    keys.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Bạn cần những gì")
    _tab_to(keys, "main button")
    keys.press("Enter")
    expect(page.locator(".govuk-error-summary")).to_be_focused()
    keys.press("Tab", "Enter")
    expect(page.locator("[id='a.registered_late']")).to_be_focused()
    keys.press("Space")
    _tab_to(keys, "main button")
    keys.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Những gì bạn cần")


def _tab_to(keys: Keys, selector: str) -> None:
    """The Tab key until the first thing that the selector names has the focus, visibly."""
    for _ in range(60):
        keys.press("Tab")
        if keys.page.evaluate("selector => document.activeElement === document.querySelector(selector)", selector):
            return
    pytest.fail(f"the keyboard does not get to {selector}")
