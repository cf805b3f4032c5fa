"""`motcua routes`: check, import and publish internal processes as agencies publish them in tables."""

import json
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from fractions import Fraction
from pathlib import Path
from typing import Any

import click

from motcua.catalogue.rules.findings import Finding
from motcua.catalogue.rules.route_sums import RouteSums, Verdict, check_tables
from motcua.catalogue.rules.route_tables import RouteTables, TablesNotReadable, read_tables
from motcua.catalogue.rules.route_times import show_number
from motcua.kernel.refusal import Refusal
from motcua.project.command_line import with_database

VERDICTS = {
    Verdict.MATCH: "khớp / match",
    Verdict.EXCEEDS: "vượt thời hạn / exceeds",
    Verdict.SHORT: "thiếu / short",
    Verdict.NOT_CHECKABLE: "không kiểm tra được / not checkable",
}
PROCEDURES = click.option(
    "--procedures", required=True, metavar="P.csv", type=Path, help="Table of procedures, CSV in UTF-8."
)
STEPS = click.option("--steps", required=True, metavar="S.csv", type=Path, help="Table of their steps, CSV in UTF-8.")


@click.group()
def command() -> None:
    """Check, import and publish internal processes of other systems."""


@command.command()
@PROCEDURES
@STEPS
@click.option("--json", "as_json", is_flag=True, help="Print JSON for machines, one entry per procedure in order.")
@click.option("--strict", is_flag=True, help="Exit 1 when a route exceeds its limit.")
def check(procedures: Path, steps: Path, as_json: bool, strict: bool) -> None:
    """Compare the steps of each procedure with its time limit; needs no database.

    Exit code: 0 when the check ran, whatever it found; 1 with --strict when a route exceeds its limit; 2 when a table
    cannot be read, with every fault named by file and line.
    """
    checks = check_tables(_read(procedures, steps))
    if as_json:
        click.echo(json.dumps([_as_json(one) for one in checks], ensure_ascii=False, indent=2))
    else:
        _print_report(checks)
    if strict and any(one.verdict is Verdict.EXCEEDS for one in checks):
        sys.exit(1)


@command.command("import")
@PROCEDURES
@STEPS
def import_(procedures: Path, steps: Path) -> None:
    """Keep each process as a draft with its verdict and findings; importing the same again changes nothing.

    Exit code: 0 when everything was taken in or is here already; 1 when something was refused, which is named; 2 when
    a table cannot be read.
    """
    tables = _read(procedures, steps)
    with_database()
    from motcua.catalogue.actions import routes
    from motcua.directory.rules.actors import SYSTEM
    from motcua.kernel import clock

    outcome = routes.import_routes(tables=tables, source=procedures.name, actor=SYSTEM, at=clock.now())
    for key, reason in outcome.refused.items():
        click.echo(f"{key}: {reason}", err=True)
    click.echo(
        f"{len(outcome.created)} mới / new, {len(outcome.updated)} sửa đổi / updated, "
        f"{len(outcome.unchanged)} không đổi / unchanged, {len(outcome.refused)} từ chối / refused"
    )
    if outcome.refused:
        sys.exit(1)


@command.command()
@click.argument("key")
@click.option(
    "--despite", default="", metavar="REASON", help="Why a route that breaks its limit is published all the same."
)
def publish(key: str, despite: str) -> None:
    """Publish the imported process KEY; one that breaks its limit needs a reason, which is kept and shown."""
    with_database()
    from motcua.catalogue.actions import routes
    from motcua.catalogue.queries.routes import route_by_key
    from motcua.directory.rules.actors import SYSTEM
    from motcua.kernel import clock

    with _refusals_in_words():
        route = route_by_key(SYSTEM, key)
        route = routes.publish(route_id=route.id, actor=SYSTEM, at=clock.now(), despite=despite)
    click.echo(f"{key}: đã công bố / published" + (f", {route.published_despite}" if route.published_despite else ""))


@command.command("list")
@click.option("--verdict", type=click.Choice([verdict.value for verdict in Verdict]), help="Only these.")
@click.option("--drafts", is_flag=True, help="Only those not published yet.")
def list_(verdict: str | None, drafts: bool) -> None:
    """List the imported processes with their verdict and state."""
    with_database()
    from motcua.catalogue.queries.routes import visible_to
    from motcua.directory.rules.actors import SYSTEM
    from motcua.kernel.worktime import TIME_ZONE

    routes = visible_to(SYSTEM).defer("document")
    if verdict is not None:
        routes = routes.filter(verdict=verdict)
    if drafts:
        routes = routes.filter(published_at__isnull=True)
    for route in routes:
        state = "dự thảo / draft"
        if route.published_at is not None:
            state = f"công bố / published {route.published_at.astimezone(TIME_ZONE):%d/%m/%Y}"
        if route.published_despite:
            state += f" – dù vượt thời hạn / despite its limit: {route.published_despite}"
        verdict_in_words = VERDICTS[Verdict(route.verdict)]
        click.echo(f"{route.key:<16} {verdict_in_words:<42} {len(route.findings):>3} lưu ý / findings  {state}")


@command.command()
@click.option("--procedure", required=True, metavar="CODE", help="Code of the procedure.")
@click.option("--edition", type=int, help="Number of the edition; the newest one when not given.")
@click.option("--format", "kind", type=click.Choice(["bpmn"]), default="bpmn", help="File format: BPMN 2.0.")
@click.option("--output", type=Path, help="File to write; standard output when not given.")
def export(procedure: str, edition: int | None, kind: str, output: Path | None) -> None:
    """Write the route of a procedure's edition as a drawing for other tools."""
    with_database()
    from motcua.catalogue.queries.editions import export as edition_of
    from motcua.catalogue.rules.bpmn import write_bpmn

    with _refusals_in_words():
        found = edition_of(procedure, edition)
        if found.route is None:
            raise click.ClickException(f"{procedure} is a group and has no route of its own; export its members.")
        content = write_bpmn(found.route, found.name.vi)
    if output is None:
        click.echo(content.decode())
    else:
        output.write_bytes(content)


@command.command("import-bpmn")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--procedure", required=True, metavar="CODE", help="Code of the procedure.")
def import_bpmn(file: Path, procedure: str) -> None:
    """Take the route of a BPMN 2.0 file into a draft edition of the procedure; nothing is published."""
    with_database()
    from motcua.catalogue.actions import routes
    from motcua.directory.rules.actors import SYSTEM
    from motcua.kernel import clock

    with _refusals_in_words():
        row = routes.import_bpmn(
            procedure=procedure, content=file.read_bytes(), name=file.name, actor=SYSTEM, at=clock.now()
        )
    state = "dự thảo / draft" if row.published_at is None else "đã có sẵn / here already"
    click.echo(f"{procedure}: phiên bản {row.number} / edition {row.number}, {state}")
    for finding in row.findings:
        click.echo(f"    {Finding.from_json(finding)}")


@contextmanager
def _refusals_in_words() -> Iterator[None]:
    try:
        yield
    except Refusal as refusal:
        faults = [str(finding) for finding in getattr(refusal, "findings", ())]
        facts = faults or [f"{name} {fact}" for name, fact in refusal.details.items()]
        raise click.ClickException("\n    ".join([refusal.__doc__ or refusal.message_id, *facts])) from None


def _read(procedures: Path, steps: Path) -> RouteTables:
    """The tables; ends the program with code 2 and every fault of both files when they cannot be read."""
    files = {"procedures": procedures, "steps": steps}
    contents: dict[str, bytes] = {}
    faults: list[Finding] = []
    for name, path in files.items():
        try:
            contents[name] = path.read_bytes()
        except OSError as problem:
            faults.append(Finding("not_opened", f"Không mở được tệp: {problem.strerror}", None, name))
    try:
        return read_tables(contents.get("procedures"), contents.get("steps"))
    except TablesNotReadable as refusal:
        faults += refusal.faults
    for fault in sorted(faults, key=lambda fault: (fault.path, fault.line or 0)):
        place = f"{files[fault.path]}:{fault.line}" if fault.line else str(files[fault.path])
        click.echo(f"{place}: {fault}", err=True)
    sys.exit(2)


def _as_json(one: RouteSums) -> dict[str, Any]:
    return {
        "procedure_id": one.route_id,
        "sum_days": _json_number(one.sum_days),
        "limit_days": _json_number(one.limit_days),
        "verdict": one.verdict.value,
        "findings": [
            {
                "code": finding.code,
                "step": finding.values.get("step"),
                "table": _table(finding),
                "line": finding.line,
                "text": str(finding),
            }
            for finding in one.findings
        ],
    }


def _table(finding: Finding) -> str:
    """The table whose line a finding names: `procedures` or `steps`."""
    return finding.path.partition(".")[0]


def _json_number(number: Fraction | None) -> int | float | None:
    if number is None:
        return None
    return int(number) if number.denominator == 1 else float(number)


def _print_report(checks: list[RouteSums]) -> None:
    for one in checks:
        total = "–" if one.sum_days is None else show_number(one.sum_days)
        limit = "–" if one.limit_days is None else show_number(one.limit_days)
        click.echo(f"{one.route_id:<16} {total:>8} / {limit:<8} {VERDICTS[one.verdict]}")
        for finding in one.findings:
            click.echo(f"    {_table(finding)}:{finding.line}: {finding}")
    counted = Counter(one.verdict for one in checks)
    click.echo()
    click.echo(f"{len(checks)} quy trình / routes: " + ", ".join(f"{counted[v]} {VERDICTS[v]}" for v in Verdict))
