"""E-forms on pages, the same for every desk: one page of the form at a time, or all of it at once.

`docs/howto/e-forms.md` says how a desk uses them.
"""

from motcua.catalogue.rules.forms import answers_after, final_answers, visible_pages
from motcua.desks.e_forms.addresses import settle_address
from motcua.desks.e_forms.layout import Layout, Style
from motcua.desks.e_forms.page_form import PageForm, page_form
from motcua.desks.e_forms.words import answer_in_words, in_language, summary_rows, words_of_fault

__all__ = [
    "Layout",
    "PageForm",
    "Style",
    "answer_in_words",
    "answers_after",
    "final_answers",
    "in_language",
    "page_form",
    "settle_address",
    "summary_rows",
    "visible_pages",
    "words_of_fault",
]
