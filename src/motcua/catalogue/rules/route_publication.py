"""When a route taken in from tables may be published: never silently against its own limit."""

from datetime import datetime

from motcua.kernel.refusal import Refusal
from motcua.kernel.text import normalise

LONGEST_REASON = 300


class RouteUnknown(Refusal):
    """There is no such imported route. Look its key up in the list of routes."""

    status = 404


class RouteIsPublished(Refusal):
    """The route is published and does not change any more. Import the corrected process under a new key."""


class RouteBreaksLimit(Refusal):
    """The steps take longer than the procedure's limit. Correct the route, or publish it with a reason."""


class ReasonTooLong(Refusal):
    """The reason is too long. Shorten it to at most 300 characters."""

    status = 422


def reason_to_record(*, key: str, breaks_limit: bool, published_at: datetime | None, despite: str) -> str:
    """The reason that must stand beside the published route; empty when the route keeps its limits.

    Raises RouteIsPublished, RouteBreaksLimit when no reason is given for a route that breaks a limit, ReasonTooLong.
    """
    if published_at is not None:
        raise RouteIsPublished(key=key)
    if not breaks_limit:
        return ""
    reason = normalise(despite)
    if not reason:
        raise RouteBreaksLimit(key=key)
    if len(reason) > LONGEST_REASON:
        raise ReasonTooLong(key=key, length=len(reason))
    return reason
