"""The worker's tasks: two-line shells around the reactions."""

from procrastinate.contrib.django import app

from motcua.kernel.journal import REACTION_TASK


@app.task(name=REACTION_TASK)
def react(*, entry_id: int) -> None:
    """React to one journal entry."""
