"""What anybody who holds the receipt may know: the code and how far the dossier is; nothing of a person."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from motcua.dossiers.models import (
    Apology,
    Dossier,
    Filing,
    Leg,
    Obligation,
    Outcome,
    ResultReturn,
    SupplementRequest,
    Termination,
)
from motcua.dossiers.queries.progress import public_progress, status_of
from motcua.dossiers.rules.filing import FilingAnswer
from motcua.dossiers.rules.stages import LegKind, LegState, ReturnWay, Stage
from motcua.kernel.choices import Choice

PAUSES = {
    LegState.AWAITING_SUPPLEMENT: "supplement",
    LegState.AWAITING_PAYMENT: "payment",
    LegState.SUSPENDED: "outage",
}
"""State in which the clock of a leg stands still → why."""


class Milestone(Choice):
    FILED = "filed"
    SENT_BACK = "sent_back"
    REFUSED = "refused"
    ACCEPTED = "accepted"
    SUPPLEMENT_ASKED = "supplement_asked"
    SUPPLEMENTED = "supplemented"
    PAYMENT_ASKED = "payment_asked"
    PAID = "paid"
    RE_APPOINTED = "re_appointed"
    DECIDED = "decided"
    RETURNED = "returned"
    STOPPED = "stopped"


@dataclass(frozen=True)
class Event:
    """Something that happened on the way."""

    at: datetime
    milestone: Milestone
    agency: str = ""
    """Whose piece of work it was, where several agencies work on the dossier."""


@dataclass(frozen=True)
class Holder:
    """An agency that has work on the dossier, and how far it is."""

    agency: str
    state: LegState


@dataclass(frozen=True)
class PublicProgress:
    """The public facts of one dossier."""

    code: str
    status: int
    """National status code 1–10."""
    stage: Stage
    accepted_at: datetime | None
    """None while what was filed online has not been accepted."""
    reply_due_at: datetime | None
    """By when the desk has to answer what was filed online; None when it has answered."""
    due_at: datetime | None
    """None while the clock stands still or has not started."""
    pause: str
    """Why the clock stands still: `supplement`, `payment`, `outage`; empty when it does not."""
    answer_due_at: datetime | None
    """By when the applicant has to supply what is missing."""
    holders: list[Holder]
    events: list[Event]
    receiving_unit: str
    return_unit: str
    return_way: ReturnWay
    has_fees: bool
    """Whether the page about fees has something to say."""


def progress_for(code: str, check_key: str) -> PublicProgress:
    """The progress for a person who holds the receipt. Raises DossierNotFound for a wrong code or key alike."""
    return progress_of(public_progress(code, check_key), code)


def progress_of(dossier: Dossier, code: str = "") -> PublicProgress:
    """The public facts of a dossier that has been opened; `code` is what it goes by until it has its own."""
    legs = list(Leg.objects.filter(dossier=dossier).select_related("agency").order_by("id"))
    open_requests = SupplementRequest.objects.filter(
        dossier=dossier, notified_at__isnull=False, completed_at__isnull=True, lapsed_at__isnull=True
    )
    filings = list(Filing.objects.filter(dossier=dossier).order_by("number"))
    is_done = dossier.finished_at is not None
    return PublicProgress(
        code=dossier.code or code.strip().upper(),
        status=status_of(dossier),
        stage=Stage(dossier.stage),
        accepted_at=dossier.accepted_at,
        reply_due_at=next((row.reply_due_at for row in filings if row.answered_at is None), None),
        due_at=dossier.due_at,
        pause="" if is_done else next((PAUSES[state] for leg in legs if (state := LegState(leg.state)) in PAUSES), ""),
        answer_due_at=open_requests.order_by("answer_due_at").values_list("answer_due_at", flat=True).first(),
        holders=[Holder(leg.agency.name, LegState(leg.state)) for leg in legs if leg.kind != LegKind.GROUP],
        receiving_unit=dossier.receiving_unit.name,
        events=_events(dossier, filings, is_shared=_is_shared(legs)),
        return_unit=dossier.return_unit.name,
        return_way=ReturnWay(dossier.return_way),
        has_fees=dossier.fees.exists(),
    )


def _is_shared(legs: list[Leg]) -> bool:
    """Whether more than one agency decides something, so that a result of one is not yet all."""
    return len({leg.agency_id for leg in legs if leg.kind not in {LegKind.GROUP, LegKind.CONSULTATION}}) > 1


_ANSWERS = {FilingAnswer.SENT_BACK: Milestone.SENT_BACK, FilingAnswer.REFUSED: Milestone.REFUSED}


def _events(dossier: Dossier, filings: list[Filing], *, is_shared: bool) -> list[Event]:
    found = [Event(filing.filed_at, Milestone.FILED) for filing in filings]
    for filing in filings:
        if filing.answered_at is not None and filing.answer in _ANSWERS:
            found.append(Event(filing.answered_at, _ANSWERS[FilingAnswer(filing.answer)]))

    def add(milestone: Milestone, happened: Iterable[tuple[datetime | None, Leg | None]]) -> None:
        for instant, leg in happened:
            if instant is not None:
                found.append(Event(instant, milestone, leg.agency.name if leg and is_shared else ""))

    requests = SupplementRequest.objects.filter(dossier=dossier, leg__isnull=False).select_related("leg__agency")
    of_legs = {"leg__dossier": dossier}
    obligations = Obligation.objects.filter(**of_legs).select_related("leg__agency")
    apologies = Apology.objects.filter(**of_legs).select_related("leg__agency")
    outcomes = Outcome.objects.filter(**of_legs).exclude(leg__kind=LegKind.CONSULTATION).select_related("leg__agency")
    stops = Termination.objects.filter(**of_legs).select_related("leg__agency")
    add(Milestone.ACCEPTED, [(dossier.accepted_at, None)])
    add(Milestone.SUPPLEMENT_ASKED, [(row.notified_at, row.leg) for row in requests])
    add(Milestone.SUPPLEMENTED, [(row.completed_at, None) for row in requests])
    add(Milestone.PAYMENT_ASKED, [(row.requested_at, row.leg) for row in obligations])
    add(Milestone.PAID, [(row.met_at, None) for row in obligations])
    add(Milestone.RE_APPOINTED, [(row.approved_at, row.leg) for row in apologies])
    add(Milestone.DECIDED, [(row.decided_at, row.leg) for row in outcomes])
    # results handed over together are one event
    returned = sorted({row.at for row in ResultReturn.objects.filter(**of_legs)})
    add(Milestone.RETURNED, [(instant, None) for instant in returned])
    add(Milestone.STOPPED, [(row.at, row.leg) for row in stops])
    return sorted(found, key=lambda event: event.at)
