"""Open work of an agency: one definition of each list, from which its page and its number both come."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Max, Q, QuerySet

from motcua.catalogue.models import ProcedureEdition
from motcua.catalogue.queries.editions import edition
from motcua.directory.models import Account
from motcua.directory.rules.actors import Actor
from motcua.directory.rules.roles import TASK_PERMISSION, Permission, RoleName
from motcua.dossiers.models import Apology, Leg, OutcomeProposal, Task
from motcua.dossiers.queries.worklists import PAGE_SIZE, Page, by_due
from motcua.dossiers.rules.stages import LegState
from motcua.kernel.choices import Choice
from motcua.kernel.models import JournalEntry


class WorkList(Choice):
    """Which open tasks are meant."""

    MINE = "mine"
    """Assigned to the actor."""
    TEAM = "team"
    """Nobody's yet, for a role that the actor may fill or assign."""
    LATE = "late"
    TODAY = "today"
    """Due in what is left of today."""
    SOON = "soon"
    """Due between now and a later instant."""
    ALL = "all"


@dataclass(frozen=True)
class Narrowing:
    """What a person narrows a list down to; empty fields do not narrow."""

    procedures: frozenset[str] | None = None
    """Codes; a dossier of a group and the procedures in it both count."""
    step: str = ""
    assignee_id: int | None = None


def open_tasks(
    actor: Actor, work_list: WorkList, now: datetime, until: datetime, narrowing: Narrowing | None = None
) -> QuerySet[Task]:
    """The tasks of a list; `until` ends the lists of today and soon."""
    whose = Q(assignee_id=actor.id) if work_list is WorkList.MINE else _within_reach(actor)
    rows = Task.objects.filter(whose, closed_at__isnull=True)
    match work_list:
        case WorkList.TEAM:
            rows = rows.filter(assignee__isnull=True)
        case WorkList.LATE:
            rows = rows.filter(due_at__lt=now)
        case WorkList.TODAY | WorkList.SOON:
            rows = rows.filter(due_at__gte=now, due_at__lt=until)
    return _narrowed(rows, narrowing or Narrowing(), "leg__")


def tasks_page(rows: QuerySet[Task], *, after: str = "", size: int = PAGE_SIZE) -> Page[Task]:
    """One page of a list, by the law's deadline, with what a row shows."""
    return by_due(rows.select_related("leg__dossier__applicant", "assignee"), after, size)


def waiting_legs(
    actor: Actor, narrowing: Narrowing | None = None, *, after: str = "", size: int = PAGE_SIZE
) -> Page[Leg]:
    """Legs of the actor's agencies on which the clock stands still or that wait for another leg."""
    states = [LegState.WAITING, LegState.AWAITING_SUPPLEMENT, LegState.AWAITING_PAYMENT, LegState.SUSPENDED]
    rows = Leg.objects.filter(at_agencies(actor, Permission.PROCESS_DOSSIER), finished_at__isnull=True)
    rows = _narrowed(rows.filter(state__in=states), narrowing or Narrowing(), "")
    return by_due(rows.select_related("dossier__applicant"), after, size)


@dataclass(frozen=True)
class Workload:
    """How much open work a person has."""

    account: Account
    open: int
    late: int
    soon: int


def workloads(actor: Actor, now: datetime, until: datetime) -> list[Workload]:
    """Open work by person at the actor's agencies, given name first in the Vietnamese alphabet; two statements."""
    counted = {
        row["assignee_id"]: row
        for row in open_tasks(actor, WorkList.ALL, now, until)
        .filter(assignee__isnull=False)
        .values("assignee_id")
        .annotate(
            open=Count("id"),
            late=Count("id", filter=Q(due_at__lt=now)),
            soon=Count("id", filter=Q(due_at__gte=now, due_at__lt=until)),
        )
        .order_by()
    }
    people = Account.objects.filter(id__in=counted).order_by("sort_key", "id")
    return [
        Workload(person, counted[person.id]["open"], counted[person.id]["late"], counted[person.id]["soon"])
        for person in people
    ]


def at_agencies(actor: Actor, permission: Permission, field: str = "agency_id") -> Q:
    """Rows at the agencies where the permission holds; all where it holds everywhere."""
    held = actor.agencies(permission)
    return Q() if held is None else Q(**{f"{field}__in": sorted(held)})


def _within_reach(actor: Actor) -> Q:
    """Tasks for the roles that the actor may fill or assign, at the agencies where that holds."""
    reach = Q(pk__in=[])
    for permission in (Permission.PROCESS_DOSSIER, Permission.ASSIGN_TASK):
        held = actor.agencies(permission)
        roles = [role.value for role, needed in TASK_PERMISSION.items() if needed is permission]
        if held is None:
            reach |= Q(role__in=roles)
        elif held:
            reach |= Q(role__in=roles, agency_id__in=sorted(held))
    return reach


def _narrowed(rows: QuerySet[Any], narrowing: Narrowing, leg: str) -> QuerySet[Any]:
    if narrowing.procedures is not None:
        editions = ProcedureEdition.objects.filter(procedure__code__in=sorted(narrowing.procedures)).values("id")
        rows = rows.filter(Q(**{f"{leg}edition__in": editions}) | Q(**{f"{leg}dossier__edition__in": editions}))
    if narrowing.step:
        rows = (
            rows.filter(step=narrowing.step) if leg else rows.filter(tasks__step=narrowing.step, tasks__closed_at=None)
        )
    if narrowing.assignee_id is not None:
        own = {"assignee_id" if leg else "tasks__assignee_id": narrowing.assignee_id}
        rows = rows.filter(**own) if leg else rows.filter(**own, tasks__closed_at=None)
    return rows


def to_sign(actor: Actor, now: datetime) -> QuerySet[Task]:
    """Open steps that end with a decision, at the agencies where the actor decides and whose clock runs."""
    held = at_agencies(actor, Permission.DECIDE_DOSSIER)
    rows = open_tasks(actor, WorkList.ALL, now, now).filter(held, role=RoleName.LEADER, leg__state=LegState.OPEN)
    return rows.filter(_steps_that_decide(rows))


def to_hand_on(actor: Actor, now: datetime) -> QuerySet[Task]:
    """Open steps that nobody has yet and that do not end with a decision."""
    rows = open_tasks(actor, WorkList.TEAM, now, now).filter(at_agencies(actor, Permission.ASSIGN_TASK))
    return rows.exclude(_steps_that_decide(rows.filter(role=RoleName.LEADER)))


def apologies_to_approve(actor: Actor) -> QuerySet[Apology]:
    """Proposals for a new date that wait for the actor's signature, the earliest due date first."""
    waiting = Apology.objects.filter(approved_at__isnull=True, declined_at__isnull=True, leg__finished_at__isnull=True)
    held = at_agencies(actor, Permission.APPROVE_APOLOGY, "leg__agency_id")
    return waiting.filter(held).select_related("leg__dossier__applicant", "requested_by").order_by("old_due_at", "id")


def last_proposals(leg_ids: list[int]) -> dict[int, OutcomeProposal]:
    """The proposal that counts on each leg, by the leg's id; one statement."""
    rows = OutcomeProposal.objects.filter(leg_id__in=leg_ids).select_related("proposed_by").order_by("id")
    return {row.leg_id: row for row in rows}


def read_since(actor: Actor, opened: dict[int, datetime]) -> set[int]:
    """Of these dossiers, by id with an instant each, those that the actor has read since then; one statement."""
    latest = (
        JournalEntry.objects.filter(act="dossiers.read", actor_id=actor.id, dossier_id__in=list(opened))
        .values("dossier_id")
        .annotate(last=Max("at"))
        .values_list("dossier_id", "last")
    )
    return {dossier_id for dossier_id, last in latest if dossier_id is not None and last >= opened[dossier_id]}


def _steps_that_decide(rows: QuerySet[Task]) -> Q:
    """Which of the steps that are open now end with a decision, edition by edition."""
    found = Q(pk__in=[])
    for edition_id, step_key in rows.order_by().values_list("leg__edition_id", "step").distinct():
        route = edition(edition_id).route if edition_id else None
        if route and any(step.key == step_key and "decide" in step.acts for step in route.steps):
            found |= Q(leg__edition_id=edition_id, step=step_key)
    return found
