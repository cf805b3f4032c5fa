"""Error correction: the agency at fault mends its result at its own cost."""

from datetime import datetime

from django.db import transaction

from motcua.directory.queries.cards import agency_card
from motcua.directory.rules.actors import Actor
from motcua.directory.rules.roles import Permission
from motcua.dossiers.actions.casefile import Casefile
from motcua.dossiers.models import Correction, Outcome
from motcua.dossiers.rules import refusals


def report_error(*, leg_id: int, error: str, agency_at_fault_id: int, actor: Actor, at: datetime) -> Correction:
    """An error in a result was found; the one-stop unit reports it to the agency at fault.

    Raises ReasonRequired, NotDecided, AgencyUnknown, AgencyTookNoPart.
    Law: ND61.21.1
    """
    if not error.strip():
        raise refusals.ReasonRequired
    agency_card(agency_at_fault_id)
    with transaction.atomic():
        casefile, leg = Casefile.open_of_leg(leg_id, at)
        actor.require(Permission.RETURN_RESULT, casefile.dossier.return_unit_id)
        if not Outcome.objects.filter(leg=leg).exists():
            raise refusals.NotDecided(leg_id=leg_id)
        if agency_at_fault_id not in casefile.holders():
            raise refusals.AgencyTookNoPart(agency=agency_card(agency_at_fault_id).name)
        correction = Correction.objects.create(
            leg=leg,
            error=error.strip(),
            agency_at_fault_id=agency_at_fault_id,
            reported_at=at,
            reported_by_id=actor.id,
        )
        casefile.record("error_reported", actor, subject="correction", subject_id=correction.id, leg=leg)
    return correction


def correct(*, correction_id: int, new_number: str, actor: Actor, at: datetime) -> Correction:
    """The agency issues the corrected result under a new number. Raises CorrectionClosed, ActNotAllowed."""
    leg_id = Correction.objects.filter(id=correction_id).values_list("leg_id", flat=True).first()
    if leg_id is None:
        raise refusals.DossierNotFound(correction_id=correction_id)
    if not new_number.strip():
        raise refusals.ReasonRequired
    with transaction.atomic():
        casefile, leg = Casefile.open_of_leg(leg_id, at)
        correction = Correction.objects.get(id=correction_id)
        actor.require(Permission.CORRECT_ERROR, correction.agency_at_fault_id)
        if correction.corrected_at is not None:
            raise refusals.CorrectionClosed(correction_id=correction_id)
        correction.corrected_at, correction.corrected_by_id, correction.new_number = at, actor.id, new_number.strip()
        correction.save(update_fields=["corrected_at", "corrected_by", "new_number"])
        casefile.record("corrected", actor, subject="correction", subject_id=correction.id, leg=leg)
    return correction
