"""The casefile: one dossier, locked, with its legs, ledgers and tasks, as an act sees and changes it.

Every act opens it, changes it and settles it. Settling works the caches out anew (due dates, stage, who takes part)
and writes what changed in a handful of statements, however many legs there are. Inside, legs go by their key, so that
a dossier that is not yet stored works the same way.
"""

from collections import defaultdict
from dataclasses import dataclass, field, replace
from datetime import datetime
from fractions import Fraction
from functools import cached_property
from typing import Any

from django.db.models import Max

from motcua.catalogue.queries.editions import edition as edition_by_id
from motcua.catalogue.queries.settings import LawBook, LawSettings, current_law
from motcua.catalogue.rules.edition import Edition, Limit, LimitRule, LimitUnit, SupplementTerms
from motcua.catalogue.rules.routing import next_steps
from motcua.directory.queries.calendars import work_calendar
from motcua.directory.rules.actors import SYSTEM, Actor
from motcua.directory.rules.roles import Permission, RoleName
from motcua.dossiers.models import ClockEntry, Dossier, Leg, LegDependency, ResultReturn, Task
from motcua.dossiers.rules import refusals
from motcua.dossiers.rules.clock import (
    ClockEvent,
    ClockTerms,
    LedgerEntry,
    LegPlan,
    Reckoning,
    budget_due,
    critical_path,
    delay_minutes,
    reckon,
)
from motcua.dossiers.rules.folding import IntakeFacts, LegFacts, dossier_stage
from motcua.dossiers.rules.stages import LegKind, LegState, Stage
from motcua.kernel import journal
from motcua.kernel.worktime import TIME_ZONE, WorkCalendar

LEG_CACHES = [
    "state", "received_at", "started_at", "finished_at", "due_at", "delay_minutes", "limit_value", "limit_unit",
]  # fmt: skip
DOSSIER_FIELDS = ["stage", "due_at", "finished_at", "returned_at", "holder_ids", "data", "limit_key"]
_NO_TIME = Limit(Fraction(0), LimitUnit.WORKING_HOUR)
_STANDSTILL = {
    "supplement": LegState.AWAITING_SUPPLEMENT,
    "payment": LegState.AWAITING_PAYMENT,
    "outage": LegState.SUSPENDED,
}


@dataclass
class Casefile:
    """A locked dossier and everything an act may change on it."""

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
    _new_entries: list[ClockEntry] = field(default_factory=list)
    _new_tasks: list[Task] = field(default_factory=list)
    _changed_tasks: dict[int, Task] = field(default_factory=dict)
    _calendars: dict[int, WorkCalendar] = field(default_factory=dict)

    @classmethod
    def open(cls, dossier_id: int, at: datetime) -> "Casefile":
        """Lock the dossier for this transaction and load it.

        Raises DossierNotFound, or TimeGoesBack when `at` lies before the last line of a ledger.
        """
        # no_key: rows that refer to the dossier may still be added by others, its own row may not change
        dossier = (
            Dossier.objects.select_for_update(of=("self",), no_key=True)
            .select_related("applicant", "submitter")
            .filter(id=dossier_id)
            .first()
        )
        if dossier is None:
            raise refusals.DossierNotFound(dossier_id=dossier_id)
        legs = list(Leg.objects.filter(dossier_id=dossier_id).order_by("id"))
        key_of = {leg.id: leg.key for leg in legs}
        casefile = cls(
            dossier, at, legs={leg.key: leg for leg in legs}, stop_requested=dossier.stage == Stage.STOP_REQUESTED
        )
        casefile.parents = {leg.key: key_of[leg.parent_id] for leg in legs if leg.parent_id}
        for entry in ClockEntry.objects.filter(leg__in=key_of).order_by("at", "id"):
            casefile.ledger[key_of[entry.leg_id]].append(entry)
        for task in Task.objects.filter(leg__in=key_of).order_by("id"):
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
    def open_at_least(cls, dossier_id: int, at: datetime) -> "Casefile":
        """Open it at `at`, or at its own last instant when that is later."""
        lines = ClockEntry.objects.filter(leg__dossier_id=dossier_id).aggregate(last=Max("at"))
        return cls.open(dossier_id, max(at, lines["last"] or at))

    @classmethod
    def open_of_leg(cls, leg_id: int, at: datetime) -> tuple["Casefile", Leg]:
        """Lock the dossier that the leg belongs to; raises DossierNotFound."""
        found = Leg.objects.filter(id=leg_id).values_list("dossier_id", "key").first()
        if found is None:
            raise refusals.DossierNotFound(leg_id=leg_id)
        casefile = cls.open(found[0], at)
        return casefile, casefile.legs[found[1]]

    @classmethod
    def open_of_task(cls, task_id: int, at: datetime) -> tuple["Casefile", Leg, Task]:
        """Lock the dossier that the open task belongs to; raises DossierNotFound, or TaskClosed."""
        found = Task.objects.filter(id=task_id).values_list("leg__dossier_id", "leg__key").first()
        if found is None:
            raise refusals.DossierNotFound(task_id=task_id)
        casefile = cls.open(found[0], at)
        task = next(task for task in casefile.tasks[found[1]] if task.id == task_id)
        if task.closed_at is not None:
            raise refusals.TaskClosed(closed_at=task.closed_at.isoformat())
        return casefile, casefile.legs[found[1]], task

    def _load_requirements(self, key_of: dict[int, str]) -> None:
        needed: dict[str, set[str]] = defaultdict(set)
        for leg_id, required_id in LegDependency.objects.filter(leg__in=key_of).values_list("leg_id", "requires_id"):
            needed[key_of[leg_id]].add(key_of[required_id])
        self.requirements = {key: frozenset(required) for key, required in needed.items()}

    # ------------------------------------------------------------------ looking

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

    def supplement_terms(self, leg: Leg) -> SupplementTerms | None:
        """How a supplement works on the leg; what the group says holds for all its procedures."""
        return self.edition.supplement or self.edition_of(leg).supplement

    def settings_of(self, leg: Leg) -> LawSettings:
        """The law settings in force when the dossier came in: old rules for dossiers received before a change."""
        return self.law.at(self.dossier.submitted_at.astimezone(TIME_ZONE).date(), self.edition_of(leg).procedure)

    @cached_property
    def law(self) -> LawBook:
        """All law settings, asked for once in an act."""
        return current_law()

    def calendar(self, leg: Leg) -> WorkCalendar:
        if leg.agency_id not in self._calendars:
            self._calendars[leg.agency_id] = work_calendar(leg.agency_id, self.at)
        return self._calendars[leg.agency_id]

    def terms(self, leg: Leg) -> ClockTerms:
        settings = self.settings_of(leg)
        return ClockTerms(same_day_cutoff=settings.same_day_cutoff, supplement_effect=settings.supplement_effect)

    def limit_of(self, leg: Leg) -> Limit | None:
        if not leg.limit_value:
            return None
        return Limit(Fraction(leg.limit_value), LimitUnit(leg.limit_unit))

    def reckoning(self, leg: Leg) -> Reckoning | None:
        """The leg's clock as of its ledger; None when it has no limit of its own or has not started."""
        limit = self.limit_of(leg)
        entries = self.ledger.get(leg.key, [])
        if limit is None or not entries:
            return None
        return reckon([as_ledger_entry(entry) for entry in entries], limit, self.calendar(leg), self.terms(leg))

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

    # ------------------------------------------------------------------ changing

    def add_leg(self, leg: Leg, *, parent: Leg | None = None, after: frozenset[str] = frozenset()) -> None:
        self.legs[leg.key] = leg
        if parent is not None:
            self.parents[leg.key] = parent.key
        if after:
            self.requirements[leg.key] = after
        self._changed_legs.add(leg.key)

    def clock(
        self, leg: Leg, event: ClockEvent, *, reason: str, basis: str = "", new_due_at: datetime | None = None
    ) -> None:
        """Add one line to the leg's ledger at the instant of the act; a leg without a limit keeps none."""
        if not leg.limit_value:
            return
        entry = ClockEntry(leg=leg, event=event, at=self.at, reason=reason, legal_basis=basis, new_due_at=new_due_at)
        self.ledger[leg.key].append(entry)
        self._new_entries.append(entry)
        self._changed_legs.add(leg.key)

    def touch(self, leg: Leg) -> None:
        """Remember that the agency has begun to act."""
        if leg.started_at is None:
            leg.started_at = self.at
            self._changed_legs.add(leg.key)

    def start(self, leg: Leg, *, reason: str, basis: str = "") -> None:
        """The agency has the leg: the clock starts and the first steps open; a group starts its members."""
        leg.state = LegState.OPEN
        leg.received_at = self.at
        self._changed_legs.add(leg.key)
        self.clock(leg, ClockEvent.STARTED, reason=reason, basis=basis)
        if leg.kind != LegKind.GROUP:
            self.advance(leg)
            return
        for member in self.members(leg):
            if not self.requirements.get(member.key):
                self.start(member, reason=reason, basis=basis)

    def suspend(self, leg: Leg, cause: str, *, basis: str) -> None:
        """The clock stands still for `cause`: supplement, payment or outage."""
        leg.state = _STANDSTILL[cause]
        self._changed_legs.add(leg.key)
        self.clock(leg, ClockEvent.SUSPENDED, reason=cause, basis=basis)

    def resume(self, leg: Leg, cause: str, *, basis: str, restart: bool = False) -> None:
        """The clock runs on, or begins anew."""
        leg.state = LegState.OPEN
        self._changed_legs.add(leg.key)
        self.clock(leg, ClockEvent.RESTARTED if restart else ClockEvent.RESUMED, reason=cause, basis=basis)

    def advance(self, leg: Leg) -> None:
        """Open every step of the leg's route whose turn has come."""
        route = self.edition_of(leg).route
        if route is None or leg.kind == LegKind.CONSULTATION:
            return
        tasks = self.tasks[leg.key]
        done = frozenset(task.step for task in tasks if task.closed_at and not task.was_skipped)
        skipped = frozenset(task.step for task in tasks if task.was_skipped)
        waiting = {task.step for task in tasks if task.closed_at is None}
        turn = next_steps(route, done, skipped, self.facts)
        steps = {step.key: step for step in route.steps}
        for key in turn.skipped:
            self.add_task(leg, key, steps[key].role, skipped=True)
        for key in turn.open:
            if key not in waiting:
                self.add_task(leg, key, steps[key].role, budget=steps[key].budget)

    def add_task(self, leg: Leg, step: str, role: str, *, budget: Limit | None = None, skipped: bool = False) -> Task:
        task = Task(
            leg=leg,
            step=step,
            agency_id=self.dossier.receiving_unit_id if role == RoleName.COUNTER_OFFICER else leg.agency_id,
            role=role,
            opened_at=self.at,
            closed_at=self.at if skipped else None,
            was_skipped=skipped,
            budget_due_at=budget_due(self.at, budget, self.calendar(leg)) if budget else None,
            due_at=leg.due_at,
        )
        self.tasks[leg.key].append(task)
        self._new_tasks.append(task)
        return task

    def learn(self, facts: dict[str, Any]) -> None:
        """Add facts found during processing to what conditions may ask about."""
        self.dossier.data = self.dossier.data | facts

    def set_limit(self, leg: Leg, rule: LimitRule) -> None:
        """Another limit of the edition holds for the leg, e.g. because it had to be verified."""
        leg.limit_value, leg.limit_unit = str(rule.limit.value), rule.limit.unit
        self._changed_legs.add(leg.key)
        if leg is self.root:
            self.dossier.limit_key = rule.key

    def close_task(self, task: Task, actor: Actor, note: str = "") -> None:
        task.closed_at = self.at
        task.closed_by_id = actor.id
        task.note = note
        self.task_changed(task)

    def task_changed(self, task: Task) -> None:
        """Have the task written when settling."""
        if task.pk:
            self._changed_tasks[task.pk] = task

    def finish(self, leg: Leg, *, rejected: bool = False) -> None:
        """The leg has its outcome: the clock stops, its delay is written, and what waited for it starts.

        What needed a result that was rejected cannot start any more and stops.
        """
        leg.state = LegState.DONE
        self._end(leg)
        if rejected:
            for key, needs in self.requirements.items():
                if leg.key in needs and self.legs[key].finished_at is None:
                    self.stop(self.legs[key])
            self._finish_group_of(leg)
            return
        done = {key for key, other in self.legs.items() if other.state == LegState.DONE}
        for key, needs in self.requirements.items():
            if leg.key in needs and needs <= done and self.legs[key].state == LegState.WAITING:
                self.start(self.legs[key], reason="predecessor_done")
        self._finish_group_of(leg)

    def stop(self, leg: Leg) -> None:
        """Work on the leg, and on all that is under it or needs its result, ends without a result."""
        leg.state = LegState.STOPPED
        self._end(leg)
        for key, other in list(self.legs.items()):
            depends = self.parents.get(key) == leg.key or leg.key in self.requirements.get(key, frozenset())
            if depends and other.finished_at is None:
                self.stop(other)
        self._finish_group_of(leg)

    def _end(self, leg: Leg) -> None:
        due_at = self.due(leg)
        leg.finished_at = self.at
        self.clock_stop(leg)
        if due_at is not None and self.at > due_at:
            leg.delay_minutes = delay_minutes(self.at, due_at, self.calendar(leg))
        for task in self.open_tasks(leg):
            self.close_task(task, SYSTEM)
        self._changed_legs.add(leg.key)

    def clock_stop(self, leg: Leg) -> None:
        if self.ledger.get(leg.key):
            self.clock(leg, ClockEvent.STOPPED, reason=leg.state)

    def _finish_group_of(self, leg: Leg) -> None:
        group = self.legs.get(self.parents.get(leg.key, ""))
        if group is None or group.kind != LegKind.GROUP or group.finished_at is not None:
            return
        members = self.members(group)
        if all(member.finished_at for member in members):
            if all(member.state == LegState.STOPPED for member in members):
                self.stop(group)
            else:
                self.finish(group)

    # ------------------------------------------------------------------ settling

    def due(self, leg: Leg) -> datetime | None:
        """When the leg is due: by its own ledger, and for a group not before its members' critical path ends."""
        reckoning = self.reckoning(leg)
        own = reckoning.due_at if reckoning else None
        if leg.kind != LegKind.GROUP or leg.received_at is None:
            return own
        if reckoning and not reckoning.is_running and own is None:
            return None
        path = critical_path(self._plans(leg), leg.received_at, self.terms(leg))
        return max((moment for moment in (own, path) if moment), default=None)

    def _plans(self, group: Leg) -> dict[str, LegPlan]:
        """The procedures under a group, however deep, with what each one waits for."""
        plans: dict[str, LegPlan] = {}
        for leg in self._procedures_under(group):
            if leg.state == LegState.STOPPED:
                continue
            end_at = leg.finished_at or (self.due(leg) if leg.received_at else None)
            limit = self.limit_of(leg)
            plans[leg.key] = LegPlan(
                requires=self._awaited_by(leg),
                limit=limit or _NO_TIME,
                calendar=self.calendar(leg),
                end_at=end_at if limit else end_at or self.at,
                is_suspended=bool(limit) and leg.received_at is not None and end_at is None,
            )
        return {key: replace(plan, requires=plan.requires & plans.keys()) for key, plan in plans.items()}

    def _procedures_under(self, group: Leg) -> list[Leg]:
        found: list[Leg] = []
        for member in self.members(group):
            found += self._procedures_under(member) if member.kind == LegKind.GROUP else [member]
        return found

    def _awaited_by(self, leg: Leg) -> frozenset[str]:
        """Keys of the procedures whose results the leg needs: its own requirements and those of the groups above it."""
        needed = set(self.requirements.get(leg.key, frozenset()))
        above = self.parents.get(leg.key)
        while above is not None:
            needed |= self.requirements.get(above, frozenset())
            above = self.parents.get(above)
        awaited: set[str] = set()
        for key in needed:
            other = self.legs[key]
            awaited |= {part.key for part in self._procedures_under(other)} if other.kind == LegKind.GROUP else {key}
        return frozenset(awaited)

    def stage(self) -> Stage:
        """The dossier's stage as it follows from the rows."""
        dossier = self.dossier
        intake = IntakeFacts(
            is_accepted=dossier.accepted_at is not None,
            is_refused=dossier.accepted_at is None and dossier.finished_at is not None,
            awaits_components=dossier.accepted_at is None and dossier.stage == Stage.INCOMPLETE,
            stop_requested=self.stop_requested,
        )
        return dossier_stage(
            intake,
            [
                LegFacts(
                    kind=LegKind(leg.kind),
                    state=LegState(leg.state),
                    is_started=leg.started_at is not None,
                    has_result=leg.state == LegState.DONE,
                    is_returned=leg.key in self.returned,
                )
                for leg in self.legs.values()
            ],
        )

    def holders(self) -> list[int]:
        """Everybody who takes part: the units that receive and return, and the agencies of the legs."""
        dossier = self.dossier
        return sorted(
            {dossier.receiving_unit_id, dossier.return_unit_id, *(leg.agency_id for leg in self.legs.values())}
        )

    def settle(self) -> None:
        """Work the caches out anew and write everything that changed."""
        self._refresh_due_dates()
        self._refresh_dossier()
        changed = [leg for leg in self.legs.values() if leg.key in self._changed_legs]
        stored = [leg for leg in changed if leg.pk]
        if stored:
            Leg.objects.bulk_update(stored, LEG_CACHES)
        self._insert_new_rows([leg for leg in changed if not leg.pk])
        if self._changed_tasks:
            fields = ["assignee", "assigned_by", "closed_at", "closed_by", "note", "due_at"]
            Task.objects.bulk_update(self._changed_tasks.values(), fields)
        self.dossier.save(update_fields=DOSSIER_FIELDS)

    def store(self) -> None:
        """Write a dossier whose legs are not stored yet, with everything that belongs to them."""
        self._refresh_due_dates()
        self._refresh_dossier()
        self.dossier.save()
        self._insert_new_rows(list(self.legs.values()))

    def _insert_new_rows(self, legs: list[Leg]) -> None:
        for leg in legs:
            leg.dossier = self.dossier
            leg.parent = self.legs.get(self.parents.get(leg.key, ""))
        # a leg refers to the one above it: level by level
        remaining = legs
        while remaining:
            ready = [leg for leg in remaining if leg.parent is None or leg.parent.pk]
            for leg in ready:
                leg.parent_id = leg.parent.pk if leg.parent else None
            Leg.objects.bulk_create(ready)
            remaining = [leg for leg in remaining if not leg.pk]
        dependencies = [
            LegDependency(leg=leg, requires=self.legs[required])
            for leg in legs
            for required in sorted(self.requirements.get(leg.key, frozenset()))
        ]
        if dependencies:
            LegDependency.objects.bulk_create(dependencies)
        if self._new_entries:
            ClockEntry.objects.bulk_create(self._new_entries)
        if self._new_tasks:
            Task.objects.bulk_create(self._new_tasks)

    def _refresh_due_dates(self) -> None:
        for leg in reversed(self.legs.values()):  # members before the group above them
            if leg.key not in self._changed_legs and leg.kind != LegKind.GROUP:
                continue
            if leg.finished_at is None or leg.key in self._changed_legs:
                due_at = self.due(leg)
                if due_at != leg.due_at:
                    leg.due_at = due_at
                    self._changed_legs.add(leg.key)
            for task in self.open_tasks(leg):
                if task.due_at != leg.due_at:
                    task.due_at = leg.due_at
                    self.task_changed(task)

    def _refresh_dossier(self) -> None:
        dossier, root = self.dossier, self.root
        dossier.stage = self.stage()
        dossier.due_at = root.due_at
        if root.finished_at and dossier.finished_at is None:
            dossier.finished_at = root.finished_at
        if dossier.stage == Stage.RETURNED and dossier.returned_at is None:
            dossier.returned_at = self.at
        dossier.holder_ids = self.holders()

    def record(
        self, act: str, actor: Actor, *, subject: str, subject_id: int, leg: Leg | None = None, **data: Any
    ) -> int:
        """The act's one journal entry."""
        return journal.record(
            f"dossiers.{act}",
            actor=actor,
            at=self.at,
            subject=subject,
            subject_id=subject_id,
            dossier_id=self.dossier.id,
            agency_id=leg.agency_id if leg else self.dossier.receiving_unit_id,
            data=data | ({"leg_id": leg.id} if leg else {}),
        )


def as_ledger_entry(entry: ClockEntry) -> LedgerEntry:
    """The row as the value the clock reckons with."""
    return LedgerEntry(ClockEvent(entry.event), entry.at, entry.reason, entry.legal_basis, entry.new_due_at)
