"""The engine of e-forms: one definition says what is asked, when, and what an answer may be; pages, machines and print
all ask it here.
"""

from motcua.catalogue.rules.forms.answering import (
    AskedField,
    ShownPage,
    answers_after,
    asked_on,
    final_answers,
    visible_pages,
)
from motcua.catalogue.rules.forms.faults import AnswerFault, faults_of
from motcua.catalogue.rules.forms.questions import Definition, Field, Page, page_of, questions, schema_of
from motcua.catalogue.rules.forms.reading import read_fields, rows_typed, with_addresses
from motcua.catalogue.rules.forms.sentences import sentence_of
from motcua.catalogue.rules.forms.summary import Reader, SummaryPage, SummaryRow, summary_of, words_of_answer

__all__ = [
    "AnswerFault",
    "AskedField",
    "Definition",
    "Field",
    "Page",
    "Reader",
    "ShownPage",
    "SummaryPage",
    "SummaryRow",
    "answers_after",
    "asked_on",
    "faults_of",
    "final_answers",
    "page_of",
    "questions",
    "read_fields",
    "rows_typed",
    "schema_of",
    "sentence_of",
    "summary_of",
    "visible_pages",
    "with_addresses",
    "words_of_answer",
]
