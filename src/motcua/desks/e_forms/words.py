"""Texts of e-forms in the language of the page."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import get_language, gettext

from motcua.catalogue.rules.forms import (
    AnswerFault,
    Definition,
    Field,
    Reader,
    SummaryPage,
    sentence_of,
    summary_of,
    words_of_answer,
)


def page_language() -> str:
    return "en" if (get_language() or "").startswith("en") else "vi"


def in_language(text: Mapping[str, str] | None) -> str:
    """A text of a form in the language of the page."""
    return text[page_language()] if text else ""


def words_of_fault(fault: AnswerFault) -> str:
    """What is wrong with an answer and what to do."""
    return sentence_of(fault, gettext, page_language())


def answer_in_words(field: Field, value: Any) -> str:
    """One answer as people read it."""
    return words_of_answer(field, value, Reader(page_language(), gettext, {}))


def summary_rows(
    definition: Definition, answers: Mapping[str, Any], files: Mapping[str, Sequence[str]] | None = None
) -> tuple[SummaryPage, ...]:
    """Every question that is asked with its answer, page by page; `files` names what was handed in, by component."""
    return summary_of(definition, answers, language=page_language(), translate=gettext, files=files)
