"""`motcua load`: the reference data that comes with motcua, with progress; loading twice changes nothing."""

import sys
import time
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import click

from motcua.kernel import clock
from motcua.project.command_line import with_database

PARTS = ("units", "agencies", "calendars", "law", "catalogue", "finding")
"""In this order: each part needs those before it."""


@click.command()
@click.option(
    "--only",
    type=click.Choice(PARTS),
    multiple=True,
    help="Load only this part; may be given more than once.",
)
@click.option(
    "--change",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Apply a file of later changes of communes (rename, merge, split, create) instead.",
)
def command(only: tuple[str, ...], change: Path | None) -> None:
    """Load units, agencies, calendars, dated rules of the law, the catalogue of procedures and what finds them.

    What is there already stays as it is. Each part is journalled with its counts and source.
    """
    with_database()
    if change is not None:
        _change(change)
    else:
        load_everything(only)


def load_everything(only: tuple[str, ...] = ()) -> None:
    """Load the parts named, or all, in order and with progress; ends the program when one has faults."""
    from django.db.utils import ProgrammingError

    from motcua.kernel.refusal import Refusal

    at = clock.now()
    for part in PARTS:
        if only and part not in only:
            continue
        began = time.monotonic()
        try:
            outcome = _load(part)(at)
        except Refusal as refusal:
            words = " ".join(str(type(refusal).__doc__).split())
            click.echo(f"{part}: {words}\n{refusal}", err=True)
            sys.exit(1)
        except ProgrammingError as problem:
            click.echo(f"{part}: the tables are not there or not of this version ({problem}).", err=True)
            click.echo("Make them first: motcua manage migrate", err=True)
            sys.exit(1)
        click.echo(f"{part}: {outcome} ({time.monotonic() - began:.1f} s)")


def _change(file: Path) -> None:
    from motcua.directory.actions.territory import apply_change
    from motcua.directory.rules.actors import SYSTEM
    from motcua.directory.rules.territory import TerritoryNotPossible

    try:
        report = apply_change(file=file, actor=SYSTEM, at=clock.now())
    except TerritoryNotPossible as refusal:
        for fault in refusal.details["faults"]:  # type: ignore[attr-defined]
            click.echo(fault, err=True)
        sys.exit(1)
    click.echo(
        f"{report.on}: {report.ended} communes end, {report.begun} begin;"
        f" {report.agencies_ended} agencies end, {report.agencies_begun} begin"
    )


def _load(part: str) -> Callable[[datetime], str]:
    parts = {
        "units": _units,
        "agencies": _agencies,
        "calendars": _calendars,
        "law": _law,
        "catalogue": _catalogue,
        "finding": _finding,
    }
    return parts[part]


def _units(at: datetime) -> str:
    from motcua.directory.actions.territory import import_territory
    from motcua.directory.rules.actors import SYSTEM

    report = import_territory(actor=SYSTEM, at=at)
    if report.unchanged:
        return "unchanged"
    return (
        f"{report.provinces}/{report.communes:,} units since 01/07/2025 and {report.provinces_former}"
        f"/{report.districts_former}/{report.communes_former:,} before, {report.communes_divided} communes divided,"
        f" from {report.source}; put right: {len(report.parts_given_to_namesakes)} parts given to namesakes,"
        f" {len(report.points_put_right)} misplaced communes (named in the journal)"
    )


def _agencies(at: datetime) -> str:
    from motcua.directory.actions.agencies import import_agencies
    from motcua.directory.rules.actors import SYSTEM

    report = import_agencies(actor=SYSTEM, at=at)
    if report.unchanged:
        return "unchanged"
    return (
        f"{report.agencies:,} agencies, {report.official_codes} with official codes,"
        f" {report.provisional_codes:,} with provisional ones"
    )


def _calendars(at: datetime) -> str:
    from motcua.directory.actions.calendars import publish_calendar
    from motcua.directory.rules.actors import SYSTEM

    edition = publish_calendar(actor=SYSTEM, at=at)
    return (
        f"edition {edition.number} from {edition.first_on} to {edition.last_on},"
        f" {len(edition.holidays)} days off, {len(edition.makeup_days)} make-up days"
    )


def _law(at: datetime) -> str:
    from motcua.catalogue.actions.settings import load_law_settings
    from motcua.directory.rules.actors import SYSTEM

    added = load_law_settings(actor=SYSTEM, at=at)
    return f"{added} dated rules added" if added else "unchanged"


def _catalogue(at: datetime) -> str:
    from motcua.catalogue.actions.load import load_catalogue
    from motcua.directory.rules.actors import SYSTEM

    with click.progressbar(length=1, label="catalogue", file=sys.stderr, hidden=not sys.stderr.isatty()) as bar:
        loaded = load_catalogue(actor=SYSTEM, at=at, on_progress=_progress(bar))
    return f"{loaded.published} editions published, {loaded.unchanged} unchanged"


def _finding(at: datetime) -> str:
    from motcua.catalogue.actions.finding import load_finding
    from motcua.directory.rules.actors import SYSTEM

    procedures, events = load_finding(actor=SYSTEM, at=at)
    return f"{procedures} procedures described, {events} life events added" if procedures or events else "unchanged"


def _progress(bar: Any) -> Callable[[int, int], None]:
    def on_progress(done: int, total: int) -> None:
        bar.length = total
        bar.update(done - bar.pos)

    return on_progress
