"""Files of a dossier: stored with the act, seen as pictures, read by nobody outside; and what a page costs."""

import io
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from PIL import Image
from pytest_django import DjangoAssertNumQueries, Settings

from motcua.dossiers.models import Task, Verification
from motcua.kernel.models import JournalEntry
from tests.desks.entering import Enter, enters
from tests.world import World, accepted_birth, step_to


@pytest.fixture
def enter_as(world: World) -> Enter:
    return enters(world)


@pytest.fixture
def task(world: World) -> Task:
    now = timezone.now()
    dossier = accepted_birth(world, now - timedelta(minutes=5))
    return step_to(world, dossier, "appraise", now - timedelta(minutes=4))


def test_a_record_is_kept_when_the_act_is_refused_and_opened_as_pictures(
    enter_as: Enter, task: Task, settings: Settings, tmp_path: Path
) -> None:
    settings.MEDIA_ROOT = str(tmp_path)
    picture = io.BytesIO()
    Image.new("RGB", (40, 30), "white").save(picture, "PNG")
    given = {"on": "1/9/2020", "hour": "08:30", "place": "Khu 5", "participants": "Tổ trưởng", "content": "Nơi sinh"}
    minh, path = enter_as("minh"), f"/xu-ly/phan-viec/{task.leg_id}/xac-minh/"
    scan = SimpleUploadedFile("bien-ban.png", picture.getvalue(), "image/png")
    page = minh.post(path, given | {"file": scan}).content.decode()
    kept = page.split('name="kept_file" value="')[1].split('"')[0]
    stolen = enter_as("mai").post(path, given | {"result": "Đúng", "kept_file": kept})
    assert stolen.status_code == 302
    assert Verification.objects.get().record_id is None, "another person's upload is not attached by its number"
    assert minh.post(path, given | {"result": "Đúng", "kept_file": kept}).status_code == 302
    record = Verification.objects.order_by("id").last()
    assert record is not None
    base = f"/xu-ly/ho-so/{task.leg.dossier_id}/tep/{record.record_id}"
    assert "bien-ban.png" in minh.get(f"{base}/").content.decode()
    shown = minh.get(f"{base}/trang/1/")
    assert b"".join(shown).startswith(b"\x89PNG")
    assert "attachment" in minh.get(f"{base}/ban-tai/").headers["Content-Disposition"]
    assert JournalEntry.objects.filter(act="documents.file_read").count() == 2
    son = enter_as("son")
    assert {son.get(f"{base}/{part}").status_code for part in ("", "trang/1/", "ban-tai/")} == {404}


def test_a_dossiers_page_costs_a_fixed_number_of_statements(
    enter_as: Enter, world: World, task: Task, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    minh, path = enter_as("minh"), f"/xu-ly/ho-so/{task.leg.dossier_id}/"
    given = {"agency_text": "so tu phap", "agency_id": world.agency("justice"), "content": "x"}
    minh.get(path)
    for _ in range(2):
        minh.post(f"/xu-ly/phan-viec/{task.leg_id}/lay-y-kien/", given)
    minh.get(path)
    with django_assert_max_num_queries(36) as few:
        minh.get(path)
    cost = len(few)
    for _ in range(3):
        minh.post(f"/xu-ly/phan-viec/{task.leg_id}/lay-y-kien/", given)
    with django_assert_max_num_queries(cost):
        minh.get(path)


def test_the_leaders_day_costs_a_fixed_number_of_statements(
    enter_as: Enter, world: World, task: Task, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    ha = enter_as("ha")
    ha.get("/lanh-dao/")
    with django_assert_max_num_queries(16) as few:
        ha.get("/lanh-dao/")
    for _ in range(3):
        accepted_birth(world, timezone.now())
    with django_assert_max_num_queries(len(few)):
        ha.get("/lanh-dao/")
