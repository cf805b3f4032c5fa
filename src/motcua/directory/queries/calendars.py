"""When an agency works: the calendar edition, schedules and exceptions as one `WorkCalendar`, kept per process."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db.models import Q

from motcua.directory.models import CalendarEdition, DayOverride, WorkingSchedule
from motcua.directory.rules.calendars import CalendarMissing
from motcua.kernel.reference import kept
from motcua.kernel.worktime import Schedule, WorkCalendar, parse_sessions


@dataclass
class _Shelf:
    """The editions of a calendar, and what was built from them so far: edition and agency → calendar."""

    editions: list[CalendarEdition]
    calendars: dict[tuple[int, int | None], WorkCalendar] = field(default_factory=dict)


@kept("calendars")
def _shelf(calendar: str) -> _Shelf:
    return _Shelf(list(CalendarEdition.objects.filter(calendar=calendar).order_by("number")))


def work_calendar(agency_id: int | None, at: datetime, calendar: str = "vn") -> WorkCalendar:
    """The calendar of the agency as known at the instant: the newest edition published by then, else the first one.

    Raises CalendarMissing when no edition is published.
    """
    shelf = _shelf(calendar)
    edition = _edition_at(shelf.editions, at)
    if edition is None:
        raise CalendarMissing(calendar=calendar)
    key = (edition.id, agency_id)
    if key not in shelf.calendars:
        shelf.calendars[key] = _build(edition, agency_id)
    return shelf.calendars[key]


def edition_in_force(at: datetime, calendar: str = "vn") -> CalendarEdition:
    """The newest edition published by the instant, else the first one. Raises CalendarMissing when there is none."""
    edition = _edition_at(list(CalendarEdition.objects.filter(calendar=calendar).order_by("number")), at)
    if edition is None:
        raise CalendarMissing(calendar=calendar)
    return edition


def _edition_at(editions: list[CalendarEdition], at: datetime) -> CalendarEdition | None:
    known = [edition for edition in editions if edition.published_at <= at]
    return known[-1] if known else (editions[0] if editions else None)


def _build(edition: CalendarEdition, agency_id: int | None) -> WorkCalendar:
    rows = WorkingSchedule.objects.filter(Q(agency__isnull=True) | Q(agency_id=agency_id))
    exceptions = DayOverride.objects.filter(Q(agency__isnull=True) | Q(agency_id=agency_id))
    own_first = sorted(rows, key=lambda row: (row.agency_id is None, row.start, row.id))
    own_last = sorted(exceptions, key=lambda row: row.agency_id is not None)
    return WorkCalendar(
        holidays=_days(edition.holidays),
        makeup_days=_days(edition.makeup_days),
        first_on=edition.first_on,
        last_on=edition.last_on,
        schedules=tuple(schedule_of(row) for row in own_first),
        overrides={row.on: parse_sessions(row.sessions) for row in own_last},
    )


def schedule_of(row: WorkingSchedule) -> Schedule:
    """The row as the value the clock reckons with."""
    return Schedule(
        sessions={int(weekday): parse_sessions(texts) for weekday, texts in row.sessions.items()},
        season_from=row.season_from,
        season_to=row.season_to,
        start=row.start,
        end=row.end,
    )


def _days(named: Mapping[str, str]) -> dict[date, str]:
    return {date.fromisoformat(day): name for day, name in named.items()}
