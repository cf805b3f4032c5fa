"""Intake: a dossier is accepted, sent back as incomplete, refused, or resolved at once."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from motcua.catalogue.rules.edition import Edition, FeeChannel, PaperForm
from motcua.catalogue.rules.terms import fees_for, missing
from motcua.directory.queries.cards import agency_card
from motcua.directory.rules.actors import Actor
from motcua.directory.rules.roles import Permission
from motcua.dossiers.actions.answers import check_answers
from motcua.dossiers.actions.attaching import require_at_hand
from motcua.dossiers.actions.casefile import Casefile
from motcua.dossiers.actions.check_key import new_check_key
from motcua.dossiers.actions.forms import issue, receipt_form, refusal_form, supplement_form
from motcua.dossiers.actions.ground import Ground, ground_of, new_casefile
from motcua.dossiers.actions.keys import once_per_key, same_key
from motcua.dossiers.actions.numbers import dossier_code
from motcua.dossiers.actions.parties import remember_both
from motcua.dossiers.actions.transfer import arrange_transfers
from motcua.dossiers.models import (
    Dossier,
    DossierComponent,
    FeeDue,
    Outcome,
    ResultReturn,
    SupplementRequest,
    Transfer,
)
from motcua.dossiers.models.acts import CollectionCheck, SupplementStage
from motcua.dossiers.rules import refusals
from motcua.dossiers.rules.intake import ComponentMark, Intake
from motcua.dossiers.rules.stages import Channel, LegState, OutcomeKind, ReturnWay, Stage
from motcua.kernel.text import fold, normalise


@dataclass(frozen=True)
class Payment:
    """What the fees depend on, and which of them were paid at the desk."""

    pages: int = 1
    paid_fees: frozenset[str] = frozenset()


@once_per_key
def accept(*, intake: Intake, actor: Actor, at: datetime) -> Dossier:
    """Receive a complete dossier: code, due date, legs, first tasks, receipt (form 01).

    Sent twice with the same idempotency key, the first dossier is given back. Raises ComponentsMissing,
    UnknownComponent, AnswersNotValid, FileNotAtHand, ActNotAllowed, and what the catalogue and the directory refuse
    (unknown procedure, edition not in force, unknown place).
    Law: ND61.17.1, ND118.17.3
    """
    actor.require(Permission.RECEIVE_DOSSIER, intake.receiving_unit_id)
    if known := same_key(intake):
        return known
    ground = ground_of(intake.procedure, intake.place_id, at)
    check_components(ground.edition, intake.marks, intake.data)
    check_answers(ground.edition, intake.data, intake.marks)
    with transaction.atomic():
        dossier = _new_dossier(intake, ground, actor, at)
        return _accept(dossier, intake.marks, Payment(intake.pages, intake.paid_fees), ground, actor, at)


@once_per_key
def send_back(*, intake: Intake, items: list[dict[str, str]], legal_basis: str, actor: Actor, at: datetime) -> Dossier:
    """Incomplete at the desk: one slip (form 02) with everything that is missing; nothing is received yet.

    Law: ND61.17.1
    """
    actor.require(Permission.RECEIVE_DOSSIER, intake.receiving_unit_id)
    _require_reasons(items)
    if known := same_key(intake):
        return known
    ground = ground_of(intake.procedure, intake.place_id, at)
    _refuse_unknown(ground.edition, intake.marks)
    check_answers(ground.edition, intake.data, ())
    with transaction.atomic():
        dossier = _new_dossier(intake, ground, actor, at)
        dossier.stage = Stage.INCOMPLETE
        dossier.save(force_insert=True)
        _store_components(dossier, intake.marks, actor, at)
        request = SupplementRequest.objects.create(
            dossier=dossier,
            stage=SupplementStage.INTAKE,
            number=1,
            items=items,
            legal_basis=legal_basis,
            requested_at=at,
            requested_by_id=actor.id,
            notified_at=at,
        )
        casefile = Casefile(dossier, at)
        issue(casefile, supplement_form(casefile, request, actor), actor)
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
    with transaction.atomic():
        dossier = _new_dossier(intake, ground, actor, at)
        dossier.stage = Stage.REFUSED
        dossier.finished_at = at
        dossier.save(force_insert=True)
        _store_components(dossier, intake.marks, actor, at)
        casefile = Casefile(dossier, at)
        issue(casefile, refusal_form(casefile, reasons, legal_basis, actor), actor)
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
        return _accept(dossier, marks, payment, ground, actor, at, kept=tuple(kept))


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
    ground = ground_of(intake.procedure, intake.place_id, at)
    check_components(ground.edition, intake.marks, intake.data)
    check_answers(ground.edition, intake.data, intake.marks)
    if not ground.edition.instant or agency_card(intake.receiving_unit_id).parent_id != ground.competent_agency_id:
        raise refusals.InstantNotPossible(procedure=intake.procedure)
    with transaction.atomic():
        dossier = _new_dossier(intake, ground, actor, at)
        casefile = new_casefile(dossier, ground, at)
        leg = casefile.root
        leg.state, leg.received_at, leg.started_at, leg.finished_at = LegState.DONE, at, at, at
        casefile.returned = frozenset({leg.key})
        dossier.accepted_at = at
        dossier.code = dossier_code(dossier, casefile.settings_of(leg), at)
        casefile.store()
        _store_components(dossier, intake.marks, actor, at)
        _store_fees(dossier, ground.edition, Payment(intake.pages, intake.paid_fees), actor, at)
        Outcome.objects.create(leg=leg, kind=OutcomeKind.GRANTED, number=number, decided_at=at, decided_by_id=actor.id)
        recipient = intake.submitter or intake.applicant
        ResultReturn.objects.create(
            leg=leg,
            way=ReturnWay.DESK,
            check_made=CollectionCheck.IDENTITY,
            recipient_name=recipient.name,
            recipient_identifier=recipient.identifier,
            at=at,
            by_id=actor.id,
        )
        casefile.record("resolved_at_once", actor, subject="dossier", subject_id=dossier.id, leg=leg, code=dossier.code)
    return dossier


def check_components(edition: Edition, marks: tuple[ComponentMark, ...], data: dict[str, Any]) -> None:
    """Raises UnknownComponent for papers outside the law, ComponentsMissing with all that lacks."""
    _refuse_unknown(edition, marks)
    lacking = missing(edition, {mark.key: mark.form for mark in marks}, {"data": data})
    if lacking:
        raise refusals.ComponentsMissing(components=[component.key for component in lacking])


def _refuse_unknown(edition: Edition, marks: tuple[ComponentMark, ...]) -> None:
    unknown = {mark.key for mark in marks} - {component.key for component in edition.components}
    if unknown:
        raise refusals.UnknownComponent(components=sorted(unknown))


def _require_reasons(items: list[dict[str, str]]) -> None:
    if not items or any(not item.get("text", "").strip() or not item.get("reason", "").strip() for item in items):
        raise refusals.ReasonRequired


def _new_dossier(intake: Intake, ground: Ground, actor: Actor, at: datetime) -> Dossier:
    applicant, submitter = remember_both(intake.applicant, intake.submitter)
    subject = (normalise(intake.subject) or ground.edition.name.vi)[:400]
    return_unit_id = intake.return_unit_id or intake.receiving_unit_id
    return Dossier(
        check_key=new_check_key(),
        idempotency_key=intake.idempotency_key,
        edition_id=ground.edition_id,
        applicant=applicant,
        submitter=submitter,
        mandate=normalise(intake.mandate),
        channel=intake.channel,
        receiving_unit_id=intake.receiving_unit_id,
        competent_agency_id=ground.competent_agency_id,
        return_unit_id=return_unit_id,
        return_way=intake.return_way,
        return_address=normalise(intake.return_address),
        place_id=intake.place_id,
        subject=subject,
        data=intake.data,
        members=intake.members,
        copies=intake.copies,
        received_by_id=actor.id,
        submitted_at=at,
        stage=Stage.SUBMITTED,
        holder_ids=sorted({intake.receiving_unit_id, return_unit_id}),
        search=fold(" ".join([applicant.name, applicant.identifier, applicant.phone, subject]))[:900],
    )


def _accept(
    dossier: Dossier,
    marks: tuple[ComponentMark, ...],
    payment: Payment,
    ground: Ground,
    actor: Actor,
    at: datetime,
    kept: tuple[ComponentMark, ...] = (),
) -> Dossier:
    casefile = new_casefile(dossier, ground, at)
    dossier.accepted_at = at
    dossier.code = dossier_code(dossier, casefile.settings_of(casefile.root), at)
    transfers = arrange_transfers(casefile, (*kept, *marks))
    casefile.store()
    Transfer.objects.bulk_create(transfers)
    _store_components(dossier, marks, actor, at)
    fees = _store_fees(dossier, ground.edition, payment, actor, at)
    issue(casefile, receipt_form(casefile, (*kept, *marks), fees, actor), actor)
    casefile.record(
        "accepted", actor, subject="dossier", subject_id=dossier.id, code=dossier.code, channel=dossier.channel
    )
    return dossier


def _store_components(dossier: Dossier, marks: tuple[ComponentMark, ...], actor: Actor, at: datetime) -> None:
    require_at_hand([mark.file_id for mark in marks], actor)
    DossierComponent.objects.bulk_create(
        DossierComponent(
            dossier=dossier,
            key=mark.key,
            form=mark.form,
            copies=mark.copies,
            note=mark.note,
            file_id=mark.file_id,
            added_at=at,
        )
        for mark in marks
    )


def _store_fees(dossier: Dossier, edition: Edition, payment: Payment, actor: Actor, at: datetime) -> list[FeeDue]:
    channel = FeeChannel.ONLINE if dossier.channel == Channel.ONLINE else FeeChannel.DESK
    owed = fees_for(edition, {"data": dossier.data}, dossier.copies, payment.pages, channel)
    fees = [
        FeeDue(
            dossier=dossier,
            key=rule.key,
            amount_vnd=amount_vnd,
            paid_at=at if rule.key in payment.paid_fees else None,
            paid_to_id=actor.id if rule.key in payment.paid_fees else None,
        )
        for rule, amount_vnd in owed
    ]
    if fees:
        FeeDue.objects.bulk_create(fees)
    return fees
