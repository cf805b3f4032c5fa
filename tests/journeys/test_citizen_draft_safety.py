"""Whatever breaks while a citizen types, nothing is lost: the network, the server, the cookies; and all by keyboard."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from motcua.dossiers.models import Draft, DraftPage
from tests.browser import DESK, PHONE, Keys, assert_accessible
from tests.desks.drafting import CHILD, PERSON, pages_of_birth
from tests.journeys.test_citizen_drafts import PICTURE, begin, fill, go_on
from tests.world import World

pytestmark = [pytest.mark.browser, pytest.mark.django_db]

expect.set_options(timeout=30_000)


@pytest.fixture(autouse=True)
def _own_files(tmp_path: Path, settings: Any) -> None:
    settings.FILES_DIRECTORY = tmp_path


@pytest.fixture
def shaky(_browser: Browser, site: str) -> Iterator[Page]:
    """A page whose console may tell of a network that fails."""
    context = _browser.new_context(base_url=site, viewport=PHONE, timezone_id="Asia/Ho_Chi_Minh")
    yield context.new_page()
    context.close()


def open_page(page: Page, draft: Draft, key: str) -> None:
    page.goto(f"/ban-nhap/{draft.code}/trang/{key}/")


@pytest.mark.parametrize("key", ["place", "who", "applicant", "form-child", "return"])
def test_a_network_or_server_that_is_away_costs_nothing(shaky: Page, world: World, key: str) -> None:
    draft = begin(shaky)
    open_page(shaky, draft, key)
    typed = pages_of_birth(world)[key]
    if key == "place":
        fill(shaky, {"text": "nong trang"})
        go_on(shaky, "Tìm")
    fill(shaky, typed)
    shaky.route("**/ban-nhap/**", lambda route: route.abort())
    shaky.get_by_role("button", name="Tiếp tục", exact=True).click()
    expect(shaky.get_by_text("Chưa gửi được: mất kết nối")).to_be_visible()
    shaky.unroute("**/ban-nhap/**")
    shaky.context.clear_cookies()  # meanwhile the session and the device's memory are gone as well
    go_on(shaky)
    kept = DraftPage.objects.get(draft=draft, key=key)
    assert (kept.state, {name: texts[0] for name, texts in kept.typed.items()}) == ("done", typed)
    expect(shaky.get_by_text(draft.code)).to_be_visible()


def test_an_open_page_is_kept_while_it_is_typed(page: Page, world: World) -> None:
    draft = begin(page)
    page.clock.install()
    open_page(page, draft, "form-child")
    fill(page, {"child_name": "Trần V"})
    page.clock.run_for(20_000)
    expect(page.get_by_text("Đã lưu lúc")).to_be_visible()
    assert DraftPage.objects.get(draft=draft).typed["child_name"] == ["Trần V"]
    page.reload()
    expect(page.locator("[name=child_name]")).to_have_value("Trần V")
    fill(page, CHILD)
    go_on(page)
    draft.refresh_from_db()
    assert draft.answers["child_name"] == CHILD["child_name"], "no conflict with itself"


def test_a_file_that_was_not_sent_is_sent_again(shaky: Page, world: World) -> None:
    draft = begin(shaky)
    shaky.goto(f"/ban-nhap/{draft.code}/giay-to/birth_notice/")
    shaky.route("**/giay-to/**", lambda route: route.abort())
    shaky.set_input_files("#files", [PICTURE])
    expect(shaky.get_by_text("trang-1.png: chưa gửi được")).to_be_visible()
    shaky.unroute("**/giay-to/**")
    shaky.get_by_role("button", name="Gửi lại").click()
    expect(shaky.locator(".motcua-uploads__item")).to_have_count(1)
    shaky.set_input_files("#files", [{**PICTURE, "name": "anh.heic"}])
    expect(shaky.get_by_text("anh.heic").first).to_be_visible()
    expect(shaky.locator(".motcua-uploads__item")).to_have_count(1)


def test_by_keyboard_alone(page: Page, world: World) -> None:
    draft = begin(page)
    keys = Keys(page)
    open_page(page, draft, "applicant")
    page.locator("#id_name").focus()
    for text in ("Nguyễn Thị Tư", "025190001234", "8", "3", "1990", "Khu 5", "0912345678", ""):
        page.keyboard.insert_text(text)
        keys.press("Tab")
    expect(page.get_by_role("button", name="Tiếp tục", exact=True)).to_be_focused()
    with page.expect_navigation():
        keys.press("Enter")
    open_page(page, draft, "who")
    page.locator("[name=who]").first.focus()
    keys.press("Space", "ArrowDown", "Tab")
    with page.expect_navigation():
        keys.press("Enter")
    draft.refresh_from_db()
    assert (draft.parties["who"], draft.parties["applicant"]["name"]) == ("another", "Nguyễn Thị Tư")


@pytest.mark.parametrize("language", ["", "/en"])
def test_every_page_is_accessible_with_and_without_faults(page: Page, world: World, language: str) -> None:
    page.goto(f"{language}/nop/1.001193/")
    assert_accessible(page)
    with page.expect_navigation():
        page.locator("main form button").click()
    draft = Draft.objects.latest("id")
    Draft.objects.filter(id=draft.id).update(place_id=world.unit("nong_trang"))
    for viewport, paper in ((PHONE, "birth_notice"), (DESK, "identity_paper")):
        page.set_viewport_size(viewport)  # type: ignore[arg-type]
        page.goto(f"{language}/ban-nhap/{draft.code}/")
        assert_accessible(page)
        for key in ("place", "unit", "who", "applicant", "form-child", "return"):
            page.goto(f"{language}/ban-nhap/{draft.code}/trang/{key}/")
            assert_accessible(page)
            with page.expect_navigation():
                page.locator(".govuk-button-group .govuk-button").click()
            assert_accessible(page)
        page.goto(f"{language}/ban-nhap/{draft.code}/giay-to/{paper}/")
        with page.expect_navigation():
            page.locator("button[value=continue]").click()
        assert_accessible(page)
        page.set_input_files(
            "#files", [{**PICTURE, "name": "một tên tệp rất dài không có dấu cách_" + "x" * 90 + ".png"}]
        )
        expect(page.locator(".motcua-uploads__item").first).to_be_visible()
        assert_accessible(page)
        for address in ("kiem-tra/", "quay-lai/"):
            page.goto(f"{language}/ban-nhap/{draft.code}/{address}")
            assert_accessible(page)
    for address in ("/ban-nhap/", "/ban-nhap/mo/"):
        page.goto(language + address)
        assert_accessible(page)
    assert PERSON["name"] not in page.content()
