"""Units and agencies over time, and changes of units from a dated file."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from playwright.sync_api import Page

from motcua.directory.models import AdministrativeUnit, UnitSuccession
from motcua.directory.rules.roles import RoleName
from tests.browser import assert_accessible, enter
from tests.desks.people import person
from tests.desks.steward import account, client_of
from tests.reference import Reference
from tests.world import World

UNITS, AGENCIES = "/kiem-soat/dia-ban/", "/kiem-soat/co-quan/"
CHANGE = """
on: 2027-01-01
legal_basis: NQ 1/2026/UBTVQH
source: Công báo
changes:
- merge: {units: ["07900", "07894"], into: {code: "90001", name: Việt Trì, kind: ward}}
"""


@pytest.fixture
def steward(world: World) -> Client:
    return client_of(world, "steward")


def change(text: str, name: str = "thay-doi.yaml") -> dict[str, SimpleUploadedFile]:
    return {"file": SimpleUploadedFile(name, text.encode())}


def test_units_are_found_by_unaccented_words_code_level_and_day(steward: Client) -> None:
    assert "Phường Việt Trì" in steward.get(UNITS, {"words": "viet tri"}).content.decode()
    assert "Phường Việt Trì" in steward.get(UNITS, {"words": "07900"}).content.decode()
    assert "Phường Việt Trì" not in steward.get(UNITS, {"level": "province"}).content.decode()
    assert "Phường Việt Trì" not in steward.get(UNITS, {"on": "01/01/2020"}).content.decode()


def test_a_change_file_ends_units_and_names_their_successors(reference_data: Reference) -> None:
    client = Client()
    kim = person("kim", "Dương Thị Kim", RoleName.STEWARD)
    client.force_login(kim, backend="motcua.desks.signing_in.PeopleBackend")
    ending = AdministrativeUnit.objects.get(code="07894", end__isnull=True)
    assert client.post(f"{UNITS}thay-doi/", change(CHANGE)).status_code == 302
    page = client.get(f"{UNITS}{ending.pk}/").content.decode()
    assert "đến trước 01/01/2027" in page
    heir = AdministrativeUnit.objects.get(code="90001")
    assert f"{UNITS}{heir.pk}/" in page
    assert f"{UNITS}{ending.pk}/" in client.get(f"{UNITS}{heir.pk}/").content.decode()


@pytest.mark.parametrize(
    "text", [CHANGE.replace("07894", "99999"), CHANGE.replace("2027-01-01", "soon"), "on: [", "", "\x00"]
)
def test_a_faulty_change_file_is_told_and_changes_nothing(steward: Client, text: str) -> None:
    answer = steward.post(f"{UNITS}thay-doi/", change(text, "../../thay-doi.yaml"))
    assert answer.status_code in {409, 422}
    assert not UnitSuccession.objects.exists()
    assert not AdministrativeUnit.objects.filter(end__isnull=False).exists()


def test_agencies_are_found_and_shown_with_place_and_period(world: World, steward: Client) -> None:
    page = steward.get(AGENCIES, {"words": "nong trang", "kind": "commune_police"}).content.decode()
    assert "Công an phường Nông Trang" in page
    assert "UBND phường Nông Trang" not in page
    page = steward.get(f"{AGENCIES}{world.agency('nong_trang')}/").content.decode()
    for words in ("TTPVHCC phường Nông Trang", "Phường Nông Trang", "mã tạm", "từ 01/07/2025"):
        assert words in page
    assert "Không có cơ quan nào" in steward.get(AGENCIES, {"words": "zzz"}).content.decode()


def test_unknown_places_and_other_people(world: World, steward: Client) -> None:
    assert steward.get(f"{UNITS}999999/").status_code == 404
    assert steward.get(f"{AGENCIES}999999/").status_code == 404
    for name in ("lan", "ha", "admin", "auditor"):
        client = client_of(world, name)
        for address in (UNITS, f"{UNITS}thay-doi/", f"{UNITS}{world.unit('viet_tri')}/", AGENCIES, f"{AGENCIES}1/"):
            assert client.get(address).status_code == 403
        assert client.post(f"{UNITS}thay-doi/", change(CHANGE)).status_code == 403
    assert not UnitSuccession.objects.exists()


@pytest.mark.browser
def test_the_pages_of_places_are_accessible_on_desk_and_phone(page: Page, phone: Page, world: World) -> None:
    for screen in (page, phone):
        enter(screen, account(world, "steward"))
        unit, agency = world.unit("nong_trang"), world.agency("nong_trang")
        for address in (UNITS, f"{UNITS}thay-doi/", f"{UNITS}{unit}/", AGENCIES, f"{AGENCIES}{agency}/"):
            screen.goto(address)
            assert_accessible(screen)
