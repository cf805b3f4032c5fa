"""`motcua routes`: check, import and publish internal processes as agencies publish them in tables."""

import json
import sys
from collections import Counter
from fractions import Fraction
from pathlib import Path
from typing import Any

import click

from motcua.catalogue.rules.findings import Finding
from motcua.catalogue.rules.route_sums import RouteSums, Verdict, check_tables
from motcua.catalogue.rules.route_tables import RouteTables, TablesNotReadable, read_tables
from motcua.catalogue.rules.route_times import show_number

VERDICTS = {
    Verdict.MATCH: "khớp / match",
    Verdict.EXCEEDS: "vượt thời hạn / exceeds",
    Verdict.SHORT: "thiếu / short",
    Verdict.NOT_CHECKABLE: "không kiểm tra được / not checkable",
}
both_tables = (
    click.option("--procedures", required=True, metavar="P.csv", type=Path, help="Table of procedures, CSV in UTF-8."),
    click.option("--steps", required=True, metavar="S.csv", type=Path, help="Table of their steps, CSV in UTF-8."),
)


@click.group()
def command() -> None:
    """Check, import and publish internal processes of other systems."""


@command.command()
@both_tables[0]
@both_tables[1]
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
