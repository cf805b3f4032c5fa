"""Opening a dossier: its row, its papers and fees, and the acceptance that every way of coming in shares."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from motcua.catalogue.rules.edition import Edition, FeeChannel
from motcua.catalogue.rules.terms import fees_for, missing
from motcua.directory.rules.actors import Actor
from motcua.dossiers.actions.attaching import require_at_hand
from motcua.dossiers.actions.check_key import new_check_key
from motcua.dossiers.actions.forms import issue, receipt_form
from motcua.dossiers.actions.ground import Ground, new_casefile
from motcua.dossiers.actions.numbers import dossier_code
from motcua.dossiers.actions.parties import remember_both
from motcua.dossiers.actions.transfer import arrange_transfers
from motcua.dossiers.models import Dossier, DossierComponent, FeeDue, Party
from motcua.dossiers.rules import refusals
from motcua.dossiers.rules.intake import ComponentMark, Intake
from motcua.dossiers.rules.stages import Channel, Stage
from motcua.kernel.text import fold, normalise


@dataclass(frozen=True)
class Payment:
    """What the fees depend on, and which of them were paid at the desk."""

    pages: int = 1
    paid_fees: frozenset[str] = frozenset()


def check_components(edition: Edition, marks: tuple[ComponentMark, ...], data: dict[str, Any]) -> None:
    """Raises UnknownComponent for papers outside the law, ComponentsMissing with all that lacks."""
    refuse_unknown(edition, marks)
    lacking = missing(edition, {mark.key: mark.form for mark in marks}, {"data": data})
    if lacking:
        raise refusals.ComponentsMissing(components=[component.key for component in lacking])


def refuse_unknown(edition: Edition, marks: tuple[ComponentMark, ...]) -> None:
    """Raises UnknownComponent for papers that the procedure does not ask for."""
    unknown = {mark.key for mark in marks} - {component.key for component in edition.components}
    if unknown:
        raise refusals.UnknownComponent(components=sorted(unknown))


def require_reasons(items: list[dict[str, str]]) -> None:
    """Raises ReasonRequired unless there is an item and each says what and why."""
    if not items or any(not item.get("text", "").strip() or not item.get("reason", "").strip() for item in items):
        raise refusals.ReasonRequired


def new_dossier(intake: Intake, ground: Ground, actor: Actor, at: datetime) -> Dossier:
    """The row of a dossier that comes in, not stored yet."""
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
        search=search_of(applicant, subject),
    )


def search_of(applicant: Party, subject: str) -> str:
    """What a dossier is found by."""
    return fold(" ".join([applicant.name, applicant.identifier, applicant.phone, subject]))[:900]


def accept_opened(
    dossier: Dossier,
    marks: tuple[ComponentMark, ...],
    payment: Payment,
    ground: Ground,
    actor: Actor,
    at: datetime,
    kept: tuple[ComponentMark, ...] = (),
) -> Dossier:
    """Code, due date, legs, first tasks, fees and receipt of a dossier whose papers were found complete."""
    casefile = new_casefile(dossier, ground, at)
    dossier.accepted_at = at
    dossier.code = dossier_code(dossier, casefile.settings_of(casefile.root), at)
    casefile.add(*arrange_transfers(casefile, (*kept, *marks)))
    casefile.add(*handed_in(dossier, marks, actor, at))
    fees = fees_due(dossier, ground.edition, payment, actor, at)
    casefile.add(*fees)
    casefile.work_out()
    issue(casefile, receipt_form(casefile, _one_each((*kept, *marks)), fees, actor), actor)
    casefile.store()
    casefile.record(
        "accepted", actor, subject="dossier", subject_id=dossier.id, code=dossier.code, channel=dossier.channel
    )
    return dossier


def handed_in(dossier: Dossier, marks: tuple[ComponentMark, ...], actor: Actor, at: datetime) -> list[DossierComponent]:
    """The rows of what was handed in, with files that the actor stored. Raises FileNotAtHand."""
    require_at_hand([mark.file_id for mark in marks], actor)
    return components_of(dossier, marks, at)


def components_of(dossier: Dossier, marks: tuple[ComponentMark, ...], at: datetime) -> list[DossierComponent]:
    """The rows of what was handed in, with files whose way here is known."""
    return [
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
    ]


def fees_due(dossier: Dossier, edition: Edition, payment: Payment, actor: Actor, at: datetime) -> list[FeeDue]:
    """The rows of the fees that are due, those paid at the desk with their receiver."""
    channel = FeeChannel.ONLINE if dossier.channel == Channel.ONLINE else FeeChannel.DESK
    owed = fees_for(edition, {"data": dossier.data}, dossier.copies, payment.pages, channel)
    return [
        FeeDue(
            dossier=dossier,
            key=rule.key,
            amount_vnd=amount_vnd,
            paid_at=at if rule.key in payment.paid_fees else None,
            paid_to_id=actor.id if rule.key in payment.paid_fees else None,
        )
        for rule, amount_vnd in owed
    ]


def _one_each(marks: tuple[ComponentMark, ...]) -> list[ComponentMark]:
    """A paper of several files is one line of the receipt."""
    return list({mark.key: mark for mark in marks}.values())
