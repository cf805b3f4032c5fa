"""A limit on guessing codes and keys."""

from datetime import datetime, timedelta

from motcua.desks.models import TrackingFailure
from motcua.kernel.refusal import Refusal

FAILURES_MAX = 20
"""Wrong codes or keys from one address in `WINDOW`."""
WINDOW = timedelta(minutes=15)


class TrackingNotAllowed(Refusal):
    """Too many wrong codes or keys. Wait 15 minutes, or ask at the one-stop unit."""

    status = 429


def check_guessing(address: str, at: datetime) -> None:
    """Raises TrackingNotAllowed after too many failures."""
    if TrackingFailure.objects.filter(address=address[:45], at__gt=at - WINDOW).count() >= FAILURES_MAX:
        raise TrackingNotAllowed


def note_failure(address: str, at: datetime) -> None:
    """Remember a wrong code or key; what is older than the window is forgotten."""
    TrackingFailure.objects.filter(at__lte=at - WINDOW).delete()
    TrackingFailure.objects.create(address=address[:45], at=at)
