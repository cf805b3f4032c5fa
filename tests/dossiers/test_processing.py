"""Work at the agency: assignment, steps, verification, decision."""

import pytest

from motcua.directory.actions.people import substitute
from motcua.directory.models import Account
from motcua.directory.rules.actors import SYSTEM, ActNotAllowed
from motcua.dossiers.actions.assignment import assign, take
from motcua.dossiers.actions.outcome import decide
from motcua.dossiers.actions.processing import VerificationRecord, complete_step, verify
from motcua.dossiers.models import Dossier, Leg, Outcome, Task, Verification
from motcua.dossiers.rules import refusals
from motcua.dossiers.rules.stages import LegState, OutcomeKind, Stage
from tests.world import MONDAY, World, accepted_birth, at, decided_birth, step_to

NINE_OH_FIVE, NINE_OH_SIX = at("2026-09-07T09:05"), at("2026-09-07T09:06")
HALF_PAST_TEN = at("2026-09-07T10:30")
RECORD = VerificationRecord(
    when=at("2026-09-07T10:00"),
    place="Trạm y tế phường Nông Trang",
    participants="Ông Lê Văn Minh, bà Nguyễn Thị Tư",
    content="Đối chiếu giấy chứng sinh với sổ đẻ",
    result="Thông tin trùng khớp",
    applicant_present=True,
)


def open_task(dossier: Dossier) -> Task:
    return Task.objects.get(leg__dossier=dossier, closed_at__isnull=True)


def test_the_leader_assigns_and_the_dossier_is_being_processed(world: World) -> None:
    dossier = accepted_birth(world)
    step_to(world, dossier, "appraise", at("2026-09-07T09:00"))
    assign(
        task_id=open_task(dossier).id,
        assignee_id=world.id_of("minh"),
        actor=world.actor("ha"),
        at=at("2026-09-07T09:05"),
    )
    dossier.refresh_from_db()
    assert dossier.stage == Stage.PROCESSING
    assert open_task(dossier).assignee_id == world.id_of("minh")


def test_the_substitute_receives_what_is_assigned_to_somebody_away(world: World) -> None:
    minh, mai = (Account.objects.get(id=world.id_of(name)) for name in ("minh", "mai"))
    day = MONDAY.date()
    substitute(
        absent=minh, substitute=mai, agency=world.agencies["nong_trang"], start=day, end=day.replace(day=9),
        reason="Nghỉ phép", actor=SYSTEM, at=MONDAY,
    )  # fmt: skip
    dossier = accepted_birth(world)
    step_to(world, dossier, "appraise", at("2026-09-07T09:00"))
    task = assign(
        task_id=open_task(dossier).id, assignee_id=minh.id, actor=world.actor("ha"), at=at("2026-09-07T09:05")
    )
    assert task.assignee_id == mai.id


def test_nobody_of_another_agency_is_assigned(world: World) -> None:
    dossier = accepted_birth(world)
    step_to(world, dossier, "appraise", at("2026-09-07T09:00"))
    with pytest.raises(refusals.AssigneeNotAtAgency):
        assign(
            task_id=open_task(dossier).id,
            assignee_id=world.id_of("son"),
            actor=world.actor("ha"),
            at=at("2026-09-07T09:05"),
        )
    assert open_task(dossier).assignee_id is None


def test_a_colleagues_task_is_not_taken(world: World) -> None:
    dossier = accepted_birth(world)
    step_to(world, dossier, "appraise", at("2026-09-07T09:00"))
    take(task_id=open_task(dossier).id, actor=world.actor("minh"), at=NINE_OH_FIVE)
    with pytest.raises(refusals.TaskOfAnother):
        take(task_id=open_task(dossier).id, actor=world.actor("mai"), at=NINE_OH_SIX)
    with pytest.raises(refusals.TaskOfAnother):
        complete_step(
            task_id=open_task(dossier).id, note="", facts=None, actor=world.actor("mai"), at=at("2026-09-07T09:06")
        )


def test_an_outsider_can_do_nothing(world: World) -> None:
    dossier = accepted_birth(world)
    leg = Leg.objects.get(dossier=dossier)
    for act in (
        lambda: take(task_id=open_task(dossier).id, actor=world.actor("son"), at=MONDAY),
        lambda: verify(leg_id=leg.id, record=RECORD, facts=None, actor=world.actor("son"), at=MONDAY),
        lambda: decide(leg_id=leg.id, kind=OutcomeKind.GRANTED, actor=world.actor("son"), at=MONDAY),
    ):
        with pytest.raises(ActNotAllowed):
            act()
    assert not Outcome.objects.exists()
    assert not Verification.objects.exists()


def test_steps_follow_the_route_and_skip_what_does_not_apply(world: World) -> None:
    dossier = accepted_birth(world)
    step_to(world, dossier, "sign", at("2026-09-07T10:00"))
    steps = {task.step: task.was_skipped for task in Task.objects.filter(leg__dossier=dossier)}
    assert steps == {"assign": False, "verify": True, "appraise": False, "sign": False}


def test_verification_keeps_a_record_and_brings_the_longer_limit(world: World) -> None:
    dossier = accepted_birth(world)
    step_to(world, dossier, "appraise", at("2026-09-07T09:00"))
    leg = Leg.objects.get(dossier=dossier)
    verify(leg_id=leg.id, record=RECORD, facts=None, actor=world.actor("minh"), at=at("2026-09-07T11:00"))
    dossier.refresh_from_db()
    assert dossier.limit_key == "with_verification"
    assert dossier.due_at == at("2026-09-14T17:00")
    assert Verification.objects.get(leg=leg).result == "Thông tin trùng khớp"


def test_the_decision_belongs_to_the_leader(world: World) -> None:
    dossier = accepted_birth(world)
    step_to(world, dossier, "sign", at("2026-09-07T10:00"))
    leg = Leg.objects.get(dossier=dossier)
    with pytest.raises(ActNotAllowed):
        decide(leg_id=leg.id, kind=OutcomeKind.GRANTED, actor=world.actor("minh"), at=HALF_PAST_TEN)
    assert not Outcome.objects.exists()


def test_no_decision_before_its_step(world: World) -> None:
    dossier = accepted_birth(world)
    leg = Leg.objects.get(dossier=dossier)
    with pytest.raises(refusals.ActNotInStep):
        decide(leg_id=leg.id, kind=OutcomeKind.GRANTED, actor=world.actor("ha"), at=MONDAY)


def test_the_decision_ends_the_leg_in_time(world: World) -> None:
    dossier = decided_birth(world)
    leg = Leg.objects.get(dossier=dossier)
    assert dossier.stage == Stage.DECIDED
    assert leg.state == LegState.DONE
    assert leg.delay_minutes == 0
    assert dossier.finished_at == leg.finished_at


def test_a_late_decision_counts_the_agencys_working_minutes(world: World) -> None:
    dossier = decided_birth(world, decided_at=at("2026-09-08T08:30"))
    assert Leg.objects.get(dossier=dossier).delay_minutes == 60


def test_a_rejection_needs_reasons_and_is_told_with_form_03(world: World) -> None:
    dossier = accepted_birth(world)
    step_to(world, dossier, "sign", at("2026-09-07T10:00"))
    leg = Leg.objects.get(dossier=dossier)
    with pytest.raises(refusals.ReasonRequired):
        decide(leg_id=leg.id, kind=OutcomeKind.REJECTED, actor=world.actor("ha"), at=HALF_PAST_TEN)
    decide(
        leg_id=leg.id,
        kind=OutcomeKind.REJECTED,
        reasons="Đã đăng ký khai sinh",
        actor=world.actor("ha"),
        at=at("2026-09-07T10:30"),
    )
    assert dossier.forms.filter(form="refusal").get().data["reasons"] == ["Đã đăng ký khai sinh"]


def test_an_act_before_the_last_one_is_refused(world: World) -> None:
    dossier = accepted_birth(world)
    with pytest.raises(refusals.TimeGoesBack):
        take(task_id=open_task(dossier).id, actor=world.actor("ha"), at=at("2026-09-07T08:00"))
