"""What people are told about their dossiers, and where they can be reached."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from motcua.kernel.choices import Choice


class NoticeKind(Choice):
    RECEIVED = "received"
    INCOMPLETE = "incomplete"
    """Asked at the desk or portal before acceptance."""
    SUPPLEMENT = "supplement"
    """Asked during processing."""
    REFUSED = "refused"
    PAYMENT = "payment"
    LATE = "late"
    RESULT_READY = "result_ready"
    COLLECT = "collect"
    """The result still lies ready."""
    STOPPED = "stopped"


class NoticeChannel(Choice):
    EMAIL = "email"
    SMS = "sms"


@dataclass(frozen=True)
class Contact:
    """Where one person can be reached; either part may be empty."""

    phone: str = ""
    email: str = ""


_MOBILE = re.compile(r"0[35789]\d{8}")


def mobile_number(phone: str) -> str | None:
    """The number as +84…, or None when it is not a mobile number in Vietnam and gets no short messages."""
    digits = re.sub(r"[\s.\-()]", "", phone)
    if digits.startswith("+84"):
        digits = "0" + digits[3:]
    elif digits.startswith("84") and len(digits) == 11:
        digits = "0" + digits[2:]
    return f"+84{digits[1:]}" if _MOBILE.fullmatch(digits) else None


def addresses(people: Iterable[Contact], channels: Iterable[NoticeChannel]) -> list[tuple[NoticeChannel, str]]:
    """Where to send a notice: every open channel of the first person who can be reached at all."""
    open_channels = set(channels)
    for person in people:
        found: list[tuple[NoticeChannel, str]] = []
        if NoticeChannel.EMAIL in open_channels and "@" in person.email:
            found.append((NoticeChannel.EMAIL, person.email.strip()))
        if NoticeChannel.SMS in open_channels and (number := mobile_number(person.phone)):
            found.append((NoticeChannel.SMS, number))
        if found:
            return found
    return []
