"""Printing a personal list of what to bring: no official form, in the language of the page."""

import json
from dataclasses import asdict, dataclass
from datetime import datetime

import typst

from motcua.documents.queries.rendering import PDF_STANDARD, TEMPLATES, form_fonts, printable, qr_svg


@dataclass(frozen=True)
class ListRow:
    name: str
    note: str = ""


@dataclass(frozen=True)
class PrintedList:
    """Everything in words; `link` opens the same list."""

    language: str
    title: str
    procedure: str
    facts: tuple[ListRow, ...]
    """Answers, limit, fees, where."""
    papers_title: str
    papers: tuple[ListRow, ...]
    remark: str
    link: str
    link_words: str


def render_list(printed: PrintedList, *, at: datetime) -> bytes:
    """The list as PDF/A; the same list at the same instant gives the same bytes."""
    inputs = {"data": json.dumps(printable(asdict(printed))), "qr": qr_svg(printed.link), "day": f"{at:%Y-%m-%d}"}
    return typst.compile(
        str(TEMPLATES / "needs_list.typ"),
        root=str(TEMPLATES),
        format="pdf",
        pdf_standards=PDF_STANDARD,
        font_paths=form_fonts(),
        ignore_system_fonts=True,
        sys_inputs=inputs,
        timestamp=int(at.timestamp()),
    )
