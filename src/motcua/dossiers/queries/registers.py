"""The control slip of a dossier and the register of a unit: forms that show rows as they are, and issue nothing."""

from collections.abc import Iterator
from datetime import date, datetime, time

from motcua.catalogue.queries.editions import edition as edition_by_id
from motcua.directory.queries.cards import agency_card
from motcua.directory.rules.actors import Actor
from motcua.directory.rules.roles import Permission
from motcua.documents.rules.forms import (
    ControlSlipForm,
    ControlSlipRow,
    FormHead,
    FormParty,
    HandOverOutcome,
    RegisterForm,
    RegisterRow,
)
from motcua.dossiers.models import Dossier, IssuedForm, Leg, Party, ResultReturn, Transfer
from motcua.dossiers.queries.visibility import dossier_for, visible_to
from motcua.dossiers.rules.clock import standing
from motcua.dossiers.rules.numbering import FORM_MARKS
from motcua.dossiers.rules.stages import LegKind
from motcua.kernel.refusal import Refusal
from motcua.kernel.worktime import TIME_ZONE

REGISTER_ROWS_MAX = 2000


class RegisterTooLong(Refusal):
    """There are too many dossiers in this period for one printed register. Choose a shorter period or one sector."""

    status = 422


def control_slip(actor: Actor, dossier_id: int, *, at: datetime) -> ControlSlipForm:
    """Who had the dossier when, agency by agency, as it stands now; open hand-overs are left to be filled in by hand.

    Raises DossierNotFound.
    """
    dossier = dossier_for(actor, dossier_id)
    legs = list(dossier.legs.select_related("consultation__asked_by", "result_return").order_by("id"))
    receipt = IssuedForm.objects.filter(dossier=dossier, form="receipt").first()
    working = [leg for leg in legs if leg.kind != LegKind.GROUP]
    others = dict.fromkeys(
        agency_card(leg.agency_id).name for leg in working if leg.agency_id != dossier.competent_agency_id
    )
    return ControlSlipForm(
        head=_head(dossier.receiving_unit_id, f"{dossier.code or dossier.pk}/{FORM_MARKS['control_slip']}-TTPVHCC", at),
        dossier_code=dossier.code or "",
        tracking_url=receipt.data["tracking_url"] if receipt else "",
        procedure=edition_by_id(dossier.edition_id).name.vi,
        applicant=_party(dossier.applicant),
        competent_agency=agency_card(dossier.competent_agency_id).name,
        coordinating_agencies=tuple(others),
        received_at=dossier.accepted_at or dossier.submitted_at,
        due_at=dossier.due_at,
        rows=tuple(_hand_overs(dossier, working)),
    )


def _hand_overs(dossier: Dossier, legs: list[Leg]) -> Iterator[ControlSlipRow]:
    transfers = {
        transfer.leg_id: transfer
        for transfer in Transfer.objects.filter(leg__in=legs).select_related("sent_by", "received_by").order_by("id")
    }
    desk, collected_at = agency_card(dossier.receiving_unit_id).name, agency_card(dossier.return_unit_id).name
    for leg in legs:
        agency = agency_card(leg.agency_id).name
        is_asked = leg.kind == LegKind.CONSULTATION
        giver = agency_card(leg.consultation.asked_by.agency_id).name if is_asked else desk
        transfer = transfers.get(leg.pk)
        yield ControlSlipRow(
            giver=giver,
            receiver=agency,
            giver_person=transfer.sent_by.name if transfer and transfer.sent_by else "",
            receiver_person=transfer.received_by.name if transfer and transfer.received_by else "",
            handed_over_at=leg.received_at,
        )
        yield ControlSlipRow(
            giver=agency,
            receiver=giver if is_asked else collected_at,
            handed_over_at=leg.finished_at,
            outcome=(
                HandOverOutcome(standing(leg.finished_at, leg.due_at).value) if leg.finished_at and leg.due_at else None
            ),
        )
    for returned in ResultReturn.objects.filter(leg__in=legs).select_related("by").order_by("id"):
        yield ControlSlipRow(
            giver=collected_at,
            receiver=returned.recipient_name,
            giver_person=returned.by.name if returned.by else "",
            handed_over_at=returned.at,
        )


def register(actor: Actor, unit_id: int, *, start: date, end: date, sector: str = "", at: datetime) -> RegisterForm:
    """The dossiers a one-stop unit accepted from `start` until before `end`, of one sector or of all.

    Raises ActNotAllowed, or RegisterTooLong.
    """
    actor.require(Permission.VIEW_DOSSIER, unit_id)
    dossiers = visible_to(actor).filter(
        receiving_unit_id=unit_id, accepted_at__gte=_midnight(start), accepted_at__lt=_midnight(end)
    )
    if sector:
        dossiers = dossiers.filter(edition__procedure__sector=sector)
    found = list(dossiers.select_related("applicant").order_by("accepted_at", "id")[: REGISTER_ROWS_MAX + 1])
    if len(found) > REGISTER_ROWS_MAX:
        raise RegisterTooLong(rows_max=REGISTER_ROWS_MAX)
    return RegisterForm(
        head=_head(unit_id, f"{start.year}/STD-TTPVHCC", at),
        sector=sector,
        start=start,
        end=end,
        rows=tuple(_register_row(dossier) for dossier in found),
    )


def _register_row(dossier: Dossier) -> RegisterRow:
    assert dossier.accepted_at is not None, "filtered"
    return RegisterRow(
        dossier_code=dossier.code or "",
        procedure=edition_by_id(dossier.edition_id).name.vi,
        copies=dossier.copies,
        applicant=_party(dossier.applicant),
        lead_agency=agency_card(dossier.competent_agency_id).name,
        received_at=dossier.accepted_at,
        due_at=dossier.due_at,
        returned_at=dossier.returned_at,
        return_way=dossier.return_way,
    )


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), tzinfo=TIME_ZONE)


def _head(unit_id: int, number: str, at: datetime) -> FormHead:
    card = agency_card(unit_id)
    return FormHead(superior=card.parent_name, unit=card.name, number=number, place=card.place_name, issued_at=at)


def _party(party: Party) -> FormParty:
    return FormParty(
        name=party.name, identifier=party.identifier, address=party.address, phone=party.phone, email=party.email
    )
