"""When agencies work, in the browser: read by year, changed with reasons, the effect shown before it is made."""

from datetime import date

import pytest
from django.test import Client
from playwright.sync_api import Page

from motcua.directory.models import CalendarEdition, DayOverride, WorkingSchedule
from motcua.directory.queries.calendars import work_calendar
from motcua.kernel.worktime import instant
from tests.browser import assert_accessible, enter
from tests.desks.steward import account, client_of
from tests.world import MONDAY, World

HOME = "/kiem-soat/lich/"
FLOOD = {
    "agency": "H44.101",
    "on": "08/09/2026",
    "sessions": "",
    "reason": "Ngập lụt",
    "legal_basis": "QĐ 12/QĐ-UBND",
}
WEEK = {f"day_{n}": "07:00-11:00, 13:00-17:00" for n in range(5)} | {"day_5": "07:30-11:30", "day_6": ""}
SUMMER = {"agency": "H44.101", "season_from": "16/4", "season_to": "15/10", "start": "01/01/2027", "end": ""}


@pytest.fixture
def steward(world: World) -> Client:
    return client_of(world, "steward")


def test_the_year_lists_holidays_and_makeup_days_with_their_edition(steward: Client) -> None:
    page = steward.get(HOME, {"nam": "2026"}).content.decode()
    for words in ("01/01/2026", "02/09/2026", "Nghỉ", "Bản lịch"):
        assert words in page
    assert "01/01/2026" not in steward.get(HOME, {"nam": "2025"}).content.decode()
    assert "chưa có năm này" in steward.get(HOME, {"nam": "2050"}).content.decode()
    assert steward.get(HOME, {"nam": "x"}).status_code == 200


def test_an_exception_shows_its_effect_before_it_is_kept(world: World, steward: Client) -> None:
    page = steward.post(f"{HOME}ngoai-le/", FLOOD | {"preview": "1"}).content.decode()
    assert "17:00 08/09/2026" in page
    assert "17:00 09/09/2026" in page
    assert "Thay đổi" in page
    assert not DayOverride.objects.exists()
    assert steward.post(f"{HOME}ngoai-le/", FLOOD).status_code == 302
    assert not work_calendar(world.agency("nong_trang"), MONDAY).is_working_day(date(2026, 9, 8))
    assert work_calendar(world.agency("viet_tri"), MONDAY).is_working_day(date(2026, 9, 8))
    assert "Ngập lụt" in steward.get(HOME, {"nam": "2026"}).content.decode()
    assert steward.post(f"{HOME}ngoai-le/", FLOOD).status_code == 409


@pytest.mark.parametrize(
    "change",
    [{"reason": ""}, {"legal_basis": " "}, {"on": "31/04/2026"}, {"sessions": "8-11"}, {"agency": "không có"},
     {"agency": "ubnd phuong"}, {"sessions": "07:30-11:30, 11:00-12:00"}],
)  # fmt: skip
def test_a_faulty_exception_is_told_and_not_kept(steward: Client, change: dict[str, str]) -> None:
    answer = steward.post(f"{HOME}ngoai-le/", FLOOD | change)
    assert answer.status_code == 422
    assert not DayOverride.objects.exists()


def test_several_agencies_that_fit_are_named_to_choose_from(steward: Client) -> None:
    page = steward.post(f"{HOME}ngoai-le/", FLOOD | {"agency": "ubnd phuong"}).content.decode()
    assert "H44.100 UBND phường Việt Trì" in page


def test_sessions_of_a_season_are_set_and_ended(world: World, steward: Client) -> None:
    values = SUMMER | WEEK | {"source": "QĐ 5/2026/QĐ-UBND"}
    page = steward.post(f"{HOME}gio-lam-viec/", values | {"preview": "1"}).content.decode()
    assert "Tác động đến ngày hẹn trả" in page
    assert not WorkingSchedule.objects.exists()
    assert steward.post(f"{HOME}gio-lam-viec/", values).status_code == 302
    row = WorkingSchedule.objects.get()
    assert (row.season_from, row.season_to, row.agency_id) == ("04-16", "10-15", world.agency("nong_trang"))
    calendar = work_calendar(world.agency("nong_trang"), MONDAY)
    assert calendar.opening(date(2027, 5, 8)) == instant(date(2027, 5, 8), 450), "a Saturday morning in the season"
    assert not calendar.is_working_day(date(2027, 11, 6))
    assert steward.post(f"{HOME}gio-lam-viec/", values).status_code == 409, "it crosses itself"
    assert "Thứ Hai – Thứ Sáu" in steward.get(HOME).content.decode()
    assert steward.post(f"{HOME}gio-lam-viec/{row.pk}/", {"end": "31/02/2028"}).status_code == 422
    assert steward.post(f"{HOME}gio-lam-viec/{row.pk}/", {"end": "01/01/2028"}).status_code == 302
    row.refresh_from_db()
    assert row.end == date(2028, 1, 1)
    assert steward.post(f"{HOME}gio-lam-viec/{row.pk}/", {"end": "01/02/2028"}).status_code == 409
    assert steward.get(f"{HOME}gio-lam-viec/999999/").status_code == 404


@pytest.mark.parametrize(
    "change", [{f"day_{n}": "" for n in range(7)}, {"season_from": "31/2"}, {"end": "01/01/2027"}, {"source": ""}]
)
def test_faulty_sessions_are_told_and_not_kept(steward: Client, change: dict[str, str]) -> None:
    answer = steward.post(f"{HOME}gio-lam-viec/", SUMMER | WEEK | {"source": "QĐ"} | change)
    assert answer.status_code == 422
    assert not WorkingSchedule.objects.exists()


def test_a_new_edition_shows_what_changes_and_is_published_once(steward: Client) -> None:
    page = steward.post(f"{HOME}ban-moi/", {"last_year": "2028", "preview": "1"}).content.decode()
    assert "01/01/2028" in page
    assert CalendarEdition.objects.count() == 1
    for _again in range(2):
        assert steward.post(f"{HOME}ban-moi/", {"last_year": "2028"}).status_code == 302
    assert CalendarEdition.objects.count() == 2
    assert steward.post(f"{HOME}ban-moi/", {"last_year": "1990"}).status_code == 422


@pytest.mark.parametrize("name", ["lan", "ha", "admin", "auditor"])
def test_nobody_else_sees_or_changes_calendars(world: World, name: str) -> None:
    client = client_of(world, name)
    for path in ("", "ban-moi/", "gio-lam-viec/", "gio-lam-viec/1/", "ngoai-le/"):
        assert client.get(f"{HOME}{path}").status_code == 403
    assert client.post(f"{HOME}ngoai-le/", FLOOD).status_code == 403
    assert not DayOverride.objects.exists()


@pytest.mark.browser
def test_the_pages_of_calendars_are_accessible_on_desk_and_phone(page: Page, phone: Page, world: World) -> None:
    for screen in (page, phone):
        enter(screen, account(world, "steward"))
        for path in ("", "ban-moi/", "gio-lam-viec/", "ngoai-le/"):
            screen.goto(f"{HOME}{path}")
            assert_accessible(screen)
