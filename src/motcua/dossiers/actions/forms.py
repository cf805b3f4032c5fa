"""Official forms: what they say is taken down once, when they are issued."""

from collections.abc import Iterable

from django.conf import settings as django_settings

from motcua.directory.queries.cards import agency_card
from motcua.directory.rules.actors import Actor
from motcua.documents.rules.forms import (
    ApologyForm,
    FormComponent,
    FormFee,
    FormHead,
    FormParty,
    ReceiptForm,
    RefusalForm,
    SupplementForm,
    SupplementItem,
    TerminationForm,
    TransferSlipForm,
    TransferSlipRow,
)
from motcua.dossiers.actions.casefile import Casefile
from motcua.dossiers.actions.numbers import next_form_number
from motcua.dossiers.models import Apology, FeeDue, IssuedForm, Leg, Party, SupplementRequest, Termination, Transfer
from motcua.dossiers.rules.intake import ComponentMark
from motcua.dossiers.rules.stages import ReturnWay

FORM_NAMES: dict[type, str] = {
    ReceiptForm: "receipt",
    SupplementForm: "supplement",
    RefusalForm: "refusal",
    ApologyForm: "apology",
    TerminationForm: "termination",
    TransferSlipForm: "transfer_slip",
}
Form = ReceiptForm | SupplementForm | RefusalForm | ApologyForm | TerminationForm | TransferSlipForm


def issue(casefile: Casefile, form: Form, actor: Actor) -> IssuedForm:
    """Keep the form as it was issued; its number is in its head."""
    issued = IssuedForm(
        dossier=casefile.dossier,
        form=FORM_NAMES[type(form)],
        number=form.head.number,
        issued_at=casefile.at,
        issued_by_id=actor.id,
        data=form.to_json(),
    )
    casefile.add(issued)
    return issued


def tracking_url(code: str, check_key: str) -> str:
    """The public progress page of the dossier, with the key from the receipt and no personal data."""
    return f"{django_settings.BASE_URL}/t/{code}/{check_key}"


def receipt_form(
    casefile: Casefile, marks: Iterable[ComponentMark], fees: Iterable[FeeDue], actor: Actor
) -> ReceiptForm:
    """Form 01."""
    dossier, edition, root = casefile.dossier, casefile.edition, casefile.root
    assert dossier.code is not None, "a receipt is issued at acceptance"
    names = {component.key: component.name.vi for component in edition.components}
    fee_names = {rule.key: rule.name.vi for rule in edition.fees}
    desk = agency_card(dossier.return_unit_id).name
    return ReceiptForm(
        head=_head(casefile, dossier.receiving_unit_id, dossier.code),
        dossier_code=dossier.code,
        check_key=dossier.check_key,
        tracking_url=tracking_url(dossier.code, dossier.check_key),
        procedure=edition.name.vi,
        applicant=_party(dossier.applicant),
        submitter=_party(dossier.submitter) if dossier.submitter else None,
        mandate=dossier.mandate,
        subject=dossier.subject,
        components=tuple(
            FormComponent(name=names[mark.key], form=mark.form, copies=mark.copies, note=mark.note) for mark in marks
        ),
        copies=dossier.copies,
        limit_value=root.limit_value,
        limit_unit=root.limit_unit,
        received_at=casefile.at,
        due_at=dossier.due_at,
        return_place=desk if dossier.return_way == ReturnWay.DESK else dossier.return_address or desk,
        return_way=dossier.return_way,
        fees=tuple(
            FormFee(name=fee_names[fee.key], amount_vnd=fee.amount_vnd, is_paid=fee.paid_at is not None) for fee in fees
        ),
        received_by=actor.name,
    )


def supplement_form(casefile: Casefile, request: SupplementRequest, actor: Actor) -> SupplementForm:
    """Form 02, issued by the one-stop unit."""
    dossier = casefile.dossier
    return SupplementForm(
        head=_numbered_head(casefile, "supplement", dossier.receiving_unit_id),
        dossier_code=dossier.code or "",
        tracking_url=tracking_url(dossier.code, dossier.check_key) if dossier.code else "",
        procedure=casefile.edition.name.vi,
        applicant=_party(dossier.applicant),
        subject=dossier.subject,
        items=tuple(SupplementItem(text=item["text"], reason=item["reason"]) for item in request.items),
        legal_basis=request.legal_basis,
        answer_due_at=request.answer_due_at,
        contact_name=actor.name,
        issued_by=actor.name,
    )


def refusal_form(casefile: Casefile, reasons: Iterable[str], legal_basis: str, actor: Actor) -> RefusalForm:
    """Form 03: not received, or rejected on substance."""
    dossier = casefile.dossier
    return RefusalForm(
        head=_numbered_head(casefile, "refusal", dossier.receiving_unit_id),
        dossier_code=dossier.code or "",
        procedure=casefile.edition.name.vi,
        applicant=_party(dossier.applicant),
        subject=dossier.subject,
        reasons=tuple(reasons),
        legal_basis=legal_basis,
        issued_by=actor.name,
    )


def apology_form(casefile: Casefile, leg: Leg, apology: Apology, actor: Actor) -> ApologyForm:
    """Form 04, signed by the head of the agency that is late."""
    dossier = casefile.dossier
    assert dossier.code is not None, "only an accepted dossier can be late"
    assert dossier.accepted_at is not None, "only an accepted dossier can be late"
    return ApologyForm(
        head=_numbered_head(casefile, "apology", leg.agency_id),
        dossier_code=dossier.code,
        tracking_url=tracking_url(dossier.code, dossier.check_key),
        procedure=casefile.edition_of(leg).name.vi,
        applicant=_party(dossier.applicant),
        subject=dossier.subject,
        agency=agency_card(leg.agency_id).name,
        received_at=dossier.accepted_at,
        old_due_at=apology.old_due_at,
        new_due_at=apology.new_due_at,
        reason=apology.reason,
        signer=actor.name,
    )


def termination_form(
    casefile: Casefile, termination: Termination, fees: Iterable[FeeDue], actor: Actor
) -> TerminationForm:
    """Form 05 of TT 03/2025/TT-VPCP."""
    dossier = casefile.dossier
    assert dossier.code is not None, "only an accepted dossier is stopped"
    assert dossier.accepted_at is not None, "only an accepted dossier is stopped"
    fee_names = {rule.key: rule.name.vi for rule in casefile.edition.fees}
    return TerminationForm(
        head=_numbered_head(casefile, "termination", dossier.receiving_unit_id),
        dossier_code=dossier.code,
        tracking_url=tracking_url(dossier.code, dossier.check_key),
        procedure=casefile.edition.name.vi,
        applicant=_party(dossier.applicant),
        subject=dossier.subject,
        received_at=dossier.accepted_at,
        ground=termination.ground,
        reason=termination.reason,
        legal_basis=termination.legal_basis,
        stopped_at=casefile.at,
        fees=tuple(
            FormFee(name=fee_names.get(fee.key, fee.key), amount_vnd=fee.amount_vnd, is_paid=fee.paid_at is not None)
            for fee in fees
        ),
        issued_by=actor.name,
    )


def transfer_slip_form(casefile: Casefile, transfer: Transfer, papers: int, actor: Actor) -> TransferSlipForm:
    """The slip that goes with the papers, signed by both sides."""
    dossier = casefile.dossier
    return TransferSlipForm(
        head=_numbered_head(casefile, "transfer_slip", transfer.sender_id),
        sender=agency_card(transfer.sender_id).name,
        receiver=agency_card(transfer.receiver_id).name,
        sent_at=casefile.at,
        sent_by=actor.name,
        rows=(
            TransferSlipRow(
                dossier_code=dossier.code or "",
                procedure=casefile.edition.name.vi,
                applicant_name=dossier.applicant.name,
                papers=papers,
                due_at=dossier.due_at,
            ),
        ),
    )


def _numbered_head(casefile: Casefile, form: str, agency_id: int) -> FormHead:
    return _head(casefile, agency_id, next_form_number(form, agency_card(agency_id), casefile.at))


def _head(casefile: Casefile, agency_id: int, number: str) -> FormHead:
    card = agency_card(agency_id)
    return FormHead(
        superior=card.parent_name, unit=card.name, number=number, place=card.place_name, issued_at=casefile.at
    )


def _party(party: Party) -> FormParty:
    return FormParty(
        name=party.name, identifier=party.identifier, address=party.address, phone=party.phone, email=party.email
    )
