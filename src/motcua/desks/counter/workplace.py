"""The one-stop unit a person works at now, when they are posted to several."""

from motcua.desks.requests import DeskRequest
from motcua.directory.queries.cards import AgencyCard, agency_card
from motcua.directory.rules.actors import ActNotAllowed, Actor
from motcua.directory.rules.roles import Permission

PARAMETER = "don-vi"
_CHOSEN = "counter_unit"


def units_of(actor: Actor, permission: Permission) -> list[AgencyCard]:
    """The units where the actor holds the permission, by name; a role that holds everywhere works at no desk."""
    return sorted(
        (agency_card(agency_id) for agency_id in actor.agencies(permission) or frozenset()), key=lambda card: card.name
    )


def unit_of(request: DeskRequest, permission: Permission) -> AgencyCard:
    """The unit named in the form or the address, or chosen before, else the first one.

    Raises ActNotAllowed where there is none.
    """
    units = {str(card.id): card for card in units_of(request.actor, permission)}
    if not units:
        raise ActNotAllowed(permission)
    wanted = request.POST.get(PARAMETER, request.GET.get(PARAMETER, ""))
    if wanted in units:
        request.session[_CHOSEN] = wanted
    return units.get(request.session.get(_CHOSEN, ""), next(iter(units.values())))
