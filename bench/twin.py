"""The twin of an act for pgbench: a script that writes the same rows, one statement each, in one transaction.

It is made from what the act really wrote: the tables are compared before and after. Values are bind variables; what
must be unique gets a random number behind it; references between the new rows go by the ids the server gives.
"""

import re
import subprocess
import tempfile
from dataclasses import dataclass, field
from typing import Any

from django.db import connection

from motcua.kernel import embedded

ROOMS = ("dossiers_", "kernel_journalentry", "kernel_numbersequence", "procrastinate_jobs")
DEFAULTED = {"kernel_journalentry": {"transaction", "recorded_at"}}
"""Columns the server fills in."""
UNIQUE = {
    "dossiers_dossier": {"code", "idempotency_key"},
    "dossiers_party": {"identifier"},
    "dossiers_issuedform": {"number"},
    "dossiers_task": {"step"},
    "kernel_numbersequence": {"series"},
}
Rows = dict[str, dict[str, dict[str, str | None]]]
"""Table → key → column → value as text."""


def snapshot() -> Rows:
    """All rows of the tables that acts write, as text."""
    rows: Rows = {}
    with connection.cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1")
        for (table,) in cursor.fetchall():
            if table.startswith(ROOMS):
                cursor.execute(f'SELECT * FROM "{table}" LIMIT 0')
                columns = [column.name for column in cursor.description or ()]
                cursor.execute("SELECT {} FROM {}".format(", ".join(f'"{name}"::text' for name in columns), table))
                rows[table] = {row[0]: dict(zip(columns, row, strict=True)) for row in cursor.fetchall()}
    return rows


@dataclass
class Twin:
    """A pgbench script and its variables."""

    lines: list[str] = field(default_factory=list)
    variables: dict[str, str] = field(default_factory=dict)
    inserts: int = 0
    updates: int = 0
    reads: int = 0

    def bind(self, value: str) -> str:
        if not value:
            return "''"
        name = f"v{len(self.variables)}"
        self.variables[name] = value
        return f":{name}"

    def run(self, database: str, clients: int, seconds: float) -> float:
        """Transactions per second."""
        with tempfile.NamedTemporaryFile("w", suffix=".sql") as script:
            script.write("\n".join(self.lines) + "\n")
            script.flush()
            command = [
                str(embedded.binaries() / "pgbench"), "-n", "-M", "prepared", "-c", str(clients), "-j", "2",
                "-T", str(max(1, round(seconds))), "-h", str(embedded.socket_directory()), "-U", "motcua",
                "-f", script.name,
            ]  # fmt: skip
            for name, value in self.variables.items():
                command += ["-D", f"{name}={value}"]
            done = subprocess.run([*command, database], capture_output=True, text=True, check=False)
        rate = re.search(r"tps = ([0-9.]+)", done.stdout)
        failed = re.search(r"number of failed transactions: ([0-9]+)", done.stdout)
        if not rate or "ERROR" in done.stderr or not failed or int(failed[1]):
            raise RuntimeError(f"pgbench failed:\n{done.stdout}\n{done.stderr}")
        return float(rate[1])


def twin_of(before: Rows, after: Rows, subjects: list[dict[str, int]] | None = None) -> Twin:
    """The script that repeats what happened between the two snapshots.

    Changed rows are read and updated by id; `subjects` gives the ids to change instead, one line for each time the
    act could be done: table → id.
    """
    twin = Twin()
    twin.lines = ["\\set n random(1, 9999999999999)", "\\set series random(1, 32)"]
    if subjects:
        _choose_subject(twin, subjects)
    twin.lines.append("BEGIN;")
    references = _references()
    changed = {
        table: [key for key, row in rows.items() if key in before[table] and row != before[table][key]]
        for table, rows in after.items()
    }
    for table, keys in changed.items():
        for key in keys:
            _update(twin, table, before[table][key], after[table][key])
    new = {table: [key for key in rows if key not in before[table]] for table, rows in after.items()}
    for table in _in_order([table for table, keys in new.items() if keys], references):
        for number, key in enumerate(new[table]):
            _insert(twin, table, after[table][key], number, references, new, changed)
    twin.lines.append("COMMIT;")
    return twin


def _choose_subject(twin: Twin, subjects: list[dict[str, int]]) -> None:
    """The subjects' ids are in a table of the scratch database, read by a random number outside the transaction."""
    tables = list(subjects[0])
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE IF EXISTS bench_subject")
        columns = ", ".join(f"{table} bigint" for table in tables)
        cursor.execute(f"CREATE TABLE bench_subject (number integer PRIMARY KEY, {columns})")
        marks = ", ".join(["%s"] * (len(tables) + 1))
        rows = [[number, *(subject[table] for table in tables)] for number, subject in enumerate(subjects)]
        cursor.executemany(f"INSERT INTO bench_subject VALUES ({marks})", rows)
    names = ", ".join(f"{table} AS of_{table}" for table in tables)
    twin.lines.append(f"\\set subject random(0, {len(subjects) - 1})")
    twin.lines.append(f"SELECT {names} FROM bench_subject WHERE number = :subject \\gset")


def _update(twin: Twin, table: str, old: dict[str, str | None], new: dict[str, str | None]) -> None:
    key = next(iter(new))
    if table == "kernel_numbersequence":
        twin.lines.append(
            f"INSERT INTO {table} AS s (series, last) VALUES ({twin.bind('bench:')}::text || :series::text, 1)"
            " ON CONFLICT (series) DO UPDATE SET last = s.last + 1;"
        )
        twin.updates += 1
        return
    twin.lines.append(f"SELECT * FROM {table} WHERE {key} = :of_{table} FOR NO KEY UPDATE;")
    twin.reads += 1
    values = {name: value for name, value in new.items() if value != old[name]}
    changes = ", ".join(f'"{name}" = {twin.bind(value) if value else "NULL"}' for name, value in values.items())
    twin.lines.append(f"UPDATE {table} SET {changes} WHERE {key} = :of_{table};")
    twin.updates += 1


def _insert(
    twin: Twin,
    table: str,
    row: dict[str, str | None],
    number: int,
    references: dict[str, dict[str, str]],
    new: dict[str, list[str]],
    changed: dict[str, list[str]],
) -> None:
    if table == "kernel_numbersequence":
        _update(twin, table, row, row)
        return
    columns, values = [], []
    for name, value in row.items():
        if name == "id" or name in DEFAULTED.get(table, ()):
            continue
        columns.append(f'"{name}"')
        target = references.get(table, {}).get(name)
        if value is None:
            values.append("NULL")
        elif target and value in new.get(target, ()):
            values.append(f":{target}_{new[target].index(value)}id")
        elif target and value in changed.get(target, ()):
            values.append(f":of_{target}")
        elif name in UNIQUE.get(table, ()):
            values.append(f"{twin.bind(value[:24])}::text || :n::text")
        else:
            values.append(twin.bind(value))
    twin.inserts += 1
    statement = f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({', '.join(values)})"
    is_referred_to = any(target == table for columns in references.values() for target in columns.values())
    ending = f" RETURNING id AS {table}_{number}id \\gset" if is_referred_to else ";"
    twin.lines.append(statement + ending)


def _references() -> dict[str, dict[str, str]]:
    """Table → column → the table it refers to; the journal refers to dossiers without a foreign key."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT c.conrelid::regclass::text, a.attname, c.confrelid::regclass::text FROM pg_constraint c"
            " JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = c.conkey[1] WHERE c.contype = 'f'"
        )
        found: dict[str, dict[str, str]] = {}
        for table, column, target in cursor.fetchall():
            found.setdefault(table, {})[column] = target
    found["kernel_journalentry"] = {"dossier_id": "dossiers_dossier"}
    return found


def _in_order(tables: list[str], references: dict[str, dict[str, str]]) -> list[str]:
    """Tables after those they refer to."""
    ordered: list[str] = []

    def add(table: str) -> None:
        for target in references.get(table, {}).values():
            if target in tables and target != table and target not in ordered:
                add(target)
        if table not in ordered:
            ordered.append(table)

    for table in tables:
        add(table)
    return ordered


def described(twin: Twin) -> dict[str, Any]:
    return {"inserts": twin.inserts, "updates": twin.updates, "reads": twin.reads}
