"""Consultation: another agency is asked, with its own deadline; the asking agency's clock runs on."""

from datetime import datetime

from django.db import transaction

from motcua.catalogue.rules.edition import Limit
from motcua.directory.queries.cards import agency_card
from motcua.directory.rules.actors import Actor
from motcua.directory.rules.roles import Permission, RoleName
from motcua.dossiers.actions.casefile import Casefile
from motcua.dossiers.models import Consultation, Leg, Outcome
from motcua.dossiers.rules import refusals
from motcua.dossiers.rules.stages import LegKind, LegState, OutcomeKind

ANSWER_STEP = "answer"


def consult(
    *,
    leg_id: int,
    agency_id: int,
    content: str,
    limit: Limit | None,
    legal_basis: str,
    actor: Actor,
    at: datetime,
) -> Consultation:
    """Ask another agency; without a limit of the law, the dated setting's default holds.

    Raises ReasonRequired, ConsultationOfItself, AgencyUnknown and what `task_for` refuses.
    Law: ND61.19.5
    """
    if not content.strip():
        raise refusals.ReasonRequired
    agency_card(agency_id)
    with transaction.atomic():
        casefile, leg = Casefile.open_of_leg(leg_id, at)
        casefile.task_for(leg, "consult", actor)
        if agency_id == leg.agency_id:
            raise refusals.ConsultationOfItself
        limit = limit or casefile.settings_of(leg).consultation_default_limit
        count = sum(other.kind == LegKind.CONSULTATION for other in casefile.legs.values())
        asked = Leg(
            key=f"consultation-{count + 1}",
            kind=LegKind.CONSULTATION,
            agency_id=agency_id,
            limit_value=str(limit.value),
            limit_unit=limit.unit,
            state=LegState.WAITING,
        )
        casefile.add_leg(asked, parent=leg)
        casefile.start(asked, reason="consulted", basis=legal_basis)
        casefile.add_task(asked, ANSWER_STEP, RoleName.CASE_OFFICER)
        casefile.touch(leg)
        casefile.settle()
        consultation = Consultation.objects.create(
            leg=asked, asked_by=leg, content=content.strip(), legal_basis=legal_basis
        )
        casefile.record(
            "consulted", actor, subject="consultation", subject_id=consultation.id, leg=leg, agency_id=agency_id
        )
    return consultation


def answer(*, leg_id: int, text: str, actor: Actor, at: datetime) -> Consultation:
    """The agency that was asked answers; its leg is done. Raises ReasonRequired, ConsultationAnswered."""
    if not text.strip():
        raise refusals.ReasonRequired
    with transaction.atomic():
        casefile, leg, consultation = _open(leg_id, at)
        actor.require(Permission.PROCESS_DOSSIER, leg.agency_id)
        consultation.answer, consultation.answered_at = text.strip(), at
        consultation.save(update_fields=["answer", "answered_at"])
        casefile.touch(leg)
        casefile.finish(leg)
        casefile.settle()
        Outcome.objects.create(leg=leg, kind=OutcomeKind.OPINION, decided_at=at, decided_by_id=actor.id)
        casefile.record("consultation_answered", actor, subject="consultation", subject_id=consultation.id, leg=leg)
    return consultation


def withdraw(*, leg_id: int, reason: str, actor: Actor, at: datetime) -> Consultation:
    """The asking agency goes on without the answer, and says why. Raises ReasonRequired, ConsultationAnswered."""
    if not reason.strip():
        raise refusals.ReasonRequired
    with transaction.atomic():
        casefile, leg, consultation = _open(leg_id, at)
        asking = casefile.legs[casefile.parents[leg.key]]
        actor.require(Permission.PROCESS_DOSSIER, asking.agency_id)
        casefile.stop(leg)
        casefile.settle()
        casefile.record(
            "consultation_withdrawn", actor, subject="consultation", subject_id=consultation.id, leg=leg, reason=reason
        )
    return consultation


def _open(leg_id: int, at: datetime) -> tuple[Casefile, Leg, Consultation]:
    casefile, leg = Casefile.open_of_leg(leg_id, at)
    consultation = Consultation.objects.filter(leg=leg).first()
    if consultation is None:
        raise refusals.DossierNotFound(leg_id=leg_id)
    if leg.finished_at is not None:
        raise refusals.ConsultationAnswered(answered_at=leg.finished_at.isoformat())
    return casefile, leg, consultation
