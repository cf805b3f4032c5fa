"""The work of an officer and a leader in a real browser, on a desk and on a phone, with and without scripts."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page

from motcua.dossiers.actions.supplement import complete_supplement, notify_supplement
from motcua.dossiers.models import Dossier, Outcome, SupplementRequest, Task
from tests.browser import assert_accessible, enter
from tests.desks.entering import account
from tests.world import World, accepted_birth, step_to

pytestmark = [pytest.mark.browser, pytest.mark.django_db]


@pytest.fixture
def birth(world: World) -> Dossier:
    now = timezone.now()
    data = {"child_name": "Lê Minh An", "child_born_on": "2026-11-20", "child_sex": "male"}
    dossier = accepted_birth(world, now - timedelta(minutes=9), data=data)
    step_to(world, dossier, "appraise", now - timedelta(minutes=8))
    return dossier


def test_from_taking_to_the_signature(page: Page, world: World, birth: Dossier) -> None:
    enter(page, account(world, "minh"))
    page.goto("/xu-ly/?loai=team")
    page.wait_for_load_state("networkidle")
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    page.get_by_text("Lê Minh An").wait_for()
    page.wait_for_load_state("networkidle")
    page.keyboard.press("n")
    page.get_by_text("Bạn đã nhận việc.").wait_for()
    page.keyboard.press("v")
    for label, text in {
        "Ngày xác minh": "1/9/2026",
        "Địa điểm": "Khu 5",
        "Thành phần tham gia": "Tổ trưởng dân phố",
        "Nội dung xác minh": "Nơi sinh của trẻ",
        "Kết quả xác minh": "Đúng như khai",
    }.items():
        page.get_by_label(label, exact=True).fill(text)
    assert_accessible(page)
    page.keyboard.press("Control+Enter")
    page.get_by_text("Đã ghi kết quả xác minh.").wait_for()
    page.keyboard.press("s")
    page.get_by_label("Nội dung cần bổ sung").first.fill("Giấy chứng sinh")
    page.get_by_label("Lý do", exact=True).first.fill("Bản chụp mờ")
    assert_accessible(page)
    page.keyboard.press("Control+Enter")
    page.get_by_text("Đã gửi yêu cầu bổ sung").wait_for()
    request = SupplementRequest.objects.get()
    notify_supplement(request_id=request.id, actor=world.actor("lan"), at=timezone.now())
    page.reload()
    assert page.get_by_text("Chờ bổ sung hồ sơ").first.is_visible()
    complete_supplement(request_id=request.id, marks=(), actor=world.actor("lan"), at=timezone.now())
    page.reload()
    page.wait_for_load_state("networkidle")
    page.keyboard.press("d")
    page.get_by_label("Đồng ý, cấp kết quả").check()
    page.get_by_label("Số kết quả").fill("45/2026")
    page.keyboard.press("Control+Enter")
    page.get_by_text("Đã trình dự thảo kết quả.").wait_for()
    page.keyboard.press("h")
    page.get_by_label("Ghi chú cho bước sau").fill("Đủ điều kiện")
    page.keyboard.press("Control+Enter")
    page.get_by_text("Đã hoàn thành bước.").wait_for()
    enter(page, account(world, "ha"))
    page.goto("/lanh-dao/")
    page.get_by_role("link", name="1 Chờ ký").click()
    page.get_by_role("link", name=str(birth)).click()
    page.get_by_role("link", name="Ký kết quả").click()
    page.get_by_role("button", name="Ký kết quả").click()
    page.get_by_text("Đã ký kết quả.").wait_for()
    assert Outcome.objects.get().number == "45/2026"


def test_the_same_without_scripts(plain_page: Page, world: World, birth: Dossier) -> None:
    enter(plain_page, account(world, "minh"))
    plain_page.goto("/xu-ly/?loai=team")
    plain_page.get_by_role("button", name="Nhận việc").click()
    plain_page.get_by_role("link", name="Lấy ý kiến cơ quan khác").click()
    plain_page.get_by_label("Cơ quan được lấy ý kiến").fill("so tu phap")
    plain_page.get_by_role("button", name="Tìm cơ quan").click()
    plain_page.get_by_label("Sở Tư pháp tỉnh Phú Thọ").check()
    plain_page.get_by_label("Nội dung lấy ý kiến").fill("Đề nghị cho ý kiến")
    plain_page.get_by_role("button", name="Lấy ý kiến cơ quan khác").click()
    assert plain_page.get_by_text("Đã gửi lấy ý kiến.").is_visible()
    assert Task.objects.filter(step="answer", closed_at=None).exists()


def test_letter_keys_can_be_switched_off(page: Page, world: World, birth: Dossier) -> None:
    enter(page, account(world, "minh"))
    page.goto("/xu-ly/?loai=team")
    page.keyboard.press("?")
    page.get_by_label("Dùng phím tắt một chữ trên máy này").uncheck()
    assert_accessible(page)
    page.keyboard.press("Escape")
    page.keyboard.press("j")
    assert page.evaluate("document.activeElement.hasAttribute('data-row')") is False


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_every_page_is_accessible_on_desk_and_phone(
    page: Page, phone: Page, world: World, birth: Dossier, prefix: str
) -> None:
    now = timezone.now()
    step_to(world, accepted_birth(world, now - timedelta(minutes=9)), "sign", now - timedelta(minutes=8))
    accepted_birth(world, now - timedelta(minutes=9))
    leg = birth.legs.get()
    task = Task.objects.get(leg=leg, closed_at=None)
    officer = ["", "?loai=team", "?loai=team&thu-tuc=dkks", "?loai=waiting", f"ho-so/{birth.id}/", "tim/?q=tu"]
    officer += [f"phan-viec/{leg.id}/{noun}/" for noun in ("xac-minh", "lay-y-kien", "yeu-cau-bo-sung", "du-thao")]
    leader = ["/lanh-dao/", "/lanh-dao/ky/", "/lanh-dao/phan-cong/", "/lanh-dao/xin-loi-hen-lai/"]
    leader += [f"/xu-ly/viec/{task.id}/phan-cong/", f"/xu-ly/phan-viec/{leg.id}/dung-xu-ly/"]
    for screen in (page, phone):
        enter(screen, account(world, "minh"))
        for path in officer:
            screen.goto(f"{prefix}/xu-ly/{path}")
            assert_accessible(screen)
        enter(screen, account(world, "ha"))
        for path in leader:
            screen.goto(f"{prefix}{path}")
            assert_accessible(screen)
