"""Rules of the law as dated data: every one shown, each given a new value from a date, the old one kept."""

from datetime import date

import pytest
from django.test import Client
from playwright.sync_api import Page

from motcua.catalogue.models import LawSetting
from motcua.catalogue.queries.settings import law_settings
from motcua.catalogue.rules.settings import SETTINGS
from tests.browser import assert_accessible, enter
from tests.desks.steward import BIRTH, account, client_of
from tests.world import World

HOME = "/kiem-soat/quy-dinh/"
REST = {"start": "01/01/2028", "legal_basis": "NĐ 1/2027/NĐ-CP, Điều 1", "certainty": "sourced", "procedure": ""}


@pytest.fixture
def steward(world: World) -> Client:
    return client_of(world, "steward")


def test_every_rule_is_listed_in_words_with_its_legal_basis(steward: Client) -> None:
    page = steward.get(HOME).content.decode()
    for key in SETTINGS:
        assert f"{HOME}{key}/" in page
        assert f">{key}<" not in page, "a key without words"
    assert "3 ngày làm việc" in page


@pytest.mark.parametrize("key", SETTINGS)
def test_every_rule_can_be_given_the_value_it_has(steward: Client, key: str) -> None:
    form = steward.get(f"{HOME}{key}/").context["form"]
    before = LawSetting.objects.filter(key=key, procedure=None).latest("start").value
    values = {name: field.value() for name, field in ((name, form[name]) for name in form.fields)}
    answer = steward.post(f"{HOME}{key}/", {name: value or "" for name, value in values.items()} | REST)
    assert answer.status_code == 302, answer.context["form"].errors
    row = LawSetting.objects.get(key=key, start=date(2028, 1, 1))
    assert SETTINGS[key].value(row.value) == SETTINGS[key].value(before)


def test_a_new_value_ends_the_old_one_and_both_stay_readable(steward: Client) -> None:
    answer = steward.post(f"{HOME}supplement_notice/", {"amount": "1,5", "unit": "working_day"} | REST)
    assert answer.status_code == 302
    page = steward.get(f"{HOME}supplement_notice/").content.decode()
    assert "1,5 ngày làm việc" in page
    assert "đến trước 01/01/2028" in page
    assert law_settings(date(2028, 1, 1)).supplement_notice.value == 3 / 2
    assert law_settings(date(2027, 12, 31)).supplement_notice.value == 3


def test_a_value_for_one_procedure_leaves_the_others_alone(steward: Client) -> None:
    values = {"value": "2"} | REST | {"procedure": BIRTH}
    assert steward.post(f"{HOME}apology_max/", values).status_code == 302
    assert law_settings(date(2028, 1, 1), BIRTH).apology_max == 2
    assert law_settings(date(2028, 1, 1)).apology_max != 2
    assert "Đăng ký khai sinh" in steward.get(f"{HOME}apology_max/").content.decode()


@pytest.mark.parametrize(
    ("key", "values"),
    [
        ("supplement_notice", {"amount": "ba", "unit": "working_day"}),
        ("supplement_notice", {"amount": "0", "unit": "working_day"}),
        ("supplement_notice", {"amount": "1/0", "unit": "working_day"}),
        ("same_day_cutoff", {"value": "25h"}),
        ("apology_max", {"value": "-1"}),
        ("uncollected_reminders", {"value": "30 ngày"}),
        ("apology_max", {"value": "1", "legal_basis": ""}),
        ("apology_max", {"value": "1", "start": "31/02/2027"}),
        ("apology_max", {"value": "1", "procedure": "9.999999"}),
    ],
)
def test_a_bad_value_is_told_and_nothing_changes(steward: Client, key: str, values: dict[str, str]) -> None:
    before = LawSetting.objects.count()
    answer = steward.post(f"{HOME}{key}/", REST | values)
    assert answer.status_code in {409, 422}
    assert answer.context["form"].errors
    assert LawSetting.objects.count() == before


def test_a_day_that_is_taken_is_told(steward: Client) -> None:
    for status in (302, 409):
        assert steward.post(f"{HOME}apology_max/", {"value": "1"} | REST).status_code == status


def test_unknown_rules_and_other_people(world: World, steward: Client) -> None:
    assert steward.get(f"{HOME}khong-co/").status_code == 404
    before = LawSetting.objects.count()
    for name in ("lan", "ha", "admin", "auditor"):
        assert client_of(world, name).get(HOME).status_code == 403
        assert client_of(world, name).post(f"{HOME}apology_max/", {"value": "1"} | REST).status_code == 403
    assert LawSetting.objects.count() == before


@pytest.mark.browser
def test_the_pages_of_rules_are_accessible_on_desk_and_phone(page: Page, phone: Page, world: World) -> None:
    for screen in (page, phone):
        enter(screen, account(world, "steward"))
        for path in ("", "supplement_notice/", "citations/", "form_set/"):
            screen.goto(f"{HOME}{path}")
            assert_accessible(screen)
