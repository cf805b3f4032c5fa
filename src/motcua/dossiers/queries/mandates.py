"""Mandates of a citizen, and those a desk is asked about."""

from datetime import date

from django.db.models import Q, QuerySet

from motcua.dossiers.models import Mandate


def in_force(on: date) -> Q:
    """Not revoked, and the day lies in its period."""
    return Q(revoked_at__isnull=True, start__lte=on) & (Q(end__isnull=True) | Q(end__gt=on))


def mandates_of(account_id: int) -> list[Mandate]:
    """Everything this person has declared, newest first."""
    return list(Mandate.objects.filter(representative__account_id=account_id).order_by("-id"))


def usable_mandates(account_id: int, on: date) -> list[Mandate]:
    """Those by which the person can file for somebody on the day, by name."""
    rows = Mandate.objects.filter(in_force(on), representative__account_id=account_id)
    return list(rows.order_by("principal_name", "id"))


def mandates_about(identifier: str) -> QuerySet[Mandate]:
    """Mandates that are not revoked, of a representative or a principal with this number."""
    return (
        Mandate.objects.filter(revoked_at__isnull=True)
        .filter(Q(representative__identifier=identifier) | Q(principal_identifier=identifier))
        .select_related("representative")
        .order_by("-id")
    )
