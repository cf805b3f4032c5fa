"""When a dossier must leave the desk."""

from datetime import datetime, time

from motcua.kernel.worktime import TIME_ZONE, WorkCalendar


def leaves_by(received_at: datetime, calendar: WorkCalendar, cutoff: time) -> datetime:
    """By when the papers go to the agency: the same working day, or the start of the next one when received late.

    Late is after the cut-off, or when the office has closed. The start of a working day is taken as its first session.
    Law: ND61.18.1, ND118.18.2
    """
    received = received_at.astimezone(TIME_ZONE)
    day = received.date()
    if calendar.is_working_day(day) and received.time() <= cutoff and received < calendar.closing(day):
        return calendar.closing(day)
    following = calendar.next_working_day(day)
    end_of_first_session = calendar.sessions_on(following)[0].end
    return datetime.combine(following, end_of_first_session, TIME_ZONE)
