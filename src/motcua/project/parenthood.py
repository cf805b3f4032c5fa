"""A child process that must not outlive its parent: a killed server leaves no half of itself behind."""

import os
import signal
import threading
import time

PARENT = "MOTCUA_PARENT"
LOOK_SECONDS = 1
LEAVE_SECONDS = 20


def become_parent() -> None:
    """Children that call `stop_with_parent` will stop when this process is gone."""
    os.environ[PARENT] = str(os.getpid())


def stop_with_parent() -> None:
    """Stop this process, gently and then at once, when the process that called `become_parent` is gone."""
    parent = os.environ.get(PARENT)
    if parent is not None and int(parent) != os.getpid():
        threading.Thread(target=_watch, args=[int(parent)], daemon=True).start()


def _watch(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(LOOK_SECONDS)
    os.kill(os.getpid(), signal.SIGTERM)
    time.sleep(LEAVE_SECONDS)
    os._exit(1)
