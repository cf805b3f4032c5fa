"""The clock of a leg: a pure function over ledger, limit and working calendar."""

from motcua.kernel.choices import Choice


class ClockEvent(Choice):
    """What can happen to a clock; suspension, restart and extension are three different things."""

    STARTED = "started"
    SUSPENDED = "suspended"
    RESUMED = "resumed"
    RESTARTED = "restarted"
    EXTENDED = "extended"
    STOPPED = "stopped"
