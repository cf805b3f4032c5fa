"""`motcua law`: rules of the law that are dated data."""

import json
from datetime import date

import click

from motcua.catalogue.rules.edition import Certainty
from motcua.catalogue.rules.settings import ONLY_KEPT, SETTINGS
from motcua.kernel import clock
from motcua.project.command_line import with_database
from motcua.project.commands.words import DAY, refusals_in_words


@click.group()
def command() -> None:
    """Show and change rules of the law that are not certain or that change, with their legal basis."""


@command.command("list")
@click.argument("keys", nargs=-1, metavar="[KEY]...")
@click.option("--on", type=DAY, metavar="DATE", help="Only what holds on this day.")
def list_(keys: tuple[str, ...], on: date | None) -> None:
    """List every value of every rule, or of the named ones: period, value, legal basis, certainty."""
    with_database()
    from motcua.catalogue.queries.settings import rows_of

    with refusals_in_words():
        rows_by_key = {key: rows_of(key) for key in keys or SETTINGS}
    for key, rows in rows_by_key.items():
        for row in rows:
            if on is not None and not (row.start <= on and (row.end is None or on < row.end)):
                continue
            of = f" of {row.procedure.code}" if row.procedure else ""
            click.echo(f"{key}{of}  {row.start} … {row.end or ''}  {json.dumps(row.value, ensure_ascii=False)}")
            kept = "  (only kept; the system does not apply it yet)" if key in ONLY_KEPT else ""
            click.echo(f"    {row.legal_basis} [{row.certainty}]{kept}")


@command.command("set")
@click.argument("key")
@click.argument("value")
@click.option("--from", "start", type=DAY, required=True, metavar="DATE", help="The first day of the new value.")
@click.option("--until", "end", type=DAY, metavar="DATE", help="The day it ends; until the next value by default.")
@click.option("--basis", "legal_basis", required=True, metavar="TEXT", help="Instrument and article.")
@click.option("--certainty", required=True, type=click.Choice([certainty.value for certainty in Certainty]))
@click.option("--procedure", metavar="CODE", help="For this procedure only.")
def set_(
    key: str, value: str, start: date, end: date | None, legal_basis: str, certainty: str, procedure: str | None
) -> None:
    """Give the rule KEY the VALUE (JSON) from a day on; what held before stays written and ends there."""
    try:
        document = json.loads(value)
    except ValueError:
        raise click.UsageError(f"{value!r} is not JSON; write a word in quotes, e.g. '\"restart\"'.") from None
    with_database()
    from motcua.catalogue.actions.settings import set_law_setting
    from motcua.directory.rules.actors import SYSTEM

    with refusals_in_words():
        row = set_law_setting(
            key=key,
            value=document,
            start=start,
            end=end,
            legal_basis=legal_basis,
            certainty=Certainty(certainty),
            procedure=procedure,
            actor=SYSTEM,
            at=clock.now(),
        )
    click.echo(f"{key} from {row.start} … {row.end or ''}")
