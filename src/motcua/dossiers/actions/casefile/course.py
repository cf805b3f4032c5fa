"""The course of a casefile: legs start, stand still, run on, finish and stop; steps open and close."""

from datetime import datetime
from typing import Any

from motcua.catalogue.rules.edition import Limit, LimitRule
from motcua.catalogue.rules.routing import next_steps
from motcua.directory.rules.actors import SYSTEM, Actor
from motcua.directory.rules.roles import RoleName
from motcua.dossiers.actions.casefile.clocks import CasefileClocks
from motcua.dossiers.models import ClockEntry, Leg, Task
from motcua.dossiers.rules.clock import ClockEvent, budget_due, delay_minutes
from motcua.dossiers.rules.stages import LegKind, LegState

TASK_FIELDS = ("assignee", "assigned_by", "closed_at", "closed_by", "note", "due_at")
_STANDSTILL = {
    "supplement": LegState.AWAITING_SUPPLEMENT,
    "payment": LegState.AWAITING_PAYMENT,
    "outage": LegState.SUSPENDED,
}


class CasefileCourse(CasefileClocks):
    """A casefile that an act may change."""

    def add_leg(self, leg: Leg, *, parent: Leg | None = None, after: frozenset[str] = frozenset()) -> None:
        self.legs[leg.key] = leg
        leg.dossier = self.dossier
        self._batch.add(leg)
        if parent is not None:
            self.parents[leg.key], leg.parent = parent.key, parent
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
        self._batch.add(entry)
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
        self._batch.add(task)
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
        """Have the task written; a new one is anyway."""
        if not task._state.adding:
            self._batch.change(task, TASK_FIELDS)

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
