"""Intake: a dossier is accepted, sent back as incomplete, refused, or resolved at once."""

from datetime import datetime

from django.db import transaction

from motcua.catalogue.rules.edition import PaperForm
from motcua.directory.queries.cards import agency_card
from motcua.directory.rules.actors import Actor
from motcua.directory.rules.roles import Permission
from motcua.dossiers.actions.answers import check_answers, with_counting_answers
from motcua.dossiers.actions.casefile import Casefile
from motcua.dossiers.actions.forms import issue, refusal_form, supplement_form
from motcua.dossiers.actions.ground import ground_at_desk, ground_of, new_casefile
from motcua.dossiers.actions.keys import once_per_key, same_key
from motcua.dossiers.actions.numbers import dossier_code
from motcua.dossiers.actions.opening import (
    Payment,
    accept_opened,
    check_components,
    fees_due,
    handed_in,
    new_dossier,
    refuse_unknown,
    require_reasons,
)
from motcua.dossiers.models import Dossier, Outcome, ResultReturn, SupplementRequest
from motcua.dossiers.models.acts import CollectionCheck, SupplementStage
from motcua.dossiers.rules import refusals
from motcua.dossiers.rules.intake import ComponentMark, Intake
from motcua.dossiers.rules.stages import LegState, OutcomeKind, ReturnWay, Stage


@once_per_key
def accept(*, intake: Intake, actor: Actor, at: datetime) -> Dossier:
    """Receive a complete dossier: code, due date, legs, first tasks, receipt (form 01).

    Sent twice with the same idempotency key, the first dossier is given back. Raises ComponentsMissing,
    UnknownComponent, AnswersNotValid, FileNotAtHand, ActNotAllowed, and what the catalogue and the directory refuse
    (unknown procedure, edition not in force, unknown place, DeskOutsideTerritory).
    Law: ND61.17.1, ND118.17.3
    """
    actor.require(Permission.RECEIVE_DOSSIER, intake.receiving_unit_id)
    if known := same_key(intake):
        return known
    ground = ground_at_desk(intake, at)
    intake = with_counting_answers(intake, ground.edition, at)
    check_components(ground.edition, intake.marks, intake.data)
    check_answers(ground.edition, intake.data, intake.marks)
    with transaction.atomic():
        dossier = new_dossier(intake, ground, actor, at)
        return accept_opened(dossier, intake.marks, Payment(intake.pages, intake.paid_fees), ground, actor, at)


@once_per_key
def send_back(*, intake: Intake, items: list[dict[str, str]], legal_basis: str, actor: Actor, at: datetime) -> Dossier:
    """Incomplete at the desk: one slip (form 02) with everything that is missing; nothing is received yet.

    Law: ND61.17.1
    """
    actor.require(Permission.RECEIVE_DOSSIER, intake.receiving_unit_id)
    require_reasons(items)
    if known := same_key(intake):
        return known
    ground = ground_at_desk(intake, at)
    intake = with_counting_answers(intake, ground.edition, at)
    refuse_unknown(ground.edition, intake.marks)
    check_answers(ground.edition, intake.data, ())
    with transaction.atomic():
        dossier = new_dossier(intake, ground, actor, at)
        dossier.stage = Stage.INCOMPLETE
        casefile = Casefile(dossier, at)
        request = SupplementRequest(
            dossier=dossier,
            stage=SupplementStage.INTAKE,
            number=1,
            items=items,
            legal_basis=legal_basis,
            requested_at=at,
            requested_by_id=actor.id,
            notified_at=at,
        )
        casefile.add(*handed_in(dossier, intake.marks, actor, at), request)
        issue(casefile, supplement_form(casefile, request, actor), actor)
        casefile.store()
        casefile.record("sent_back", actor, subject="dossier", subject_id=dossier.id, items=items)
    return dossier


@once_per_key
def refuse(*, intake: Intake, reasons: list[str], legal_basis: str, actor: Actor, at: datetime) -> Dossier:
    """The dossier is not received (form 03), with the reasons.

    Law: ND61.17.1
    """
    actor.require(Permission.RECEIVE_DOSSIER, intake.receiving_unit_id)
    if not [reason for reason in reasons if reason.strip()]:
        raise refusals.ReasonRequired
    if known := same_key(intake):
        return known
    ground = ground_of(intake.procedure, intake.place_id, at)
    intake = with_counting_answers(intake, ground.edition, at)
    with transaction.atomic():
        dossier = new_dossier(intake, ground, actor, at)
        dossier.stage = Stage.REFUSED
        dossier.finished_at = at
        casefile = Casefile(dossier, at)
        casefile.add(*handed_in(dossier, intake.marks, actor, at))
        issue(casefile, refusal_form(casefile, reasons, legal_basis, actor), actor)
        casefile.store()
        casefile.record("refused", actor, subject="dossier", subject_id=dossier.id, reasons=reasons)
    return dossier


def complete(
    *, dossier_id: int, marks: tuple[ComponentMark, ...], payment: Payment, actor: Actor, at: datetime
) -> Dossier:
    """The applicant brought what form 02 asked for: the dossier is accepted now.

    Raises AlreadyAccepted, DossierNotInWork or ComponentsMissing.
    """
    with transaction.atomic():
        casefile = Casefile.open(dossier_id, at)
        dossier = casefile.dossier
        actor.require(Permission.RECEIVE_DOSSIER, dossier.receiving_unit_id)
        if dossier.accepted_at is not None:
            raise refusals.AlreadyAccepted(code=dossier.code)
        if dossier.stage != Stage.INCOMPLETE:
            raise refusals.DossierNotInWork(stage=dossier.stage)
        ground = ground_of(casefile.edition.procedure, dossier.place_id, at)
        kept = [ComponentMark(row.key, PaperForm(row.form), row.copies, row.note) for row in dossier.components.all()]
        check_components(ground.edition, (*kept, *marks), dossier.data)
        SupplementRequest.objects.filter(dossier=dossier, completed_at__isnull=True).update(completed_at=at)
        dossier.edition_id, dossier.competent_agency_id = ground.edition_id, ground.competent_agency_id
        return accept_opened(dossier, marks, payment, ground, actor, at, kept=tuple(kept))


@once_per_key
def resolve_at_once(*, intake: Intake, number: str, actor: Actor, at: datetime) -> Dossier:
    """An instant procedure: received, decided and handed over in one act; logged, with a receipt only on request.

    Raises InstantNotPossible unless the procedure is instant and the desk belongs to the agency that decides.
    Law: ND61.17.4
    """
    actor.require(Permission.RECEIVE_DOSSIER, intake.receiving_unit_id)
    actor.require(Permission.RETURN_RESULT, intake.receiving_unit_id)
    if known := same_key(intake):
        return known
    ground = ground_at_desk(intake, at)
    intake = with_counting_answers(intake, ground.edition, at)
    check_components(ground.edition, intake.marks, intake.data)
    check_answers(ground.edition, intake.data, intake.marks)
    if not ground.edition.instant or agency_card(intake.receiving_unit_id).parent_id != ground.competent_agency_id:
        raise refusals.InstantNotPossible(procedure=intake.procedure)
    with transaction.atomic():
        dossier = new_dossier(intake, ground, actor, at)
        casefile = new_casefile(dossier, ground, at)
        leg = casefile.root
        leg.state, leg.received_at, leg.started_at, leg.finished_at = LegState.DONE, at, at, at
        casefile.returned = frozenset({leg.key})
        dossier.accepted_at = at
        dossier.code = dossier_code(dossier, casefile.settings_of(leg), at)
        recipient = intake.submitter or intake.applicant
        casefile.add(
            *handed_in(dossier, intake.marks, actor, at),
            *fees_due(dossier, ground.edition, Payment(intake.pages, intake.paid_fees), actor, at),
            Outcome(leg=leg, kind=OutcomeKind.GRANTED, number=number, decided_at=at, decided_by_id=actor.id),
            ResultReturn(
                leg=leg,
                way=ReturnWay.DESK,
                check_made=CollectionCheck.IDENTITY,
                recipient_name=recipient.name,
                recipient_identifier=recipient.identifier,
                at=at,
                by_id=actor.id,
            ),
        )
        casefile.work_out()
        casefile.store()
        casefile.record("resolved_at_once", actor, subject="dossier", subject_id=dossier.id, leg=leg, code=dossier.code)
    return dossier
