"""The clock at the edges: pages, machine interface, jobs and commands ask it once and hand the instant on.

`MOTCUA_CLOCK_FILE` names a file with a shift in seconds; the demo tells a story of several weeks with it.
"""

import os
from datetime import datetime, timedelta
from pathlib import Path

from django.utils import timezone

_SHIFT_FILE = os.environ.get("MOTCUA_CLOCK_FILE")


def now() -> datetime:
    """The present instant, shifted while a demo tells its story."""
    if _SHIFT_FILE is None:
        return timezone.now()
    return timezone.now() + timedelta(seconds=float(Path(_SHIFT_FILE).read_text()))
