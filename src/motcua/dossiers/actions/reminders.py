"""What the clock itself brings about: warnings, reminders of consultations; each is told once."""

from datetime import datetime
from fractions import Fraction

from django.db import transaction

from motcua.directory.rules.actors import SYSTEM
from motcua.dossiers.actions.casefile import Casefile
from motcua.dossiers.models import ClockWarning, Consultation
from motcua.dossiers.rules import refusals
from motcua.dossiers.rules.clock import warnings_passed


def warn(*, leg_id: int, at: datetime) -> list[Fraction]:
    """Fire the warnings whose fraction of the budget is used up and that were not fired for this due date yet."""
    with transaction.atomic():
        casefile, leg = Casefile.open_of_leg(leg_id, at)
        reckoning = casefile.reckoning(leg)
        if leg.finished_at is not None or reckoning is None or reckoning.due_at is None:
            return []
        fired = {
            Fraction(text)
            for text in ClockWarning.objects.filter(leg=leg, due_at=reckoning.due_at).values_list("fraction", flat=True)
        }
        new = sorted(set(warnings_passed(reckoning, at)) - fired)
        ClockWarning.objects.bulk_create(
            ClockWarning(leg=leg, fraction=str(fraction), due_at=reckoning.due_at, fired_at=at) for fraction in new
        )
        if new:
            fractions = [str(fraction) for fraction in new]
            casefile.record("warned", SYSTEM, subject="leg", subject_id=leg.id, leg=leg, fractions=fractions)
    return new


def remind_consultation(*, leg_id: int, at: datetime) -> Consultation:
    """The asked agency is late: it is reminded once, and the head of the one-stop unit is told.

    Raises ConsultationAnswered, or ClockStandsStill when it is not late yet.
    Law: ND61.19.5
    """
    with transaction.atomic():
        casefile, leg = Casefile.open_of_leg(leg_id, at)
        consultation = Consultation.objects.filter(leg=leg).first()
        if consultation is None or leg.finished_at is not None:
            raise refusals.ConsultationAnswered(leg_id=leg_id)
        if leg.due_at is None or at <= leg.due_at:
            raise refusals.ClockStandsStill(leg_id=leg_id)
        if consultation.reminded_at is None:
            consultation.reminded_at = consultation.escalated_at = at
            consultation.save(update_fields=["reminded_at", "escalated_at"])
            casefile.record(
                "consultation_reminded", SYSTEM, subject="consultation", subject_id=consultation.id, leg=leg
            )
    return consultation
