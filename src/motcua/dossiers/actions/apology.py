"""Apology and one re-appointment (form 04): the officer proposes, the head of the agency signs."""

from datetime import datetime

from django.db import transaction

from motcua.directory.rules.actors import Actor
from motcua.directory.rules.roles import Permission
from motcua.dossiers.actions.casefile import Casefile
from motcua.dossiers.actions.forms import apology_form, issue
from motcua.dossiers.models import Apology, Leg
from motcua.dossiers.rules import refusals
from motcua.dossiers.rules.apology import check_apology
from motcua.dossiers.rules.clock import ClockEvent


def propose_apology(*, leg_id: int, reason: str, new_due_at: datetime, actor: Actor, at: datetime) -> Apology:
    """Ask the head for a new date, with the reason the applicant will read.

    Raises ReasonRequired, ApologyOpen, ApologyUsedUp, ApologyTooLate, NewDateNotLater, ClockStandsStill and as
    `task_for`.
    Law: ND61.19.9
    """
    if not reason.strip():
        raise refusals.ReasonRequired
    with transaction.atomic():
        casefile, leg = Casefile.open_of_leg(leg_id, at)
        casefile.task_for(leg, "propose_apology", actor)
        if Apology.objects.filter(leg=leg, approved_at__isnull=True, declined_at__isnull=True).exists():
            raise refusals.ApologyOpen
        old_due_at = _check(casefile, leg, new_due_at)
        apology = Apology.objects.create(
            leg=leg,
            reason=reason.strip(),
            old_due_at=old_due_at,
            new_due_at=new_due_at,
            requested_at=at,
            requested_by_id=actor.id,
        )
        casefile.touch(leg)
        casefile.settle()
        casefile.record("apology_proposed", actor, subject="apology", subject_id=apology.id, leg=leg)
    return apology


def approve_apology(*, apology_id: int, actor: Actor, at: datetime) -> Apology:
    """The head signs: the due date is moved once, and the applicant gets form 04.

    Raises NoApologyOpen, ApologyTooLate, ActNotAllowed.
    Law: ND61.19.9
    """
    with transaction.atomic():
        casefile, leg, apology = _open(apology_id, at)
        actor.require(Permission.APPROVE_APOLOGY, leg.agency_id)
        apology.old_due_at = _check(casefile, leg, apology.new_due_at)
        apology.approved_at, apology.approved_by_id = at, actor.id
        apology.save(update_fields=["old_due_at", "approved_at", "approved_by"])
        casefile.clock(leg, ClockEvent.EXTENDED, reason="apology", new_due_at=apology.new_due_at)
        casefile.settle()
        issue(casefile, apology_form(casefile, leg, apology, actor), actor)
        casefile.record(
            "apologised",
            actor,
            subject="apology",
            subject_id=apology.id,
            leg=leg,
            old_due_at=apology.old_due_at.isoformat(),
            new_due_at=apology.new_due_at.isoformat(),
        )
    return apology


def decline_apology(*, apology_id: int, reason: str, actor: Actor, at: datetime) -> Apology:
    """The head declines: the due date stays. Raises ReasonRequired, NoApologyOpen."""
    if not reason.strip():
        raise refusals.ReasonRequired
    with transaction.atomic():
        casefile, leg, apology = _open(apology_id, at)
        actor.require(Permission.APPROVE_APOLOGY, leg.agency_id)
        apology.declined_at = at
        apology.save(update_fields=["declined_at"])
        casefile.record("apology_declined", actor, subject="apology", subject_id=apology.id, leg=leg, reason=reason)
    return apology


def _check(casefile: Casefile, leg: Leg, new_due_at: datetime) -> datetime:
    settings = casefile.settings_of(leg)
    old_due_at = casefile.due(leg)
    check_apology(
        at=casefile.at,
        old_due_at=old_due_at,
        new_due_at=new_due_at,
        earlier=Apology.objects.filter(leg=leg, approved_at__isnull=False).count(),
        max_count=settings.apology_max,
        latest=settings.apology_latest,
        calendar=casefile.calendar(leg),
    )
    assert old_due_at is not None, "the rule refuses a clock that stands still"
    return old_due_at


def _open(apology_id: int, at: datetime) -> tuple[Casefile, Leg, Apology]:
    leg_id = Apology.objects.filter(id=apology_id).values_list("leg_id", flat=True).first()
    if leg_id is None:
        raise refusals.DossierNotFound(apology_id=apology_id)
    casefile, leg = Casefile.open_of_leg(leg_id, at)
    apology = Apology.objects.get(id=apology_id)
    if apology.approved_at is not None or apology.declined_at is not None or leg.finished_at is not None:
        raise refusals.NoApologyOpen(apology_id=apology_id)
    return casefile, leg, apology
