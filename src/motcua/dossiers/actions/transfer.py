"""Transfer: the dossier goes to the agencies, as data at once and as paper by its own deadline."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from motcua.catalogue.rules.edition import PaperForm, Regime
from motcua.catalogue.rules.settings import TerritoryFreeStart
from motcua.directory.queries.calendars import work_calendar
from motcua.directory.queries.cards import agency_card
from motcua.directory.rules.actors import Actor
from motcua.directory.rules.roles import Permission
from motcua.dossiers.actions.casefile import Casefile
from motcua.dossiers.actions.forms import issue, transfer_slip_form
from motcua.dossiers.models import Leg, Transfer
from motcua.dossiers.models.acts import TransferKind
from motcua.dossiers.rules import refusals
from motcua.dossiers.rules.clock import due_after
from motcua.dossiers.rules.intake import ComponentMark
from motcua.dossiers.rules.stages import LegKind, LegState
from motcua.dossiers.rules.transfer import leaves_by

_STARTS_WITH_PAPERS = {TerritoryFreeStart.PAPER_ARRIVAL, TerritoryFreeStart.BOTH_ARRIVALS}


def arrange_transfers(casefile: Casefile, marks: Iterable[ComponentMark]) -> list[Transfer]:
    """Send the data of an accepted dossier to its agencies and start the legs that wait for nothing.

    Where the receiving desk is not the competent agency's own, the clock starts when that agency receives the
    dossier: with the data, or with the papers if the setting says so. Papers that are only shown go home again.
    The rows are for the caller to store.
    Law: ND61.18.3, ND118.17.3, ND118.18.2
    """
    root, dossier = casefile.root, casefile.dossier
    settings = casefile.settings_of(root)
    shown = {component.key for component in casefile.edition.components if component.shown_only}
    has_papers = any(mark.form != PaperForm.ELECTRONIC and mark.key not in shown for mark in marks)
    is_own = agency_card(dossier.receiving_unit_id).parent_id == root.agency_id
    waits_for_papers = not is_own and has_papers and settings.territory_free_start in _STARTS_WITH_PAPERS
    if not waits_for_papers:
        counts_from_acceptance = is_own or settings.territory_free_start is TerritoryFreeStart.ACCEPTANCE
        casefile.start(root, reason="accepted" if counts_from_acceptance else "received_by_competent")
    transfers = [
        _electronic(casefile, leg) for leg in casefile.legs.values() if leg.received_at and leg.kind != LegKind.GROUP
    ]
    if has_papers:
        lead = next(leg for leg in casefile.legs.values() if leg.kind != LegKind.GROUP)
        calendar = work_calendar(dossier.receiving_unit_id, casefile.at)
        due_at = leaves_by(casefile.at, calendar, settings.transfer_cutoff)
        if not is_own and casefile.edition.regime is Regime.ND118:
            due_at = due_after(casefile.at, settings.paper_transfer_limit, calendar)
        transfers.append(
            Transfer(
                leg=lead,
                kind=TransferKind.PAPER,
                sender_id=dossier.receiving_unit_id,
                receiver_id=lead.agency_id,
                due_at=due_at,
            )
        )
    return transfers


def _electronic(casefile: Casefile, leg: Leg) -> Transfer:
    return Transfer(
        leg=leg,
        kind=TransferKind.ELECTRONIC,
        sender_id=casefile.dossier.receiving_unit_id,
        receiver_id=leg.agency_id,
        due_at=casefile.at,
        sent_at=casefile.at,
        received_at=casefile.at,
    )


def send_papers(*, transfer_id: int, papers: int, actor: Actor, at: datetime) -> Transfer:
    """The desk hands the papers over to the carrier or the agency, with a transfer slip. Raises TransferNotOpen."""
    with transaction.atomic():
        transfer, casefile = _open(transfer_id, at)
        actor.require(Permission.HAND_OVER_DOSSIER, transfer.sender_id)
        if transfer.sent_at is not None:
            raise refusals.TransferNotOpen(sent_at=transfer.sent_at.isoformat())
        slip = issue(casefile, transfer_slip_form(casefile, transfer, papers, actor), actor)
        transfer.sent_at, transfer.sent_by_id, transfer.slip = at, actor.id, slip.number
        transfer.save(update_fields=["sent_at", "sent_by", "slip"])
        casefile.record(
            "papers_sent", actor, subject="transfer", subject_id=transfer.id, leg=casefile.legs[transfer.leg.key]
        )
    return transfer


def receive_papers(*, transfer_id: int, actor: Actor, at: datetime) -> Transfer:
    """The agency confirms that the papers arrived; starts the clock where it waits for them. Raises TransferNotOpen."""
    with transaction.atomic():
        transfer, casefile = _open(transfer_id, at)
        actor.require(Permission.PROCESS_DOSSIER, transfer.receiver_id)
        if transfer.sent_at is None or transfer.received_at is not None:
            raise refusals.TransferNotOpen(transfer_id=transfer_id)
        transfer.received_at, transfer.received_by_id = at, actor.id
        transfer.save(update_fields=["received_at", "received_by"])
        leg = casefile.legs[transfer.leg.key]
        if casefile.root.state == LegState.WAITING:
            casefile.start(casefile.root, reason="received_by_competent")
            casefile.settle()
        casefile.record("papers_received", actor, subject="transfer", subject_id=transfer.id, leg=leg)
    return transfer


def _open(transfer_id: int, at: datetime) -> tuple[Transfer, Casefile]:
    transfer = Transfer.objects.select_related("leg").filter(id=transfer_id).first()
    if transfer is None:
        raise refusals.DossierNotFound(transfer_id=transfer_id)
    casefile = Casefile.open(transfer.leg.dossier_id, at)
    # read again under the dossier's lock: a colleague may have been faster
    transfer.refresh_from_db(fields=["sent_at", "received_at"])
    return transfer, casefile
