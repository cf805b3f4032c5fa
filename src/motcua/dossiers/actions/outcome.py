"""Outcome: the officer proposes, the head of the agency decides on its leg, for or against."""

from datetime import datetime

from django.db import transaction

from motcua.directory.rules.actors import Actor
from motcua.directory.rules.roles import Permission
from motcua.dossiers.actions.attaching import require_at_hand
from motcua.dossiers.actions.casefile import Casefile
from motcua.dossiers.actions.forms import issue, refusal_form
from motcua.dossiers.models import Apology, Obligation, Outcome, OutcomeProposal, SupplementRequest
from motcua.dossiers.rules import refusals
from motcua.dossiers.rules.stages import LegKind, OutcomeKind


def propose_outcome(
    *,
    leg_id: int,
    kind: OutcomeKind,
    number: str = "",
    reasons: str = "",
    legal_basis: str = "",
    document_id: int | None = None,
    actor: Actor,
    at: datetime,
) -> OutcomeProposal:
    """Lay a draft of the decision before the head of the agency; a later proposal takes its place.

    Raises ReasonRequired, FileNotAtHand and as `task_for`.
    Law: ND61.19.8
    """
    if kind == OutcomeKind.REJECTED and not reasons.strip():
        raise refusals.ReasonRequired
    with transaction.atomic():
        casefile, leg = Casefile.open_of_leg(leg_id, at)
        casefile.task_for(leg, "propose_outcome", actor)
        require_at_hand([document_id], actor, casefile.dossier)
        proposal = OutcomeProposal.objects.create(
            leg=leg,
            kind=kind,
            number=number.strip(),
            reasons=reasons.strip(),
            legal_basis=legal_basis,
            proposed_at=at,
            proposed_by_id=actor.id,
            document_id=document_id,
        )
        casefile.touch(leg)
        casefile.settle()
        casefile.record(
            "outcome_proposed", actor, subject="outcome_proposal", subject_id=proposal.id, leg=leg, kind=kind
        )
    return proposal


def decide(
    *,
    leg_id: int,
    kind: OutcomeKind,
    number: str = "",
    reasons: str = "",
    legal_basis: str = "",
    document_id: int | None = None,
    actor: Actor,
    at: datetime,
) -> Outcome:
    """Sign the decision: the leg is done, and what waited for its result starts; a rejection stops that instead.

    A rejection on substance needs reasons and is told through the one-stop unit (form 03); it is a result too.
    Raises ReasonRequired, FileNotAtHand, ConsultationOpen, SupplementOpen, ObligationOpen and as `task_for`.
    Law: ND61.19.8
    """
    if kind == OutcomeKind.REJECTED and not reasons.strip():
        raise refusals.ReasonRequired
    with transaction.atomic():
        casefile, leg = Casefile.open_of_leg(leg_id, at)
        actor.require(Permission.DECIDE_DOSSIER, leg.agency_id)
        task = casefile.task_for(leg, "decide", actor)
        require_at_hand([document_id], actor, casefile.dossier)
        _require_nothing_open(casefile, leg.id, leg.key)
        outcome = Outcome.objects.create(
            leg=leg,
            kind=kind,
            number=number,
            reasons=reasons.strip(),
            legal_basis=legal_basis,
            decided_at=at,
            decided_by_id=actor.id,
            document_id=document_id,
        )
        Apology.objects.filter(leg=leg, approved_at__isnull=True, declined_at__isnull=True).update(declined_at=at)
        casefile.close_task(task, actor)
        casefile.touch(leg)
        casefile.finish(leg, rejected=kind == OutcomeKind.REJECTED)
        casefile.settle()
        if kind == OutcomeKind.REJECTED:
            issue(casefile, refusal_form(casefile, [outcome.reasons], legal_basis, actor), actor)
        casefile.record("decided", actor, subject="outcome", subject_id=outcome.id, leg=leg, kind=kind, number=number)
    return outcome


def _require_nothing_open(casefile: Casefile, leg_id: int, leg_key: str) -> None:
    consultations = [
        leg
        for leg in casefile.legs.values()
        if leg.kind == LegKind.CONSULTATION and casefile.parents[leg.key] == leg_key and leg.finished_at is None
    ]
    if consultations:
        raise refusals.ConsultationOpen(count=len(consultations))
    if SupplementRequest.objects.filter(leg_id=leg_id, completed_at__isnull=True, lapsed_at__isnull=True).exists():
        raise refusals.SupplementOpen
    if Obligation.objects.filter(leg_id=leg_id, met_at__isnull=True, lapsed_at__isnull=True).exists():
        raise refusals.ObligationOpen
