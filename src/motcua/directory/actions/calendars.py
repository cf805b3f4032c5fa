"""Calendar editions, working schedules and exceptions of single days."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from importlib.metadata import version

from django.db import IntegrityError, connection, transaction

from motcua.directory.models import Agency, CalendarEdition, DayOverride, WorkingSchedule
from motcua.directory.queries.calendars import schedule_of
from motcua.directory.rules.actors import Actor
from motcua.directory.rules.calendars import CalendarNotPossible, OverrideNotPossible, ScheduleNotPossible
from motcua.directory.rules.roles import Permission
from motcua.kernel import journal
from motcua.kernel.text import normalise
from motcua.kernel.worktime import local, parse_sessions, vietnam_days

FIRST_YEAR = 2018


@transaction.atomic
def publish_calendar(
    *,
    calendar: str = "vn",
    first_year: int = FIRST_YEAR,
    last_year: int | None = None,
    actor: Actor,
    at: datetime,
) -> CalendarEdition:
    """The public holidays and make-up days of whole years as a new edition, up to the year after `at` by default.

    An edition equal to the newest one is not published again. Raises CalendarNotPossible for years out of order.
    """
    actor.require(Permission.STEWARD_CALENDAR)
    last_year = last_year or local(at).year + 1
    if not FIRST_YEAR <= first_year <= last_year:
        raise CalendarNotPossible(first_year=first_year, last_year=last_year)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('directory.calendar'), hashtext(%s))", [calendar])
    off, made_up = vietnam_days(first_year, last_year)
    content = {
        "holidays": {day.isoformat(): name for day, name in off.items()},
        "makeup_days": {day.isoformat(): name for day, name in made_up.items()},
        "first_on": date(first_year, 1, 1),
        "last_on": date(last_year, 12, 31),
        "source": f"holidays {version('holidays')}: yearly notices on public holidays and swapped days",
    }
    newest = CalendarEdition.objects.filter(calendar=calendar).order_by("-number").first()
    if newest is not None and all(getattr(newest, name) == value for name, value in content.items()):
        return newest
    edition = CalendarEdition.objects.create(
        calendar=calendar, number=newest.number + 1 if newest else 1, published_at=at, **content
    )
    journal.record(
        "directory.calendar_published",
        actor=actor,
        at=at,
        subject="calendar_edition",
        subject_id=edition.id,
        data={
            "calendar": calendar,
            "number": edition.number,
            "holidays": len(off),
            "makeup_days": len(made_up),
            "first_year": first_year,
            "last_year": last_year,
            "source": edition.source,
        },
        react=False,
    )
    return edition


@transaction.atomic
def set_schedule(
    *,
    agency: Agency | None,
    sessions: Mapping[int, Sequence[str]],
    start: date,
    end: date | None = None,
    season_from: str = "01-01",
    season_to: str = "12-31",
    source: str,
    actor: Actor,
    at: datetime,
) -> WorkingSchedule:
    """Working sessions by weekday (0 Monday) of an agency, or of all that have none of their own.

    Raises ScheduleNotPossible when it crosses another one of the same agency; SessionsNotPossible or SeasonNotPossible
    for times and dates that make no sense.
    """
    actor.require(Permission.STEWARD_CALENDAR, agency.id if agency else None)
    row = WorkingSchedule(
        agency=agency,
        sessions={str(weekday): list(texts) for weekday, texts in sessions.items()},
        season_from=season_from,
        season_to=season_to,
        start=start,
        end=end,
        source=source,
    )
    schedule_of(row)
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError as crossing:
        raise ScheduleNotPossible(agency=agency.name if agency else None, start=start, end=end) from crossing
    journal.record(
        "directory.schedule_set",
        actor=actor,
        at=at,
        subject="working_schedule",
        subject_id=row.id,
        agency_id=agency.id if agency else None,
        data={
            "sessions": row.sessions,
            "season": [season_from, season_to],
            "start": start.isoformat(),
            "end": end and end.isoformat(),
            "source": source,
        },
        react=False,
    )
    return row


@transaction.atomic
def end_schedule(*, schedule: WorkingSchedule, end: date, actor: Actor, at: datetime) -> WorkingSchedule:
    """The schedule holds until the date, its first day out of force.

    Raises ScheduleNotPossible when it ends earlier already or had not begun.
    """
    row = WorkingSchedule.objects.select_for_update().get(id=schedule.id)
    actor.require(Permission.STEWARD_CALENDAR, row.agency_id)
    if end <= row.start or (row.end is not None and row.end <= end):
        raise ScheduleNotPossible(start=row.start, end=row.end)
    row.end = end
    row.save(update_fields=["end"])
    journal.record(
        "directory.schedule_ended",
        actor=actor,
        at=at,
        subject="working_schedule",
        subject_id=row.id,
        agency_id=row.agency_id,
        data={"end": end.isoformat()},
        react=False,
    )
    return row


@transaction.atomic
def override_day(
    *,
    agency: Agency | None,
    on: date,
    sessions: Sequence[str],
    reason: str,
    legal_basis: str,
    actor: Actor,
    at: datetime,
) -> DayOverride:
    """One day on which an agency (or all) works other sessions; none is a day off.

    Raises OverrideNotPossible when reason or legal basis is missing or the day is set already.
    """
    actor.require(Permission.STEWARD_CALENDAR, agency.id if agency else None)
    if not normalise(reason) or not normalise(legal_basis):
        raise OverrideNotPossible(reason="words_missing", on=on)
    parse_sessions(list(sessions))
    try:
        with transaction.atomic():
            row = DayOverride.objects.create(
                agency=agency,
                on=on,
                sessions=list(sessions),
                reason=normalise(reason),
                legal_basis=normalise(legal_basis),
            )
    except IntegrityError as twice:
        raise OverrideNotPossible(reason="set_already", on=on) from twice
    journal.record(
        "directory.day_overridden",
        actor=actor,
        at=at,
        subject="day_override",
        subject_id=row.id,
        agency_id=agency.id if agency else None,
        data={"on": on.isoformat(), "sessions": row.sessions, "reason": row.reason, "legal_basis": row.legal_basis},
        react=False,
    )
    return row
