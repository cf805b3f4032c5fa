"""Who may open a page: said beside the page, held by a test over every address."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.views.decorators.debug import sensitive_post_parameters

from motcua.desks import resending
from motcua.desks.requests import DeskRequest
from motcua.directory.rules.roles import Permission

ANYONE = "anyone"
SIGNED_IN = "signed_in"

P = ParamSpec("P")
StaffView = Callable[Concatenate[DeskRequest, P], HttpResponseBase]
PublicView = Callable[Concatenate[HttpRequest, P], HttpResponse]


def anyone(view: PublicView[P]) -> PublicView[P]:
    """A page that needs no sign-in."""
    view.access = ANYONE  # type: ignore[attr-defined]
    return view


def signed_in(view: StaffView[P]) -> Callable[..., HttpResponseBase]:
    """A page for everyone who works here."""
    return _guarded(view, None)


def needs(permission: Permission) -> Callable[[StaffView[P]], Callable[..., HttpResponseBase]]:
    """A page for those who hold the permission at any agency; its queries and acts then ask at which one."""
    return lambda view: _guarded(view, permission)


def _guarded(view: Callable[..., HttpResponseBase], permission: Permission | None) -> Callable[..., HttpResponseBase]:
    @wraps(view)
    @sensitive_post_parameters()
    def guarded(request: DeskRequest, /, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.user.is_authenticated:
            return _to_sign_in(request)
        if permission is not None:
            request.actor.require(permission)
        if request.method == "GET" and resending.has_kept(request):
            return resending.offer(request)
        response = view(request, *args, **kwargs)
        patch_cache_control(response, private=True, no_store=True)
        return response

    guarded.access = permission or SIGNED_IN  # type: ignore[attr-defined]
    return guarded


def _to_sign_in(request: DeskRequest) -> HttpResponse:
    """To the sign-in page and back; what was typed when the session had ended is kept meanwhile."""
    if request.method == "POST":
        resending.keep(request)
    address = f"{reverse('sign-in')}?{urlencode({'next': request.get_full_path()})}"
    if request.htmx:
        response = HttpResponse(status=204)
        response["HX-Redirect"] = address
        return response
    return HttpResponseRedirect(address)
