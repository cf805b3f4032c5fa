"""Settling a casefile: caches worked out anew, changes written, the act journalled."""

from typing import Any

from django.db.models import Model

from motcua.directory.rules.actors import Actor
from motcua.dossiers.actions.casefile.course import CasefileCourse
from motcua.dossiers.models import Dossier, Leg, LegDependency
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

    def add(self, *rows: Model) -> None:
        """New rows that belong to the act; they are written with its journal entry."""
        self._batch.add(*rows)

    def settle(self) -> None:
        """Work the caches out anew; what changed is written with the act's journal entry, what is new has its id."""
        self.work_out()
        for leg in self.legs.values():
            if leg.key in self._changed_legs and not leg._state.adding:
                self._batch.change(leg, LEG_CACHES)
        self._add_dependencies()
        self._batch.change(self.dossier, DOSSIER_FIELDS)
        self._batch.number()

    def store(self) -> None:
        """The same for a dossier that was just accepted, whose caches are worked out: its row and its legs are new."""
        if self.dossier._state.adding:
            self._batch.add(self.dossier)
        else:
            self._batch.change(
                self.dossier, [field.name for field in Dossier._meta.concrete_fields if field.name != "id"]
            )
        self._add_dependencies()
        self._batch.number()

    def work_out(self) -> None:
        """Due dates and stage as they follow from the rows."""
        self._refresh_due_dates()
        self._refresh_dossier()

    def _add_dependencies(self) -> None:
        """What the new legs wait for."""
        for leg in self.legs.values():
            if leg._state.adding:
                required = sorted(self.requirements.get(leg.key, frozenset()))
                self._batch.add(*(LegDependency(leg=leg, requires=self.legs[key]) for key in required))

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
        """The act's one journal entry, and with it all rows of the act in one statement."""
        return journal.record(
            f"dossiers.{act}",
            actor=actor,
            at=self.at,
            subject=subject,
            subject_id=subject_id,
            dossier_id=self.dossier.id,
            agency_id=leg.agency_id if leg else self.dossier.receiving_unit_id,
            data=data | ({"leg_id": leg.id} if leg else {}),
            rows=self._batch,
        )
