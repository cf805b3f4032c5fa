"""Nothing typed is lost: what a form sent in vain is offered to be sent again.

Three occasions: the session had ended, the form's token was out of date, the database was away.
"""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.shortcuts import render

KEPT = "kept_form"
KEPT_LETTERS_MAX = 200_000
SECRET_FIELDS = frozenset({"csrfmiddlewaretoken", "password"})


def context_of(request: HttpRequest, *, fields: list[tuple[str, str]] | None = None) -> dict[str, Any]:
    """What `parts/resend.html` needs to send this request again; passwords are never repeated."""
    return {
        "address": request.get_full_path(),
        "fields": fields_of(request) if fields is None else fields,
        "has_files": bool(request.FILES) if request.method == "POST" else False,
        "csrf_token": get_token(request),
    }


def fields_of(request: HttpRequest) -> list[tuple[str, str]]:
    """Every field that was sent, in order, without secrets."""
    return [
        (name, value)
        for name in request.POST
        if name not in SECRET_FIELDS
        for value in request.POST.getlist(name)
        if isinstance(value, str)
    ]


def keep(request: HttpRequest) -> None:
    """Keep what was sent in the session until the person has signed in again."""
    fields = fields_of(request)
    if sum(len(name) + len(value) for name, value in fields) <= KEPT_LETTERS_MAX:
        request.session[KEPT] = {"path": request.get_full_path(), "fields": fields, "files": bool(request.FILES)}


def has_kept(request: HttpRequest) -> bool:
    """Whether something was kept for this address."""
    kept = request.session.get(KEPT)
    return kept is not None and kept["path"] == request.get_full_path()


def offer(request: HttpRequest) -> HttpResponse:
    """A page with what was kept, ready to be sent again; it is kept no longer."""
    kept = request.session.pop(KEPT)
    fields = [(name, value) for name, value in kept["fields"]]
    context = context_of(request, fields=fields) | {"has_files": kept["files"], "shows_fields": True}
    return render(request, "faults/kept.html", context)
