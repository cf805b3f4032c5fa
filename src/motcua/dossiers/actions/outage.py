"""Announced outages: every running clock stands still, and runs on from recovery."""

from datetime import datetime

from django.db import IntegrityError, transaction

from motcua.directory.rules.actors import SYSTEM, Actor
from motcua.directory.rules.roles import Permission
from motcua.dossiers.actions.casefile import Casefile
from motcua.dossiers.models import Leg, Outage
from motcua.dossiers.rules import refusals
from motcua.dossiers.rules.clock import ClockEvent
from motcua.dossiers.rules.stages import LegState
from motcua.kernel import journal


def announce_outage(*, reason: str, legal_basis: str, actor: Actor, at: datetime) -> Outage:
    """Announce that the system is out; a job then stops every running clock. Raises ReasonRequired, OutageOpen.

    Law: ND301-2026.3.4
    """
    actor.require(Permission.ANNOUNCE_OUTAGE)
    if not reason.strip():
        raise refusals.ReasonRequired
    with transaction.atomic():
        if Outage.objects.select_for_update().filter(end__isnull=True).exists():
            raise refusals.OutageOpen
        try:
            with transaction.atomic():
                outage = Outage.objects.create(
                    start=at, reason=reason.strip(), legal_basis=legal_basis, announced_at=at, announced_by_id=actor.id
                )
        except IntegrityError as faster:
            raise refusals.OutageOpen from faster
        journal.record("dossiers.outage_announced", actor=actor, at=at, subject="outage", subject_id=outage.id)
    return outage


def end_outage(*, outage_id: int, actor: Actor, at: datetime) -> Outage:
    """Announce recovery; a job then lets every clock run on from this instant. Raises OutageNotOpen."""
    actor.require(Permission.ANNOUNCE_OUTAGE)
    with transaction.atomic():
        outage = Outage.objects.select_for_update().filter(id=outage_id, end__isnull=True).first()
        if outage is None or at <= outage.start:
            raise refusals.OutageNotOpen(outage_id=outage_id)
        outage.end = at
        outage.save(update_fields=["end"])
        journal.record("dossiers.outage_ended", actor=actor, at=at, subject="outage", subject_id=outage.id)
    return outage


def affected_dossiers(outage: Outage) -> list[int]:
    """Ids of the dossiers whose clocks the outage still has to stop or to let run on."""
    legs = Leg.objects.filter(finished_at__isnull=True)
    if outage.end is None:
        legs = legs.filter(state=LegState.OPEN, received_at__lte=outage.start)
    else:
        legs = legs.filter(state=LegState.SUSPENDED)
    return sorted(set(legs.values_list("dossier_id", flat=True)))


def apply_outage(*, dossier_id: int, outage: Outage) -> None:
    """Stop the dossier's running clocks at the outage's start, or let them run on at its end; may be repeated.

    A dossier on which something happened after the announced start stands still from then on.
    """
    with transaction.atomic():
        at = outage.end or outage.start
        casefile = Casefile.open_at_least(dossier_id, at)
        changed = False
        for leg in casefile.legs.values():
            if leg.finished_at is not None:
                continue
            if outage.end is None and leg.state == LegState.OPEN:
                leg.state = LegState.SUSPENDED
                casefile.clock(leg, ClockEvent.SUSPENDED, reason="outage", basis=outage.legal_basis)
                changed = True
            elif outage.end is not None and leg.state == LegState.SUSPENDED:
                casefile.resume(leg, "outage", basis=outage.legal_basis)
                changed = True
        if changed:
            casefile.settle()
            casefile.record(
                "suspended" if outage.end is None else "resumed", SYSTEM, subject="outage", subject_id=outage.id
            )
