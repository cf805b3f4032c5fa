"""Internal processes of other systems: imported with all faults at once, checked, published never silently."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from playwright.sync_api import Page

from motcua.catalogue.models import ImportedRoute
from motcua.catalogue.rules.route_tables import PROCEDURE_COLUMNS, STEP_COLUMNS
from tests.browser import assert_accessible, enter
from tests.desks.steward import account, client_of
from tests.world import World

HOME = "/kiem-soat/quy-trinh/"
PROCEDURES = [
    "A-01,Quyết định công bố,Cấp giấy phép,xã,Xây dựng,5 ngày,5,,Đơn,Luật Xây dựng",
    "A-02,Quyết định công bố,Gia hạn giấy phép,xã,Xây dựng,2 ngày,2,,Đơn,Luật Xây dựng",
]
STEPS = [
    "A-01,GĐ1,1,Tiếp nhận,Một cửa,0.5,working_day,",
    "A-01,GĐ1,2,Thẩm định,Phòng Kinh tế,4,working_day,",
    "A-01,GĐ2,3,Ký,Lãnh đạo,4,working_hour,",
    "A-02,,1,Thẩm định,Phòng Kinh tế,3,working_day,",
]


def tables(procedures: list[str] = PROCEDURES, steps: list[str] = STEPS) -> dict[str, SimpleUploadedFile]:
    """Both files as a browser sends them."""
    return {
        "procedures": SimpleUploadedFile("p.csv", "\n".join([",".join(PROCEDURE_COLUMNS), *procedures]).encode()),
        "steps": SimpleUploadedFile("s.csv", "\n".join([",".join(STEP_COLUMNS), *steps]).encode()),
    }


@pytest.fixture
def steward(world: World) -> Client:
    return client_of(world, "steward")


def test_tables_become_drafts_with_a_verdict_and_the_list_is_filtered_by_it(steward: Client) -> None:
    page = steward.post(f"{HOME}nhap/", tables()).content.decode()
    assert "Quy trình mới" in page
    assert {row.key: row.verdict for row in ImportedRoute.objects.all()} == {"A-01": "match", "A-02": "exceeds"}
    page = steward.get(HOME, {"verdict": "exceeds"}).content.decode()
    assert "A-02" in page
    assert "A-01" not in page
    assert "A-01" in steward.get(HOME, {"state": "draft"}).content.decode()
    assert "A-01" not in steward.get(HOME, {"state": "published"}).content.decode()
    lines = steward.get(f"{HOME}danh-sach.csv", {"verdict": "exceeds"}).content.decode("utf-8-sig").splitlines()
    assert len(lines) == 2


def test_every_fault_of_both_tables_is_named_by_line_and_nothing_is_kept(steward: Client) -> None:
    faulty = tables([PROCEDURES[0].replace(",5,,", ",năm,,")], [STEPS[0].replace(",0.5,", ",nửa,"), "A-01,too,few"])
    answer = steward.post(f"{HOME}nhap/", faulty)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert page.count("Dòng ") >= 3
    assert not ImportedRoute.objects.exists()


def test_a_route_shows_its_steps_phases_sums_and_findings(steward: Client) -> None:
    steward.post(f"{HOME}nhap/", tables())
    page = steward.get(f"{HOME}{ImportedRoute.objects.get(key='A-01').pk}/").content.decode()
    for words in ("GĐ1", "4,5", "Phòng Kinh tế", "Khớp thời hạn", "Tổng các bước"):
        assert words in page
    page = steward.get(f"{HOME}{ImportedRoute.objects.get(key='A-02').pk}/").content.decode()
    assert "vượt thời hạn 2 ngày là 1 ngày" in page


def test_a_route_that_breaks_its_limit_needs_a_reason_that_is_shown_for_ever(steward: Client) -> None:
    steward.post(f"{HOME}nhap/", tables())
    row = ImportedRoute.objects.get(key="A-02")
    assert steward.post(f"{HOME}{row.pk}/", {}).status_code == 409
    row.refresh_from_db()
    assert row.published_at is None
    assert steward.post(f"{HOME}{row.pk}/", {"despite": "Đang trình sửa thời hạn"}).status_code == 302
    assert "Đang trình sửa thời hạn" in steward.get(f"{HOME}{row.pk}/").content.decode()
    assert "Đang trình sửa thời hạn" in steward.get(HOME).content.decode()


def test_an_unknown_route_is_told_and_others_do_not_come_here(world: World, steward: Client) -> None:
    assert steward.get(f"{HOME}999999/").status_code == 404
    for name in ("lan", "ha", "admin", "auditor"):
        client = client_of(world, name)
        for path in ("", "danh-sach.csv", "nhap/", "1/"):
            assert client.get(f"{HOME}{path}").status_code == 403
        assert client.post(f"{HOME}nhap/", tables()).status_code == 403
    assert not ImportedRoute.objects.exists()


@pytest.mark.browser
def test_the_pages_of_routes_are_accessible_on_desk_and_phone(page: Page, phone: Page, world: World) -> None:
    client_of(world, "steward").post(f"{HOME}nhap/", tables())
    for screen in (page, phone):
        enter(screen, account(world, "steward"))
        for path in ("", "nhap/", f"{ImportedRoute.objects.get(key='A-02').pk}/"):
            screen.goto(f"{HOME}{path}")
            assert_accessible(screen)
