"""Stages of a dossier and of a leg, and the national status code that follows from them."""

from motcua.kernel.choices import Choice


class Channel(Choice):
    DIRECT = "direct"
    ONLINE = "online"
    POST = "post"


class Stage(Choice):
    """Where the whole dossier stands; a cache, worked out from its rows."""

    SUBMITTED = "submitted"
    INCOMPLETE = "incomplete"
    """Sent back at the desk with form 02; not yet received."""
    REFUSED = "refused"
    ACCEPTED = "accepted"
    """Received and waiting for the competent agency."""
    PROCESSING = "processing"
    AWAITING_SUPPLEMENT = "awaiting_supplement"
    AWAITING_PAYMENT = "awaiting_payment"
    DECIDED = "decided"
    """The result lies ready to be collected."""
    RETURNED = "returned"
    STOP_REQUESTED = "stop_requested"
    STOPPED = "stopped"

    @property
    def is_final(self) -> bool:
        return self in {Stage.REFUSED, Stage.RETURNED, Stage.STOPPED}


_NATIONAL_STATUS = {
    Stage.SUBMITTED: 1,
    Stage.ACCEPTED: 2,
    Stage.REFUSED: 3,
    Stage.PROCESSING: 4,
    Stage.INCOMPLETE: 5,
    Stage.AWAITING_SUPPLEMENT: 5,
    Stage.AWAITING_PAYMENT: 6,
    Stage.STOP_REQUESTED: 7,
    Stage.STOPPED: 8,
    Stage.DECIDED: 9,
    Stage.RETURNED: 10,
}


def national_status(stage: Stage) -> int:
    """The status code 1–10 of the national portal. Source: synchronisation guides of two systems, identical."""
    return _NATIONAL_STATUS[stage]


class LegKind(Choice):
    LEAD = "lead"
    """The agency that answers for the result; the root leg of a single procedure."""
    GROUP = "group"
    """The root leg of interconnected procedures; its work is its children."""
    LINKED = "linked"
    """One procedure of a group."""
    CONSULTATION = "consultation"
    """Another agency's opinion, with its own deadline."""


class LegState(Choice):
    WAITING = "waiting"
    """For the agency to receive it, or for the legs it comes after."""
    OPEN = "open"
    AWAITING_SUPPLEMENT = "awaiting_supplement"
    AWAITING_PAYMENT = "awaiting_payment"
    SUSPENDED = "suspended"
    """By an announced outage."""
    DONE = "done"
    STOPPED = "stopped"


class OutcomeKind(Choice):
    GRANTED = "granted"
    REJECTED = "rejected"
    OPINION = "opinion"


class ReturnWay(Choice):
    DESK = "desk"
    POST = "post"
    ELECTRONIC = "electronic"


class StopGround(Choice):
    APPLICANT_REQUEST = "applicant_request"
    NO_SUPPLEMENT = "no_supplement"
    NO_PAYMENT = "no_payment"
    SPECIAL_LAW = "special_law"
