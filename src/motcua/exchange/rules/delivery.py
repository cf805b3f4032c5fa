"""A message on its way out, and how handing it over can end."""

from dataclasses import dataclass
from datetime import datetime


class NotDelivered(Exception):
    """The outside system did not take the message this time; try again later."""


class NeverDeliverable(Exception):
    """The outside system refused the message for good, e.g. an address that does not exist."""


@dataclass(frozen=True)
class Letter:
    """What an adapter needs of a message."""

    id: int
    entry_id: int
    channel: str
    recipient: str
    subject: str
    body: str
    created_at: datetime
