"""`motcua finding`: life events and finding aids, as YAML files."""

from collections.abc import Callable
from pathlib import Path

import click
import yaml

from motcua.kernel import clock
from motcua.project.command_line import with_database
from motcua.project.commands.words import refusals_in_words

FILE = click.argument("file", required=False, type=click.Path(exists=True, dir_okay=False, path_type=Path))


@click.group()
def command() -> None:
    """What people find procedures by: life events, and the names of daily life."""


@command.command("life-events")
@FILE
def life_events(file: Path | None) -> None:
    """Take in the life events of FILE; those with the same key are replaced. Without FILE, print those there are."""
    with_database()
    from motcua.catalogue.actions.finding import import_life_events
    from motcua.catalogue.queries.life_events import life_events as known
    from motcua.catalogue.rules.life_events import to_json

    if file is None:
        click.echo(_yaml({"events": [to_json(guide) for guide in known()]}))
        return
    click.echo(f"{_take_in(import_life_events, file)} life events changed")


@command.command()
@FILE
def aids(file: Path | None) -> None:
    """Take in the finding aids of FILE for the procedures it names. Without FILE, print those there are."""
    with_database()
    from motcua.catalogue.actions.finding import import_finding_aids
    from motcua.catalogue.queries.listing import finding_aids

    if file is None:
        click.echo(_yaml({"aids": finding_aids()}))
        return
    click.echo(f"{_take_in(import_finding_aids, file)} procedures changed")


def _take_in(action: Callable[..., int], file: Path) -> int:
    from motcua.directory.rules.actors import SYSTEM

    with refusals_in_words():
        return action(text=file.read_text(encoding="utf-8"), name=file.name, actor=SYSTEM, at=clock.now())


def _yaml(document: object) -> str:
    return yaml.safe_dump(document, allow_unicode=True, sort_keys=False, width=120).rstrip()
