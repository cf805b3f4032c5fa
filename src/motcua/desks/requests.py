"""What every page is given: the request with the person who acts."""

from ipaddress import ip_address

from django.conf import settings
from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails

from motcua.directory.models import Account
from motcua.directory.rules.actors import Actor


class DeskRequest(HttpRequest):
    """A request of a signed-in person; `actor` is worked out once, when first asked for."""

    user: Account
    actor: Actor
    htmx: HtmxDetails


def address_of(request: HttpRequest) -> str:
    """The address a request comes from, as far as our own proxies vouch for it; for limits on guessing.

    The last of our proxies saw the last entry of `X-Forwarded-For`, and so on; what stands before these entries was
    written by whoever sent the request. Without a trusted proxy, or with an entry that is none, it is the other end of
    the connection.
    """
    other_end, trusted = str(request.META.get("REMOTE_ADDR", "")), settings.TRUSTED_PROXIES
    seen = [entry.strip() for entry in request.headers.get("X-Forwarded-For", "").split(",")]
    if not 0 < trusted <= len(seen):
        return other_end
    try:
        return str(ip_address(seen[-trusted]))
    except ValueError:
        return other_end
