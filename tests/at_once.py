"""Several people at the same instant, each on a database connection of their own."""

from collections.abc import Callable
from threading import Barrier, Thread
from typing import Any

from django.db import connection

WAIT_SECONDS = 60
Act = Callable[[], Any]


def at_once(*acts: Act) -> list[Any]:
    """What each act gave, or the exception it ended with, in their order; none begins before all are connected."""
    given: list[Any] = [None] * len(acts)
    ready = Barrier(len(acts))

    def perform(place: int, act: Act) -> None:
        try:
            connection.ensure_connection()
            ready.wait(WAIT_SECONDS)
            given[place] = act()
        except Exception as ended:
            given[place] = ended
        finally:
            connection.close()

    threads = [Thread(target=perform, args=(place, act)) for place, act in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(WAIT_SECONDS)
        assert not thread.is_alive(), "an act waits for ever"
    return given
