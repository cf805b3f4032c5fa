"""Supplement during processing: asked once and completely, told by the one-stop unit, answered or lapsed."""

from datetime import datetime

from django.db import transaction

from motcua.catalogue.rules.terms import filled_by_others
from motcua.directory.rules.actors import Actor
from motcua.directory.rules.roles import Permission
from motcua.dossiers.actions.attaching import require_at_hand
from motcua.dossiers.actions.casefile import Casefile
from motcua.dossiers.actions.forms import issue, supplement_form
from motcua.dossiers.actions.stopping import end_leg
from motcua.dossiers.models import DossierComponent, Leg, SupplementRequest
from motcua.dossiers.models.acts import SupplementStage
from motcua.dossiers.rules import refusals
from motcua.dossiers.rules.clock import ClockEvent, due_after, event_after_supplement
from motcua.dossiers.rules.intake import ComponentMark
from motcua.dossiers.rules.stages import LegKind, StopGround


def request_supplement(
    *,
    leg_id: int,
    items: list[dict[str, str]],
    legal_basis: str,
    leader_reason: str = "",
    actor: Actor,
    at: datetime,
) -> SupplementRequest:
    """Ask for all that is missing or wrong at once, with a reason per item; the one-stop unit tells the applicant.

    A further request needs a leader, who gives the reason. Raises ReasonRequired, SupplementOpen,
    ComponentFilledInside, SecondSupplementNeedsLeader and what `task_for` refuses.
    Law: ND61.19.4, ND118.11.2
    """
    if not items or any(not item.get("text", "").strip() or not item.get("reason", "").strip() for item in items):
        raise refusals.ReasonRequired
    with transaction.atomic():
        casefile, leg = Casefile.open_of_leg(leg_id, at)
        casefile.task_for(leg, "request_supplement", actor)
        _refuse_filled(casefile, leg, items)
        earlier = list(SupplementRequest.objects.filter(leg=leg))
        if any(request.completed_at is None and request.lapsed_at is None for request in earlier):
            raise refusals.SupplementOpen
        settings = casefile.settings_of(leg)
        by_leader = len(earlier) >= settings.supplement_max_processing
        if by_leader and not (leader_reason.strip() and actor.may(Permission.APPROVE_SECOND_SUPPLEMENT, leg.agency_id)):
            raise refusals.SecondSupplementNeedsLeader(requests=len(earlier))
        terms = casefile.supplement_terms(leg)
        notice = (terms and terms.notice) or settings.supplement_notice
        assert leg.received_at is not None, "an open leg has been received"
        request = SupplementRequest.objects.create(
            dossier=casefile.dossier,
            leg=leg,
            stage=SupplementStage.PROCESSING,
            number=len(earlier) + 1,
            items=items,
            legal_basis=legal_basis,
            requested_at=at,
            requested_by_id=actor.id,
            leader_reason=leader_reason.strip() if by_leader else "",
            approved_by_id=actor.id if by_leader else None,
            notice_due_at=due_after(leg.received_at, notice, casefile.calendar(leg)),
        )
        casefile.touch(leg)
        casefile.settle()
        casefile.record(
            "supplement_requested",
            actor,
            subject="supplement_request",
            subject_id=request.id,
            leg=leg,
            number=request.number,
        )
    return request


def _refuse_filled(casefile: Casefile, leg: Leg, items: list[dict[str, str]]) -> None:
    """Nobody is asked for what another procedure of the same dossier gives."""
    others = [casefile.edition_of(one) for one in casefile.legs.values() if one.kind == LegKind.LINKED and one != leg]
    filled = filled_by_others(casefile.edition_of(leg), others)
    asked = filled & {item.get("component", "") for item in items}
    if asked:
        raise refusals.ComponentFilledInside(components=sorted(asked))


def notify_supplement(*, request_id: int, actor: Actor, at: datetime) -> SupplementRequest:
    """The one-stop unit gives the applicant form 02; from now on the agency's clock stands still.

    Raises NoSupplementOpen.
    Law: ND61.5.1, ND61.19.4
    """
    with transaction.atomic():
        casefile, leg, request = _open(request_id, at)
        actor.require(Permission.RETURN_RESULT, casefile.dossier.receiving_unit_id)
        if request.notified_at is not None:
            raise refusals.NoSupplementOpen(notified_at=request.notified_at.isoformat())
        settings, terms = casefile.settings_of(leg), casefile.supplement_terms(leg)
        answer = (terms and terms.answer) or settings.supplement_answer
        request.notified_at = at
        request.answer_due_at = due_after(at, answer, casefile.calendar(leg)) if answer else None
        request.save(update_fields=["notified_at", "answer_due_at"])
        casefile.suspend(leg, "supplement", basis=request.legal_basis)
        casefile.settle()
        issue(casefile, supplement_form(casefile, request, actor), actor)
        casefile.record("supplement_notified", actor, subject="supplement_request", subject_id=request.id, leg=leg)
    return request


def complete_supplement(
    *, request_id: int, marks: tuple[ComponentMark, ...], note: str = "", actor: Actor, at: datetime
) -> SupplementRequest:
    """The applicant has supplied what was asked; the clock restarts or runs on, as the law says for the procedure.

    Raises NoSupplementOpen, UnknownComponent, FileNotAtHand.
    Law: ND61.19.4, ND118.SUPPLEMENT
    """
    with transaction.atomic():
        casefile, leg, request = _open(request_id, at)
        actor.require(Permission.RECEIVE_DOSSIER, casefile.dossier.receiving_unit_id)
        if request.notified_at is None:
            raise refusals.NoSupplementOpen(request_id=request_id)
        known = {
            component.key
            for edition in (casefile.edition, casefile.edition_of(leg))
            for component in edition.components
        }
        if unknown := {mark.key for mark in marks} - known:
            raise refusals.UnknownComponent(components=sorted(unknown))
        require_at_hand([mark.file_id for mark in marks], actor, casefile.dossier)
        DossierComponent.objects.bulk_create(
            DossierComponent(
                dossier=casefile.dossier,
                key=mark.key,
                form=mark.form,
                copies=mark.copies,
                note=mark.note,
                file_id=mark.file_id,
                added_at=at,
            )
            for mark in marks
        )
        request.completed_at = at
        request.save(update_fields=["completed_at"])
        edition = casefile.edition_of(leg)
        terms = casefile.supplement_terms(leg)
        event = event_after_supplement(edition.regime, terms.effect if terms else None, casefile.terms(leg))
        casefile.resume(leg, "supplement", basis=request.legal_basis, restart=event is ClockEvent.RESTARTED)
        casefile.settle()
        casefile.record(
            "supplement_completed", actor, subject="supplement_request", subject_id=request.id, leg=leg, note=note
        )
    return request


def lapse_supplement(*, request_id: int, actor: Actor, at: datetime) -> SupplementRequest:
    """The applicant's deadline has passed without an answer: work on the leg stops, where the law says so.

    Raises NoSupplementOpen when it was answered, or when the deadline has not passed.
    """
    with transaction.atomic():
        casefile, leg, request = _open(request_id, at)
        actor.require(Permission.PROCESS_DOSSIER, leg.agency_id)
        if request.answer_due_at is None or at <= request.answer_due_at:
            raise refusals.NoSupplementOpen(answer_due_at=str(request.answer_due_at))
        request.lapsed_at = at
        request.save(update_fields=["lapsed_at"])
        end_leg(
            casefile,
            leg,
            ground=StopGround.NO_SUPPLEMENT,
            reason="Quá thời hạn bổ sung hồ sơ",
            legal_basis=request.legal_basis,
            requested_at=at,
            actor=actor,
        )
        casefile.settle()
        casefile.record("supplement_lapsed", actor, subject="supplement_request", subject_id=request.id, leg=leg)
    return request


def _open(request_id: int, at: datetime) -> tuple[Casefile, Leg, SupplementRequest]:
    """An open request under its dossier's lock; raises DossierNotFound or NoSupplementOpen."""
    leg_id = SupplementRequest.objects.filter(id=request_id).values_list("leg_id", flat=True).first()
    if leg_id is None:
        raise refusals.DossierNotFound(request_id=request_id)
    casefile, leg = Casefile.open_of_leg(leg_id, at)
    request = SupplementRequest.objects.get(id=request_id)
    if request.completed_at is not None or request.lapsed_at is not None:
        raise refusals.NoSupplementOpen(request_id=request_id)
    return casefile, leg, request
