"""`motcua database`: the embedded PostgreSQL server."""

import sys

import click

from motcua.kernel import embedded


@click.group()
def command() -> None:
    """Start, stop and look at the embedded PostgreSQL server."""


@command.command()
def start() -> None:
    """Start the server; the first start makes the cluster."""
    try:
        embedded.start()
    except embedded.ServerNotStarted as problem:
        click.echo(str(problem), err=True)
        sys.exit(1)
    click.echo(f"PostgreSQL answers in {embedded.socket_directory()}")


@command.command()
def stop() -> None:
    """Stop the server."""
    embedded.stop()
    click.echo("PostgreSQL is stopped")


@command.command()
def status() -> None:
    """Say whether the server answers; exit 1 if not."""
    if not embedded.is_running():
        click.echo("PostgreSQL is not running; start it with: motcua database start")
        sys.exit(1)
    click.echo(f"PostgreSQL answers in {embedded.socket_directory()}")
