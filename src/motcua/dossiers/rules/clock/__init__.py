"""The clock of a leg: a pure function over ledger, limit and working calendar."""

from motcua.dossiers.rules.clock.dials import LimitNotLawful
from motcua.dossiers.rules.clock.group import LegPlan, LegsInCircle, critical_path
from motcua.dossiers.rules.clock.ledger import (
    AlreadyStopped,
    ClockEvent,
    ClockTerms,
    ExtendedWhilePaused,
    ExtensionNotLater,
    LedgerEntry,
    LedgerNotLawful,
    NotStarted,
    OutOfOrder,
    ReceivedBeforeAccepted,
    ResumedWithoutPause,
    StartedTwice,
    SuspendedTwice,
    clock_start,
    event_after_supplement,
)
from motcua.dossiers.rules.clock.measures import (
    WARNING_FRACTIONS,
    Standing,
    delay_minutes,
    left,
    standing,
    warnings_passed,
)
from motcua.dossiers.rules.clock.reckoning import Reckoning, budget_due, check_next, due_after, explain, reckon
from motcua.dossiers.rules.clock.spans import Span, SpanKind

__all__ = [
    "WARNING_FRACTIONS",
    "AlreadyStopped",
    "ClockEvent",
    "ClockTerms",
    "ExtendedWhilePaused",
    "ExtensionNotLater",
    "LedgerEntry",
    "LedgerNotLawful",
    "LegPlan",
    "LegsInCircle",
    "LimitNotLawful",
    "NotStarted",
    "OutOfOrder",
    "ReceivedBeforeAccepted",
    "Reckoning",
    "ResumedWithoutPause",
    "Span",
    "SpanKind",
    "Standing",
    "StartedTwice",
    "SuspendedTwice",
    "budget_due",
    "check_next",
    "clock_start",
    "critical_path",
    "delay_minutes",
    "due_after",
    "event_after_supplement",
    "explain",
    "left",
    "reckon",
    "standing",
    "warnings_passed",
]
