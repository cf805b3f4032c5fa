"""Pages for when something fails, in words that say what to do; problem details for machines."""

import sys
from http import HTTPStatus
from urllib.parse import urlsplit

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string

from motcua.api.middleware import PREFIX as MACHINE_PREFIX
from motcua.api.problems import problem
from motcua.desks import resending

RETRY_AFTER_SECONDS = 30
MACHINE_WORDS = {
    400: "The request cannot be read.",
    403: "This is not allowed.",
    404: "There is nothing at this address.",
    500: "Something failed here. Tell the administrator; nothing was changed.",
    503: "The database cannot be reached. Send the same request again after a while; nothing is done twice.",
}


def _fault(request: HttpRequest, status: int, template: str, **context: object) -> HttpResponse:
    # rendered without the request's context processors: these would ask the session and so the database
    if request.path.startswith(MACHINE_PREFIX):
        return problem(request, status, HTTPStatus(status).phrase.replace(" ", ""), MACHINE_WORDS[status])
    return HttpResponse(render_to_string(f"faults/{template}.html", context), status=status)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400."""
    return _fault(request, 400, "400")


def not_allowed(request: HttpRequest, exception: Exception) -> HttpResponse:
    """403."""
    return _fault(request, 403, "403")


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404."""
    return _fault(request, 404, "404")


def failed(request: HttpRequest) -> HttpResponse:
    """500; 503 when the database is away, with what was typed ready to be sent again."""
    if not isinstance(sys.exc_info()[1], OperationalError | InterfaceError):
        return _fault(request, 500, "500")
    context = resending.context_of(request) if request.method == "POST" else {"address": request.get_full_path()}
    response = _fault(request, 503, "503", **context)
    response["Retry-After"] = str(RETRY_AFTER_SECONDS)
    return response


def csrf_failed(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form whose token is out of date; it can be sent again when it came from one of our own pages."""
    origin = urlsplit(request.headers.get("origin", ""))
    is_ours = origin.netloc == request.get_host()
    context = resending.context_of(request) | {"shows_fields": True} if is_ours else {}
    return _fault(request, 403, "csrf", **context)
