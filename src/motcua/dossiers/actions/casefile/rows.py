"""The rows of one locked dossier, and what can be read from them directly."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import Any, Self

from django.db.models import Max

from motcua.catalogue.queries.editions import edition as edition_by_id
from motcua.catalogue.rules.edition import Edition
from motcua.directory.rules.actors import Actor
from motcua.directory.rules.roles import Permission
from motcua.dossiers.models import ClockEntry, Dossier, Leg, LegDependency, ResultReturn, Task
from motcua.dossiers.rules import refusals
from motcua.dossiers.rules.stages import LegKind, LegState, Stage
from motcua.kernel.rows import Batch, rows_where
from motcua.kernel.worktime import WorkCalendar

_DOSSIER_OF_TASK = """
(SELECT leg.dossier_id FROM dossiers_task AS task JOIN dossiers_leg AS leg ON leg.id = task.leg_id WHERE task.id = $1)
"""


@dataclass
class CasefileRows:
    """A locked dossier and everything an act may look at."""

    dossier: Dossier
    at: datetime
    legs: dict[str, Leg] = field(default_factory=dict)
    parents: dict[str, str] = field(default_factory=dict)
    """Key of a leg → key of the leg above it."""
    requirements: dict[str, frozenset[str]] = field(default_factory=dict)
    """Key of a leg → keys of the legs whose results it needs."""
    ledger: dict[str, list[ClockEntry]] = field(default_factory=lambda: defaultdict(list))
    tasks: dict[str, list[Task]] = field(default_factory=lambda: defaultdict(list))
    returned: frozenset[str] = frozenset()
    """Keys of the legs whose result was handed over."""
    stop_requested: bool = False
    _changed_legs: set[str] = field(default_factory=set)
    _batch: Batch = field(default_factory=Batch)
    """What the act writes, together with its journal entry."""
    _calendars: dict[int, WorkCalendar] = field(default_factory=dict)

    @classmethod
    def open(cls, dossier_id: int, at: datetime) -> Self:
        """Lock the dossier for this transaction and load it.

        Raises DossierNotFound, or TimeGoesBack when `at` lies before the last line of a ledger.
        """
        casefile = cls._open("$1", dossier_id, at)
        if casefile is None:
            raise refusals.DossierNotFound(dossier_id=dossier_id)
        return casefile

    @classmethod
    def _open(cls, which: str, key: int, at: datetime) -> Self | None:
        """Lock and load the dossier with the id that the expression gives for the key, if there is one."""
        # no key: rows that refer to the dossier may still be added by others, its own row may not change
        found = rows_where(Dossier, f"id = {which} FOR NO KEY UPDATE", [key])
        if not found:
            return None
        (dossier,) = found
        # what follows are statements of their own, which see what was committed while this one waited for the lock
        legs = rows_where(Leg, "dossier_id = $1 ORDER BY id", [dossier.id])
        key_of = {leg.id: leg.key for leg in legs}
        casefile = cls(
            dossier, at, legs={leg.key: leg for leg in legs}, stop_requested=dossier.stage == Stage.STOP_REQUESTED
        )
        casefile.parents = {leg.key: key_of[leg.parent_id] for leg in legs if leg.parent_id}
        for entry in rows_where(ClockEntry, "leg_id = ANY ($1::bigint[]) ORDER BY at, id", [list(key_of)]):
            casefile.ledger[key_of[entry.leg_id]].append(entry)
        for task in rows_where(Task, "leg_id = ANY ($1::bigint[]) ORDER BY id", [list(key_of)]):
            casefile.tasks[key_of[task.leg_id]].append(task)
        if len(legs) > 1:
            casefile._load_requirements(key_of)
        if any(leg.finished_at for leg in legs):
            handed_over = ResultReturn.objects.filter(leg__in=key_of).values_list("leg_id", flat=True)
            casefile.returned = frozenset(key_of[leg_id] for leg_id in handed_over)
        last = casefile.last_at()
        if at < last:
            raise refusals.TimeGoesBack(last=last.isoformat(), at=at.isoformat())
        return casefile

    @classmethod
    def open_at_least(cls, dossier_id: int, at: datetime) -> Self:
        """Open it at `at`, or at its own last instant when that is later."""
        lines = ClockEntry.objects.filter(leg__dossier_id=dossier_id).aggregate(last=Max("at"))
        return cls.open(dossier_id, max(at, lines["last"] or at))

    @classmethod
    def open_of_leg(cls, leg_id: int, at: datetime) -> tuple[Self, Leg]:
        """Lock the dossier that the leg belongs to; raises DossierNotFound."""
        casefile = cls._open("(SELECT dossier_id FROM dossiers_leg WHERE id = $1)", leg_id, at)
        if casefile is None:
            raise refusals.DossierNotFound(leg_id=leg_id)
        return casefile, next(leg for leg in casefile.legs.values() if leg.id == leg_id)

    @classmethod
    def open_of_task(cls, task_id: int, at: datetime) -> tuple[Self, Leg, Task]:
        """Lock the dossier that the open task belongs to; raises DossierNotFound, or TaskClosed."""
        casefile = cls._open(_DOSSIER_OF_TASK, task_id, at)
        if casefile is None:
            raise refusals.DossierNotFound(task_id=task_id)
        key, task = next((key, task) for key, tasks in casefile.tasks.items() for task in tasks if task.id == task_id)
        if task.closed_at is not None:
            raise refusals.TaskClosed(closed_at=task.closed_at.isoformat())
        return casefile, casefile.legs[key], task

    def _load_requirements(self, key_of: dict[int, str]) -> None:
        needed: dict[str, set[str]] = defaultdict(set)
        for leg_id, required_id in LegDependency.objects.filter(leg__in=key_of).values_list("leg_id", "requires_id"):
            needed[key_of[leg_id]].add(key_of[required_id])
        self.requirements = {key: frozenset(required) for key, required in needed.items()}

    def last_at(self) -> datetime:
        """The instant of the last line in any ledger of the dossier."""
        return max((line.at for lines in self.ledger.values() for line in lines), default=self.dossier.submitted_at)

    @property
    def root(self) -> Leg:
        return next(leg for leg in self.legs.values() if leg.key not in self.parents)

    def members(self, group: Leg) -> list[Leg]:
        """The procedures under a group, without consultations."""
        return [
            leg
            for leg in self.legs.values()
            if self.parents.get(leg.key) == group.key and leg.kind != LegKind.CONSULTATION
        ]

    def edition_of(self, leg: Leg) -> Edition:
        return edition_by_id(leg.edition_id or self.dossier.edition_id)

    @cached_property
    def edition(self) -> Edition:
        return edition_by_id(self.dossier.edition_id)

    @property
    def facts(self) -> dict[str, Any]:
        """What conditions of routes, limits and fees may ask about."""
        return {"data": self.dossier.data}

    def require_in_work(self) -> None:
        """Raises DossierNotInWork unless the dossier is accepted and not finished."""
        if self.dossier.accepted_at is None or self.dossier.finished_at is not None:
            raise refusals.DossierNotInWork(stage=self.dossier.stage)

    def open_tasks(self, leg: Leg) -> list[Task]:
        return [task for task in self.tasks[leg.key] if task.closed_at is None]

    def task_for(self, leg: Leg, act: str, actor: Actor) -> Task:
        """The open task whose step allows the act, free for this actor.

        Raises ActNotAllowed, LegNotOpen, ActNotInStep or TaskOfAnother.
        """
        actor.require(Permission.PROCESS_DOSSIER, leg.agency_id)
        self.require_in_work()
        if leg.state != LegState.OPEN:
            raise refusals.LegNotOpen(state=leg.state)
        route = self.edition_of(leg).route
        steps = {step.key: step for step in route.steps} if route else {}
        fitting = [task for task in self.open_tasks(leg) if task.step in steps and act in steps[task.step].acts]
        if not fitting:
            raise refusals.ActNotInStep(act=act, open_steps=[task.step for task in self.open_tasks(leg)])
        for task in fitting:
            if task.assignee_id in {None, actor.id} or actor.may(Permission.ASSIGN_TASK, leg.agency_id):
                return task
        raise refusals.TaskOfAnother(task_id=fitting[0].id)
