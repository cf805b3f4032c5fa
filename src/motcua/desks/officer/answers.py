"""The answers of the e-form in its own labels, without the ways to reach the applicant."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from motcua.catalogue.rules.edition import Edition

CONTACT_WIDGETS = frozenset({"tel", "email"})
"""Officers meet the applicant through the one-stop unit alone."""
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
    for edition in editions:
        for page in (edition.form or {}).get("pages", []):
            fields = [field for field in page["fields"] if field["name"] not in asked]
            asked |= {field["name"] for field in fields}
            rows = [
                (in_language(field["label"]), answer_words(field, data[field["name"]]))
                for field in fields
                if field["name"] in data and field["widget"] not in CONTACT_WIDGETS
            ]
            if rows:
                pages.append(AnswerPage(in_language(page["title"]), rows))
    found = [(fact_name(name), answer_words({}, data[name])) for name in data if name not in asked]
    if found:
        pages.append(AnswerPage(gettext("Ghi nhận trong quá trình giải quyết"), found))
    return pages


def fact_name(name: str) -> str:
    """A fact found in processing, in words."""
    return str(FACT_NAMES.get(name, name))


def in_language(text: Mapping[str, str] | None) -> str:
    """A text of a form in the language of the page."""
    if not text:
        return ""
    return text["en"] if (get_language() or "").startswith("en") else text["vi"]


def answer_words(field: Mapping[str, Any], value: Any) -> str:
    """One answer as people read it."""
    if isinstance(value, bool):
        return gettext("Có") if value else gettext("Không")
    if isinstance(value, list):
        return ", ".join(answer_words(field, part) for part in value)
    for choice in field.get("choices") or ():
        if choice["value"] == value:
            return in_language(choice["label"])
    if field.get("widget") == "date":
        try:
            return f"{date.fromisoformat(str(value)):%d/%m/%Y}"
        except ValueError:
            return str(value)
    return str(value)
