"""The procedure's own e-form as a part of the intake screen, all of it at once."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.http import QueryDict

from motcua.catalogue.rules.forms import AnswerFault, Definition
from motcua.desks.e_forms import Layout, PageForm, Style, page_form, words_of_fault
from motcua.desks.forms import Form

PREFIX = "answer"
ASKED_ABOVE = {
    "requester_name": "name",
    "requester_id": "identifier",
    "requester_residence": "address",
    "requester_phone": "phone",
    "copies": "copies",
    "pages": "pages",
}
"""Fields of e-forms that the intake screen asks anyway, and what it calls them; nobody is asked twice."""


def declaration_form(
    definition: Definition | None,
    values: QueryDict,
    answers: Mapping[str, Any],
    *,
    is_examined: bool = False,
    is_whole: bool = False,
) -> PageForm | None:
    """The procedure's own questions as they stand on the screen; None when it has none beyond those of the screen."""
    if definition is None:
        return None
    layout = Layout(
        style=Style.DESK, leave_out=ASKED_ABOVE.keys(), is_examined=is_examined, is_whole=is_whole, prefix=PREFIX
    )
    form = page_form(definition, None, answers, values, None, layout)
    return form if form.names else None


def tell_faults(faults: Iterable[AnswerFault], form: PageForm | None, screen: Form) -> None:
    """Say what is wrong with the answers that the screen itself asked for; the e-form tells the others."""
    for fault in faults:
        above = ASKED_ABOVE.get(fault.name)
        is_told = above is not None and above in screen.errors
        if not is_told and (form is None or fault.name not in form.names):
            screen.add_error(above, words_of_fault(fault))
