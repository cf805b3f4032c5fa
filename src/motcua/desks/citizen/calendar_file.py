"""A date to keep, as every calendar reads it."""

from datetime import timedelta

from django.utils.translation import gettext
from icalendar import Alarm, Calendar, Event

from motcua.dossiers.models import Filing

REMINDER_BEFORE = timedelta(hours=1)


def calendar_file(filing: Filing, unit: str, code: str, address: str) -> bytes:
    """By when the desk has to answer a filing; no name and no procedure, for calendars are shared."""
    calendar = Calendar()
    calendar.add("prodid", "-//motcua//vi")
    calendar.add("version", "2.0")
    event, alarm = Event(), Alarm()
    summary = gettext("Hạn trả lời hồ sơ %(code)s") % {"code": code}
    event.add("uid", f"{code}-{filing.number}@motcua")
    event.add("dtstamp", filing.filed_at)
    event.add("dtstart", filing.reply_due_at)
    event.add("duration", timedelta(minutes=30))
    event.add("summary", summary)
    event.add("location", unit)
    event.add("url", address)
    alarm.add("action", "DISPLAY")
    alarm.add("description", summary)
    alarm.add("trigger", -REMINDER_BEFORE)
    event.add_component(alarm)
    calendar.add_component(event)
    content: bytes = calendar.to_ical()
    return content
