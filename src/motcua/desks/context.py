"""What the frame of every page shows: the languages, where the person came from and where they work."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import translate_url
from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language

from motcua.desks.hand_over import portal_of
from motcua.desks.naming import role_name
from motcua.directory.models import Account
from motcua.directory.queries.people import postings_of
from motcua.kernel import clock
from motcua.kernel.worktime import local


def page(request: HttpRequest) -> dict[str, Any]:
    """Context processor."""
    return {
        "languages": SimpleLazyObject(lambda: _languages(request)),
        "came_from": SimpleLazyObject(lambda: portal_of(request)),
        "workplaces": SimpleLazyObject(lambda: _workplaces(request)),
    }


def _languages(request: HttpRequest) -> list[dict[str, Any]]:
    current = get_language()
    address = request.get_full_path() if request.method == "GET" else request.path
    return [
        {"code": code, "name": name, "is_current": code == current, "url": translate_url(address, code)}
        for code, name in settings.LANGUAGES
    ]


def _workplaces(request: HttpRequest) -> list[dict[str, Any]]:
    assert isinstance(request.user, Account)
    postings = postings_of(request.user.pk, local(clock.now()).date())
    return [{"role": role_name(posting.role), "agency": posting.agency} for posting in postings]
