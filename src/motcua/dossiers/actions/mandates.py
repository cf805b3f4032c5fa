"""Mandates are declared by the representative, confirmed by a desk that saw the papers, and ended by either."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import IntegrityError, transaction

from motcua.directory.queries.citizens import citizen_of_account
from motcua.directory.rules.actors import Actor
from motcua.directory.rules.roles import Permission
from motcua.dossiers.models import Mandate
from motcua.dossiers.queries.mandates import mandates_about
from motcua.dossiers.rules import refusals
from motcua.dossiers.rules.mandates import (
    MandateClosed,
    MandateGround,
    MandateNotFound,
    MandateNotPossible,
    check_mandate,
)
from motcua.kernel import journal
from motcua.kernel.text import normalise

FOUND_MAX = 50


@dataclass(frozen=True)
class Declared:
    """A mandate as the representative enters it."""

    principal_kind: str
    principal_name: str
    ground: MandateGround
    start: date
    principal_identifier: str = ""
    paper: str = ""
    end: date | None = None


@transaction.atomic
def declare_mandate(*, declared: Declared, actor: Actor, at: datetime) -> Mandate:
    """A citizen says for whom they act. Raises MandateNotPossible, also when there is one for that time already."""
    citizen = citizen_of_account(actor.id) if actor.id is not None else None
    if citizen is None:
        raise MandateNotPossible(reason="not_signed_in")
    name, paper = normalise(declared.principal_name), normalise(declared.paper)
    number = normalise(declared.principal_identifier).replace(" ", "")
    check_mandate(
        ground=declared.ground,
        representative_identifier=citizen.identifier,
        principal_identifier=number,
        principal_name=name,
        paper=paper,
        start=declared.start,
        end=declared.end,
    )
    try:
        with transaction.atomic():
            mandate = Mandate.objects.create(
                representative=citizen,
                principal_kind=declared.principal_kind,
                principal_identifier=number,
                principal_name=name,
                ground=declared.ground,
                paper=paper,
                start=declared.start,
                end=declared.end,
                declared_at=at,
            )
    except IntegrityError as overlap:
        raise MandateNotPossible(reason="there_already") from overlap
    _record("mandate_declared", mandate, actor, at)
    return mandate


@transaction.atomic
def end_mandate(*, mandate_id: int, actor: Actor, at: datetime) -> Mandate:
    """The representative no longer acts for the person. Raises MandateNotFound, MandateClosed."""
    mandate = _open(mandate_id)
    if mandate.representative.account_id != actor.id:
        raise MandateNotFound(mandate_id=mandate_id)
    return _revoke(mandate, "", actor, at)


@transaction.atomic
def confirm_mandate(*, mandate_id: int, actor: Actor, at: datetime) -> Mandate:
    """A desk has seen the papers. Raises ActNotAllowed, MandateNotFound, MandateClosed."""
    actor.require(Permission.RECEIVE_DOSSIER)
    mandate = _open(mandate_id)
    if mandate.confirmed_at is None:
        mandate.confirmed_at, mandate.confirmed_by_id = at, actor.id
        mandate.save(update_fields=["confirmed_at", "confirmed_by"])
        _record("mandate_confirmed", mandate, actor, at)
    return mandate


@transaction.atomic
def refuse_mandate(*, mandate_id: int, reason: str, actor: Actor, at: datetime) -> Mandate:
    """A desk has seen that it does not hold, or the principal asks for its end.

    Raises ActNotAllowed, ReasonRequired, MandateNotFound or MandateClosed.
    """
    actor.require(Permission.RECEIVE_DOSSIER)
    if not normalise(reason):
        raise refusals.ReasonRequired
    return _revoke(_open(mandate_id), normalise(reason)[:300], actor, at)


def look_up_mandates(*, identifier: str, actor: Actor, at: datetime) -> list[Mandate]:
    """What a desk finds about a number; the look is journalled. Raises ActNotAllowed."""
    actor.require(Permission.RECEIVE_DOSSIER)
    found = list(mandates_about(identifier)[:FOUND_MAX]) if identifier else []
    if found:
        journal.record(
            "dossiers.mandates_read",
            actor=actor,
            at=at,
            subject="mandate",
            subject_id=found[0].id,
            data={"found": [mandate.id for mandate in found]},
            react=False,
        )
    return found


def _open(mandate_id: int) -> Mandate:
    mandate = (
        Mandate.objects.select_for_update(of=("self",)).select_related("representative").filter(id=mandate_id).first()
    )
    if mandate is None:
        raise MandateNotFound(mandate_id=mandate_id)
    if mandate.revoked_at is not None:
        raise MandateClosed(mandate_id=mandate_id)
    return mandate


def _revoke(mandate: Mandate, reason: str, actor: Actor, at: datetime) -> Mandate:
    mandate.revoked_at, mandate.revoked_by_id, mandate.revoked_because = at, actor.id, reason
    mandate.save(update_fields=["revoked_at", "revoked_by", "revoked_because"])
    _record("mandate_revoked", mandate, actor, at)
    return mandate


def _record(act: str, mandate: Mandate, actor: Actor, at: datetime) -> None:
    journal.record(
        f"dossiers.{act}",
        actor=actor,
        at=at,
        subject="mandate",
        subject_id=mandate.id,
        data={"ground": mandate.ground, "reason": mandate.revoked_because},
        react=False,
    )
