"""Announced outages of the system."""

from motcua.directory.rules.actors import Actor
from motcua.directory.rules.roles import Permission
from motcua.dossiers.models import Outage

SHOWN_MAX = 200


def outages(actor: Actor) -> list[Outage]:
    """The newest outages, for those who may announce them."""
    actor.require(Permission.ANNOUNCE_OUTAGE)
    return list(Outage.objects.select_related("announced_by").order_by("-start", "-id")[:SHOWN_MAX])
