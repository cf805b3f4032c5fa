"""`motcua catalogue`: procedures by edition, as YAML files."""

import json
import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from motcua.catalogue.rules.document import CatalogueFileFaulty, dump
from motcua.catalogue.rules.edition import Edition
from motcua.catalogue.rules.edition_check import check_members
from motcua.catalogue.rules.findings import Finding
from motcua.kernel import clock
from motcua.kernel.refusal import Refusal
from motcua.kernel.worktime import TIME_ZONE
from motcua.project.command_line import with_database
from motcua.project.commands.words import DAY, in_words, refusals_in_words

if TYPE_CHECKING:
    from motcua.catalogue.models import ProcedureEdition

FILES = click.argument("files", nargs=-1, type=click.Path(path_type=Path), metavar="FILE...")


@click.group()
def command() -> None:
    """Check, import, publish, compare and export editions of procedures."""


@command.command()
@FILES
@click.option("--json", "as_json", is_flag=True, help="Print the findings as JSON.")
def check(files: tuple[Path, ...], as_json: bool) -> None:
    """Name every fault of the files at once, as file:line; without FILE those of the package. Needs no database.

    Members of groups are looked for in the files and in the package. Exit 1 when there is a fault.
    """
    import django

    django.setup()
    from motcua.catalogue.actions.load import package_files, read_files

    own = package_files()
    texts = _read(files) if files else own
    read, faulty = read_files(texts)
    known = {**read_files(own)[0], **read} if files else read
    found = {file.name: file.findings for file in faulty}
    for name, edition in read.items():
        members = _member_findings(edition, known)
        if members:
            found[name] = [*found.get(name, []), *members]
    if as_json:
        entries = [{"file": name, **finding.to_json()} for name, findings in found.items() for finding in findings]
        click.echo(json.dumps(entries, ensure_ascii=False, indent=2))
    else:
        for name, findings in found.items():
            click.echo(CatalogueFileFaulty(name, findings))
        click.echo(f"{len(texts)} files, {len(found)} with faults", err=True)
    sys.exit(1 if found else 0)


@command.command("import")
@FILES
@click.option("--publish-from", type=DAY, metavar="DATE", help="Publish every edition from this day, not as its draft.")
def import_(files: tuple[Path, ...], publish_from: date | None) -> None:
    """Keep editions as drafts; the same content again changes nothing. A file with a fault is refused, by line."""
    if not files:
        raise click.UsageError("Name at least one file.")
    texts = _read(files)
    with_database()
    from django.db import transaction

    from motcua.catalogue.actions.editions import import_edition, publish
    from motcua.directory.rules.actors import SYSTEM

    at = clock.now()
    refused = 0
    for name, text in texts.items():
        try:
            with transaction.atomic():
                row = import_edition(text=text, name=name, actor=SYSTEM, at=at)
                if publish_from is not None and row.published_at is None:
                    row = publish(edition_id=row.id, start=publish_from, actor=SYSTEM, at=at)
                    _tell_unstaffed(row)
        except Refusal as refusal:
            refused += 1
            click.echo(
                refusal if isinstance(refusal, CatalogueFileFaulty) else f"{name}: {in_words(refusal)}", err=True
            )
            continue
        state = "draft" if row.published_at is None else f"published from {row.start}"
        click.echo(f"{name}: {row.procedure.code} edition {row.number}, {state}")
        for document in row.findings:
            click.echo(f"    {Finding.from_json(document)}")
    sys.exit(1 if refused else 0)


@command.command()
@click.argument("code")
@click.argument("number", type=int)
@click.option("--from", "start", type=DAY, metavar="DATE", help="The first day in force; the draft's own by default.")
def publish(code: str, number: int, start: date | None) -> None:
    """Put the draft NUMBER of the procedure CODE in force; the edition before it ends there. This is final."""
    with_database()
    from motcua.catalogue.actions import editions
    from motcua.catalogue.queries.editions import edition_id
    from motcua.directory.rules.actors import SYSTEM

    with refusals_in_words():
        row = editions.publish(edition_id=edition_id(code, number), start=start, actor=SYSTEM, at=clock.now())
    click.echo(f"{code} edition {number}, published from {row.start}")
    _tell_unstaffed(row)


def _tell_unstaffed(row: "ProcedureEdition") -> None:
    """Where a step has nobody to do it; no reason not to publish."""
    from motcua.catalogue.queries.publication import staffing_findings
    from motcua.catalogue.rules.document import from_json

    today = clock.now().astimezone(TIME_ZONE).date()
    for finding in staffing_findings(from_json(row.document), max(row.start, today)):
        click.echo(f"    {finding}", err=True)


@command.command()
@click.argument("code")
@click.argument("number", type=int)
def withdraw(code: str, number: int) -> None:
    """Throw the draft NUMBER of the procedure CODE away."""
    with_database()
    from motcua.catalogue.actions.editions import withdraw_draft
    from motcua.catalogue.queries.editions import edition_id
    from motcua.directory.rules.actors import SYSTEM

    with refusals_in_words():
        withdraw_draft(edition_id=edition_id(code, number), actor=SYSTEM, at=clock.now())
    click.echo(f"{code} edition {number}, withdrawn")


@command.command()
@click.argument("code")
@click.option("--edition", "number", type=int, metavar="N", help="The edition's number; the newest one by default.")
@click.option("--output", type=click.Path(path_type=Path, dir_okay=False), help="Write to this file instead.")
def export(code: str, number: int | None, output: Path | None) -> None:
    """Write an edition of the procedure CODE as a catalogue file."""
    with_database()
    from motcua.catalogue.queries.editions import export as export_edition

    with refusals_in_words():
        text = dump(export_edition(code, number))
    if output is None:
        click.echo(text, nl=False)
    else:
        output.write_text(text, encoding="utf-8")


@command.command("list")
@click.argument("words", nargs=-1)
@click.option("--on", type=DAY, metavar="DATE", help="Only procedures with an edition in force on this day.")
@click.option("--limit", default=50, show_default=True, type=click.IntRange(1, 10_000))
def list_(words: tuple[str, ...], on: date | None, limit: int) -> None:
    """List procedures with their editions; with WORDS those found by acronym, code or words, best first."""
    with_database()
    from motcua.catalogue.queries.editions import overview
    from motcua.catalogue.queries.search import search

    codes = [found.code for found in search(" ".join(words), limit, on=on)] if words else None
    for procedure in overview(codes, on, limit):
        click.echo(f"{procedure.code}  {procedure.name_vi}  ({procedure.name_en})")
        for row in procedure.editions.all():
            state = "draft" if row.published_at is None else f"{row.start} … {row.end or ''}"
            click.echo(f"    edition {row.number}: {state}")


@command.command()
@click.argument("code")
@click.argument("first", type=int)
@click.argument("second", type=int)
def compare(code: str, first: int, second: int) -> None:
    """Say in words what changes from edition FIRST to edition SECOND of the procedure CODE."""
    with_database()
    from motcua.catalogue.queries.editions import compare as compare_editions
    from motcua.catalogue.queries.editions import edition_id

    with refusals_in_words():
        differences = compare_editions(edition_id(code, first), edition_id(code, second))
    for difference in differences:
        click.echo(difference)
    if not differences:
        click.echo("no difference", err=True)


def _read(files: tuple[Path, ...]) -> dict[str, str]:
    texts = {}
    for file in files:
        try:
            texts[str(file)] = file.read_text(encoding="utf-8")
        except OSError as problem:
            raise click.ClickException(f"{file}: {problem.strerror}") from None
        except UnicodeDecodeError:
            raise click.ClickException(f"{file} is not a text in UTF-8; save it as UTF-8") from None
    return texts


def _member_findings(edition: Edition, known: dict[str, Edition]) -> list[Finding]:
    """Faults of a group beside its members, as the files tell; on the group's start, as when it is published."""
    by_code: dict[str, Edition | None] = {}
    for other in known.values():
        by_code.setdefault(other.procedure, None)
        if other.start <= edition.start and (other.end is None or edition.start < other.end):
            by_code[other.procedure] = other
    return check_members(edition, by_code) if edition.is_group else []
