"""What happens to a clock, line by line, and which sequences of lines are lawful."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time
from typing import Self

from motcua.catalogue.rules.edition import Regime, SupplementEffect
from motcua.catalogue.rules.settings import LawSettings
from motcua.kernel.choices import Choice
from motcua.kernel.refusal import Refusal
from motcua.kernel.worktime import local


class ClockEvent(Choice):
    """What can happen to a clock; suspension, restart and extension are three different things."""

    STARTED = "started"
    SUSPENDED = "suspended"
    RESUMED = "resumed"
    RESTARTED = "restarted"
    EXTENDED = "extended"
    STOPPED = "stopped"


@dataclass(frozen=True)
class LedgerEntry:
    """One line of a clock's ledger; only an extension has a new due date."""

    event: ClockEvent
    at: datetime
    reason: str = ""
    legal_basis: str = ""
    new_due_at: datetime | None = None


@dataclass(frozen=True)
class ClockTerms:
    """Dated settings of the law that touch the clock."""

    same_day_cutoff: time = time(15, 0)
    """Received after this time, a same-day matter is due on the next working day.

    Law: LHT2014.5.3, ND23-2015.7
    """
    supplement_effect: SupplementEffect = SupplementEffect.RESTART
    """What a completed supplement does under NĐ 118 where neither procedure nor group says otherwise."""

    @classmethod
    def under(cls, settings: LawSettings) -> Self:
        """The terms that these settings set."""
        return cls(same_day_cutoff=settings.same_day_cutoff, supplement_effect=settings.supplement_effect)


class LedgerNotLawful(Refusal):
    """The clock's ledger does not add up. Correct the line that is named."""

    def __init__(self, entry: LedgerEntry | None = None, **details: object) -> None:
        if entry is not None:
            details = {"event": entry.event.value, "at": local(entry.at).isoformat(timespec="minutes"), **details}
        super().__init__(**details)


class NotStarted(LedgerNotLawful):
    """The ledger must begin with the start of the clock; nothing can happen to a clock before it."""


class ReceivedBeforeAccepted(LedgerNotLawful):
    """The competent agency cannot receive a dossier before a desk has accepted it. Correct one of the two times."""


class StartedTwice(LedgerNotLawful):
    """The clock has been started already; use a restart to count anew."""


class OutOfOrder(LedgerNotLawful):
    """The line is earlier than the one before it; enter the lines in the order in which they happened."""


class SuspendedTwice(LedgerNotLawful):
    """The clock is suspended already; resume it before suspending it again."""


class ResumedWithoutPause(LedgerNotLawful):
    """The clock is running, so there is no pause to end. Record the suspension first."""


class ExtendedWhilePaused(LedgerNotLawful):
    """A suspended clock has no due date to extend. Resume it first."""


class ExtensionNotLater(LedgerNotLawful):
    """The new due date of an extension must lie after the present one and after the extension itself."""


class AlreadyStopped(LedgerNotLawful):
    """The clock has been stopped; nothing can happen to it any more."""


def check_order(ledger: Sequence[LedgerEntry]) -> None:
    """Raises LedgerNotLawful when the sequence of events is not possible, whatever limit and calendar say."""
    if not ledger:
        raise NotStarted
    if ledger[0].event is not ClockEvent.STARTED:
        raise NotStarted(ledger[0])
    paused = stopped = False
    before = ledger[0].at
    for entry in ledger[1:]:
        if stopped:
            raise AlreadyStopped(entry)
        if entry.at < before:
            raise NotStarted(entry) if entry.at < ledger[0].at else OutOfOrder(entry)
        before = entry.at
        match entry.event:
            case ClockEvent.STARTED:
                raise StartedTwice(entry)
            case ClockEvent.SUSPENDED:
                if paused:
                    raise SuspendedTwice(entry)
                paused = True
            case ClockEvent.RESUMED:
                if not paused:
                    raise ResumedWithoutPause(entry)
                paused = False
            case ClockEvent.RESTARTED:
                paused = False
            case ClockEvent.EXTENDED:
                if paused:
                    raise ExtendedWhilePaused(entry)
            case ClockEvent.STOPPED:
                stopped = True


def clock_start(regime: Regime, accepted_at: datetime, received_by_competent_at: datetime | None) -> datetime:
    """When the clock of a dossier starts: accepted as complete, or, taken in for another place, received there.

    Under NĐ 61 the receipt of the receiving desk counts in any case.

    Law: ND61.17.1, ND118.17.3
    """
    if regime is Regime.ND61 or received_by_competent_at is None:
        return accepted_at
    if received_by_competent_at < accepted_at:
        raise ReceivedBeforeAccepted(received_at=local(received_by_competent_at).isoformat(timespec="minutes"))
    return received_by_competent_at


def event_after_supplement(regime: Regime, effect: SupplementEffect | None, terms: ClockTerms) -> ClockEvent:
    """What a completed supplement does to the clock: a restart under NĐ 61, else what procedure or settings say.

    Law: ND61.19.4, ND118.SUPPLEMENT, ND297-2025.6.4, ND301-2026.3.4
    """
    if regime is Regime.ND61:
        return ClockEvent.RESTARTED
    effect = effect or terms.supplement_effect
    return ClockEvent.RESTARTED if effect is SupplementEffect.RESTART else ClockEvent.RESUMED
