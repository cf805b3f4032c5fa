"""`motcua deadline`: the due date of one clock with its explanation; needs no database."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from fractions import Fraction

import click

from motcua.catalogue.rules.edition import Limit, LimitUnit, Regime, SupplementEffect
from motcua.dossiers.rules.clock import (
    ClockEvent,
    ClockTerms,
    LedgerEntry,
    Reckoning,
    Span,
    SpanKind,
    check_next,
    clock_start,
    event_after_supplement,
    explain,
    reckon,
)
from motcua.kernel.refusal import Refusal
from motcua.kernel.worktime import TIME_ZONE, Schedule, WorkCalendar, parse_sessions, vietnam_calendar

FIRST_YEAR = 2018
SUPPLEMENTED = "supplemented"
RECEIVED = "received_by_competent"
EVENTS = [event.value for event in ClockEvent if event is not ClockEvent.STARTED] + [SUPPLEMENTED, RECEIVED]

WORDS = {
    SpanKind.TRANSFER: "Chuyển đến cơ quan có thẩm quyền, chưa tính / on the way to the competent agency, not counted",
    SpanKind.RECEIPT_DAY: "Ngày bắt đầu, không tính / day of the start, not counted",
    SpanKind.AFTER_CUTOFF: "Nhận sau giờ chốt, chuyển sang ngày làm việc sau / after the cut-off, next working day",
    SpanKind.CLOSED: "Ngoài giờ làm việc / outside working hours",
    SpanKind.DAY_OFF: "Ngày nghỉ / day off",
    SpanKind.COUNTED: "Tính vào thời hạn / counted",
    SpanKind.SUSPENDED: "Tạm dừng / suspended",
    SpanKind.VOID: "Không còn hiệu lực, tính lại từ đầu / void, counted anew from here",
    SpanKind.EXTENDED: "Gia hạn / extended",
    SpanKind.ROLLED_ON: "Chuyển đến hạn trả / moved on to the due date",
}
NOTES = {
    "weekly_rest": "nghỉ hằng tuần / weekly rest",
    "closed": "đóng cửa theo quyết định / closed by decision",
    "end_of_day": "đến hết ngày làm việc / to the end of the working day",
}
UNITS = {
    LimitUnit.WORKING_DAY: "ngày làm việc / working days",
    LimitUnit.WORKING_HOUR: "giờ làm việc / working hours",
    LimitUnit.CALENDAR_DAY: "ngày / calendar days",
    LimitUnit.SAME_DAY: "trong ngày / same day",
}


@dataclass(frozen=True)
class Happening:
    """One `--event`: what happened, when, and the new due date of an extension."""

    name: str
    at: datetime
    new_due_at: datetime | None


def _instant(text: str) -> datetime:
    try:
        at = datetime.fromisoformat(text)
        at = at.astimezone(TIME_ZONE) if at.tzinfo else at.replace(tzinfo=TIME_ZONE)
    except (ValueError, OverflowError):
        raise click.BadParameter(f"{text!r} is not a possible date and time; write it as 2026-02-12T14:00.") from None
    if ":" not in text:
        raise click.BadParameter(f"{text!r} has no time of day; write it as 2026-02-12T14:00.")
    return at


def _happening(text: str) -> Happening:
    name, _, when = text.partition("@")
    if name not in EVENTS:
        raise click.BadParameter(f"{name!r} is not an event of a clock; choose from {', '.join(EVENTS)}.")
    at, _, new = when.partition("/")
    if (name == ClockEvent.EXTENDED) != bool(new):
        raise click.BadParameter("An extension (and nothing else) names its new due date: extended@TIME/TIME.")
    return Happening(name, _instant(at), _instant(new) if new else None)


def _limit_value(text: str) -> Fraction:
    try:
        number = Fraction(text.replace(",", "."))
    except (ValueError, ZeroDivisionError):
        raise click.BadParameter(f"{text!r} is not a number; write a limit as 3, 0.5 or 1/2.") from None
    if number <= 0:
        raise click.BadParameter("A limit must be more than zero.")
    return number


@click.command()
@click.option(
    "--accepted", type=_instant, metavar="TIME", required=True, help="When the dossier was accepted as complete."
)
@click.option(
    "--limit",
    "value",
    type=_limit_value,
    metavar="NUMBER",
    help="The time limit, e.g. 3, 0.5 or 1/2; same_day needs none.",
)
@click.option("--unit", type=click.Choice([unit.value for unit in LimitUnit]), required=True)
@click.option("--regime", type=click.Choice([regime.value for regime in Regime]), default=Regime.ND118.value)
@click.option(
    "--event",
    "happenings",
    type=_happening,
    metavar="EVENT@TIME",
    multiple=True,
    help=f"What happened, in order: EVENT@TIME with EVENT one of {', '.join(EVENTS)}; extended@TIME/NEW_DUE_TIME.",
)
@click.option(
    "--supplement",
    type=click.Choice([effect.value for effect in SupplementEffect]),
    help="What a completed supplement does under nd118 (a setting per procedure); under nd61 it always restarts.",
)
@click.option("--calendar", type=click.Choice(["vn"]), default="vn", help="Public holidays and make-up days.")
@click.option("--sessions", help='Working sessions, Monday to Friday, e.g. "07:30-11:30,13:30-17:00".')
@click.option("--json", "as_json", is_flag=True, help="Print JSON for machines.")
def command(
    accepted: datetime,
    value: Fraction | None,
    unit: str,
    regime: str,
    happenings: Sequence[Happening],
    supplement: str | None,
    calendar: str,
    sessions: str | None,
    as_json: bool,
) -> None:
    """Work out a due date, and explain it span by span. Times are Asia/Ho_Chi_Minh."""
    if value is None and unit != LimitUnit.SAME_DAY:
        raise click.UsageError(f"Missing option '--limit': how many of {unit}?")
    limit = Limit(value or Fraction(1), LimitUnit(unit))
    effect = SupplementEffect(supplement) if supplement else None
    try:
        reckoning = _reckon(accepted, limit, Regime(regime), effect, happenings, _calendar(sessions))
    except Refusal as refusal:
        facts = ", ".join(f"{name} {fact}" for name, fact in refusal.details.items())
        raise click.UsageError(f"{refusal.__doc__}" + (f" ({facts})" if facts else "")) from None
    if as_json:
        due_at = reckoning.due_at.isoformat() if reckoning.due_at else None
        click.echo(json.dumps({"due_at": due_at, "explanation": explain(reckoning)}, ensure_ascii=False, indent=2))
    else:
        _print_table(reckoning, limit)


def _calendar(sessions: str | None) -> WorkCalendar:
    schedules: tuple[Schedule, ...] = ()
    if sessions is not None:
        schedules = (Schedule(dict.fromkeys(range(5), parse_sessions(sessions))),)
    return vietnam_calendar(FIRST_YEAR, datetime.now(TIME_ZONE).year + 1, schedules=schedules)


def _reckon(
    accepted: datetime,
    limit: Limit,
    regime: Regime,
    effect: SupplementEffect | None,
    happenings: Sequence[Happening],
    calendar: WorkCalendar,
) -> Reckoning:
    received = [happening.at for happening in happenings if happening.name == RECEIVED]
    if len(received) > 1:
        raise click.UsageError(f"{RECEIVED} can happen once; keep the first of them.")
    start = clock_start(regime, accepted, received[0] if received else None)
    terms = ClockTerms()
    ledger = [LedgerEntry(ClockEvent.STARTED, start)]
    for happening in happenings:
        if happening.name == RECEIVED:
            continue
        supplemented = happening.name == SUPPLEMENTED
        event = event_after_supplement(regime, effect, terms) if supplemented else ClockEvent(happening.name)
        entry = LedgerEntry(event, happening.at, new_due_at=happening.new_due_at)
        check_next(ledger, entry, limit, calendar, terms)
        ledger.append(entry)
    reckoning = reckon(ledger, limit, calendar, terms)
    if start > accepted:
        return replace(reckoning, spans=(Span(accepted, start, SpanKind.TRANSFER), *reckoning.spans))
    return reckoning


def _print_table(reckoning: Reckoning, limit: Limit) -> None:
    value = "" if limit.unit is LimitUnit.SAME_DAY else f"{_number(limit.value)} "
    click.echo(f"Thời hạn / limit: {value}{UNITS[limit.unit]}")
    if reckoning.due_at:
        click.echo(f"Hạn trả kết quả / due: {_words(reckoning.due_at)}")
    else:
        click.echo(
            f"Đang tạm dừng, chưa có hạn; còn lại / suspended, no due date; left: {_number(reckoning.remaining)}"
        )
    click.echo()
    click.echo(f"{'Từ / from':<17} {'Đến / to':<17} {'Tính / counted':>14}  Giải thích / why")
    for span in reckoning.spans:
        note = NOTES.get(span.note, span.note)
        amount = _number(span.amount) if span.amount else ""
        why = WORDS[span.kind] + (f" ({note})" if note else "")
        click.echo(f"{_words(span.start):<17} {_words(span.end) if span.end else '…':<17} {amount:>14}  {why}")


def _words(at: datetime) -> str:
    return f"{at.astimezone(TIME_ZONE):%H:%M %d/%m/%Y}"


def _number(value: Fraction) -> str:
    return (
        str(value) if value.denominator > 100 else f"{float(value):g}" if 100 % value.denominator == 0 else str(value)
    )
