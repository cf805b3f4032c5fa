"""Settling a casefile: caches worked out anew, changes written, the act journalled."""

from typing import Any

from motcua.directory.rules.actors import Actor
from motcua.dossiers.actions.casefile.course import CasefileCourse
from motcua.dossiers.models import ClockEntry, Leg, LegDependency, Task
from motcua.dossiers.rules.folding import IntakeFacts, LegFacts, dossier_stage
from motcua.dossiers.rules.stages import LegKind, LegState, Stage
from motcua.kernel import journal

LEG_CACHES = [
    "state",
    "received_at",
    "started_at",
    "finished_at",
    "due_at",
    "delay_minutes",
    "limit_value",
    "limit_unit",
]
DOSSIER_FIELDS = ["stage", "due_at", "finished_at", "returned_at", "holder_ids", "data", "limit_key"]
TASK_FIELDS = ["assignee", "assigned_by", "closed_at", "closed_by", "note", "due_at"]


class Casefile(CasefileCourse):
    """A locked dossier and everything an act may change on it."""

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
