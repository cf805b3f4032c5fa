"""Opening a draft: the device keeps code and key in a cookie, every form of a draft carries the key itself.

A form that carries the key needs no other proof where it comes from, so it can be sent when the session has ended, the
cookies are gone or the form's token is out of date, and nothing typed is lost.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec, TypeVar

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.debug import sensitive_post_parameters

from motcua.desks.access import ANYONE
from motcua.desks.citizen.guessing import check_guessing, note_failure
from motcua.desks.requests import address_of
from motcua.directory.rules.actors import Actor
from motcua.dossiers.models import Draft
from motcua.dossiers.queries.drafts import DraftHolder, DraftSheet, draft_for, drafts_of, sheet_of
from motcua.dossiers.rules.drafts import DraftNotFound
from motcua.kernel import clock

COOKIE, KEY_FIELD = "ban-nhap", "draft_key"
COOKIE_DAYS = 60
KEPT_MAX = 20
"""Drafts that one device remembers; the oldest is forgotten first, its code and key open it again."""
P = ParamSpec("P")
Answer = TypeVar("Answer", bound=HttpResponseBase)
DraftView = Callable[Concatenate[HttpRequest, DraftSheet, P], HttpResponseBase]


def actor_of(request: HttpRequest) -> Actor:
    """Who acts on a citizen's page: the signed-in person, or somebody without a name."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    return actor


def account_of(request: HttpRequest) -> int | None:
    """The account of a citizen; staff prepare nothing of their own at a desk's computer."""
    if not request.user.is_authenticated or actor_of(request).grants:
        return None
    return int(request.user.pk)


def kept_drafts(request: HttpRequest) -> dict[str, str]:
    """Codes and keys of the drafts this device has opened."""
    parts = request.COOKIES.get(COOKIE, "").split(".")
    return dict(zip(parts[::2], parts[1::2], strict=False))


def known_drafts(request: HttpRequest) -> list[Draft]:
    """The drafts this device has opened and those of the account, the last one first."""
    return drafts_of(account_of(request), kept_drafts(request), clock.now())


def holder_of(request: HttpRequest, code: str) -> DraftHolder:
    """What the request holds: on a form the key on it, else the device's key or the account."""
    if request.method == "POST":
        return DraftHolder(request.POST.get(KEY_FIELD, ""))
    return DraftHolder(kept_drafts(request).get(code.upper(), ""), account_of(request))


def opened(request: HttpRequest, code: str) -> DraftSheet:
    """The draft that the request may open. Raises DraftNotFound, and TrackingNotAllowed after too many wrong keys."""
    address, now, holder = address_of(request), clock.now(), holder_of(request, code)
    check_guessing(address, now)
    try:
        return sheet_of(draft_for(code, holder, now))
    except DraftNotFound:
        if holder.key:
            note_failure(address, now)
        raise


def of_draft(view: DraftView[P]) -> Callable[..., HttpResponseBase]:
    """A page of one draft, for whoever holds it; anybody else is asked for code and key."""

    @wraps(view)
    @sensitive_post_parameters()
    def page(request: HttpRequest, /, code: str, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            sheet = opened(request, code)
        except DraftNotFound:
            context = {"code": code, "was_sent": request.method == "POST"}
            return private(render(request, "citizen/draft_open.html", context, status=404))
        response = view(request, sheet, *args, **kwargs)
        remember(request, response, sheet.draft)
        return private(response)

    page.access = ANYONE  # type: ignore[attr-defined]
    page.csrf_exempt = True  # type: ignore[attr-defined]
    return page


def remember(request: HttpRequest, response: HttpResponseBase, draft: Draft) -> None:
    """Keep the draft's code and key on this device."""
    kept = kept_drafts(request)
    if kept.get(draft.code) == draft.key and request.method != "POST":
        return
    kept.pop(draft.code, None)
    _set(response, list({**kept, draft.code: draft.key}.items())[-KEPT_MAX:])


def forget(request: HttpRequest, response: HttpResponseBase, code: str) -> None:
    """The device no longer knows the draft, e.g. because others use it too."""
    _set(response, [(known, key) for known, key in kept_drafts(request).items() if known != code])


def _set(response: HttpResponseBase, kept: list[tuple[str, str]]) -> None:
    response.set_cookie(
        COOKIE,
        ".".join(part for pair in kept for part in pair),
        max_age=COOKIE_DAYS * 24 * 3600,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def private(response: Answer) -> Answer:
    """Kept by no cache and found by no search engine."""
    response["Cache-Control"] = "private, no-store"
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response
