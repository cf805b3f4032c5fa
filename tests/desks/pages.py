"""Pages that exist in tests only: two that refuse, one that breaks, one that needs a permission and takes text."""

from django.http import HttpRequest, HttpResponse
from django.urls import path

from motcua.desks.access import anyone, needs
from motcua.desks.requests import DeskRequest
from motcua.directory.rules.actors import ActNotAllowed
from motcua.directory.rules.roles import Permission
from motcua.kernel.refusal import Refusal
from motcua.project import urls


class LoafNotFresh(Refusal):
    """The loaf is from yesterday. Bake a new one."""


@anyone
def refuse(request: HttpRequest) -> HttpResponse:
    raise LoafNotFresh(baked_on="2026-03-01")


@anyone
def forbid(request: HttpRequest) -> HttpResponse:
    raise ActNotAllowed(Permission.DECIDE_DOSSIER)


@anyone
def fail(request: HttpRequest) -> HttpResponse:
    raise ZeroDivisionError


@needs(Permission.STEWARD_CATALOGUE)
def receive(request: DeskRequest) -> HttpResponse:
    return HttpResponse(f"{request.actor.name}: {request.POST.get('note', '')}")


urlpatterns = [
    *urls.urlpatterns,
    path("refuse/", refuse),
    path("forbid/", forbid),
    path("fail/", fail),
    path("receive/", receive),
]
handler400, handler403, handler404, handler500 = urls.handler400, urls.handler403, urls.handler404, urls.handler500
