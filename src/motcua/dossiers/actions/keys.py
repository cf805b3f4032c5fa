"""Idempotency keys: a request sent twice, even at once, opens one dossier."""

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec

from django.db import IntegrityError

from motcua.catalogue.queries.editions import edition
from motcua.dossiers.models import Dossier
from motcua.dossiers.rules import refusals
from motcua.dossiers.rules.intake import Intake
from motcua.kernel.rows import rows_where

P = ParamSpec("P")


def once_per_key(act: Callable[P, Dossier]) -> Callable[P, Dossier]:
    """When two requests with one idempotency key run at once, the one that commits later gives the other's dossier."""

    @wraps(act)
    def once(*args: P.args, **kwargs: P.kwargs) -> Dossier:
        try:
            return act(*args, **kwargs)
        except IntegrityError:
            intake = kwargs["intake"]
            assert isinstance(intake, Intake)
            if known := same_key(intake):
                return known
            raise

    return once


def same_key(intake: Intake) -> Dossier | None:
    """The dossier that came with this idempotency key; raises IdempotencyKeyReused when it is another matter."""
    if intake.idempotency_key is None:
        return None
    known = next(iter(rows_where(Dossier, "idempotency_key = $1", [intake.idempotency_key])), None)
    if known and (
        edition(known.edition_id).procedure != intake.procedure
        or known.receiving_unit_id != intake.receiving_unit_id
        or known.place_id != intake.place_id
        or known.applicant.identifier != intake.applicant.identifier
    ):
        raise refusals.IdempotencyKeyReused(key=intake.idempotency_key)
    return known
