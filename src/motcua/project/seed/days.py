"""Which days are alike: a history may be moved to another day when every day it touches looks the same there."""

from array import array
from bisect import bisect_right
from collections import Counter
from datetime import date, datetime, timedelta

from motcua.catalogue.models import LawSetting
from motcua.directory.models import CalendarEdition, DayOverride, WorkingSchedule
from motcua.directory.queries.calendars import work_calendar
from motcua.dossiers.models import Outage
from motcua.kernel.worktime import ONE_DAY, TIME_ZONE, WorkCalendar, local

COMMON_FROM = 3


class Days:
    """The days from `first` on as marks: equal marks, equal working sessions under equal rules of the law.

    A mark covers what all agencies keep and what each of `agency_ids` keeps of its own. A day within an announced
    outage, or one that two editions of the calendar know differently, is like no other.
    """

    def __init__(self, first: date, last: date, agency_ids: list[int], now: datetime) -> None:
        self.first = first
        self.calendar = work_calendar(None, now)
        own = [work_calendar(agency_id, now) for agency_id in agency_ids_with_hours(agency_ids)]
        older = [work_calendar(None, edition.published_at) for edition in CalendarEdition.objects.filter(calendar="vn")]
        changes = sorted(set(LawSetting.objects.values_list("start", flat=True)))
        outages = [(local(row.start).date(), local(row.end or now).date()) for row in Outage.objects.all()]
        known: dict[object, int] = {}
        self.marks = array("L")
        self.texts: list[str] = []
        for number in range((last - first).days + 1):
            day = first + timedelta(days=number)
            look: object = (bisect_right(changes, day), _hours(self.calendar, day), *(_hours(one, day) for one in own))
            if any(begin <= day <= end for begin, end in outages) or len({_hours(one, day) for one in older}) > 1:
                look = day
            self.marks.append(known.setdefault(look, len(known)))
            self.texts.append(day.isoformat())

    def number(self, day: date) -> int:
        return (day - self.first).days

    def day(self, number: int) -> date:
        return self.first + timedelta(days=number)

    def number_of(self, at: datetime) -> int:
        return self.number(at.astimezone(TIME_ZONE).date())

    def are_alike(self, one: int, other: int, before: int, after: int) -> bool:
        """Whether the days from `before` days before to `after` days after look the same around both."""
        if other < before or other + after >= len(self.marks):
            return False
        return self.marks[one - before : one + after + 1] == self.marks[other - before : other + after + 1]

    def working_days(self, start: date, end: date) -> list[int]:
        """Numbers of the working days from `start` to before `end`."""
        numbers = range(self.number(start), self.number(end))
        return [number for number in numbers if self.calendar.is_working_day(self.day(number))]

    def common(self, candidates: list[int], before: int, after: int) -> list[int]:
        """The candidates whose surroundings occur at least three times among them."""
        occurrences: Counter[bytes] = Counter()
        looks = {}
        for number in candidates:
            if number >= before and number + after < len(self.marks):
                looks[number] = self.marks[number - before : number + after + 1].tobytes()
                occurrences[looks[number]] += 1
        return [number for number, look in looks.items() if occurrences[look] >= COMMON_FROM] or list(looks)


def agency_ids_with_hours(agency_ids: list[int]) -> list[int]:
    """Those of the agencies that keep hours or exceptions of their own."""
    kept = set(WorkingSchedule.objects.filter(agency_id__in=agency_ids).values_list("agency_id", flat=True))
    kept |= set(DayOverride.objects.filter(agency_id__in=agency_ids).values_list("agency_id", flat=True))
    return sorted(kept)


def _hours(calendar: WorkCalendar, day: date) -> tuple[tuple[int, int], ...]:
    return calendar.hours_on(day).windows if calendar.first_on <= day <= calendar.last_on else ()


def last_known_day(now: datetime) -> date:
    """The last day the calendar covers."""
    return work_calendar(None, now).last_on - ONE_DAY
