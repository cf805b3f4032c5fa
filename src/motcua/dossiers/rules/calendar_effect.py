"""What a change of a calendar does to due dates, shown on examples before it is made."""

from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction

from motcua.catalogue.rules.edition import Limit, LimitUnit
from motcua.dossiers.rules.clock import due_after
from motcua.kernel.worktime import ONE_DAY, WorkCalendar

EXAMPLES = (
    Limit(Fraction(1), LimitUnit.WORKING_DAY),
    Limit(Fraction(3), LimitUnit.WORKING_DAY),
    Limit(Fraction(10), LimitUnit.WORKING_DAY),
    Limit(Fraction(8), LimitUnit.WORKING_HOUR),
    Limit(Fraction(5), LimitUnit.CALENDAR_DAY),
)


@dataclass(frozen=True)
class Effect:
    """One example dossier: when it was received, its limit, and when it is due before and after the change."""

    received_at: datetime
    limit: Limit
    before: datetime
    after: datetime

    @property
    def is_moved(self) -> bool:
        return self.before != self.after


def effects(before: WorkCalendar, after: WorkCalendar, first_day: date) -> list[Effect]:
    """Examples received when work begins on the last working day before the change bites.

    Raises CalendarNotCovering when the calendar does not reach that far.
    """
    day = first_day - ONE_DAY
    while not before.is_working_day(day):
        day -= ONE_DAY
    received_at = before.opening(day)
    return [
        Effect(received_at, limit, due_after(received_at, limit, before), due_after(received_at, limit, after))
        for limit in EXAMPLES
    ]
