"""What anybody who holds the receipt may know: the code and how far the dossier is; nothing of a person."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from motcua.dossiers.models import (
    Apology,
    Dossier,
    Leg,
    Obligation,
    Outcome,
    ResultReturn,
    SupplementRequest,
    Termination,
)
from motcua.dossiers.queries.progress import public_progress, status_of
from motcua.dossiers.rules.stages import LegKind, LegState, ReturnWay, Stage
from motcua.kernel.choices import Choice

_PAUSES = {
    LegState.AWAITING_SUPPLEMENT: "supplement",
    LegState.AWAITING_PAYMENT: "payment",
    LegState.SUSPENDED: "outage",
}


class Milestone(Choice):
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
    accepted_at: datetime
    due_at: datetime | None
    """None while the clock stands still or has not started."""
    pause: str
    """Why the clock stands still: `supplement`, `payment`, `outage`; empty when it does not."""
    answer_due_at: datetime | None
    """By when the applicant has to supply what is missing."""
    holders: list[Holder]
    events: list[Event]
    return_unit: str
    return_way: ReturnWay


def progress_for(code: str, check_key: str) -> PublicProgress:
    """The progress for a person who holds the receipt. Raises DossierNotFound for a wrong code or key alike."""
    dossier = public_progress(code, check_key)
    assert dossier.code is not None, "found by its code"
    assert dossier.accepted_at is not None, "a code is given at acceptance"
    legs = list(Leg.objects.filter(dossier=dossier).select_related("agency").order_by("id"))
    open_requests = SupplementRequest.objects.filter(
        dossier=dossier, notified_at__isnull=False, completed_at__isnull=True, lapsed_at__isnull=True
    )
    is_done = dossier.finished_at is not None
    return PublicProgress(
        code=dossier.code,
        status=status_of(dossier),
        stage=Stage(dossier.stage),
        accepted_at=dossier.accepted_at,
        due_at=dossier.due_at,
        pause=""
        if is_done
        else next((_PAUSES[state] for leg in legs if (state := LegState(leg.state)) in _PAUSES), ""),
        answer_due_at=open_requests.order_by("answer_due_at").values_list("answer_due_at", flat=True).first(),
        holders=[Holder(leg.agency.name, LegState(leg.state)) for leg in legs if leg.kind != LegKind.GROUP],
        events=_events(dossier, dossier.accepted_at),
        return_unit=dossier.return_unit.name,
        return_way=ReturnWay(dossier.return_way),
    )


def _events(dossier: Dossier, accepted_at: datetime) -> list[Event]:
    found = [Event(accepted_at, Milestone.ACCEPTED)]

    def add(milestone: Milestone, instants: Iterable[datetime | None]) -> None:
        found.extend(Event(instant, milestone) for instant in instants if instant is not None)

    requests = SupplementRequest.objects.filter(dossier=dossier, leg__isnull=False)
    obligations = Obligation.objects.filter(leg__dossier=dossier)
    add(Milestone.SUPPLEMENT_ASKED, [row.notified_at for row in requests])
    add(Milestone.SUPPLEMENTED, [row.completed_at for row in requests])
    add(Milestone.PAYMENT_ASKED, [row.requested_at for row in obligations])
    add(Milestone.PAID, [row.met_at for row in obligations])
    add(Milestone.RE_APPOINTED, [row.approved_at for row in Apology.objects.filter(leg__dossier=dossier)])
    outcomes = Outcome.objects.filter(leg__dossier=dossier).exclude(leg__kind=LegKind.CONSULTATION)
    add(Milestone.DECIDED, [row.decided_at for row in outcomes])
    # results handed over together are one event
    add(Milestone.RETURNED, sorted({row.at for row in ResultReturn.objects.filter(leg__dossier=dossier)}))
    add(Milestone.STOPPED, [row.at for row in Termination.objects.filter(leg__dossier=dossier)])
    return sorted(found, key=lambda event: event.at)
