"""`motcua manage`: Django's own commands (migrate, makemigrations, shell …)."""

import click

from motcua.project.command_line import with_database


@click.command(context_settings={"ignore_unknown_options": True, "help_option_names": []})
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
def command(arguments: tuple[str, ...]) -> None:
    """Run a Django management command, e.g. `motcua manage migrate`."""
    with_database()
    from django.core.management import execute_from_command_line

    execute_from_command_line(["motcua manage", *arguments])
