"""`motcua serve`: the HTTP server."""

import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import click

from motcua.project.command_line import with_database
from motcua.project.parenthood import become_parent, stop_with_parent

RESPAWN_SECONDS = 3
STOP_SECONDS = 40
UNUSED = ["ext", "htmx-4*"]
"""Static files of packages that no page uses."""


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--port", default=8000, show_default=True)
@click.option("--workers", default=1, show_default=True, help="Processes that answer requests.")
@click.option("--threads", default=4, show_default=True, help="Requests that one process answers at the same time.")
@click.option("--with-worker", is_flag=True, help="Also do the deferred jobs, in a child process.")
def command(host: str, port: int, workers: int, threads: int, with_worker: bool) -> None:
    """Serve the pages and the machine interface. Ctrl+C lets running requests finish first."""
    os.environ["MOTCUA_STATIC"] = "collected"
    stop_with_parent()
    become_parent()
    with_database()
    from django.core.management import call_command
    from granian import Granian
    from granian.constants import Interfaces

    _check_database()
    call_command("collectstatic", interactive=False, verbosity=0, ignore_patterns=UNUSED)
    server = Granian(
        "motcua.project.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=workers,
        blocking_threads=threads,
        respawn_failed_workers=True,
        workers_kill_timeout=STOP_SECONDS,
        websockets=False,
    )
    click.echo(f"http://{host}:{port}/")
    if with_worker:
        with _worker():
            server.serve()
    else:
        server.serve()


def _check_database() -> None:
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor
    from django.utils import timezone

    from motcua.kernel.continuity import ensure_transactions_go_on

    executor = MigrationExecutor(connection)
    missing = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if missing:
        click.echo(f"The database lacks {len(missing)} migrations; run: motcua manage migrate", err=True)
        sys.exit(1)
    ensure_transactions_go_on(at=timezone.now())
    connection.close()


@contextmanager
def _worker() -> Iterator[None]:
    """A worker beside the server, started again when it fails and stopped together with the server."""
    stopping = threading.Event()
    running: list[subprocess.Popen[bytes]] = []

    def keep_running() -> None:
        while not stopping.is_set():
            child = subprocess.Popen([sys.executable, "-m", "motcua", "worker"])
            running[:] = [child]
            child.wait()
            stopping.wait(RESPAWN_SECONDS)

    keeper = threading.Thread(target=keep_running, daemon=True)
    keeper.start()
    try:
        yield
    finally:
        stopping.set()
        for child in running:
            child.terminate()
        keeper.join(STOP_SECONDS)
        for child in running:
            if child.poll() is None:
                child.kill()
