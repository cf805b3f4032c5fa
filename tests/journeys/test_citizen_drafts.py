"""A citizen files a birth registration: phone and desktop, with scripts and without, both languages, keyboard alone."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from motcua.dossiers.models import Dossier, Draft
from tests.browser import PHONE, open_page
from tests.contract.casebook import PNG
from tests.desks.drafting import BEGIN, BIRTH, CHILD, MOTHER, PARENTS, PERSON
from tests.world import World

pytestmark = [pytest.mark.browser, pytest.mark.django_db]

expect.set_options(timeout=30_000)
PICTURE = {"name": "trang-1.png", "mimeType": "image/png", "buffer": PNG}


@pytest.fixture(autouse=True)
def _own_files(tmp_path: Path, settings: Any) -> None:
    settings.FILES_DIRECTORY = tmp_path


@pytest.fixture
def plain_phone(_browser: Browser, site: str) -> Iterator[Page]:
    """A small phone without scripts."""
    yield from open_page(_browser, site, viewport=PHONE, java_script_enabled=False)


def go_on(page: Page, words: str = "Tiếp tục") -> None:
    with page.expect_navigation():
        page.get_by_role("button", name=words, exact=True).click()


def begin(page: Page, words: str = "Bắt đầu") -> Draft:
    page.goto(BEGIN)
    go_on(page, words)
    expect(page.locator(".govuk-task-list").first).to_be_visible()
    return Draft.objects.latest("id")


def fill(page: Page, typed: dict[str, str]) -> None:
    for name, text in typed.items():
        box = page.locator(f"[name='{name}']")
        if box.first.get_attribute("type") == "radio":
            page.locator(f"[name='{name}'][value='{text}']").check()
        elif box.first.evaluate("box => box.tagName") == "SELECT":
            box.select_option(text)
        else:
            box.fill(text)


def whole_journey(page: Page, world: World, *, has_scripts: bool) -> None:
    draft = begin(page)
    page.get_by_role("link", name="Việc này thuộc xã, phường nào?").click()
    page.fill("#id_text", "nong trang")
    go_on(page, "Tìm")
    page.get_by_label("Phường Nông Trang, Tỉnh Phú Thọ").check()
    go_on(page)
    expect(page.get_by_text("Cơ quan có thẩm quyền giải quyết: UBND phường Nông Trang")).to_be_visible()
    go_on(page)
    page.get_by_label("Cho chính tôi").check()
    go_on(page)
    go_on(page)  # nothing typed: every fault is told
    expect(page.locator(".govuk-error-summary")).to_contain_text("Hãy nhập họ tên.")
    fill(page, PERSON)
    go_on(page)
    expect(page.locator("[name=requester_name]")).to_have_value(PERSON["name"])
    fill(page, {"requester_relation": "mother", "requester_residence-unit": "Phường Nông Trang, Tỉnh Phú Thọ"})
    go_on(page)
    for typed in (CHILD, BIRTH, PARENTS, MOTHER, {}):
        fill(page, typed)
        go_on(page)
    page.get_by_label("Bản điện tử").check()
    go_on(page)
    for paper in ("Giấy chứng sinh", "Giấy tờ tùy thân"):
        page.get_by_role("link", name=paper).click()
        page.set_input_files("#files", [PICTURE, {**PICTURE, "name": "trang-2.png"}])
        if not has_scripts:
            go_on(page, "Tải lên")
        expect(page.locator(".motcua-uploads__item")).to_have_count(2)
        go_on(page)
    for paper in ("Giấy chứng nhận kết hôn", "Văn bản ủy quyền"):
        page.get_by_role("link", name=paper).click()
        go_on(page, "Tôi chưa có, bổ sung sau")
    page.get_by_role("button", name="Xem lại và nộp").click()
    page.get_by_role("link", name="Sửa Người được khai sinh").click()
    fill(page, {"child_home_town": "Nông Trang, Phú Thọ"})
    go_on(page)
    expect(page.get_by_role("heading", name="Xem lại trước khi nộp")).to_be_visible()
    expect(page.get_by_text("Nông Trang, Phú Thọ", exact=True)).to_be_visible()
    page.get_by_role("button", name="Tiếp tục để cam đoan và nộp").click()
    page.get_by_label("Tôi cam đoan").check()
    page.get_by_role("button", name="Nộp hồ sơ").dblclick()
    expect(page.get_by_role("heading", name="Hồ sơ đã được nộp")).to_be_visible()
    expect(page.get_by_text(draft.code).first).to_be_visible()
    dossier = Dossier.objects.get()
    assert dossier.data["child_home_town"] == "Nông Trang, Phú Thọ"
    assert dossier.components.filter(file__isnull=False).count() == 4
    page.get_by_role("link", name="Theo dõi hồ sơ").click()
    expect(page.get_by_text("trả lời chậm nhất")).to_be_visible()


def test_on_a_phone_with_scripts(phone: Page, world: World) -> None:
    whole_journey(phone, world, has_scripts=True)


def test_on_a_phone_without_scripts(plain_phone: Page, world: World) -> None:
    whole_journey(plain_phone, world, has_scripts=False)


def test_on_a_desktop_without_scripts(plain_page: Page, world: World) -> None:
    whole_journey(plain_page, world, has_scripts=False)
