"""`motcua seed`: many lawful dossiers of fictional people, for trying out, teaching and measuring."""

import json
import random
import sys
import time

import click

from motcua.project.command_line import with_database
from motcua.project.commands.words import refusals_in_words

SEEDS = 1_000_000


@click.command()
@click.option("--dossiers", type=click.IntRange(1, 50_000_000), required=True, help="How many.")
@click.option("--seed", "chance", type=click.IntRange(0), help="Seed of chance; the same one spreads the same way.")
@click.option("--province", default="phu tho", show_default=True, help="Its unaccented path.")
@click.option("--communes", type=click.IntRange(2), help="Only the first ones by code; all when not given.")
@click.option("--months", type=click.IntRange(1, 120), default=12, show_default=True, help="How far back they reach.")
@click.option("--append", is_flag=True, help="Add to the dossiers that are there.")
@click.option("--json", "as_json", is_flag=True, help="Print the summary as JSON.")
def command(
    dossiers: int, chance: int | None, province: str, communes: int | None, months: int, append: bool, as_json: bool
) -> None:
    """Fill the database with dossiers that look as if people had worked for months.

    Some hundred histories are made by the real acts and rolled back; their rows are copied to other communes, days
    and fictional people, with numbers, due dates and journal as they would have come about. Nobody can be reached, so
    no notice goes out. While it runs the tables are locked: stop the server and the worker first. Accounts named
    "mau.<agency>.<post>" come with it; give one a password with `motcua people password`.
    """
    with_database()
    from django.db.utils import ProgrammingError

    from motcua.kernel import clock
    from motcua.project.seed.cast import NothingToSeed
    from motcua.project.seed.seeding import Wish, seed

    chance = random.randrange(SEEDS) if chance is None else chance
    click.echo(f"seed {chance}", err=True)
    wish = Wish(dossiers, province, communes, months, chance, append)
    began = time.monotonic()
    try:
        with refusals_in_words():
            seeded = seed(wish, clock.now(), _Progress().tell)
    except NothingToSeed as problem:
        click.echo(str(problem), err=True)
        sys.exit(1)
    except ProgrammingError as problem:
        click.echo(f"The tables are not there, or belong to somebody else ({problem}).", err=True)
        click.echo("Make them first: motcua manage migrate. Seed as their owner.", err=True)
        sys.exit(1)
    if as_json:
        click.echo(json.dumps(seeded.to_json() | {"total_seconds": round(time.monotonic() - began, 1)}))
        return
    click.echo(
        f"{seeded.dossiers:,} dossiers ({seeded.open:,} open) of {seeded.procedures} procedures at"
        f" {seeded.communes} communes, {seeded.first_on} to {seeded.last_on}: {seeded.rows:,} rows,"
        f" {seeded.sealed:,} journal entries sealed ({time.monotonic() - began:.0f} s)"
    )
    for stage, count in sorted(seeded.stages.items(), key=lambda item: -item[1]):
        click.echo(f"  {stage:20}{count:12,}")


class _Progress:
    """One bar per part of the work, on standard error; a line per part where there is no terminal."""

    def __init__(self) -> None:
        self.part, self.told = "", 0.0

    def tell(self, part: str, done: int, total: int) -> None:
        is_news = part != self.part or done >= total or time.monotonic() - self.told > (0.2 if self._is_live() else 10)
        if not is_news:
            return
        if self._is_live():
            click.echo(f"\r{part:10} {done:,} / {total:,}   ", err=True, nl=done >= total)
        else:
            click.echo(f"{part} {done:,} / {total:,}", err=True)
        self.part, self.told = part, time.monotonic()

    def _is_live(self) -> bool:
        return sys.stderr.isatty()
