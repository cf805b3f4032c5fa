"""A table of a page as a value: every list of this desk is drawn by one template and exported by one function."""

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.http import HttpResponse
from django.utils.functional import Promise
from django.utils.translation import gettext

from motcua.catalogue.rules.edition import Certainty
from motcua.catalogue.rules.findings import Finding
from motcua.desks.catalogue_naming import CERTAINTIES, CERTAINTY_COLOURS

_FORMULA = ("=", "+", "-", "@")


@dataclass(frozen=True)
class Cell:
    """What stands in one cell: words, where they lead, a coloured tag, a remark below."""

    text: str | Promise
    url: str = ""
    tag: str = ""
    """Colour of the tag around the words; none when empty."""
    note: str | Promise = ""
    is_code: bool = False

    def __str__(self) -> str:
        return f"{self.text} ({self.note})" if self.note else str(self.text)


@dataclass(frozen=True)
class Table:
    """A table with a name, heads of columns and rows; the first cell of a row is its head."""

    name: str | Promise
    columns: Sequence[str | Promise]
    rows: Sequence[Sequence[Cell]]
    empty: str | Promise = ""
    """What to say when there are no rows."""
    is_titled: bool = True
    """Whether its name is shown above it."""
    anchor: str = ""


def cells(*values: object) -> list[Cell]:
    """A row from plain values; cells stay what they are."""
    return [value if isinstance(value, Cell) else Cell(str(value)) for value in values]


def certainty_cell(certainty: Certainty) -> Cell:
    """How sure a value is, in words and in colour."""
    return Cell(CERTAINTIES[certainty], tag=CERTAINTY_COLOURS[certainty])


def findings_table(findings: Iterable[Finding], *, name: str | Promise, text: str = "") -> Table:
    """Findings in words, each with its line when there is one and what the text says on that line."""
    lines = text.splitlines()
    rows = []
    for finding in findings:
        line = finding.line
        is_known = line is not None and 0 < line <= len(lines)
        said = lines[line - 1].strip()[:160] if is_known and line is not None else ""
        place = gettext("Dòng %(line)s") % {"line": line} if line else finding.path or "–"
        rows.append([Cell(place), Cell(finding.in_words(gettext)), Cell(said or finding.path, is_code=True)])
    columns = [gettext("Vị trí"), gettext("Cần sửa"), gettext("Nội dung tại đó")]
    return Table(name=name, columns=columns, rows=rows, empty=gettext("Không có điểm nào cần sửa."))


def csv_response(table: Table, file_name: str) -> HttpResponse:
    """The table as a CSV file that spreadsheets open as text in UTF-8, formulas defused."""
    buffer = io.StringIO()
    writer = csv.writer(buffer)
    writer.writerow([str(column) for column in table.columns])
    writer.writerows([_safe(str(cell)) for cell in row] for row in table.rows)
    return HttpResponse(
        "\ufeff" + buffer.getvalue(),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{file_name}.csv"'},
    )


def _safe(text: str) -> str:
    return f"'{text}" if text.startswith(_FORMULA) else text
