"""Where a dossier stands, for its own page, for the person without signing in, and for machines."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from typing import Any

from django.utils.crypto import constant_time_compare

from motcua.catalogue.queries.editions import edition as edition_by_id
from motcua.catalogue.queries.settings import current_law
from motcua.catalogue.rules.edition import Edition, Limit, LimitUnit
from motcua.directory.queries.calendars import work_calendar
from motcua.dossiers.models import ClockEntry, Consultation, Dossier, Leg, LegDependency, Outcome, Task
from motcua.dossiers.rules.clock import ClockTerms, LedgerEntry, Reckoning, explain, reckon
from motcua.dossiers.rules.refusals import DossierNotFound
from motcua.dossiers.rules.stages import LegKind, Stage, national_status
from motcua.kernel.models import JournalEntry

READINGS = ("dossiers.read", "documents.file_read", "dossiers.form_read", "dossiers.journal_read")
"""Acts on a dossier that changed nothing; who looked is for auditors alone."""


@dataclass(frozen=True)
class LegView:
    """One leg as a page shows it: what it is, where it stands, and its clock in spans."""

    leg: Leg
    edition: Edition | None
    reckoning: Reckoning | None
    explanation: list[dict[str, Any]]
    open_tasks: list[Task]
    outcome: Outcome | None
    requires: list[str]
    """Keys of the legs it waits for."""
    consultation: Consultation | None


def linked_editions(dossier: Dossier) -> list[Edition]:
    """The editions of the procedures of a group that are carried out on this dossier."""
    ids = Leg.objects.filter(dossier=dossier, kind=LegKind.LINKED).values_list("edition_id", flat=True)
    return [edition_by_id(edition_id) for edition_id in ids if edition_id is not None]


def legs_of(dossier: Dossier, now: datetime) -> list[LegView]:
    """Every leg with its clock explained as of now; a fixed number of statements, however many legs there are."""
    legs = list(Leg.objects.filter(dossier=dossier).select_related("agency", "consultation", "outcome").order_by("id"))
    ledger: dict[int, list[LedgerEntry]] = defaultdict(list)
    for entry in ClockEntry.objects.filter(leg__dossier=dossier).order_by("at", "id"):
        ledger[entry.leg_id].append(entry.as_line())
    tasks: dict[int, list[Task]] = defaultdict(list)
    for task in Task.objects.filter(leg__dossier=dossier, closed_at__isnull=True).select_related("assignee"):
        tasks[task.leg_id].append(task)
    requires: dict[int, list[str]] = defaultdict(list)
    for leg_id, key in LegDependency.objects.filter(leg__dossier=dossier).values_list("leg_id", "requires__key"):
        requires[leg_id].append(key)
    law = current_law()
    calendars = {agency_id: work_calendar(agency_id, now) for agency_id in {leg.agency_id for leg in legs}}
    views = []
    for leg in legs:
        edition = edition_by_id(leg.edition_id) if leg.edition_id else None
        reckoning = None
        if leg.limit_value and ledger[leg.id]:
            of = edition or edition_by_id(dossier.edition_id)
            terms = ClockTerms.under(law.at(dossier.received_on, of.procedure))
            limit = Limit(Fraction(leg.limit_value), LimitUnit(leg.limit_unit))
            reckoning = reckon(ledger[leg.id], limit, calendars[leg.agency_id], terms)
        views.append(
            LegView(
                leg=leg,
                edition=edition,
                reckoning=reckoning,
                explanation=explain(reckoning) if reckoning else [],
                open_tasks=tasks[leg.id],
                outcome=getattr(leg, "outcome", None),
                requires=sorted(requires[leg.id]),
                consultation=getattr(leg, "consultation", None),
            )
        )
    return views


def history_of(dossier: Dossier) -> list[JournalEntry]:
    """Everything that was done on the dossier, in order; who read it is another question."""
    return list(JournalEntry.objects.filter(dossier_id=dossier.id).exclude(act__in=READINGS).order_by("id"))


def status_of(dossier: Dossier) -> int:
    """The national status code 1–10, worked out from the stage."""
    return national_status(Stage(dossier.stage))


def public_progress(code: str, check_key: str) -> Dossier:
    """The dossier for a person who holds the receipt. Raises DossierNotFound for a wrong code or key alike."""
    rows, wanted = Dossier.objects.select_related("edition", "return_unit", "receiving_unit"), code.strip().upper()
    # what was filed online is followed by the draft's code, also after it has its own
    dossier = rows.filter(code=wanted).first() or rows.filter(draft__code=wanted).first()
    # compared also when there is no such dossier, so that the answer takes as long
    known = dossier.check_key if dossier else "-" * 8
    if not constant_time_compare(known, check_key.strip().upper()) or dossier is None:
        raise DossierNotFound(code=code)
    return dossier
