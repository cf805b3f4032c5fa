"""`motcua worker`: does the deferred jobs."""

import time

import click

from motcua.project.command_line import with_database
from motcua.project.parenthood import stop_with_parent

RETRY_SECONDS = 3


@click.command()
@click.option("--concurrency", default=2, show_default=True, help="Jobs done at the same time.")
@click.option("--until-idle", is_flag=True, help="Stop when no job is waiting.")
def command(concurrency: int, until_idle: bool) -> None:
    """Do the deferred jobs: reactions, notices, reminders. Ctrl+C lets running jobs finish first."""
    with_database()
    from procrastinate.contrib.django import app
    from procrastinate.contrib.django.django_connector import DjangoConnector
    from procrastinate.exceptions import ConnectorException

    stop_with_parent()
    assert isinstance(app.connector, DjangoConnector)
    with app.replace_connector(app.connector.get_worker_connector()) as worker:
        while True:
            try:
                worker.run_worker(concurrency=concurrency, wait=not until_idle, shutdown_graceful_timeout=30)
                return
            except ConnectorException as problem:
                click.echo(f"The database does not answer ({problem}); trying again in {RETRY_SECONDS} s", err=True)
                time.sleep(RETRY_SECONDS)
