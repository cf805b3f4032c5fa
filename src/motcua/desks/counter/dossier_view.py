"""What the page of a dossier at its one-stop unit shows: the public facts, what is open, and what may be done."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from motcua.catalogue.queries.editions import edition as edition_by_id
from motcua.catalogue.rules.edition import Component, Edition, Text
from motcua.desks.counter.papers_table import PAPER_FORMS
from motcua.directory.rules.actors import Actor
from motcua.directory.rules.roles import Permission, RoleName
from motcua.dossiers.models import Correction, Dossier, Obligation, SupplementRequest, Task
from motcua.dossiers.queries.progress import LegView, legs_of, status_of
from motcua.dossiers.rules.stages import LegKind, LegState, Stage

_MAY_STOP = {Stage.ACCEPTED, Stage.PROCESSING, Stage.AWAITING_SUPPLEMENT, Stage.AWAITING_PAYMENT}


@dataclass(frozen=True)
class Paper:
    """A component that was handed in."""

    id: int
    name: Text
    form: Any
    copies: int
    note: str
    file_name: str


class DossierView:
    """The dossier as the desk's page shows it."""

    def __init__(self, dossier: Dossier, actor: Actor, now: datetime) -> None:
        self.dossier = dossier
        self.actor = actor
        self.edition = edition_by_id(dossier.edition_id)
        self.legs: list[LegView] = legs_of(dossier, now)
        self.status = status_of(dossier)
        self.forms = list(dossier.forms.order_by("-id"))
        self.supplements = list(
            SupplementRequest.objects.filter(dossier=dossier, leg__isnull=False)
            .select_related("leg__agency")
            .order_by("id")
        )
        self.obligations = list(Obligation.objects.filter(leg__dossier=dossier).select_related("leg__agency"))
        self.corrections = list(
            Correction.objects.filter(leg__dossier=dossier).select_related("leg", "agency_at_fault").order_by("id")
        )
        self._paid = list(dossier.fees.order_by("id"))

    @property
    def papers(self) -> list[Paper]:
        names = {component.key: component.name for component in components_of(self.edition, self.legs)}
        rows = self.dossier.components.select_related("file").order_by("id")
        return [
            Paper(
                id=row.id,
                name=names.get(row.key, Text(row.key, row.key)),
                form=PAPER_FORMS[row.form],
                copies=row.copies,
                note=row.note,
                file_name=row.file.name if row.file else "",
            )
            for row in rows
        ]

    @property
    def fees(self) -> list[dict[str, Any]]:
        names = {rule.key: rule.name for rule in self.edition.fees}
        return [{"fee": fee, "name": names.get(fee.key)} for fee in self._paid]

    @property
    def work(self) -> list[dict[str, Any]]:
        """The legs with the open step of each in words."""
        return [
            {"view": view, "name": view.edition.name if view.edition else None, "steps": _steps(view)}
            for view in self.legs
            if view.leg.kind != LegKind.GROUP
        ]

    @property
    def clock(self) -> LegView:
        """The leg whose clock is the dossier's."""
        return self.legs[0]

    @property
    def desk_tasks(self) -> list[Task]:
        """Open steps that are the desk's own."""
        return [task for view in self.legs for task in view.open_tasks if task.role == RoleName.COUNTER_OFFICER]

    @property
    def results(self) -> list[LegView]:
        return [view for view in self.legs if view.outcome is not None and view.leg.kind != LegKind.CONSULTATION]

    @property
    def receives(self) -> bool:
        return self.actor.may(Permission.RECEIVE_DOSSIER, self.dossier.receiving_unit_id)

    @property
    def tells(self) -> bool:
        return self.actor.may(Permission.RETURN_RESULT, self.dossier.receiving_unit_id)

    @property
    def returns(self) -> bool:
        """The person may hand over a result that lies ready."""
        may = self.actor.may(Permission.RETURN_RESULT, self.dossier.return_unit_id)
        return may and self.dossier.returned_at is None and any(is_ready(view) for view in self.legs)

    @property
    def may_stop(self) -> bool:
        return self.receives and Stage(self.dossier.stage) in _MAY_STOP and not self.results

    @property
    def may_complete(self) -> bool:
        return self.receives and self.dossier.stage == Stage.INCOMPLETE

    @property
    def may_report(self) -> bool:
        return bool(self.results) and self.actor.may(Permission.RETURN_RESULT, self.dossier.return_unit_id)


def is_ready(view: LegView) -> bool:
    """Whether a result lies ready on the leg."""
    return view.leg.kind in {LegKind.LEAD, LegKind.LINKED} and view.leg.state == LegState.DONE


def components_of(edition: Edition, legs: list[LegView]) -> list[Component]:
    """The components of the dossier's edition and of its legs' own, each once."""
    known = {component.key: component for component in edition.components}
    for view in legs:
        for component in view.edition.components if view.edition else ():
            known.setdefault(component.key, component)
    return list(known.values())


def _steps(view: LegView) -> list[Text]:
    route = view.edition.route if view.edition else None
    names = {step.key: step.name for step in route.steps} if route else {}
    return [names[task.step] for task in view.open_tasks if task.step in names]
