"""Work is handed on: from the leader to a person, from the officer's draft to the signature, and by lists."""

from datetime import timedelta

import pytest

from motcua.catalogue.queries.editions import edition
from motcua.catalogue.rules.routing import facts_behind, steps_after
from motcua.directory.rules.actors import ActNotAllowed
from motcua.dossiers.actions.outcome import propose_outcome
from motcua.dossiers.actions.processing import complete_step
from motcua.dossiers.models import OutcomeProposal, Task
from motcua.dossiers.queries.papers import file_of, form_of
from motcua.dossiers.queries.progress import history_of
from motcua.dossiers.queries.work import Narrowing, WorkList, open_tasks, tasks_page, workloads
from motcua.dossiers.rules import refusals
from motcua.dossiers.rules.stages import OutcomeKind
from motcua.kernel.models import JournalEntry
from tests.world import MONDAY, World, accepted, accepted_birth, at, step_to

TEN = at("2026-09-07T10:00")
NEXT_DAY = at("2026-09-08T00:00")


def test_a_leader_gives_the_next_step_to_a_person(world: World) -> None:
    task = step_to(world, accepted_birth(world), "assign", TEN)
    minh = world.id_of("minh")
    complete_step(task_id=task.id, note="", facts=None, next_assignee_id=minh, actor=world.actor("ha"), at=TEN)
    opened = Task.objects.get(leg=task.leg, closed_at=None)
    assert (opened.step, opened.assignee_id, opened.assigned_by_id) == ("appraise", minh, world.id_of("ha"))


def test_the_next_step_is_not_given_to_a_stranger(world: World) -> None:
    task = step_to(world, accepted_birth(world), "assign", TEN)
    son = world.id_of("son")
    with pytest.raises(refusals.AssigneeNotAtAgency):
        complete_step(task_id=task.id, note="", facts=None, next_assignee_id=son, actor=world.actor("ha"), at=TEN)
    assert list(Task.objects.filter(leg=task.leg).values_list("step", "closed_at")) == [("assign", None)]


def test_an_officer_does_not_give_work_to_others(world: World) -> None:
    task = step_to(world, accepted_birth(world), "appraise", TEN)
    mai = world.id_of("mai")
    with pytest.raises(ActNotAllowed):
        complete_step(task_id=task.id, note="", facts=None, next_assignee_id=mai, actor=world.actor("minh"), at=TEN)
    assert Task.objects.get(id=task.id).closed_at is None


def test_an_officer_proposes_what_the_leader_may_sign(world: World) -> None:
    task = step_to(world, accepted_birth(world), "appraise", TEN)
    proposal = propose_outcome(
        leg_id=task.leg_id, kind=OutcomeKind.GRANTED, number=" 45/2026 ", actor=world.actor("minh"), at=TEN
    )
    assert (proposal.number, proposal.proposed_by_id) == ("45/2026", world.id_of("minh"))
    assert JournalEntry.objects.get(act="dossiers.outcome_proposed").subject_id == proposal.id


@pytest.mark.parametrize(
    ("step", "kind", "reasons", "refusal"),
    [
        ("appraise", OutcomeKind.REJECTED, " ", refusals.ReasonRequired),
        ("sign", OutcomeKind.GRANTED, "", refusals.ActNotInStep),
    ],
)
def test_a_proposal_needs_its_step_and_its_reasons(
    world: World, step: str, kind: OutcomeKind, reasons: str, refusal: type[Exception]
) -> None:
    task = step_to(world, accepted_birth(world), step, TEN)
    with pytest.raises(refusal):
        propose_outcome(leg_id=task.leg_id, kind=kind, reasons=reasons, actor=world.actor("minh"), at=TEN)
    assert not OutcomeProposal.objects.exists()


def test_a_list_holds_what_the_person_may_do_and_nobody_elses(world: World) -> None:
    accepted_birth(world)
    appraising = step_to(world, accepted_birth(world), "appraise", TEN)

    def steps(name: str, work_list: WorkList) -> list[str]:
        page = tasks_page(open_tasks(world.actor(name), work_list, MONDAY, NEXT_DAY))
        return [task.step for task in page.rows]

    assert steps("minh", WorkList.TEAM) == ["appraise"]
    assert sorted(steps("ha", WorkList.TEAM)) == ["appraise", "assign"]
    assert steps("lan", WorkList.TEAM) == steps("son", WorkList.ALL) == steps("minh", WorkList.MINE) == []
    late = open_tasks(world.actor("minh"), WorkList.LATE, MONDAY + timedelta(days=9), NEXT_DAY)
    assert [task.id for task in late] == [appraising.id]


def test_a_list_is_narrowed_and_paged_by_key(world: World) -> None:
    for _ in range(3):
        step_to(world, accepted_birth(world), "appraise", TEN)
    other = step_to(world, accepted(world, "1.000656"), "sign", TEN)
    rows = open_tasks(world.actor("ha"), WorkList.ALL, MONDAY, NEXT_DAY)
    narrowing = Narrowing(procedures=frozenset({"1.000656"}))
    assert list(open_tasks(world.actor("ha"), WorkList.ALL, MONDAY, NEXT_DAY, narrowing)) == [other]
    found, key = [], ""
    while True:
        page = tasks_page(rows, after=key, size=2)
        found += [task.id for task in page.rows]
        key = page.next_key
        if not key:
            break
    assert sorted(found) == sorted(task.id for task in rows)
    assert len(tasks_page(rows, after="nonsense|x").rows) == len(found)


def test_workloads_count_what_the_lists_show(world: World) -> None:
    task = step_to(world, accepted_birth(world), "assign", TEN)
    minh = world.id_of("minh")
    complete_step(task_id=task.id, note="", facts=None, next_assignee_id=minh, actor=world.actor("ha"), at=TEN)
    (load,) = workloads(world.actor("ha"), TEN, NEXT_DAY)
    assert (load.account.id, load.open, load.late, load.soon) == (minh, 1, 0, 1)
    assert workloads(world.actor("son"), TEN, NEXT_DAY) == []


def test_papers_belong_to_their_dossier(world: World) -> None:
    dossier, other = accepted_birth(world), accepted_birth(world)
    form = dossier.forms.get(form="receipt")
    assert form_of(dossier, form.id) == form
    with pytest.raises(refusals.DossierNotFound):
        form_of(other, form.id)
    with pytest.raises(refusals.DossierNotFound):
        file_of(dossier, 1)


def test_reading_is_no_part_of_the_history(world: World) -> None:
    dossier = accepted_birth(world)
    assert [entry.act for entry in history_of(dossier)] == ["dossiers.accepted"]


def test_facts_are_asked_for_in_the_steps_before_the_branch(world: World) -> None:
    dossier = accepted_birth(world)
    route = edition(dossier.edition_id).route
    assert route is not None
    assert facts_behind(route, "assign") == ("needs_verification",)
    assert facts_behind(route, "appraise") == ()
    assert [step.key for step in steps_after(route, "assign")] == ["verify", "appraise"]
