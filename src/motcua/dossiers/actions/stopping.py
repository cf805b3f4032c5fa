"""Stopping: on the applicant's request while there is no decision, or on another ground of the law (form 05)."""

from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from motcua.catalogue.rules.edition import Regime
from motcua.directory.models import Citizen
from motcua.directory.rules.actors import Actor
from motcua.directory.rules.roles import Permission
from motcua.dossiers.actions.casefile import Casefile
from motcua.dossiers.actions.forms import issue, termination_form
from motcua.dossiers.models import Leg, Obligation, SupplementRequest, Termination
from motcua.dossiers.queries.own import acts_as_applicant, own_dossier_for
from motcua.dossiers.rules import refusals
from motcua.dossiers.rules.stages import LegKind, LegState, StopGround
from motcua.dossiers.rules.termination import check_ground

ONLINE_REASON = "Người nộp đề nghị dừng trực tuyến, không nêu lý do"


def request_stop(*, dossier_id: int, reason: str, actor: Actor, at: datetime) -> Termination:
    """The applicant wants to stop: at once under NĐ 118/2025, after the agency agrees under NĐ 61/2018.

    Raises ReasonRequired, DecidedAlready, DossierNotInWork.
    Law: TT03-2025.7
    """
    if not reason.strip():
        raise refusals.ReasonRequired
    with transaction.atomic():
        casefile = Casefile.open(dossier_id, at)
        actor.require(Permission.RECEIVE_DOSSIER, casefile.dossier.receiving_unit_id)
        return _stop_on_request(casefile, reason.strip(), actor)


def request_own_stop(*, dossier_id: int, reason: str, citizen: Citizen, actor: Actor, at: datetime) -> Termination:
    """The applicant, or who acts for them by a confirmed mandate, stops online; form 05 is issued at their request.

    Raises DossierNotFound, NotOwnToStop, DecidedAlready, DossierNotInWork.
    Law: TT03-2025.7
    """
    with transaction.atomic():
        casefile = Casefile.open(own_dossier_for(citizen, dossier_id).id, at)
        if not acts_as_applicant(citizen, casefile.dossier, at):
            raise refusals.NotOwnToStop
        return _stop_on_request(casefile, reason.strip() or ONLINE_REASON, actor)


def _stop_on_request(casefile: Casefile, reason: str, actor: Actor) -> Termination:
    _require_undecided(casefile)
    if casefile.stop_requested:
        raise refusals.DossierNotInWork(stage=casefile.dossier.stage)
    if casefile.edition.regime is Regime.ND61:
        termination = Termination.objects.create(
            leg=casefile.root,
            ground=StopGround.APPLICANT_REQUEST,
            reason=reason,
            legal_basis="",
            requested_at=casefile.at,
            by_id=actor.id,
        )
        casefile.stop_requested = True
        casefile.settle()
        casefile.record("stop_requested", actor, subject="termination", subject_id=termination.id)
        return termination
    termination = end_leg(
        casefile,
        casefile.root,
        ground=StopGround.APPLICANT_REQUEST,
        reason=reason,
        legal_basis="Điều 7 Thông tư 03/2025/TT-VPCP",
        requested_at=casefile.at,
        actor=actor,
    )
    casefile.settle()
    casefile.record("stopped", actor, subject="termination", subject_id=termination.id, ground=termination.ground)
    return termination


def agree_to_stop(*, dossier_id: int, actor: Actor, at: datetime) -> Termination:
    """Under NĐ 61 the competent agency agrees to the stop. Raises StopNotAgreed, DecidedAlready."""
    with transaction.atomic():
        casefile = Casefile.open(dossier_id, at)
        actor.require(Permission.DECIDE_DOSSIER, casefile.root.agency_id)
        termination = Termination.objects.filter(leg=casefile.root, at__isnull=True).first()
        if termination is None:
            raise refusals.StopNotAgreed(dossier_id=dossier_id)
        _require_undecided(casefile)
        casefile.stop_requested = False
        _take_effect(casefile, casefile.root, termination, actor)
        casefile.settle()
        casefile.record("stopped", actor, subject="termination", subject_id=termination.id, ground=termination.ground)
    return termination


def terminate(
    *, leg_id: int, ground: StopGround, reason: str, legal_basis: str, actor: Actor, at: datetime
) -> Termination:
    """End work on a leg for another ground of the law, which must be named.

    Raises ReasonRequired, DecidedAlready, GroundNotGiven, or DossierNotFound for a consultation, which is withdrawn
    instead.
    """
    if not reason.strip() or not legal_basis.strip():
        raise refusals.ReasonRequired
    with transaction.atomic():
        casefile, leg = Casefile.open_of_leg(leg_id, at)
        actor.require(Permission.DECIDE_DOSSIER, leg.agency_id)
        casefile.require_in_work()
        if leg.finished_at is not None:
            raise refusals.DecidedAlready(leg=leg.key)
        if leg.kind == LegKind.CONSULTATION:
            raise refusals.DossierNotFound(leg_id=leg_id)
        check_ground(
            ground,
            lawful=casefile.settings_of(leg).termination_grounds,
            at=at,
            answer_due_at=_open_requests([leg.id]).values_list("answer_due_at", flat=True).first(),
            owes=_open_obligations([leg.id]).exists(),
        )
        termination = end_leg(
            casefile, leg, ground=ground, reason=reason.strip(), legal_basis=legal_basis, requested_at=at, actor=actor
        )
        casefile.settle()
        casefile.record("stopped", actor, subject="termination", subject_id=termination.id, leg=leg, ground=ground)
    return termination


def end_leg(
    casefile: Casefile,
    leg: Leg,
    *,
    ground: StopGround,
    reason: str,
    legal_basis: str,
    requested_at: datetime,
    actor: Actor,
) -> Termination:
    """Stop the leg within an act that settles and journals it; form 05 when nothing of the dossier goes on after it."""
    termination = Termination(
        leg=leg, ground=ground, reason=reason, legal_basis=legal_basis, requested_at=requested_at, by_id=actor.id
    )
    _take_effect(casefile, leg, termination, actor)
    return termination


def _take_effect(casefile: Casefile, leg: Leg, termination: Termination, actor: Actor) -> None:
    termination.at = casefile.at
    termination.save()
    casefile.stop(leg)
    stopped = [other.id for other in casefile.legs.values() if other.state == LegState.STOPPED]
    _open_requests(stopped).update(lapsed_at=casefile.at)
    _open_obligations(stopped).update(lapsed_at=casefile.at)
    if casefile.root.state == LegState.STOPPED:
        fees = list(casefile.dossier.fees.all())
        issue(casefile, termination_form(casefile, termination, fees, actor), actor)


def _open_requests(leg_ids: list[int]) -> QuerySet[SupplementRequest]:
    return SupplementRequest.objects.filter(leg__in=leg_ids, completed_at__isnull=True, lapsed_at__isnull=True)


def _open_obligations(leg_ids: list[int]) -> QuerySet[Obligation]:
    return Obligation.objects.filter(leg__in=leg_ids, met_at__isnull=True, lapsed_at__isnull=True)


def _require_undecided(casefile: Casefile) -> None:
    casefile.require_in_work()
    if any(leg.state == LegState.DONE and leg.kind != LegKind.CONSULTATION for leg in casefile.legs.values()):
        raise refusals.DecidedAlready(code=casefile.dossier.code)
