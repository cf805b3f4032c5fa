"""Handed over from another portal: where the person came from is remembered, so that they can go back.

Only addresses of portals that the installation names are ever led to.
"""

from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse

PARAMETER = "tu-cong"
"""Of an address that another portal links to: the address on that portal to go back to."""
COOKIE = "tu-cong"
LONGEST = 500


@dataclass(frozen=True)
class OtherPortal:
    """A portal and the address to go back to."""

    host: str
    address: str


def other_portal(address: str) -> OtherPortal | None:
    """The portal of the address, if the installation names it; None for anything else."""
    if not address or len(address) > LONGEST or any(letter in address for letter in "\\\r\n\t "):
        return None
    try:
        parts = urlsplit(address)
        origin = f"{parts.scheme}://{parts.netloc}"
    except ValueError:
        return None
    if origin not in settings.PORTALS:
        return None
    return OtherPortal(parts.netloc, address)


def portal_of(request: HttpRequest) -> OtherPortal | None:
    """The portal the person came from, on this page or on one before."""
    return other_portal(request.GET.get(PARAMETER, "")) or other_portal(request.COOKIES.get(COOKIE, ""))


class HandOverMiddleware:
    """Keeps the way back until the browser is closed; it says nothing of the person."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        came_from = other_portal(request.GET.get(PARAMETER, ""))
        if came_from is not None:
            response.set_cookie(
                COOKIE, came_from.address, httponly=True, samesite="Lax", secure=settings.SECURE_COOKIES
            )
        return response
