"""What every page is given: the request with the person who acts."""

from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails

from motcua.directory.models import Account
from motcua.directory.rules.actors import Actor


class DeskRequest(HttpRequest):
    """A request of a signed-in person; `actor` is worked out once, when first asked for."""

    user: Account
    actor: Actor
    htmx: HtmxDetails
