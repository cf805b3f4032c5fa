"""Reading internal processes from two CSV tables, procedures and steps, as agencies publish them.

Times stay exact fractions. A table that cannot be read is refused with every fault at once, by line; what can be
read but looks wrong is left to `route_sums`.
"""

import csv
import io
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from motcua.catalogue.rules.findings import Finding
from motcua.kernel.refusal import Refusal
from motcua.kernel.text import gettext_noop as _
from motcua.kernel.text import normalise

PROCEDURE_COLUMNS = (
    "id", "source", "title", "level", "sector", "time_limit_text", "limit_days", "limit_days_difficult_area",
    "components", "legal_basis",
)  # fmt: skip
STEP_COLUMNS = ("procedure_id", "phase", "order", "task", "unit", "time_value", "time_unit", "note")
LONGEST = {"id": 40, "procedure_id": 40, "title": 600, "source": 300}


@dataclass(frozen=True)
class TableStep:
    """One row of the table of steps, as published."""

    line: int
    phase: str
    order: str
    """The number the table gives the step; not always a number, not always once."""
    task: str
    unit: str
    time: Fraction | None
    """In `time_unit`; empty where the source states none."""
    time_unit: str
    note: str


@dataclass(frozen=True)
class TableRoute:
    """One row of the table of procedures with its steps, in the order of the table."""

    line: int
    id: str
    source: str
    title: str
    level: str
    sector: str
    time_limit_text: str
    limit_days: Fraction | None
    limit_days_difficult_area: Fraction | None
    components: str
    legal_basis: str
    steps: tuple[TableStep, ...] = ()


@dataclass(frozen=True)
class RouteTables:
    """Both tables joined, in the order of the table of procedures."""

    routes: tuple[TableRoute, ...]
    orphans: tuple[tuple[str, tuple[TableStep, ...]], ...]
    """Steps whose procedure the table of procedures does not know, by its id."""


class TablesNotReadable(Refusal):
    """The tables have faults and nothing was taken from them. Correct the lines named and give them again."""

    def __init__(self, faults: Sequence[Finding]) -> None:
        self.faults = tuple(faults)
        super().__init__(faults=[_with_place(fault) for fault in faults])


def _with_place(fault: Finding) -> str:
    table = {"procedures": "Bảng thủ tục", "steps": "Bảng các bước"}[fault.path]
    return f"{table}, dòng {fault.line}: {fault}" if fault.line else f"{table}: {fault}"


def read_tables(procedures: bytes | None, steps: bytes | None) -> RouteTables:
    """Both tables, UTF-8 with a header line each; a table that could not be had at all is None.

    Raises TablesNotReadable with the faults of both tables; `path` of a fault is `procedures` or `steps`.
    """
    faults: list[Finding] = []
    routes: list[TableRoute] = []
    by_procedure: dict[str, list[TableStep]] = {}
    if procedures is not None:
        table = _Table("procedures", PROCEDURE_COLUMNS, procedures)
        routes = _routes(table)
        faults += table.faults
    if steps is not None:
        table = _Table("steps", STEP_COLUMNS, steps)
        by_procedure = _steps(table)
        faults += table.faults
    if faults or procedures is None or steps is None:
        raise TablesNotReadable(faults)
    known = {route.id for route in routes}
    return RouteTables(
        routes=tuple(replace(route, steps=tuple(by_procedure.get(route.id, ()))) for route in routes),
        orphans=tuple((key, tuple(rows)) for key, rows in by_procedure.items() if key not in known),
    )


class _Table:
    """A CSV table with its faults; `rows` holds (line, cell by column) of every row that has the right shape."""

    def __init__(self, name: str, columns: Sequence[str], content: bytes) -> None:
        self.name = name
        self.columns = columns
        self.faults: list[Finding] = []
        self.rows: list[tuple[int, dict[str, str]]] = []
        text = self._decode(content)
        if text is not None:
            self._read(text)

    def fault(self, code: str, line: int | None, text: str, **values: object) -> None:
        self.faults.append(Finding(code, text, line, self.name, values))

    def number(self, line: int, column: str, text: str) -> Fraction | None:
        """The cell as a number; an empty cell is none, and so is a cell that is a fault."""
        if not text:
            return None
        try:
            return parse_number(text)
        except ValueError:
            self.fault("not_a_number", line, _("Cột {column}: “{value}” không phải là số"), column=column, value=text)
            return None

    def _decode(self, content: bytes) -> str | None:
        try:
            text = content.decode("utf-8-sig")
        except UnicodeDecodeError as problem:
            line = content[: problem.start].count(b"\n") + 1
            self.fault("not_utf8", line, _("Tệp không phải UTF-8; hãy lưu lại dưới dạng CSV UTF-8"))
            return None
        if "\0" in text:
            line = text[: text.index("\0")].count("\n") + 1
            self.fault("not_text", line, _("Tệp chứa ký tự NUL nên không phải là bảng CSV"))
            return None
        if not text.strip():
            self.fault("empty_file", None, _("Tệp trống"))
            return None
        return text

    def _read(self, text: str) -> None:
        reader = csv.reader(io.StringIO(text, newline=""), strict=True)
        header: list[str] | None = None
        first_line = 1
        try:
            for cells in reader:
                line, first_line = first_line, reader.line_num + 1
                cells = [normalise(cell) for cell in cells]
                if not any(cells):
                    continue
                if header is None:
                    header = cells
                    if not self._header_fits(header, line):
                        return
                elif len(cells) != len(header):
                    message = _("Dòng có {found} ô, cần {expected} ô")
                    self.fault("wrong_cell_count", line, message, found=len(cells), expected=len(header))
                else:
                    self._check_lengths(line, row := dict(zip(header, cells, strict=True)))
                    self.rows.append((line, row))
        except csv.Error as problem:
            self.fault("broken_csv", first_line, _("CSV hỏng từ dòng này: {problem}"), problem=problem)

    def _header_fits(self, header: list[str], line: int) -> bool:
        if len(header) == 1 and re.search("[;\t]", header[0]):
            self.fault("wrong_separator", line, _("Các ô phải cách nhau bằng dấu phẩy, không phải chấm phẩy hoặc tab"))
            return False
        for column in self.columns:
            if column not in header:
                self.fault("missing_column", line, _("Thiếu cột {column}"), column=column)
            elif header.count(column) > 1:
                self.fault("column_twice", line, _("Cột {column} có nhiều hơn một lần"), column=column)
        return not self.faults

    def _check_lengths(self, line: int, row: dict[str, str]) -> None:
        for column, most in LONGEST.items():
            if len(row.get(column, "")) > most:
                self.fault("too_long", line, _("Cột {column} dài quá {most} ký tự"), column=column, most=most)


def _routes(table: _Table) -> list[TableRoute]:
    routes: list[TableRoute] = []
    seen: dict[str, int] = {}
    for line, row in table.rows:
        key = row["id"]
        if not key:
            table.fault("missing_id", line, _("Thủ tục không có mã (cột id)"))
        elif key in seen:
            table.fault("duplicate_id", line, _("Mã thủ tục {id} đã có ở dòng {first}"), id=key, first=seen[key])
        else:
            seen[key] = line
        routes.append(
            TableRoute(
                line=line,
                id=key,
                source=row["source"],
                title=row["title"],
                level=row["level"],
                sector=row["sector"],
                time_limit_text=row["time_limit_text"],
                limit_days=_limit(table, line, row, "limit_days"),
                limit_days_difficult_area=_limit(table, line, row, "limit_days_difficult_area"),
                components=row["components"],
                legal_basis=row["legal_basis"],
            )
        )
    if not routes and not table.faults:
        table.fault("no_rows", None, _("Bảng thủ tục không có dòng nào"))
    return routes


def _limit(table: _Table, line: int, row: dict[str, str], column: str) -> Fraction | None:
    value = table.number(line, column, row[column])
    if value is not None and value < 0:
        table.fault("negative_limit", line, _("Cột {column}: thời hạn âm ({value})"), column=column, value=row[column])
    return value


def _steps(table: _Table) -> dict[str, list[TableStep]]:
    by_procedure: dict[str, list[TableStep]] = {}
    for line, row in table.rows:
        key = row["procedure_id"]
        if not key:
            table.fault("missing_id", line, _("Bước không ghi mã thủ tục (cột procedure_id)"))
        step = TableStep(
            line=line,
            phase=row["phase"],
            order=row["order"],
            task=row["task"],
            unit=row["unit"],
            time=table.number(line, "time_value", row["time_value"]),
            time_unit=row["time_unit"],
            note=row["note"],
        )
        by_procedure.setdefault(key, []).append(step)
    return by_procedure


_DECIMAL = re.compile(r"([+-]?)([0-9]{1,9})(?:[.,]([0-9]{1,9}))?")
_FRACTION = re.compile(r"(?:([0-9]{1,9}) )?([0-9]{1,9}) ?[/⁄] ?([0-9]{1,9})")


def parse_number(text: str) -> Fraction:
    """`0.5`, `0,5`, `1/2`, `1 1/2` and `½` alike, exactly.

    Raises ValueError when the text is anything else.
    """
    if decimal := _DECIMAL.fullmatch(text):
        sign, whole, part = decimal.groups(default="")
        return Fraction(f"{sign}{whole}.{part or 0}")
    spelled = "".join(f" {unicodedata.normalize('NFKC', c)}" if unicodedata.category(c) == "No" else c for c in text)
    if fraction := _FRACTION.fullmatch(" ".join(spelled.split())):
        whole, above, below = fraction.groups(default="0")
        if int(below):
            return int(whole) + Fraction(int(above), int(below))
    raise ValueError(f"not a number: {text}")
