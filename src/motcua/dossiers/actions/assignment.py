"""Assignment: a task goes to one person of the agency who holds its role, or to whoever stands in for them."""

from datetime import datetime

from django.db import transaction

from motcua.directory.queries.people import holder_ids, substitute_of
from motcua.directory.rules.actors import Actor
from motcua.directory.rules.roles import TASK_PERMISSION, Permission, RoleName
from motcua.dossiers.actions.casefile import Casefile
from motcua.dossiers.models import Leg, Task
from motcua.dossiers.rules import refusals
from motcua.kernel.worktime import TIME_ZONE


def assign(*, task_id: int, assignee_id: int, actor: Actor, at: datetime) -> Task:
    """Give an open task to a colleague; while that person is away, to the substitute.

    Raises AssigneeNotAtAgency, TaskClosed, ActNotAllowed.
    """
    with transaction.atomic():
        casefile, leg, task = Casefile.open_of_task(task_id, at)
        actor.require(Permission.ASSIGN_TASK, task.agency_id)
        receiver_id = _receiver(assignee_id, task, at)
        if receiver_id is None:
            raise refusals.AssigneeNotAtAgency(account_id=assignee_id, role=task.role)
        _give(casefile, leg, task, receiver_id, actor)
        instead_of = assignee_id if receiver_id != assignee_id else None
        casefile.record(
            "assigned",
            actor,
            subject="task",
            subject_id=task.id,
            leg=leg,
            assignee_id=receiver_id,
            instead_of=instead_of,
        )
    return task


def take(*, task_id: int, actor: Actor, at: datetime) -> Task:
    """Take an open task that nobody has yet. Raises TaskOfAnother, TaskClosed or ActNotAllowed."""
    with transaction.atomic():
        casefile, leg, task = Casefile.open_of_task(task_id, at)
        actor.require(TASK_PERMISSION[RoleName(task.role)], task.agency_id)
        if task.assignee_id not in {None, actor.id}:
            raise refusals.TaskOfAnother(task_id=task_id)
        assert actor.id is not None, "only people take tasks"
        _give(casefile, leg, task, actor.id, actor)
        casefile.record("taken", actor, subject="task", subject_id=task.id, leg=leg)
    return task


def assign_opened(casefile: Casefile, leg: Leg, assignee_id: int, actor: Actor) -> None:
    """Give the steps that an act has just opened to a colleague who holds their role.

    Within an act that settles and journals it. Raises ActNotAllowed, or AssigneeNotAtAgency when none is for them.
    """
    actor.require(Permission.ASSIGN_TASK, leg.agency_id)
    given = 0
    for task in casefile.open_tasks(leg):
        if task.pk is None and (receiver_id := _receiver(assignee_id, task, casefile.at)) is not None:
            task.assignee_id, task.assigned_by_id = receiver_id, actor.id
            given += 1
    if not given:
        raise refusals.AssigneeNotAtAgency(account_id=assignee_id)


def _receiver(assignee_id: int, task: Task, at: datetime) -> int | None:
    """Who gets the task: the person or their substitute; None when neither holds its role today."""
    on = at.astimezone(TIME_ZONE).date()
    receiver_id = substitute_of(assignee_id, task.agency_id, on) or assignee_id
    return receiver_id if receiver_id in holder_ids(RoleName(task.role), task.agency_id, on) else None


def _give(casefile: Casefile, leg: Leg, task: Task, assignee_id: int, actor: Actor) -> None:
    task.assignee_id, task.assigned_by_id = assignee_id, actor.id
    casefile.task_changed(task)
    casefile.touch(leg)
    casefile.settle()
