"""What is left of a leg's time, in words and with the reason; never by colour alone."""

from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction

from django.utils.translation import gettext, ngettext

from motcua.catalogue.rules.edition import LimitUnit
from motcua.desks.naming import LEG_STATE_NAMES
from motcua.desks.templatetags.clock_parts import limit_words
from motcua.desks.templatetags.page_parts import dossier_date, working_time
from motcua.dossiers.models import Leg
from motcua.dossiers.rules.clock import left
from motcua.dossiers.rules.stages import LegState
from motcua.kernel.worktime import WorkCalendar

DAY_MINUTES = 480
"""A working day in words is eight hours; what is left is counted by each day's own hours."""
SOON = Fraction(1)
"""From one day left on, a due date is soon."""


@dataclass(frozen=True)
class TimeLeft:
    """One cell of a list: how it stands, how much is left or over, and why."""

    state: str
    """`late`, `soon`, `far`, `paused` or `none`."""
    words: str
    reason: str


def time_left(leg: Leg, due_at: datetime | None, now: datetime, calendar: WorkCalendar) -> TimeLeft:
    """How the leg stands as of now, by the calendar of its agency."""
    if due_at is None:
        if leg.state in {LegState.OPEN, LegState.DONE, LegState.STOPPED}:
            return TimeLeft("none", gettext("Không có thời hạn riêng"), "")
        return TimeLeft("paused", gettext("Chưa tính hạn"), str(LEG_STATE_NAMES[leg.state]))
    unit = LimitUnit(leg.limit_unit) if leg.limit_unit else LimitUnit.WORKING_DAY
    amount = left(now, due_at, calendar, unit)
    words = _words(abs(amount), unit)
    if amount < 0 or now > due_at:
        state, said = "late", gettext("Quá hạn %(time)s") % {"time": words}
    else:
        state, said = "soon" if _days(amount, unit) < SOON else "far", gettext("Còn %(time)s") % {"time": words}
    return TimeLeft(state, said, _reason(leg, due_at))


def _reason(leg: Leg, due_at: datetime) -> str:
    at = dossier_date(due_at)
    if not leg.limit_value:
        return gettext("Hạn %(at)s, theo thủ tục cuối cùng của nhóm") % {"at": at}
    limit = limit_words(leg.limit_value, leg.limit_unit)
    return gettext("Hạn %(at)s, thời hạn %(limit)s") % {"at": at, "limit": limit}


def _days(amount: Fraction, unit: LimitUnit) -> Fraction:
    return amount / 8 if unit is LimitUnit.WORKING_HOUR else amount


def _words(amount: Fraction, unit: LimitUnit) -> str:
    if unit is LimitUnit.CALENDAR_DAY:
        days, hours = divmod(int(amount * 24), 24)
        parts = []
        if days:
            parts.append(ngettext("%(count)d ngày", "%(count)d ngày", days) % {"count": days})
        if hours or not days:
            parts.append(ngettext("%(count)d giờ", "%(count)d giờ", hours) % {"count": hours})
        return " ".join(parts)
    return working_time(int(amount * (60 if unit is LimitUnit.WORKING_HOUR else DAY_MINUTES)))
