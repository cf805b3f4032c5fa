"""What every act of this desk has in common: one form, one act, the refusal told on the form."""

from collections.abc import Callable
from typing import Any, TypeVar

from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.safestring import mark_safe

from motcua.directory.rules.actors import ActNotAllowed
from motcua.kernel.refusal import Refusal
from motcua.kernel.wording import words_of

Done = TypeVar("Done")
REFUSED_STATUS = 409
FAULTY_STATUS = 422


def posted(request: HttpRequest) -> tuple[QueryDict | None, Any]:
    """What was sent, fields and files, for a form; nothing when the page is only shown."""
    return (request.POST, request.FILES) if request.method == "POST" else (None, None)


def attempt(form: BaseForm, act: Callable[[], Done]) -> Done | None:
    """Do the act; when the rules say no, the form says why and nothing is done."""
    try:
        return act()
    except ActNotAllowed:
        raise
    except Refusal as refusal:
        form.add_error(None, mark_safe(words_of(refusal)))
        return None


def show_form(request: HttpRequest, form: BaseForm, **context: Any) -> HttpResponse:
    """The page of one form: `title`, `button`, and if wanted `back`, `intro`, `tables`, `previews`."""
    status = FAULTY_STATUS if form.errors else 200
    if form.is_bound and form.non_field_errors():
        status = REFUSED_STATUS
    return render(request, "steward/form.html", {"form": form, **context}, status=status)
