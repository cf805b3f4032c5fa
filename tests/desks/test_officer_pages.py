"""The officer's list and the page of a dossier: what is shown, to whom, at what cost."""

import csv
import io
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from motcua.dossiers.models import Dossier, Task
from motcua.kernel.models import JournalEntry
from tests.desks.entering import Enter, enters
from tests.world import World, accepted_birth, step_to


@pytest.fixture
def enter_as(world: World) -> Enter:
    return enters(world)


@pytest.fixture
def birth(world: World) -> Dossier:
    """A birth that waits to be appraised at Nông Trang."""
    return appraisable(world)


def appraisable(world: World) -> Dossier:
    now = timezone.now()
    dossier = accepted_birth(world, now - timedelta(minutes=2))
    step_to(world, dossier, "appraise", now - timedelta(minutes=1))
    return dossier


def test_the_list_says_who_what_which_step_and_how_long(enter_as: Enter, birth: Dossier) -> None:
    page = enter_as("minh").get("/xu-ly/?loai=team").content.decode()
    assert birth.code is not None
    for words in (birth.code, "Đăng ký khai sinh", "Nguyễn Thị Tư", "Kiểm tra hồ sơ", "làm việc", "Nhận việc"):
        assert words in page


def test_a_longer_list_costs_no_more_statements(
    enter_as: Enter, world: World, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    client = enter_as("minh")
    appraisable(world)
    client.get("/xu-ly/?loai=team")
    with django_assert_max_num_queries(8) as few:
        client.get("/xu-ly/?loai=team")
    for _ in range(4):
        appraisable(world)
    with django_assert_max_num_queries(len(few)):
        client.get("/xu-ly/?loai=team")


def test_the_page_of_a_dossier_never_says_how_to_reach_the_applicant(enter_as: Enter, world: World) -> None:
    dossier = accepted_birth(world, timezone.now(), data={"requester_phone": "0912345678", "child_name": "Lê An"})
    page = enter_as("minh").get(f"/xu-ly/ho-so/{dossier.id}/").content.decode()
    assert "Lê An" in page
    assert "0912345678" not in page
    assert "tu@example.vn" not in page


def test_opening_a_dossier_is_journalled(enter_as: Enter, world: World, birth: Dossier) -> None:
    enter_as("minh").get(f"/xu-ly/ho-so/{birth.id}/")
    entry = JournalEntry.objects.get(act="dossiers.read")
    assert (entry.actor_id, entry.dossier_id) == (world.id_of("minh"), birth.id)


def test_a_list_taken_out_as_a_file_is_journalled_and_holds_no_formulas(
    enter_as: Enter, world: World, birth: Dossier
) -> None:
    birth.applicant.name = "=HYPERLINK(1)"
    birth.applicant.save()
    answer = enter_as("minh").get("/xu-ly/danh-sach.csv?loai=team")
    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert rows[1][0] == birth.code
    assert rows[1][3] == "'=HYPERLINK(1)"
    assert JournalEntry.objects.get(act="dossiers.list_exported").data == {"list": "team", "rows": 1}


def test_a_whole_code_opens_its_dossier(enter_as: Enter, birth: Dossier) -> None:
    client = enter_as("minh")
    assert client.get("/xu-ly/tim/", {"q": str(birth)}).headers["Location"] == f"/xu-ly/ho-so/{birth.id}/"
    assert "Nguyễn Thị Tư" in client.get("/xu-ly/tim/", {"q": "nguyen tu"}).content.decode()
    assert "Nguyễn Thị Tư" not in enter_as("son").get("/xu-ly/tim/", {"q": "nguyen tu"}).content.decode()


def test_the_receipt_comes_without_phone_and_mail(
    enter_as: Enter, birth: Dossier, monkeypatch: pytest.MonkeyPatch
) -> None:
    printed: list[dict[str, Any]] = []

    def print_it(form: str, *, issued_at: datetime, data: dict[str, Any]) -> bytes:
        printed.append(data)
        return b"%PDF"

    monkeypatch.setattr("motcua.desks.officer.dossier_pages.render_issued", print_it)
    form = birth.forms.get()
    answer = enter_as("minh").get(f"/xu-ly/ho-so/{birth.id}/bieu-mau/{form.id}/")
    assert answer.headers["Content-Type"] == "application/pdf"
    assert printed[0]["applicant"]["name"] == "Nguyễn Thị Tư"
    assert (printed[0]["applicant"]["phone"], printed[0]["applicant"]["email"]) == ("", "")


@pytest.mark.parametrize("query", ["?loai=x", "?after=zz|y", "?nguoi=abc", "?thu-tuc=zzzzzz", "?loai=waiting&buoc=a"])
def test_addresses_typed_wrongly_still_open(enter_as: Enter, birth: Dossier, query: str) -> None:
    assert enter_as("minh").get(f"/xu-ly/{query}").status_code == 200


def test_filters_narrow_by_procedure_and_step(enter_as: Enter, birth: Dossier) -> None:
    client = enter_as("minh")
    assert birth.code is not None
    assert birth.code in client.get("/xu-ly/?loai=team&thu-tuc=dkks&buoc=appraise").content.decode()
    assert birth.code not in client.get("/xu-ly/?loai=team&thu-tuc=dkks&buoc=verify").content.decode()
    assert birth.code not in client.get("/xu-ly/?loai=team&thu-tuc=ctbs").content.decode()


def test_an_outsider_finds_nothing_and_leaves_nothing(enter_as: Enter, birth: Dossier) -> None:
    son = enter_as("son")
    form, task = birth.forms.get(), Task.objects.get(leg__dossier=birth, closed_at=None)
    before = JournalEntry.objects.count()
    paths = [f"ho-so/{birth.id}/", f"ho-so/{birth.id}/bieu-mau/{form.id}/", f"ho-so/{birth.id}/tep/1/"]
    assert {son.get(f"/xu-ly/{path}").status_code for path in paths} == {404}
    nouns = ["xac-minh", "lay-y-kien", "tra-loi", "rut-lay-y-kien", "yeu-cau-bo-sung", "nghia-vu-tai-chinh"]
    nouns += ["xin-loi-hen-lai", "du-thao"]
    for noun in nouns:
        assert son.get(f"/xu-ly/phan-viec/{task.leg_id}/{noun}/").status_code == 404
        assert son.post(f"/xu-ly/phan-viec/{task.leg_id}/{noun}/", {"reason": "x"}).status_code == 404
    for noun in ("luot-nhan", "hoan-thanh"):
        assert son.post(f"/xu-ly/viec/{task.id}/{noun}/").status_code == 404
    assert JournalEntry.objects.count() == before
    task.refresh_from_db()
    assert task.assignee_id is None


def test_the_desk_that_received_it_has_no_officers_page(enter_as: Enter, birth: Dossier) -> None:
    assert enter_as("lan").get(f"/xu-ly/ho-so/{birth.id}/").status_code == 403
