"""The leader's desk: numbers equal their lists, work is handed on and signed in bulk, after reading."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from motcua.dossiers.actions.outcome import propose_outcome
from motcua.dossiers.models import Outcome, Task
from motcua.dossiers.rules.stages import OutcomeKind
from motcua.kernel.models import JournalEntry
from tests.desks.entering import Enter, enters
from tests.world import World, accepted_birth, step_to


@pytest.fixture
def enter_as(world: World) -> Enter:
    return enters(world)


def births(world: World, count: int, step: str) -> list[Task]:
    now = timezone.now()
    return [
        step_to(world, accepted_birth(world, now - timedelta(minutes=9)), step, now - timedelta(minutes=8))
        for _ in range(count)
    ]


def numbers(page: str) -> dict[str, int]:
    found = re.findall(r'motcua-numbers__count">(\d+)</strong> ([^<]+)</a>', page)
    return {label: int(count) for count, label in found}


def test_every_number_is_the_length_of_its_list(enter_as: Enter, world: World) -> None:
    births(world, 2, "assign")
    births(world, 1, "appraise")
    births(world, 3, "sign")
    ha = enter_as("ha")
    shown = numbers(ha.get("/lanh-dao/").content.decode())
    assert shown["Chờ ký"] == 3
    assert shown["Chờ phân công"] == 3
    for label, path in {
        "Chờ ký": "ky/",
        "Chờ phân công": "phan-cong/",
        "Chờ duyệt xin lỗi, hẹn lại": "xin-loi-hen-lai/",
    }.items():
        assert ha.get(f"/lanh-dao/{path}").content.decode().count("data-row") == shown[label]
    for label, tab in {"Quá hạn": "late", "Đến hạn hôm nay": "today"}.items():
        assert ha.get(f"/xu-ly/?loai={tab}").content.decode().count("data-row") == shown[label]


def test_work_is_handed_on_in_bulk(enter_as: Enter, world: World) -> None:
    tasks = [*births(world, 2, "assign"), *births(world, 1, "appraise")]
    minh = world.id_of("minh")
    answer = enter_as("ha").post("/lanh-dao/phan-cong/", {"task": [task.id for task in tasks], "assignee_id": minh})
    assert answer.status_code == 302
    opened = Task.objects.filter(closed_at=None, leg__in=[task.leg_id for task in tasks])
    assert {(task.step, task.assignee_id) for task in opened} == {("appraise", minh)}


def test_nothing_is_handed_on_without_a_person_and_the_ticks_stay(enter_as: Enter, world: World) -> None:
    (task,) = births(world, 1, "assign")
    answer = enter_as("ha").post("/lanh-dao/phan-cong/", {"task": [task.id]})
    assert answer.status_code == 422
    assert f'value="{task.id}" checked' in answer.content.decode()
    task.refresh_from_db()
    assert task.closed_at is None


def test_only_what_was_read_is_signed_in_bulk(enter_as: Enter, world: World) -> None:
    tasks = []
    for task in births(world, 2, "appraise"):
        propose_outcome(
            leg_id=task.leg_id,
            kind=OutcomeKind.GRANTED,
            number=f"{task.id}/2026",
            actor=world.actor("minh"),
            at=timezone.now(),
        )
        tasks.append(step_to(world, task.leg.dossier, "sign", timezone.now()))
    ha = enter_as("ha")
    ha.get(f"/xu-ly/ho-so/{tasks[0].leg.dossier_id}/")
    page = ha.post("/lanh-dao/ky/", {"task": [task.id for task in tasks]}, follow=True).content.decode()
    assert "Phải xem hồ sơ trước khi ký" in page
    assert [outcome.leg_id for outcome in Outcome.objects.all()] == [tasks[0].leg_id]


def test_a_leader_of_another_agency_sees_and_signs_nothing(enter_as: Enter, world: World) -> None:
    signing, assigning = births(world, 1, "sign"), births(world, 1, "assign")
    cuong = enter_as("viet_tri_ha")
    assert set(numbers(cuong.get("/lanh-dao/").content.decode()).values()) == {0}
    before = JournalEntry.objects.count()
    cuong.post("/lanh-dao/ky/", {"task": [signing[0].id]})
    officer = world.id_of("viet_tri_minh")
    cuong.post("/lanh-dao/phan-cong/", {"task": [assigning[0].id], "assignee_id": officer})
    assert JournalEntry.objects.count() == before


@pytest.mark.parametrize("path", ["", "ky/", "phan-cong/", "xin-loi-hen-lai/"])
def test_only_leaders_open_the_leaders_desk(enter_as: Enter, path: str) -> None:
    assert {enter_as(name).get(f"/lanh-dao/{path}").status_code for name in ("minh", "son", "lan")} == {403}
