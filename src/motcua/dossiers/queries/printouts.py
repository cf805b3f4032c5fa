"""What is printed without being issued: the register of a desk, and the slip that shows who had a dossier when."""

from datetime import date, datetime, time

from motcua.catalogue.queries.editions import edition as edition_by_id
from motcua.directory.queries.cards import AgencyCard, agency_card
from motcua.directory.rules.actors import Actor
from motcua.documents.rules.forms import (
    ControlSlipForm,
    ControlSlipRow,
    FormHead,
    FormParty,
    HandOverOutcome,
    RegisterForm,
    RegisterRow,
    TransferSlipForm,
    TransferSlipRow,
)
from motcua.dossiers.models import Dossier, IssuedForm, Leg, ResultReturn, Task, Transfer
from motcua.dossiers.models.acts import TransferKind
from motcua.dossiers.queries.worklists import accepted_at_desk
from motcua.dossiers.rules.stages import LegKind
from motcua.kernel.refusal import Refusal
from motcua.kernel.worktime import TIME_ZONE

REGISTER_ROWS_MAX = 3000


class RegisterTooLong(Refusal):
    """The register of this period is too long for one file. Choose a shorter period."""

    status = 422


def register_of(actor: Actor, unit_id: int, start: date, end: date, at: datetime) -> RegisterForm:
    """The dossiers a desk accepted from the first day to before the last one, in the order of acceptance.

    Raises RegisterTooLong, ActNotAllowed.
    """
    found = list(accepted_at_desk(actor, unit_id, start=_midnight(start), end=_midnight(end))[: REGISTER_ROWS_MAX + 1])
    if len(found) > REGISTER_ROWS_MAX:
        raise RegisterTooLong(rows_max=REGISTER_ROWS_MAX)
    return RegisterForm(
        head=_head(agency_card(unit_id), at),
        start=start,
        end=end,
        rows=tuple(
            RegisterRow(
                dossier_code=dossier.code or "",
                procedure=dossier.edition.procedure.name_vi,
                copies=dossier.copies,
                applicant=_party(dossier),
                lead_agency=dossier.competent_agency.name,
                received_at=dossier.accepted_at or dossier.submitted_at,
                due_at=dossier.due_at,
                returned_at=dossier.returned_at,
                return_way=dossier.return_way,
            )
            for dossier in found
        ),
    )


def control_slip_of(dossier: Dossier, tracking_url: str, at: datetime) -> ControlSlipForm:
    """Every hand-over of the dossier: papers between agencies, steps between people, results to the applicant."""
    legs = list(Leg.objects.filter(dossier=dossier).select_related("agency").order_by("id"))
    lead = next(leg for leg in legs if leg.kind != LegKind.GROUP)
    others = {leg.agency.name for leg in legs if leg.agency_id != lead.agency_id}
    rows = [*_transfers(dossier), *_steps(dossier), *_returns(dossier)]
    rows.sort(key=lambda row: row.handed_over_at or at)
    return ControlSlipForm(
        head=_head(agency_card(dossier.receiving_unit_id), at, number=dossier.code or ""),
        dossier_code=dossier.code or "",
        tracking_url=tracking_url,
        procedure=edition_by_id(dossier.edition_id).name.vi,
        applicant=_party(dossier),
        competent_agency=lead.agency.name,
        coordinating_agencies=tuple(sorted(others)),
        received_at=dossier.accepted_at or dossier.submitted_at,
        due_at=dossier.due_at,
        rows=tuple(rows),
    )


def hand_over_list(transfers: list[Transfer], at: datetime) -> TransferSlipForm:
    """Papers of several dossiers that go from one unit to one agency together."""
    first = transfers[0]
    sender = agency_card(first.sender_id)
    slips = IssuedForm.objects.filter(form="transfer_slip", number__in=[transfer.slip for transfer in transfers])
    papers = {slip.number: slip.data["rows"][0]["papers"] for slip in slips}
    return TransferSlipForm(
        head=_head(sender, at, number=", ".join(transfer.slip for transfer in transfers)[:200]),
        sender=sender.name,
        receiver=agency_card(first.receiver_id).name,
        sent_at=first.sent_at or at,
        sent_by=first.sent_by.name if first.sent_by else "",
        rows=tuple(
            TransferSlipRow(
                dossier_code=transfer.leg.dossier.code or "",
                procedure=edition_by_id(transfer.leg.dossier.edition_id).name.vi,
                applicant_name=transfer.leg.dossier.applicant.name,
                papers=papers.get(transfer.slip, 0),
                due_at=transfer.leg.dossier.due_at,
            )
            for transfer in transfers
        ),
    )


def _transfers(dossier: Dossier) -> list[ControlSlipRow]:
    rows = Transfer.objects.filter(leg__dossier=dossier, kind=TransferKind.PAPER, sent_at__isnull=False)
    return [
        ControlSlipRow(
            giver=row.sender.name,
            receiver=row.receiver.name,
            giver_person=row.sent_by.name if row.sent_by else "",
            receiver_person=row.received_by.name if row.received_by else "",
            handed_over_at=row.sent_at,
            outcome=_outcome(row.sent_at, row.due_at),
        )
        for row in rows.select_related("sender", "receiver", "sent_by", "received_by")
    ]


def _steps(dossier: Dossier) -> list[ControlSlipRow]:
    tasks = Task.objects.filter(leg__dossier=dossier, closed_at__isnull=False, was_skipped=False)
    return [
        ControlSlipRow(
            giver=task.agency.name,
            receiver=task.agency.name,
            giver_person=task.closed_by.name if task.closed_by else "",
            handed_over_at=task.closed_at,
            outcome=_outcome(task.closed_at, task.budget_due_at or task.due_at),
            note=task.note[:200],
        )
        for task in tasks.select_related("agency", "closed_by")
    ]


def _returns(dossier: Dossier) -> list[ControlSlipRow]:
    returns = ResultReturn.objects.filter(leg__dossier=dossier).select_related("by")
    return [
        ControlSlipRow(
            giver=agency_card(dossier.return_unit_id).name,
            receiver=row.recipient_name,
            giver_person=row.by.name if row.by else "",
            handed_over_at=row.at,
        )
        for row in returns
    ]


def _outcome(done_at: datetime | None, due_at: datetime | None) -> HandOverOutcome | None:
    """Early means on an earlier day than due."""
    if done_at is None or due_at is None:
        return None
    if done_at > due_at:
        return HandOverOutcome.OVERDUE
    is_earlier_day = done_at.astimezone(TIME_ZONE).date() < due_at.astimezone(TIME_ZONE).date()
    return HandOverOutcome.EARLY if is_earlier_day else HandOverOutcome.ON_TIME


def _head(card: AgencyCard, at: datetime, number: str = "") -> FormHead:
    return FormHead(superior=card.parent_name, unit=card.name, number=number, place=card.place_name, issued_at=at)


def _party(dossier: Dossier) -> FormParty:
    party = dossier.applicant
    return FormParty(
        name=party.name, identifier=party.identifier, address=party.address, phone=party.phone, email=party.email
    )


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), TIME_ZONE)
