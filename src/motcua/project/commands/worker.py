"""`motcua worker`: runs the jobs that follow the acts."""

import asyncio
import contextlib
import json
import signal
import sys
import time
from typing import Any

import click

from motcua.project.command_line import with_database
from motcua.project.parenthood import stop_with_parent

PAUSE_SECONDS = 2
SHUTDOWN_SECONDS = 30


@click.group(invoke_without_command=True)
@click.option("--concurrency", default=2, show_default=True, type=click.IntRange(1, 64), help="Jobs at the same time.")
@click.option("--until-idle", is_flag=True, help="Stop when no job is waiting.")
@click.pass_context
def command(context: click.Context, concurrency: int, until_idle: bool) -> None:
    """Do the deferred jobs: reactions, notices, seals, reminders. Ctrl+C lets running jobs finish first."""
    if context.invoked_subcommand is None:
        run(concurrency=concurrency, until_idle=until_idle)


def run(*, concurrency: int, until_idle: bool) -> None:
    """Run jobs until stopped; when the database is away, wait for it."""
    with_database()
    from django.db import OperationalError as NoDatabase
    from django.db import connection
    from django.utils import timezone
    from procrastinate.contrib.django import app
    from procrastinate.contrib.django.django_connector import DjangoConnector
    from procrastinate.exceptions import ConnectorException
    from psycopg import OperationalError
    from psycopg_pool import PoolTimeout

    from motcua.kernel.continuity import ensure_transactions_go_on

    stop_with_parent()
    connector = app.connector
    assert isinstance(connector, DjangoConnector), "the app of the Django integration"
    while True:
        try:
            connection.close()  # this thread's own, which may have died with the database
            ensure_transactions_go_on(at=timezone.now())
            with app.replace_connector(connector.get_worker_connector()) as worker_app:
                if asyncio.run(_work(worker_app, concurrency=concurrency, until_idle=until_idle)):
                    return
        except (ConnectorException, OperationalError, NoDatabase, PoolTimeout) as problem:
            click.echo(f"the database does not answer: {problem.__cause__ or problem}", err=True)
        time.sleep(PAUSE_SECONDS)


async def _work(app: Any, *, concurrency: int, until_idle: bool) -> bool:
    """Run jobs; whether that was all. The worker ends by itself, too, when it loses the database."""
    asked_to_stop = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, asked_to_stop.set)
    async with app.open_async():
        work = asyncio.create_task(
            app.run_worker_async(
                concurrency=concurrency,
                wait=not until_idle,
                name="motcua",
                install_signal_handlers=False,
                shutdown_graceful_timeout=SHUTDOWN_SECONDS,
            )
        )
        stop = asyncio.create_task(asked_to_stop.wait())
        await asyncio.wait({work, stop}, return_when=asyncio.FIRST_COMPLETED)
        stop.cancel()
        if asked_to_stop.is_set():
            work.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await work
            return True
        await work
        return until_idle


@command.command()
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def status(as_json: bool) -> None:
    """Show waiting and failed jobs and messages; exit 1 when something failed for good."""
    with_database()
    from django.db.models import Count
    from procrastinate.contrib.django.models import ProcrastinateJob

    from motcua.exchange.queries.outbox import given_up, waiting

    counts = dict(ProcrastinateJob.objects.values_list("status").annotate(Count("id")))
    failed = [
        {"id": job.id, "task": job.task_name, "args": job.args, "attempts": job.attempts}
        for job in ProcrastinateJob.objects.filter(status="failed").order_by("-id")[:50]
    ]
    lost = [
        {"id": message.pk, "channel": message.channel, "attempts": message.attempts, "error": message.last_error}
        for message in given_up()[:50]
    ]
    summary = {
        "waiting": counts.get("todo", 0),
        "running": counts.get("doing", 0),
        "failed": counts.get("failed", 0),
        "messages_waiting": waiting().count(),
        "messages_given_up": given_up().count(),
    }
    if as_json:
        click.echo(json.dumps(summary | {"failed_jobs": failed, "given_up_messages": lost}, ensure_ascii=False))
    else:
        for name, count in summary.items():
            click.echo(f"{name.replace('_', ' ')}: {count}")
        for job in failed:
            click.echo(f"  failed job {job['id']}: {job['task']} {job['args']} after {job['attempts']} attempts")
        for message in lost:
            click.echo(f"  message {message['id']} by {message['channel']}: {message['error']}")
    sys.exit(1 if failed or lost else 0)


@command.command()
@click.argument("message_ids", type=int, nargs=-1, required=True)
def resend(message_ids: tuple[int, ...]) -> None:
    """Try messages again that were given up."""
    with_database()
    from motcua.exchange.actions.outbox import send_again

    for message_id in message_ids:
        send_again(message_id=message_id)
