"""Spans: the explanation of a due date, stretch by stretch."""

from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction

from motcua.kernel.choices import Choice

NOTHING = Fraction(0)


class SpanKind(Choice):
    TRANSFER = "transfer"
    """From acceptance at another desk to receipt by the competent agency."""
    RECEIPT_DAY = "receipt_day"
    """The rest of the day of the start, which is not counted."""
    AFTER_CUTOFF = "after_cutoff"
    """Received too late in the day for a same-day matter."""
    CLOSED = "closed"
    """Outside the sessions of a working day."""
    DAY_OFF = "day_off"
    COUNTED = "counted"
    SUSPENDED = "suspended"
    VOID = "void"
    """Everything before a restart."""
    EXTENDED = "extended"
    """Time added by an extension."""
    ROLLED_ON = "rolled_on"
    """From the end of the limit to the due date: the rest of the day, or days off."""

    @property
    def uses_time(self) -> bool:
        return self in {SpanKind.COUNTED, SpanKind.EXTENDED}


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of time and what it means for the clock; `amount` is in the unit of the limit."""

    start: datetime
    end: datetime | None
    """None while a suspension lasts."""
    kind: SpanKind
    amount: Fraction = NOTHING
    note: str = ""
    """Name of the holiday, `weekly_rest`, `closed`, `end_of_day`, or the reason given in the ledger."""
    legal_basis: str = ""
