"""Who acts, and what happens when the rules say no."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.functional import SimpleLazyObject

from motcua.directory.models import Citizen
from motcua.directory.queries.authority import authority_of
from motcua.directory.queries.citizens import citizen_of_account
from motcua.directory.rules.actors import Actor
from motcua.kernel import clock
from motcua.kernel.refusal import Refusal
from motcua.kernel.wording import words_of
from motcua.kernel.worktime import local

Handler = Callable[[HttpRequest], HttpResponse]


class ActorMiddleware:
    """Sets `request.actor` and `request.citizen`: one statement each, only on pages that ask, once per request."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.actor = SimpleLazyObject(lambda: _actor_of(request))  # type: ignore[attr-defined]
        request.citizen = SimpleLazyObject(lambda: _citizen_of(request))  # type: ignore[attr-defined]
        return self.get_response(request)


def _actor_of(request: HttpRequest) -> Actor:
    if not request.user.is_authenticated:
        return Actor(id=None, name="")
    return authority_of(request.user.pk, local(clock.now()).date())


def _citizen_of(request: HttpRequest) -> Citizen | None:
    return citizen_of_account(request.user.pk) if request.user.is_authenticated else None


class RefusalMiddleware:
    """Shows a refusal that no page has handled: what is the matter and what to do."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not isinstance(exception, Refusal):
            return None
        return render(
            request,
            "faults/refusal.html",
            {"words": words_of(exception), "refusal": exception},
            status=exception.status,
        )
