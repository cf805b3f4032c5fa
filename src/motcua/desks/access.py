"""Who may open a page: said beside the page, held by a test over every address."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.views.decorators.debug import sensitive_post_parameters

from motcua.desks import resending, second_factor
from motcua.desks.requests import DeskRequest
from motcua.directory.rules.roles import Permission

ANYONE = "anyone"
SIGNED_IN = "signed_in"
CITIZEN = "citizen"

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


def own_account(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """A page about one's own ways of signing in: open also to those who still lack a second factor."""
    return _guarded(view, None, asks_second_factor=False)


def citizens(view: Callable[Concatenate[HttpRequest, P], HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """A page for a citizen who has signed in."""

    @wraps(view)
    @sensitive_post_parameters()
    def guarded(request: HttpRequest, /, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.citizen:  # type: ignore[attr-defined]
            return _to_sign_in(request, "citizen-sign-in")
        if request.method == "GET" and resending.has_kept(request):
            return resending.offer(request)
        response = view(request, *args, **kwargs)
        patch_cache_control(response, private=True, no_store=True)
        return response

    guarded.access = CITIZEN  # type: ignore[attr-defined]
    return guarded


def needs(permission: Permission) -> Callable[[StaffView[P]], Callable[..., HttpResponseBase]]:
    """A page for those who hold the permission at any agency; its queries and acts then ask at which one."""
    return lambda view: _guarded(view, permission)


def _guarded(
    view: Callable[..., HttpResponseBase], permission: Permission | None, asks_second_factor: bool = True
) -> Callable[..., HttpResponseBase]:
    @wraps(view)
    @sensitive_post_parameters()
    def guarded(request: DeskRequest, /, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.user.is_authenticated:
            return _to_sign_in(request, "sign-in")
        if asks_second_factor and second_factor.is_lacking(request):
            return redirect("mfa_index")
        if permission is not None:
            request.actor.require(permission)
        if request.method == "GET" and resending.has_kept(request):
            return resending.offer(request)
        response = view(request, *args, **kwargs)
        patch_cache_control(response, private=True, no_store=True)
        return response

    guarded.access = permission or SIGNED_IN  # type: ignore[attr-defined]
    return guarded


def _to_sign_in(request: HttpRequest, page: str) -> HttpResponse:
    """To the sign-in page and back; what was typed when the session had ended is kept meanwhile."""
    if request.method == "POST":
        resending.keep(request)
    address = f"{reverse(page)}?{urlencode({'next': request.get_full_path()})}"
    if request.htmx:  # type: ignore[attr-defined]
        response = HttpResponse(status=204)
        response["HX-Redirect"] = address
        return response
    return HttpResponseRedirect(address)
