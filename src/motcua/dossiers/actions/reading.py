"""Reading personal data: who looked at whom and when is journalled too."""

from datetime import datetime

from motcua.directory.rules.actors import Actor
from motcua.directory.rules.roles import Permission
from motcua.dossiers.models import Dossier, Party
from motcua.dossiers.queries.parties import party_known_to
from motcua.dossiers.queries.visibility import dossier_for
from motcua.kernel import journal


def open_dossier(*, dossier_id: int, actor: Actor, at: datetime) -> Dossier:
    """The dossier with its people, for its own page. Raises DossierNotFound."""
    dossier = dossier_for(actor, dossier_id)
    journal.record(
        "dossiers.read",
        actor=actor,
        at=at,
        subject="dossier",
        subject_id=dossier.id,
        dossier_id=dossier.id,
        react=False,
    )
    return dossier


def look_up_party(*, identifier: str, unit_id: int, actor: Actor, at: datetime) -> Party | None:
    """The person with this number, as known from dossiers of the desk itself; of others a desk learns nothing."""
    actor.require(Permission.RECEIVE_DOSSIER, unit_id)
    party = party_known_to(unit_id, identifier)
    if party is not None:
        journal.record(
            "dossiers.party_read",
            actor=actor,
            at=at,
            subject="party",
            subject_id=party.id,
            agency_id=unit_id,
            react=False,
        )
    return party
