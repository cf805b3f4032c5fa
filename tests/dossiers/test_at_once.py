"""Two people at once on real connections: an act has one effect, the other person is told; numbers leave no gap."""

import dataclasses
from collections.abc import Callable
from typing import Any

import pytest
from django.db import models

from motcua.dossiers.actions.assignment import take
from motcua.dossiers.actions.intake import Payment, accept, complete, send_back
from motcua.dossiers.actions.outcome import decide
from motcua.dossiers.actions.processing import complete_step
from motcua.dossiers.actions.returning import return_results
from motcua.dossiers.actions.stopping import request_stop
from motcua.dossiers.actions.supplement import request_supplement
from motcua.dossiers.models import Dossier, Leg, Outcome, ResultReturn, SupplementRequest, Task, Termination
from motcua.dossiers.models.acts import CollectionCheck
from motcua.dossiers.rules import refusals
from motcua.dossiers.rules.stages import OutcomeKind, ReturnWay, Stage
from motcua.kernel.models import JournalEntry
from motcua.kernel.refusal import Refusal
from tests.at_once import Act, at_once
from tests.world import MONDAY, TU, World, accepted, accepted_birth, at, birth_intake, decided_birth, marks_for, step_to

TEN, NEXT_DAY = at("2026-09-07T10:00"), at("2026-09-08T09:00")
ITEMS = [{"component": "birth_notice", "text": "Giấy chứng sinh", "reason": "Chưa nộp"}]
SON = dataclasses.replace(TU, name="Cao Thanh Sơn", identifier="075080004321")

pytestmark = pytest.mark.django_db(transaction=True)
Prepared = tuple[Act, type[models.Model], type[Refusal]]
"""The act, whose row it makes or closes, and what the second person is told."""


def completing_a_step(world: World) -> Prepared:
    task = step_to(world, accepted_birth(world), "assign", TEN)
    return (
        lambda: complete_step(task_id=task.id, note="", facts=None, actor=world.actor("ha"), at=TEN),
        Task,
        refusals.TaskClosed,
    )


def deciding(world: World) -> Prepared:
    task = step_to(world, accepted_birth(world), "sign", TEN)
    return (
        lambda: decide(leg_id=task.leg_id, kind=OutcomeKind.GRANTED, number="45", actor=world.actor("ha"), at=TEN),
        Outcome,
        refusals.DossierNotInWork,
    )


def handing_over(world: World) -> Prepared:
    dossier = decided_birth(world)
    return (
        lambda: return_results(
            dossier_id=dossier.id, way=ReturnWay.DESK, check=CollectionCheck.RECEIPT, recipient=TU, authorisation="",
            actor=world.actor("lan"), at=NEXT_DAY,
        ),
        ResultReturn,
        refusals.ReturnedAlready,
    )  # fmt: skip


def stopping(world: World) -> Prepared:
    dossier = accepted_birth(world)
    return (
        lambda: request_stop(dossier_id=dossier.id, reason="Đổi ý", actor=world.actor("lan"), at=TEN),
        Termination,
        refusals.DossierNotInWork,
    )


def asking_for_a_supplement(world: World) -> Prepared:
    task = step_to(world, accepted(world, "1.004873"), "appraise", TEN)
    items = [{"component": "", "text": "Tờ khai", "reason": "Mờ"}]
    return (
        lambda: request_supplement(
            leg_id=task.leg_id, items=items, legal_basis="", actor=world.actor("minh"), at=NEXT_DAY
        ),
        SupplementRequest,
        refusals.SupplementOpen,
    )


@pytest.mark.parametrize("prepare", [completing_a_step, deciding, handing_over, stopping, asking_for_a_supplement])
def test_the_same_act_twice_at_once_has_one_effect(
    committed_world: World, prepare: Callable[[World], Prepared]
) -> None:
    act, model, refusal = prepare(committed_world)
    entries, rows = JournalEntry.objects.count(), set(model._default_manager.values_list("pk", flat=True))
    given = at_once(act, act)
    refused = [one for one in given if isinstance(one, Exception)]
    assert [type(one) for one in refused] == [refusal], given
    assert JournalEntry.objects.count() == entries + 1
    new = set(model._default_manager.values_list("pk", flat=True)) - rows
    (done,) = [one for one in given if not isinstance(one, Exception)]
    if model is Task:
        assert Task.objects.get(id=done.id).closed_at == TEN
    else:
        assert len(new) == 1


def test_of_two_officers_who_take_one_task_one_has_it(committed_world: World) -> None:
    task = step_to(committed_world, accepted_birth(committed_world), "appraise", TEN)

    def taking(name: str) -> Act:
        return lambda: take(task_id=task.id, actor=committed_world.actor(name), at=TEN)

    given = at_once(taking("minh"), taking("mai"))
    kinds = [type(one) for one in given]
    assert sorted(kind.__name__ for kind in kinds) == ["Task", "TaskOfAnother"], given
    winner = ("minh", "mai")[kinds.index(Task)]
    assert Task.objects.get(id=task.id).assignee_id == committed_world.id_of(winner)


def test_a_stop_and_a_decision_at_once_leave_one_end(committed_world: World) -> None:
    task = step_to(committed_world, accepted_birth(committed_world), "sign", TEN)
    dossier_id = Leg.objects.get(id=task.leg_id).dossier_id
    given = at_once(
        lambda: decide(
            leg_id=task.leg_id, kind=OutcomeKind.GRANTED, number="45", actor=committed_world.actor("ha"), at=TEN
        ),
        lambda: request_stop(dossier_id=dossier_id, reason="Đổi ý", actor=committed_world.actor("lan"), at=TEN),
    )
    (refused,) = [one for one in given if isinstance(one, Exception)]
    assert isinstance(refused, refusals.LegNotOpen | refusals.DossierNotInWork), given
    assert Outcome.objects.count() + Termination.objects.count() == 1


def test_eight_intakes_at_once_get_eight_codes_without_a_gap(committed_world: World) -> None:
    def receiving(number: int) -> Act:
        person = dataclasses.replace(TU, identifier=f"02519000{number:04}")
        return lambda: accepted_birth(committed_world, applicant=person)

    given = at_once(*(receiving(number) for number in range(8)))
    assert sorted(one.code for one in given) == [f"H44.100.01-260907-{number:04}" for number in range(1, 9)]
    assert Dossier.objects.filter(stage=Stage.ACCEPTED).count() == 8


def test_an_intake_that_fails_beside_others_leaves_no_gap(committed_world: World) -> None:
    """The refused one has taken its number already: a file of somebody else is found last."""
    mark = dataclasses.replace(marks_for("declaration")[0], file_id=10**9)
    bad = birth_intake(committed_world, marks=(mark, *marks_for("birth_notice", "identity_paper")))
    good = birth_intake(committed_world)
    lan = committed_world.actor("lan")

    def receiving(intake: Any) -> Act:
        return lambda: accept(intake=intake, actor=lan, at=MONDAY)

    given = at_once(*(receiving(intake) for intake in (bad, good, bad, good)))
    assert [isinstance(one, refusals.FileNotAtHand) for one in given] == [True, False, True, False], given
    assert list(Dossier.objects.order_by("code").values_list("code", flat=True)) == [
        "H44.100.01-260907-0001",
        "H44.100.01-260907-0002",
    ]


def test_one_key_on_two_connections_opens_one_dossier(committed_world: World) -> None:
    """Two applicants do not wait for each other at a person's row: the key itself must hold."""
    anonymous = dataclasses.replace(TU, identifier="")

    def receiving() -> Dossier:
        return accepted_birth(committed_world, applicant=anonymous, idempotency_key="key-of-ours")

    first, second = at_once(receiving, receiving)
    assert (first.id, first.code, first.check_key) == (second.id, second.code, second.check_key)
    assert Dossier.objects.count() == 1
    assert JournalEntry.objects.filter(act="dossiers.accepted").count() == 1
    assert accepted_birth(committed_world).code == "H44.100.01-260907-0002"


def test_one_key_for_two_people_at_once_opens_one_dossier_and_tells_the_other(committed_world: World) -> None:
    given = at_once(
        lambda: accepted_birth(committed_world, idempotency_key="key-of-ours"),
        lambda: accepted_birth(committed_world, applicant=SON, idempotency_key="key-of-ours"),
    )
    assert sorted(type(one).__name__ for one in given) == ["Dossier", "IdempotencyKeyReused"], given
    assert Dossier.objects.count() == 1


def test_a_dossier_completed_at_once_at_two_counters_is_accepted_once(committed_world: World) -> None:
    lan = committed_world.actor("lan")
    intake = birth_intake(committed_world, marks=marks_for("declaration", "identity_paper"))
    dossier = send_back(intake=intake, items=ITEMS, legal_basis="", actor=lan, at=MONDAY)

    def completing() -> Dossier:
        return complete(
            dossier_id=dossier.id, marks=marks_for("birth_notice"), payment=Payment(), actor=lan, at=NEXT_DAY
        )

    given = at_once(completing, completing)
    assert sorted(type(one).__name__ for one in given) == ["AlreadyAccepted", "Dossier"], given
    assert Leg.objects.filter(dossier=dossier).count() == 1


def test_two_people_who_file_for_each_other_at_once_do_not_lock_each_other_out(committed_world: World) -> None:
    """Both rows of people are written by both intakes, in whatever order they were typed."""

    def receiving(applicant: Any, submitter: Any) -> Act:
        return lambda: accepted_birth(committed_world, applicant=applicant, submitter=submitter)

    for _ in range(5):
        given = at_once(*(receiving(TU, SON), receiving(SON, TU)) * 3)
        assert {type(one) for one in given} == {Dossier}, given
