"""Everything of one dossier on one page, read with a fixed number of statements."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, TypeVar

from motcua.catalogue.queries.editions import edition as edition_by_id
from motcua.catalogue.queries.settings import current_law
from motcua.catalogue.rules.edition import Edition
from motcua.catalogue.rules.settings import LawSettings
from motcua.desks.act_names import act_name
from motcua.desks.naming import (
    CHANNEL_NAMES,
    FORM_NAMES,
    LEG_STATE_NAMES,
    OUTCOME_NAMES,
    PAPER_FORM_NAMES,
    RETURN_WAY_NAMES,
    STAGE_NAMES,
    step_name,
    text_in_words,
)
from motcua.desks.officer.answers import AnswerPage, answer_pages
from motcua.desks.time_left import TimeLeft, time_left
from motcua.directory.queries.calendars import work_calendar
from motcua.directory.queries.cards import agency_card
from motcua.directory.rules.actors import Actor
from motcua.directory.rules.roles import Permission
from motcua.dossiers.models import (
    Apology,
    Correction,
    Dossier,
    DossierComponent,
    IssuedForm,
    Leg,
    Obligation,
    OutcomeProposal,
    SupplementRequest,
    Task,
    Termination,
    Transfer,
    Verification,
)
from motcua.dossiers.models.acts import TransferKind
from motcua.dossiers.queries.progress import LegView, history_of, legs_of, status_of
from motcua.dossiers.rules.stages import LegKind
from motcua.kernel.worktime import local


@dataclass
class LegSheet:
    """One leg with its rows."""

    view: LegView
    edition: Edition
    settings: LawSettings
    left: TimeLeft
    after: list[str]
    """Names of what it waits for."""
    transfers: list[Transfer] = field(default_factory=list)
    supplements: list[SupplementRequest] = field(default_factory=list)
    apologies: list[Apology] = field(default_factory=list)
    obligations: list[Obligation] = field(default_factory=list)
    verifications: list[Verification] = field(default_factory=list)
    proposals: list[OutcomeProposal] = field(default_factory=list)
    corrections: list[Correction] = field(default_factory=list)
    terminations: list[Termination] = field(default_factory=list)
    open_consultations: int = 0

    @property
    def name(self) -> str:
        return text_in_words(self.edition.name)

    @property
    def state(self) -> str:
        return str(LEG_STATE_NAMES[self.view.leg.state])

    @property
    def outcome(self) -> str:
        return str(OUTCOME_NAMES[self.view.outcome.kind]) if self.view.outcome else ""

    @property
    def is_consultation(self) -> bool:
        return self.view.leg.kind == LegKind.CONSULTATION

    @property
    def tasks(self) -> list[dict[str, Any]]:
        own = None if self.is_consultation else self.edition
        return [{"task": task, "step": step_name(own, task.step)} for task in self.view.open_tasks]

    @property
    def papers(self) -> list[Transfer]:
        return [transfer for transfer in self.transfers if transfer.kind == TransferKind.PAPER]

    def acts_of(self, task: Task) -> frozenset[str]:
        """What the task's step allows."""
        if self.is_consultation or self.edition.route is None:
            return frozenset()
        steps = {step.key: step.acts for step in self.edition.route.steps}
        return frozenset(steps.get(task.step, ()))

    @property
    def open_supplement(self) -> SupplementRequest | None:
        return next((row for row in self.supplements if row.completed_at is None and row.lapsed_at is None), None)

    @property
    def open_apology(self) -> Apology | None:
        return next((row for row in self.apologies if row.approved_at is None and row.declined_at is None), None)

    @property
    def proposal(self) -> OutcomeProposal | None:
        return self.proposals[-1] if self.proposals else None

    @property
    def proposal_words(self) -> str:
        return str(OUTCOME_NAMES[self.proposal.kind]) if self.proposal else ""

    @property
    def waits_for(self) -> bool:
        """Something is open that must be closed before a decision."""
        has_debt = any(row.met_at is None and row.lapsed_at is None for row in self.obligations)
        return bool(self.open_consultations) or self.open_supplement is not None or has_debt

    def asks_leader_for_supplement(self) -> bool:
        return len(self.supplements) >= self.settings.supplement_max_processing

    def may_ask_supplement(self, actor: Actor) -> bool:
        """Once; a further time only a leader, who gives the reason."""
        allowed = actor.may(Permission.APPROVE_SECOND_SUPPLEMENT, self.view.leg.agency_id)
        return not self.asks_leader_for_supplement() or allowed

    def may_apologise(self, now: datetime) -> bool:
        """While the clock runs, before the day it is due, and not oftener than the law says."""
        due_at = self.view.leg.due_at
        used = sum(row.approved_at is not None for row in self.apologies)
        if due_at is None or self.open_apology is not None or used >= self.settings.apology_max:
            return False
        return local(now).date() < local(due_at).date()


@dataclass
class DossierSheet:
    """The dossier, its legs and what lies in it."""

    dossier: Dossier
    now: datetime
    edition: Edition
    legs: list[LegSheet]
    components: list[dict[str, Any]]
    forms: list[dict[str, Any]]
    answers: list[AnswerPage]
    history: list[dict[str, Any]]

    @property
    def is_in_work(self) -> bool:
        return self.dossier.accepted_at is not None and self.dossier.finished_at is None

    def leg_row(self, leg_id: int) -> Leg:
        return next(leg.view.leg for leg in self.legs if leg.view.leg.id == leg_id)

    def leg(self, leg_id: int) -> LegSheet:
        return next(leg for leg in self.legs if leg.view.leg.id == leg_id)

    @property
    def identity(self) -> dict[str, Any]:
        """The head of the page in words; no way to reach the applicant, who is met by the one-stop unit."""
        dossier = self.dossier
        return {
            "procedure": text_in_words(self.edition.name),
            "stage": STAGE_NAMES[dossier.stage],
            "status": status_of(dossier),
            "channel": CHANNEL_NAMES[dossier.channel],
            "return_way": RETURN_WAY_NAMES[dossier.return_way],
            "receiving_unit": agency_card(dossier.receiving_unit_id).name,
            "return_unit": agency_card(dossier.return_unit_id).name,
            "competent_agency": agency_card(dossier.competent_agency_id).name,
        }


def read_sheet(dossier: Dossier, now: datetime) -> DossierSheet:
    """The page of a dossier that has been opened for the reader."""
    edition = edition_by_id(dossier.edition_id)
    views = legs_of(dossier, now)
    legs = _leg_sheets(dossier, edition, views, now)
    editions = list(dict.fromkeys([dossier.edition_id, *(v.leg.edition_id for v in views if v.leg.edition_id)]))
    contents = [edition_by_id(edition_id) for edition_id in editions]
    return DossierSheet(
        dossier=dossier,
        now=now,
        edition=edition,
        legs=legs,
        components=_components(dossier, contents),
        forms=[
            {"form": form, "name": FORM_NAMES.get(form.form, form.form)}
            for form in IssuedForm.objects.filter(dossier=dossier).defer("data").order_by("id")
        ],
        answers=answer_pages(contents, dossier.data),
        history=[_event(entry, legs) for entry in history_of(dossier)],
    )


def _event(entry: Any, legs: Iterable[LegSheet]) -> dict[str, Any]:
    steps = {
        step.key: text_in_words(step.name)
        for leg in legs
        for step in (leg.edition.route.steps if leg.edition.route else ())
    }
    data = entry.data
    return {
        "at": entry.at,
        "who": entry.actor_name,
        "where": agency_card(entry.agency_id).name if entry.agency_id else "",
        "words": act_name(entry.act, data),
        "step": steps.get(data.get("step", ""), ""),
        "note": data.get("note") or data.get("reason") or "",
    }


def _leg_sheets(dossier: Dossier, edition: Edition, views: list[LegView], now: datetime) -> list[LegSheet]:
    law = current_law()
    calendars = {agency_id: work_calendar(agency_id, now) for agency_id in {view.leg.agency_id for view in views}}
    names = {view.leg.key: text_in_words((view.edition or edition).name) for view in views}
    sheets = [
        LegSheet(
            view=view,
            edition=view.edition or edition,
            settings=law.at(dossier.received_on, (view.edition or edition).procedure),
            left=time_left(view.leg, view.leg.due_at, now, calendars[view.leg.agency_id]),
            after=[names[key] for key in view.requires],
        )
        for view in views
    ]
    of_leg = _by_leg(Transfer.objects.filter(leg__dossier=dossier).select_related("sender", "receiver").order_by("id"))
    supplements = _by_leg(SupplementRequest.objects.filter(dossier=dossier, leg__isnull=False).order_by("id"))
    apologies = _by_leg(Apology.objects.filter(leg__dossier=dossier).order_by("id"))
    obligations = _by_leg(Obligation.objects.filter(leg__dossier=dossier).order_by("id"))
    verifications = _by_leg(Verification.objects.filter(leg__dossier=dossier).select_related("record").order_by("id"))
    proposals = _by_leg(
        OutcomeProposal.objects.filter(leg__dossier=dossier).select_related("document", "proposed_by").order_by("id")
    )
    corrections = _by_leg(
        Correction.objects.filter(leg__dossier=dossier).select_related("agency_at_fault").order_by("id")
    )
    terminations = _by_leg(Termination.objects.filter(leg__dossier=dossier).order_by("id"))
    for sheet in sheets:
        leg_id = sheet.view.leg.id
        sheet.transfers, sheet.supplements = of_leg[leg_id], supplements[leg_id]
        sheet.apologies, sheet.obligations = apologies[leg_id], obligations[leg_id]
        sheet.verifications, sheet.proposals = verifications[leg_id], proposals[leg_id]
        sheet.corrections, sheet.terminations = corrections[leg_id], terminations[leg_id]
        sheet.open_consultations = sum(
            view.consultation is not None and view.consultation.asked_by_id == leg_id and view.leg.finished_at is None
            for view in views
        )
    return sheets


Row = TypeVar("Row", bound=Any)


def _by_leg(rows: Iterable[Row]) -> dict[int, list[Row]]:
    found: dict[int, list[Row]] = defaultdict(list)
    for row in rows:
        found[row.leg_id].append(row)
    return found


def _components(dossier: Dossier, editions: list[Edition]) -> list[dict[str, Any]]:
    names = {part.key: text_in_words(part.name) for edition in reversed(editions) for part in edition.components}
    rows = DossierComponent.objects.filter(dossier=dossier).select_related("file").order_by("id")
    return [{"row": row, "name": names.get(row.key, row.key), "form": PAPER_FORM_NAMES[row.form]} for row in rows]
