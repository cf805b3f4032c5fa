"""The answers of the e-form in its own labels, without the ways to reach the applicant."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from motcua.catalogue.rules.edition import Edition
from motcua.catalogue.rules.forms import questions
from motcua.desks.e_forms import answer_in_words, summary_rows
from motcua.dossiers.queries.declarations import CONTACT_WIDGETS

FACT_NAMES: dict[str, str | Promise] = {
    "needs_verification": _("Cần xác minh"),
    "needs_police_opinion": _("Cần lấy ý kiến cơ quan công an"),
    "needs_consultation": _("Cần lấy ý kiến cơ quan liên quan"),
    "complaint": _("Có ý kiến, khiếu nại khi niêm yết"),
    "complex": _("Vụ việc phức tạp"),
    "no_financial_obligation": _("Không phát sinh nghĩa vụ tài chính"),
    "wants_identity_card": _("Đề nghị cấp thẻ căn cước"),
}
"""Facts that officers find, which no page of a form asks the applicant."""


@dataclass(frozen=True)
class AnswerPage:
    """One page of the form with what was answered on it."""

    title: str
    rows: list[tuple[str, str]]


def answer_pages(editions: Iterable[Edition], data: Mapping[str, Any]) -> list[AnswerPage]:
    """Every answered question once, page by page; then what officers found."""
    pages: list[AnswerPage] = []
    asked: set[str] = set()
    for form in (edition.form for edition in editions if edition.form is not None):
        new = {field["name"] for _page, field in questions(form)} - asked
        asked |= new
        for page in summary_rows(form, data):
            rows = [
                (f"{row.entry}: {row.label}" if row.entry else row.label, row.text)
                for row in page.rows
                if row.text and row.widget not in CONTACT_WIDGETS and row.name in new
            ]
            if rows:
                pages.append(AnswerPage(page.title, rows))
    found = [(fact_name(name), answer_in_words({}, data[name])) for name in data if name not in asked]
    if found:
        pages.append(AnswerPage(gettext("Ghi nhận trong quá trình giải quyết"), found))
    return pages


def fact_name(name: str) -> str:
    """A fact found in processing, in words."""
    return str(FACT_NAMES.get(name, name))
