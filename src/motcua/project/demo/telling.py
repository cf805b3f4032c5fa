"""How the story is told: in Vietnamese or English, each statement checked before it is printed."""

from datetime import datetime
from fractions import Fraction
from typing import Any

import click

from motcua.kernel.worktime import TIME_ZONE

UNITS = {
    "working_day": ("ngày làm việc", "working days"),
    "working_hour": ("giờ làm việc", "working hours"),
    "calendar_day": ("ngày", "days"),
    "same_day": ("trong ngày", "same day"),
}
SPANS = {
    "transfer": ("đang chuyển đến cơ quan có thẩm quyền", "on its way to the competent agency"),
    "receipt_day": ("ngày tiếp nhận, không tính", "day of receipt, not counted"),
    "after_cutoff": ("nhận sau giờ, tính từ ngày làm việc sau", "received late, counts from the next working day"),
    "closed": ("ngoài giờ làm việc", "outside working hours"),
    "day_off": ("ngày nghỉ", "day off"),
    "counted": ("tính vào thời hạn", "counted"),
    "suspended": ("đồng hồ dừng", "clock stands still"),
    "void": ("không tính, thời hạn bắt đầu lại", "void, the limit begins anew"),
    "extended": ("được gia hạn", "extended"),
    "rolled_on": ("đến hết ngày", "to the end of the day"),
}


class StatementNotTrue(AssertionError):
    """The demo was about to print something that is not so."""


class Teller:
    """Prints the story and counts what was checked."""

    def __init__(self, *, english: bool) -> None:
        self.english = english
        self.checked = 0

    def words(self, vi: str, en: str) -> str:
        return en if self.english else vi

    def say(self, vi: str, en: str) -> None:
        click.echo(self.words(vi, en))

    def chapter(self, when: datetime, vi: str, en: str) -> None:
        click.echo(f"\n{moment(when)}  {self.words(vi, en)}")

    def fact(self, is_so: bool, vi: str, en: str) -> None:
        """Print a statement that has just been checked. Raises StatementNotTrue when it is not so."""
        if not is_so:
            raise StatementNotTrue(self.words(vi, en))
        self.checked += 1
        click.echo(f"    ✓ {self.words(vi, en)}")

    def clock(self, leg: dict[str, Any]) -> None:
        """The leg's due date, explained span by span."""
        for span in leg["explanation"]:
            end = moment(datetime.fromisoformat(span["end"])) if span["end"] else "…"
            start = moment(datetime.fromisoformat(span["start"]))
            amount = Fraction(span["amount"])
            unit = self.words(*UNITS[span["unit"]])
            counted = f" = {_number(amount)} {unit.removesuffix('s') if amount == 1 else unit}" if amount else ""
            note = f" ({span['note']})" if span["note"] and span["kind"] == "day_off" else ""
            click.echo(f"        {start} → {end}  {self.words(*SPANS[span['kind']])}{note}{counted}")


def moment(at: datetime) -> str:
    return f"{at.astimezone(TIME_ZONE):%d/%m/%Y %H:%M}"


def _number(value: Fraction) -> str:
    return str(value) if value.denominator == 1 else f"{float(value):.2f}"
