"""Every act of the officer and the leader through its page: one POST, one action, refusals in words."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from motcua.catalogue.queries.editions import edition
from motcua.dossiers.actions.correction import report_error
from motcua.dossiers.actions.outcome import propose_outcome
from motcua.dossiers.actions.processing import complete_step
from motcua.dossiers.actions.supplement import complete_supplement, notify_supplement
from motcua.dossiers.actions.transfer import send_papers
from motcua.dossiers.models import (
    Apology,
    Consultation,
    Correction,
    Dossier,
    Obligation,
    Outcome,
    SupplementRequest,
    Task,
    Termination,
    Transfer,
    Verification,
)
from motcua.dossiers.rules.stages import OutcomeKind
from motcua.kernel.worktime import TIME_ZONE
from tests.desks.entering import Enter, enters
from tests.world import World, accepted, accepted_birth, step_to

LONG = "1.013225"
"""A matter of several days, with every act in its route."""


@pytest.fixture
def enter_as(world: World) -> Enter:
    return enters(world)


@pytest.fixture
def now() -> datetime:
    return timezone.now()


@pytest.fixture
def task(world: World, now: datetime) -> Task:
    """A birth, being appraised at Nông Trang, nobody's yet."""
    dossier = accepted_birth(world, now - timedelta(minutes=5))
    return step_to(world, dossier, "appraise", now - timedelta(minutes=4))


def leg(task: Task, noun: str) -> str:
    return f"/xu-ly/phan-viec/{task.leg_id}/{noun}/"


def accepts(client: Client, path: str, given: Mapping[str, Any] | None = None) -> None:
    answer = client.post(path, given or {})
    assert answer.status_code == 302, answer.content.decode()
    assert "/xu-ly/ho-so/" in answer.headers["Location"]


def test_finishing_the_step_of_the_draft_warns_while_there_is_none(enter_as: Enter, task: Task) -> None:
    minh, warning = enter_as("minh"), "Chưa có dự thảo kết quả"
    path = f"/xu-ly/viec/{task.id}/hoan-thanh/"
    assert warning in minh.get(path).content.decode()
    accepts(minh, leg(task, "du-thao"), {"kind": "granted", "number": "45/2026"})
    assert warning not in minh.get(path).content.decode()


def test_taking_and_finishing_a_step(enter_as: Enter, task: Task) -> None:
    minh = enter_as("minh")
    accepts(minh, f"/xu-ly/viec/{task.id}/luot-nhan/")
    accepts(minh, f"/xu-ly/viec/{task.id}/hoan-thanh/", {"note": "Đã ghi sổ"})
    task.refresh_from_db()
    assert (task.note, task.closed_at is not None) == ("Đã ghi sổ", True)
    assert Task.objects.get(leg=task.leg, closed_at=None).step == "sign"


def test_facts_decide_the_way(enter_as: Enter, world: World, now: datetime) -> None:
    task = step_to(world, accepted_birth(world, now), "assign", now)
    ha = enter_as("ha")
    path = f"/xu-ly/viec/{task.id}/hoan-thanh/"
    page = ha.get(path).content.decode()
    assert "Cần xác minh" in page
    assert "Lê Văn Minh" in page
    accepts(ha, path, {"fact_needs_verification": "true", "next_assignee_id": world.id_of("minh")})
    opened = Task.objects.get(leg=task.leg, closed_at=None)
    assert (opened.step, opened.assignee_id) == ("verify", world.id_of("minh"))


def test_a_verification_with_its_record(enter_as: Enter, task: Task) -> None:
    minh = enter_as("minh")
    given = {"on": "1/9/2020", "hour": "08:30", "place": "Khu 5", "participants": "Tổ trưởng", "content": "Nơi sinh"}
    answer = minh.post(leg(task, "xac-minh"), given)
    assert answer.status_code == 422
    assert 'value="Khu 5"' in answer.content.decode()
    assert not Verification.objects.exists()
    scan = SimpleUploadedFile("bien-ban.pdf", b"not a pdf", "application/pdf")
    answer = minh.post(leg(task, "xac-minh"), given | {"result": "Đúng", "file": scan})
    assert answer.status_code == 422
    assert not Verification.objects.exists()
    accepts(minh, leg(task, "xac-minh"), given | {"result": "Đúng"})
    assert Verification.objects.get().result == "Đúng"


def test_a_verification_yet_to_come_is_not_entered(enter_as: Enter, task: Task) -> None:
    given = {"on": "1/9/2099", "hour": "8:00", "place": "a", "participants": "b", "content": "c", "result": "d"}
    assert enter_as("minh").post(leg(task, "xac-minh"), given).status_code == 422
    assert not Verification.objects.exists()


def test_a_consultation_asked_and_answered(enter_as: Enter, world: World, task: Task) -> None:
    minh, an = enter_as("minh"), enter_as("an")
    page = minh.post(leg(task, "lay-y-kien"), {"step": "show", "agency_text": "so tu phap", "content": "Hỏi gì"})
    assert "Sở Tư pháp tỉnh Phú Thọ" in page.content.decode()
    assert "Hỏi gì" in page.content.decode()
    assert page.context["form"]["agency_id"].value() == str(world.agency("justice"))
    given = {"agency_text": "so tu phap", "content": "Hỏi gì", "limit_value": "2", "limit_unit": "working_day"}
    assert minh.post(leg(task, "lay-y-kien"), given).status_code == 422
    accepts(minh, leg(task, "lay-y-kien"), given | {"agency_id": world.agency("justice")})
    asked = Consultation.objects.get()
    assert (asked.leg.limit_value, asked.leg.agency_id) == ("2", world.agency("justice"))
    shown = an.get(f"/xu-ly/ho-so/{task.leg.dossier_id}/").content.decode()
    assert "Trả lời lấy ý kiến" in shown
    assert "Yêu cầu bổ sung hồ sơ" not in shown
    accepts(an, f"/xu-ly/phan-viec/{asked.leg_id}/tra-loi/", {"text": "Không có ý kiến khác"})
    asked.refresh_from_db()
    assert asked.answer == "Không có ý kiến khác"


def test_a_consultation_withdrawn(enter_as: Enter, world: World, task: Task) -> None:
    minh = enter_as("minh")
    accepts(
        minh,
        leg(task, "lay-y-kien"),
        {"agency_text": "so tu phap", "agency_id": world.agency("justice"), "content": "x"},
    )
    asked = Consultation.objects.get()
    assert minh.post(f"/xu-ly/phan-viec/{asked.leg_id}/rut-lay-y-kien/", {"reason": ""}).status_code == 422
    accepts(minh, f"/xu-ly/phan-viec/{asked.leg_id}/rut-lay-y-kien/", {"reason": "Đã đủ căn cứ"})
    asked.leg.refresh_from_db()
    assert asked.leg.state == "stopped"


def test_a_supplement_and_a_second_one_by_the_leader_alone(
    enter_as: Enter, world: World, task: Task, now: datetime
) -> None:
    minh, ha, path = enter_as("minh"), enter_as("ha"), leg(task, "yeu-cau-bo-sung")
    given = {"item_text": ["Giấy chứng sinh", ""], "item_reason": ["Bản chụp mờ", ""], "legal_basis": "NĐ 118/2025"}
    answer = minh.post(path, given | {"item_reason": ["", ""]})
    assert answer.status_code == 422
    assert "Giấy chứng sinh" in answer.content.decode()
    assert not SupplementRequest.objects.exists()
    accepts(minh, path, given)
    request = SupplementRequest.objects.get()
    assert [item["reason"] for item in request.items] == ["Bản chụp mờ"]
    assert minh.post(path, given).status_code == 409
    notify_supplement(request_id=request.id, actor=world.actor("lan"), at=timezone.now())
    complete_supplement(request_id=request.id, marks=(), actor=world.actor("lan"), at=timezone.now())
    page = minh.get(f"/xu-ly/ho-so/{task.leg.dossier_id}/").content.decode()
    assert "yeu-cau-bo-sung" not in page
    assert minh.post(path, given | {"leader_reason": "vì"}).status_code == 409
    accepts(ha, path, given | {"leader_reason": "Phát sinh tình tiết mới"})
    assert SupplementRequest.objects.count() == 2


def test_money_is_asked_for_in_whole_dong(enter_as: Enter, task: Task) -> None:
    minh = enter_as("minh")
    given = {"description": "Lệ phí trước bạ", "amount_vnd": "mười", "legal_basis": "NĐ 10/2022"}
    assert minh.post(leg(task, "nghia-vu-tai-chinh"), given).status_code == 422
    assert minh.post(leg(task, "nghia-vu-tai-chinh"), given | {"amount_vnd": "0"}).status_code == 409
    accepts(minh, leg(task, "nghia-vu-tai-chinh"), given | {"amount_vnd": "1.500.000"})
    assert Obligation.objects.get().amount_vnd == 1_500_000


def long_task(world: World, now: datetime) -> Task:
    """A matter of several days in a step that allows an apology."""
    dossier = accepted(world, LONG, now - timedelta(minutes=5))
    for _ in range(9):
        for task in Task.objects.filter(leg__dossier=dossier, closed_at=None):
            route = edition(task.leg.edition_id or dossier.edition_id).route
            assert route is not None
            acts = next(step.acts for step in route.steps if step.key == task.step)
            if "propose_apology" in acts:
                return task
            complete_step(task_id=task.id, note="", facts=None, actor=world.whoever_may(task), at=now)
    raise AssertionError("no step of the route allows an apology")


def test_an_apology_proposed_declined_and_approved(enter_as: Enter, world: World, now: datetime) -> None:
    task = long_task(world, now)
    officer, leader = (world.whoever_may(task), "ha")
    name = next(key for key, actor in world.actors.items() if actor is officer)
    assert task.leg.due_at is not None
    day = task.leg.due_at.astimezone(TIME_ZONE).date() + timedelta(days=1)
    while day.weekday() > 4:
        day += timedelta(days=1)
    client, given = enter_as(name), {"reason": "Chờ kết quả đo đạc", "new_on": f"{day:%d/%m/%Y}"}
    assert client.post(leg(task, "xin-loi-hen-lai"), given | {"new_on": "1/1/2020"}).status_code == 409
    assert not Apology.objects.exists()
    accepts(client, leg(task, "xin-loi-hen-lai"), given)
    first = Apology.objects.get()
    assert client.post(f"/xu-ly/xin-loi-hen-lai/{first.id}/phe-duyet/").status_code == 403
    ha = enter_as(leader)
    assert str(first.leg.dossier) in ha.get("/lanh-dao/xin-loi-hen-lai/").content.decode()
    asked = ha.get(f"/xu-ly/xin-loi-hen-lai/{first.id}/phe-duyet/").content.decode()
    assert "Chờ kết quả đo đạc" in asked
    assert f"{day:%d/%m/%Y}" in asked
    accepts(ha, f"/xu-ly/xin-loi-hen-lai/{first.id}/khong-duyet/", {"reason": "Còn kịp"})
    accepts(client, leg(task, "xin-loi-hen-lai"), given)
    second = Apology.objects.get(declined_at=None)
    accepts(ha, f"/xu-ly/xin-loi-hen-lai/{second.id}/phe-duyet/")
    second.refresh_from_db()
    assert second.approved_at is not None
    assert Dossier.objects.get(id=task.leg.dossier_id).due_at == second.new_due_at


def test_a_draft_is_filled_in_for_the_leader_who_signs(enter_as: Enter, world: World, task: Task) -> None:
    minh, ha = enter_as("minh"), enter_as("ha")
    assert minh.post(leg(task, "du-thao"), {"kind": "rejected"}).status_code == 409
    accepts(minh, leg(task, "du-thao"), {"kind": "granted", "number": "45/2026"})
    accepts(minh, f"/xu-ly/viec/{task.id}/hoan-thanh/")
    assert 'value="45/2026"' in ha.get(leg(task, "ket-qua")).content.decode()
    assert minh.post(leg(task, "ket-qua"), {"kind": "granted"}).status_code == 403
    assert not Outcome.objects.exists()
    accepts(ha, leg(task, "ket-qua"), {"kind": "granted", "number": "45/2026"})
    assert Outcome.objects.get().number == "45/2026"


def test_a_rejection_gives_its_reasons(enter_as: Enter, world: World, task: Task, now: datetime) -> None:
    step_to(world, task.leg.dossier, "sign", timezone.now())
    ha = enter_as("ha")
    assert ha.post(leg(task, "ket-qua"), {"kind": "rejected", "reasons": " "}).status_code == 409
    accepts(ha, leg(task, "ket-qua"), {"kind": "rejected", "reasons": "Đã đăng ký tại nơi khác"})
    assert Outcome.objects.get().kind == OutcomeKind.REJECTED


def test_work_ends_on_a_ground_of_the_law(enter_as: Enter, task: Task) -> None:
    given = {"stop_ground": "special_law", "reason": "Người được khai sinh đã có hồ sơ", "legal_basis": "Luật Hộ tịch"}
    assert enter_as("minh").post(leg(task, "dung-xu-ly"), given).status_code == 403
    assert not Termination.objects.exists()
    accepts(enter_as("ha"), leg(task, "dung-xu-ly"), given)
    assert Termination.objects.get().ground == "special_law"


def test_papers_arrive(enter_as: Enter, world: World, task: Task) -> None:
    transfer = Transfer.objects.get(leg=task.leg, kind="paper")
    minh, path = enter_as("minh"), f"/xu-ly/ban-giao/{transfer.id}/xac-nhan/"
    assert minh.post(path).status_code == 409
    send_papers(transfer_id=transfer.id, papers=3, actor=world.actor("lan"), at=timezone.now())
    assert "Xác nhận đã nhận hồ sơ giấy" in minh.get(f"/xu-ly/ho-so/{task.leg.dossier_id}/").content.decode()
    accepts(minh, path)
    transfer.refresh_from_db()
    assert transfer.received_at is not None


def test_an_error_is_corrected_under_a_new_number(enter_as: Enter, world: World, task: Task) -> None:
    step_to(world, task.leg.dossier, "sign", timezone.now())
    ha = enter_as("ha")
    accepts(ha, leg(task, "ket-qua"), {"kind": "granted", "number": "45/2026"})
    row = report_error(
        leg_id=task.leg_id,
        error="Sai tên đệm",
        agency_at_fault_id=world.agency("nong_trang"),
        actor=world.actor("lan"),
        at=timezone.now(),
    )
    assert "Đính chính kết quả" in ha.get(f"/xu-ly/ho-so/{task.leg.dossier_id}/").content.decode()
    accepts(ha, f"/xu-ly/sai-sot/{row.id}/dinh-chinh/", {"new_number": "46/2026"})
    assert Correction.objects.get().new_number == "46/2026"


def test_only_acts_of_the_open_step_are_offered(enter_as: Enter, task: Task) -> None:
    minh, ha = (enter_as(name).get(f"/xu-ly/ho-so/{task.leg.dossier_id}/").content.decode() for name in ("minh", "ha"))
    assert "/ket-qua/" not in minh + ha
    assert "/dung-xu-ly/" in ha
    assert "/dung-xu-ly/" not in minh
    assert "/yeu-cau-bo-sung/" in minh


def test_a_colleagues_task_is_refused_in_words_and_nothing_is_lost(enter_as: Enter, world: World, task: Task) -> None:
    accepts(enter_as("minh"), f"/xu-ly/viec/{task.id}/luot-nhan/")
    answer = enter_as("mai").post(leg(task, "du-thao"), {"kind": "granted", "number": "99/2026"})
    assert answer.status_code == 409
    assert 'value="99/2026"' in answer.content.decode()
    assert propose_outcome(
        leg_id=task.leg_id, kind=OutcomeKind.GRANTED, actor=world.actor("minh"), at=timezone.now()
    ).id
