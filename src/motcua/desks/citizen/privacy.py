"""Answers of pages whose address carries a key."""

from django.http import HttpResponse


def private(response: HttpResponse, *, has_form: bool = False) -> HttpResponse:
    """Kept by no cache, found by no search engine, and its address is told to nobody.

    A form is only taken from a page that names its origin, so a page with one tells its address to ourselves.
    """
    response["Cache-Control"] = "private, no-store"
    response["X-Robots-Tag"] = "noindex, nofollow"
    response["Referrer-Policy"] = "same-origin" if has_form else "no-referrer"
    return response
