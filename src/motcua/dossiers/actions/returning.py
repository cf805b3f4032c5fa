"""Return of results: handed over after a check, by the unit the person chose."""

from datetime import datetime

from django.db import transaction

from motcua.directory.rules.actors import Actor
from motcua.directory.rules.roles import Permission
from motcua.dossiers.actions.casefile import Casefile
from motcua.dossiers.models import CollectionReminder, Dossier, ResultReturn
from motcua.dossiers.models.acts import CollectionCheck
from motcua.dossiers.rules import refusals
from motcua.dossiers.rules.folding import WORKING_KINDS
from motcua.dossiers.rules.intake import PartyData
from motcua.dossiers.rules.stages import LegState, ReturnWay


def return_results(
    *,
    dossier_id: int,
    way: ReturnWay,
    check: CollectionCheck,
    recipient: PartyData,
    authorisation: str = "",
    actor: Actor,
    at: datetime,
) -> list[ResultReturn]:
    """Hand over every result that lies ready. With other procedures still running, their results follow later.

    Raises NotDecided, ReturnedAlready, RecipientNotEntitled.
    Law: ND61.6.2, ND61.20, ND118.6.2
    """
    with transaction.atomic():
        casefile = Casefile.open(dossier_id, at)
        actor.require(Permission.RETURN_RESULT, casefile.dossier.return_unit_id)
        done = [leg for leg in casefile.legs.values() if leg.kind in WORKING_KINDS and leg.state == LegState.DONE]
        ready = [leg for leg in done if leg.key not in casefile.returned]
        if not ready:
            raise refusals.ReturnedAlready if done else refusals.NotDecided
        _require_entitled(casefile.dossier, check, recipient, authorisation)
        returns = ResultReturn.objects.bulk_create(
            ResultReturn(
                leg=leg,
                way=way,
                check_made=check,
                recipient_name=recipient.name,
                recipient_identifier=recipient.identifier,
                authorisation=authorisation.strip(),
                at=at,
                by_id=actor.id,
            )
            for leg in ready
        )
        casefile.returned |= {leg.key for leg in ready}
        casefile.settle()
        casefile.record(
            "returned",
            actor,
            subject="dossier",
            subject_id=dossier_id,
            legs=[leg.key for leg in ready],
            check=check,
            way=way,
        )
    return returns


def _require_entitled(dossier: Dossier, check: CollectionCheck, recipient: PartyData, authorisation: str) -> None:
    if check == CollectionCheck.AUTHORISATION:
        if not authorisation.strip():
            raise refusals.RecipientNotEntitled(recipient=recipient.name)
        return
    entitled = [party for party in (dossier.applicant, dossier.submitter) if party is not None]
    if recipient.identifier:
        if recipient.identifier not in {party.identifier for party in entitled}:
            raise refusals.RecipientNotEntitled(recipient=recipient.name)
    elif recipient.name not in {party.name for party in entitled}:
        raise refusals.RecipientNotEntitled(recipient=recipient.name)


def remind_collection(*, dossier_id: int, actor: Actor, at: datetime) -> CollectionReminder:
    """Tell the applicant again that the result lies ready; it does not expire. Raises NotDecided."""
    with transaction.atomic():
        casefile = Casefile.open(dossier_id, at)
        dossier = casefile.dossier
        if dossier.finished_at is None or dossier.returned_at is not None:
            raise refusals.NotDecided(stage=dossier.stage)
        number = dossier.collection_reminders.count() + 1
        reminder = CollectionReminder.objects.create(dossier=dossier, number=number, at=at)
        casefile.record(
            "collection_reminded", actor, subject="collection_reminder", subject_id=reminder.id, number=number
        )
    return reminder
