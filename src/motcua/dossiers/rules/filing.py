"""Filing online: from when the desk's time to answer counts, and how it can answer."""

from datetime import datetime, time

from motcua.catalogue.rules.edition import Limit
from motcua.dossiers.rules.clock import due_after
from motcua.kernel.choices import Choice
from motcua.kernel.worktime import WorkCalendar, local


class FilingAnswer(Choice):
    """What the desk answered; the automatic acknowledgement is not one of them."""

    ACCEPTED = "accepted"
    SENT_BACK = "sent_back"
    REFUSED = "refused"


def reply_counts_from(filed_at: datetime, cutoff: time, calendar: WorkCalendar) -> datetime:
    """What arrives after the cut-off hour or on a day off counts from the opening of the next working day.

    Law: ND297-2025.6.3
    """
    at = local(filed_at)
    if calendar.is_working_day(at.date()) and at.time() < cutoff:
        return at
    return calendar.opening(calendar.next_working_day(at.date()))


def answer_due(filed_at: datetime, limit: Limit, cutoff: time, calendar: WorkCalendar) -> datetime:
    """By when the desk has to be alerted, or to have answered.

    Law: ND118.REPLY
    """
    return due_after(reply_counts_from(filed_at, cutoff, calendar), limit, calendar)
