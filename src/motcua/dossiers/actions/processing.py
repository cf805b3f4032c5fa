"""Processing: steps of the route are done, facts are verified."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from motcua.catalogue.rules.terms import limit_for
from motcua.directory.rules.actors import Actor
from motcua.directory.rules.roles import TASK_PERMISSION, RoleName
from motcua.dossiers.actions.assignment import assign_opened
from motcua.dossiers.actions.attaching import require_at_hand
from motcua.dossiers.actions.casefile import Casefile
from motcua.dossiers.models import Leg, Task, Verification
from motcua.dossiers.rules import refusals
from motcua.dossiers.rules.stages import LegState


def complete_step(
    *,
    task_id: int,
    note: str,
    facts: dict[str, Any] | None,
    next_assignee_id: int | None = None,
    actor: Actor,
    at: datetime,
) -> Task:
    """The step is done; the next ones open. New facts may decide which, and whoever assigns may say for whom.

    A step with the act `decide` ends with a decision instead. Raises ActNotAllowed, TaskClosed, TaskOfAnother,
    LegNotOpen, ActNotInStep, AssigneeNotAtAgency.
    """
    with transaction.atomic():
        casefile, leg, task = Casefile.open_of_task(task_id, at)
        actor.require(TASK_PERMISSION[RoleName(task.role)], task.agency_id)
        casefile.require_in_work()
        if leg.state != LegState.OPEN:
            raise refusals.LegNotOpen(state=leg.state)
        _require_free(task, actor)
        route = casefile.edition_of(leg).route
        step = next((step for step in route.steps if step.key == task.step), None) if route else None
        if step is None or "decide" in step.acts:
            raise refusals.ActNotInStep(act="complete_step", step=task.step)
        if facts:
            learn(casefile, leg, facts)
        casefile.close_task(task, actor, note)
        casefile.touch(leg)
        casefile.advance(leg)
        if next_assignee_id is not None:
            assign_opened(casefile, leg, next_assignee_id, actor)
        casefile.settle()
        casefile.record("step_completed", actor, subject="task", subject_id=task.id, leg=leg, step=task.step, note=note)
    return task


@dataclass(frozen=True)
class VerificationRecord:
    """The record of a verification: when, where, with whom, what was looked at and what came out."""

    when: datetime
    place: str
    participants: str
    content: str
    result: str
    applicant_present: bool
    file_id: int | None = None


def verify(
    *, leg_id: int, record: VerificationRecord, facts: dict[str, Any] | None, actor: Actor, at: datetime
) -> Verification:
    """Enter a verification with its record; the longer limit for verified matters then holds, where the law has one.

    Raises VerificationWithoutRecord, FileNotAtHand and what `task_for` refuses.
    Law: ND61.19.3
    """
    if not all(text.strip() for text in (record.place, record.participants, record.content, record.result)):
        raise refusals.VerificationWithoutRecord
    with transaction.atomic():
        casefile, leg = Casefile.open_of_leg(leg_id, at)
        casefile.task_for(leg, "verify", actor)
        require_at_hand([record.file_id], actor, casefile.dossier)
        verification = Verification.objects.create(
            leg=leg,
            at=record.when,
            place=record.place,
            participants=record.participants,
            content=record.content,
            result=record.result,
            applicant_present=record.applicant_present,
            record_id=record.file_id,
            entered_at=at,
            entered_by_id=actor.id,
        )
        learn(casefile, leg, {"needs_verification": True} | (facts or {}))
        casefile.touch(leg)
        casefile.settle()
        casefile.record("verified", actor, subject="verification", subject_id=verification.id, leg=leg)
    return verification


def learn(casefile: Casefile, leg: Leg, facts: dict[str, Any]) -> None:
    """Add facts found in processing; where they put the matter under another limit of its edition, that one holds."""
    casefile.learn(facts)
    edition = casefile.edition_of(leg)
    if edition.is_group or not leg.limit_value:
        return
    rule = limit_for(edition, casefile.facts)
    if rule is not None and rule.when is not None:
        casefile.set_limit(leg, rule)


def _require_free(task: Task, actor: Actor) -> None:
    if task.assignee_id not in {None, actor.id}:
        raise refusals.TaskOfAnother(task_id=task.id)
