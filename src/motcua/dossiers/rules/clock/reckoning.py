"""Reckoning: the due date of a clock as a pure function of ledger, limit and calendar."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from fractions import Fraction
from math import ceil
from typing import Any

from motcua.catalogue.rules.edition import Limit, LimitUnit
from motcua.dossiers.rules.clock.dials import Dial, dial_for
from motcua.dossiers.rules.clock.ledger import (
    ClockEvent,
    ClockTerms,
    ExtensionNotLater,
    LedgerEntry,
    check_order,
)
from motcua.dossiers.rules.clock.spans import NOTHING, Span, SpanKind
from motcua.kernel.worktime import ONE_DAY, WorkCalendar, instant, local

ONE = Fraction(1)


@dataclass(frozen=True)
class Reckoning:
    """Where a clock stands: its due date, how it came about, and what has been used of the budget."""

    due_at: datetime | None
    """None while a suspension that began in time lasts; a due date that had passed before stays."""
    spans: tuple[Span, ...]
    budget: Fraction
    """The limit with its extensions, in the unit of the limit."""
    consumed: Fraction
    """Used at `until`, or at the last ledger entry when no `until` was given."""
    unit: LimitUnit
    is_running: bool
    started_at: datetime
    """The start, or the last restart."""
    stopped_at: datetime | None
    _dial: Dial = field(repr=False, compare=False)

    @property
    def remaining(self) -> Fraction:
        return self.budget - self.consumed

    def consumed_at(self, at: datetime) -> Fraction:
        """How much of the budget had been used at an instant."""
        at = local(at) if self.stopped_at is None else min(local(at), self.stopped_at)
        return _used(_cut(self._dial, self.spans, at))


def reckon(
    ledger: Sequence[LedgerEntry],
    limit: Limit,
    calendar: WorkCalendar,
    terms: ClockTerms | None = None,
    until: datetime | None = None,
) -> Reckoning:
    """Fold the ledger into its due date; with `until`, as it stood then.

    Raises LedgerNotLawful when the events are not possible in this order.
    """
    entries = ledger if until is None else [entry for entry in ledger if entry.at <= until]
    check_order(entries)
    clock = _Clock(dial_for(limit, calendar, terms or ClockTerms()), local(entries[0].at))
    for entry in entries:
        clock.take(entry)
    return clock.reckoning(limit.unit, local(until or entries[-1].at))


def check_next(
    ledger: Sequence[LedgerEntry],
    entry: LedgerEntry,
    limit: Limit,
    calendar: WorkCalendar,
    terms: ClockTerms | None = None,
) -> None:
    """Raises LedgerNotLawful when the entry is not possible as the next line of the ledger.

    `reckon` is more lenient with an extension: given lawfully, it only loses its effect when the limit or the calendar
    later grows past it.
    """
    check_order([*ledger, entry])
    if entry.event is ClockEvent.EXTENDED and entry.new_due_at is not None:
        due_at = reckon(ledger, limit, calendar, terms).due_at
        if (due_at is not None and local(entry.new_due_at) <= due_at) or entry.new_due_at <= entry.at:
            raise ExtensionNotLater(entry, new_due_at=local(entry.new_due_at).isoformat(timespec="minutes"))


def due_after(start: datetime, limit: Limit, calendar: WorkCalendar, terms: ClockTerms | None = None) -> datetime:
    """When a limit of the law that starts at an instant is due, with nothing happening on the way.

    For notices, answers and other duties that have a limit but no ledger of their own.
    """
    due_at = reckon([LedgerEntry(ClockEvent.STARTED, start)], limit, calendar, terms).due_at
    assert due_at is not None, "a running clock has a due date"
    return due_at


def budget_due(start: datetime, limit: Limit, calendar: WorkCalendar) -> datetime:
    """The end of an internal step's budget, counted from the instant and not rounded to the end of the day.

    A quarter of a working day is a quarter of the minutes of the days it falls in.
    """
    start = local(start)
    dial = dial_for(limit, calendar, ClockTerms())
    if limit.unit is LimitUnit.SAME_DAY:
        start, _ = dial.begin(start)
    return _end(_walk(dial, start, amount=limit.value), start)


def explain(reckoning: Reckoning) -> list[dict[str, Any]]:
    """The spans as JSON for pages, PDFs and the API: ISO instants, exact fractions and their sum so far."""
    rows: list[dict[str, Any]] = []
    total = NOTHING
    for span in reckoning.spans:
        total += span.amount
        rows.append(
            {
                "kind": span.kind.value,
                "start": span.start.isoformat(timespec="minutes"),
                "end": span.end.isoformat(timespec="minutes") if span.end else None,
                "amount": str(span.amount),
                "consumed": str(total),
                "unit": reckoning.unit.value,
                "note": span.note,
                "legal_basis": span.legal_basis,
            }
        )
    return rows


class _Clock:
    """The fold's state: counted up to `pos`, spans ahead until the limit is used up at `end`, and the due date."""

    def __init__(self, dial: Dial, start: datetime) -> None:
        self.dial = dial
        self.past: list[Span] = []
        self.ahead: list[Span] = []
        self.pos = self.end = self.started_at = start
        self.budget = self.left = dial.value
        self.due_at: datetime | None = None
        self.paused: LedgerEntry | None = None
        self.stopped_at: datetime | None = None

    def take(self, entry: LedgerEntry) -> None:
        at = local(entry.at)
        self.dial.calendar.hours_on(at.date())  # refuses a day that the calendar does not know
        match entry.event:
            case ClockEvent.STARTED:
                self._begin(at)
            case ClockEvent.RESTARTED:
                self.past = [Span(self.started_at, at, SpanKind.VOID, NOTHING, entry.reason, entry.legal_basis)]
                self.paused = None
                self._begin(at)
            case ClockEvent.SUSPENDED:
                self._suspend(at, entry)
            case ClockEvent.RESUMED:
                self._resume(at)
            case ClockEvent.EXTENDED:
                self._extend(at, entry)
            case ClockEvent.STOPPED:
                if self.paused is not None:
                    self._close_pause(at)
                self.stopped_at = at

    def _begin(self, at: datetime) -> None:
        self.started_at = at
        self.pos, lead = self.dial.begin(at)
        self.budget = self.left = self.dial.value
        self._aim(lead)

    def _aim(self, lead: list[Span]) -> None:
        counted = _walk(self.dial, self.pos, amount=self.left)
        self.end = _end(counted, self.dial.next_instant(self.pos))
        self.due_at, why = self.dial.due(self.end)
        if self.due_at > self.end:
            counted.append(Span(self.end, self.due_at, SpanKind.ROLLED_ON, NOTHING, why))
        elif counted:
            counted[-1] = replace(counted[-1], end=self.due_at)
        self.ahead = lead + counted

    def _suspend(self, at: datetime, entry: LedgerEntry) -> None:
        self.paused = entry
        if self.due_at is not None and at >= self.due_at:
            self._keep(self.ahead)
            return
        self._keep(_cut(self.dial, self.ahead, at))
        self.pos = max(self.pos, at)
        self.due_at = None

    def _resume(self, at: datetime) -> None:
        self._close_pause(at)
        if self.due_at is None:
            self.pos = max(self.pos, at)
            self._aim([])

    def _close_pause(self, at: datetime) -> None:
        assert self.paused is not None
        self.past.append(
            Span(local(self.paused.at), at, SpanKind.SUSPENDED, NOTHING, self.paused.reason, self.paused.legal_basis)
        )
        self.paused = None

    def _extend(self, at: datetime, entry: LedgerEntry) -> None:
        assert entry.new_due_at is not None and self.due_at is not None
        new = local(entry.new_due_at)
        if new <= self.due_at:  # the limit or the calendar has grown past it since it was given
            return
        since = max(self.due_at, self.end, at)
        if at >= self.due_at:
            self._keep(self.ahead)
        added = [
            replace(span, kind=SpanKind.EXTENDED, note=entry.reason, legal_basis=entry.legal_basis)
            if span.kind is SpanKind.COUNTED
            else span
            for span in _walk(self.dial, since, until=new)
        ]
        self.ahead = self.ahead + added
        self.left += _used(added)
        self.budget += _used(added)
        self.due_at = new

    def _keep(self, spans: list[Span]) -> None:
        self.past += spans
        self.left -= _used(spans)
        self.ahead = []

    def reckoning(self, unit: LimitUnit, as_of: datetime) -> Reckoning:
        spans = [*self.past, *self.ahead]
        if self.paused is not None:
            pause = self.paused
            spans.append(Span(local(pause.at), None, SpanKind.SUSPENDED, NOTHING, pause.reason, pause.legal_basis))
        return Reckoning(
            due_at=self.due_at,
            spans=tuple(spans),
            budget=self.budget,
            consumed=_used(_cut(self.dial, spans, min(as_of, self.stopped_at or as_of))),
            unit=unit,
            is_running=self.paused is None and self.stopped_at is None,
            started_at=self.started_at,
            stopped_at=self.stopped_at,
            _dial=self.dial,
        )


def _walk(dial: Dial, pos: datetime, *, until: datetime | None = None, amount: Fraction | None = None) -> list[Span]:
    """Count from `pos` until an instant or until an amount is used up, one span per counted day."""
    spans: list[Span] = []
    midnight, minute = instant(pos.date(), 0), pos.hour * 60 + pos.minute
    while (amount is None or amount) and (until is None or midnight + timedelta(minutes=minute) < until):
        day = midnight.date()
        hours = dial.hours(day)
        if not hours.windows:
            following = midnight + ONE_DAY if until is None else min(until, midnight + ONE_DAY)
            _add_day_off(spans, midnight + timedelta(minutes=minute), following, dial.calendar.why_off(day))
        elif amount and amount >= 1 and minute <= hours.opens and until is None and dial.a_day_is_one_unit:
            spans.append(Span(midnight + hours.from_opening, midnight + hours.to_closing, SpanKind.COUNTED, ONE))
            amount -= 1
        else:
            per_unit = dial.minutes_per_unit(hours)
            before = hours.minutes_before(minute)
            minutes = hours.minutes - before
            if until is not None and until < midnight + ONE_DAY:
                minutes = hours.minutes_before(until.hour * 60 + until.minute) - before
            used = Fraction(minutes, per_unit)
            if amount is not None:
                if used >= amount:
                    minutes, used = ceil(amount * per_unit), amount
                amount -= used
            if minutes > 0:
                start = midnight + timedelta(minutes=hours.minute_after(before + 1) - 1)
                end = midnight + timedelta(minutes=hours.minute_after(before + minutes))
                spans.append(Span(start, end, SpanKind.COUNTED, used))
        midnight, minute = midnight + ONE_DAY, 0
    return spans


def _add_day_off(spans: list[Span], start: datetime, end: datetime, why: str | None) -> None:
    last = spans[-1] if spans else None
    if last is not None and last.kind is SpanKind.DAY_OFF and last.note == why and last.end == start:
        start = last.start
        spans.pop()
    spans.append(Span(start, end, SpanKind.DAY_OFF, NOTHING, why or ""))


def _cut(dial: Dial, spans: Sequence[Span], at: datetime) -> list[Span]:
    """The spans as they are up to an instant; a day that is cut counts for the part before it."""
    kept: list[Span] = []
    for span in spans:
        if span.start >= at:
            continue
        if span.end is None or span.end <= at:
            kept.append(span)
        elif not span.kind.uses_time:
            kept.append(replace(span, end=at))
        else:
            hours = dial.hours(span.start.date())
            minutes = hours.minutes_before(at.hour * 60 + at.minute)
            minutes -= hours.minutes_before(span.start.hour * 60 + span.start.minute)
            kept.append(replace(span, end=at, amount=Fraction(minutes, dial.minutes_per_unit(hours))))
    return kept


def _used(spans: Sequence[Span]) -> Fraction:
    return sum((span.amount for span in spans if span.kind.uses_time), NOTHING)


def _end(spans: Sequence[Span], otherwise: datetime) -> datetime:
    """Where counting ended; `otherwise` when there was nothing to count."""
    if not spans:
        return otherwise
    end = spans[-1].end
    assert end is not None
    return end
