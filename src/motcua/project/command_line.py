"""`motcua`: one command, a sub-command per task, each with `--help`."""

import importlib
import os
import sys
from typing import Any

import click

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "motcua.project.settings")

COMMANDS = {
    "catalogue": "catalogue",
    "client": "client",
    "competence": "competence",
    "database": "database",
    "deadline": "deadline",
    "demo": "demo",
    "finding": "finding",
    "journal": "journal",
    "law": "law",
    "load": "load",
    "manage": "manage",
    "openapi": "openapi",
    "people": "people",
    "routes": "routes",
    "sandbox": "sandbox",
    "seed": "seed",
    "serve": "serve",
    "worker": "worker",
}
"""Name of the sub-command → module in `motcua.project.commands` that holds it as `command`."""


class _LateCommands(click.Group):
    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        module = importlib.import_module(f"motcua.project.commands.{COMMANDS[cmd_name]}")
        command: click.Command = module.command
        return command

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except Exception as problem:
            words = _words_of_database(problem)
            if words is None:
                raise
            raise click.ClickException(words) from None


def _words_of_database(problem: Exception) -> str | None:
    """What to do about a database that was never filled or does not answer; nothing for any other problem."""
    from django.db.utils import OperationalError, ProgrammingError
    from psycopg.errors import UndefinedTable

    if isinstance(problem, ProgrammingError) and isinstance(problem.__cause__, UndefinedTable):
        return (
            "The database has no tables yet. Make them and bring the reference data, once: "
            "motcua manage migrate && motcua load"
        )
    if isinstance(problem, OperationalError):
        return f"The database does not answer: {problem}"
    return None


@click.group(cls=_LateCommands)
@click.version_option(package_name="motcua")
def main() -> None:
    """motcua, an electronic one-stop system for administrative procedures."""


def with_database() -> None:
    """Start the embedded server when no `DATABASE_URL` is set, and load Django."""
    from motcua.kernel import embedded

    if "DATABASE_URL" not in os.environ:
        try:
            embedded.start()
        except embedded.ServerNotStarted as problem:
            click.echo(str(problem), err=True)
            sys.exit(1)
    import django

    django.setup()
