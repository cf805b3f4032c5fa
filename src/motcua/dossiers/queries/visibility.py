"""Who may see which dossier: every query about dossiers starts here."""

from typing import TypeVar

from django.db.models import Model, QuerySet

from motcua.directory.rules.actors import Actor
from motcua.directory.rules.roles import Permission
from motcua.dossiers.models import (
    Apology,
    Correction,
    Dossier,
    Leg,
    Obligation,
    SupplementRequest,
    Task,
    Transfer,
)
from motcua.dossiers.rules.refusals import DossierNotFound
from motcua.kernel.statements import ask


def visible_to(actor: Actor) -> QuerySet[Dossier]:
    """The dossiers the actor may see: those in which an agency of theirs takes part; none without the permission."""
    agencies = actor.agencies(Permission.VIEW_DOSSIER)
    if agencies is None:
        return Dossier.objects.all()
    if not agencies:
        return Dossier.objects.none()
    return Dossier.objects.filter(holder_ids__overlap=sorted(agencies))


def dossier_for(actor: Actor, dossier_id: int) -> Dossier:
    """The dossier, if the actor may see it. Raises DossierNotFound for both "no such" and "not yours"."""
    dossier = visible_to(actor).select_related("applicant", "submitter", "place").filter(id=dossier_id).first()
    if dossier is None:
        raise DossierNotFound(dossier_id=dossier_id)
    return dossier


def dossier_by_code_for(actor: Actor, code: str) -> Dossier:
    """The dossier with this code, if the actor may see it. Raises DossierNotFound."""
    dossier = visible_to(actor).select_related("applicant", "submitter", "place").filter(code=code.strip()).first()
    if dossier is None:
        raise DossierNotFound(code=code)
    return dossier


def leg_for(actor: Actor, leg_id: int) -> Leg:
    """The leg, if the actor may see its dossier. Raises DossierNotFound."""
    leg = Leg.objects.select_related("dossier").filter(id=leg_id, dossier__in=visible_to(actor)).first()
    if leg is None:
        raise DossierNotFound(leg_id=leg_id)
    return leg


def task_for(actor: Actor, task_id: int) -> Task:
    """The task, if the actor may see its dossier. Raises DossierNotFound."""
    task = Task.objects.select_related("leg__dossier").filter(id=task_id, leg__dossier__in=visible_to(actor)).first()
    if task is None:
        raise DossierNotFound(task_id=task_id)
    return task


_OF_DOSSIER = "JOIN dossiers_dossier AS dossier ON dossier.id = found.dossier_id"
_OF_LEG = (
    "JOIN dossiers_leg AS leg ON leg.id = found.leg_id JOIN dossiers_dossier AS dossier ON dossier.id = leg.dossier_id"
)
_WAY_TO_DOSSIER: dict[str, tuple[type[Model], str]] = {
    "dossier": (Dossier, "JOIN dossiers_dossier AS dossier ON dossier.id = found.id"),
    "leg": (Leg, _OF_DOSSIER),
    "task": (Task, _OF_LEG),
    "transfer": (Transfer, _OF_LEG),
    "supplement_request": (SupplementRequest, _OF_DOSSIER),
    "obligation": (Obligation, _OF_LEG),
    "apology": (Apology, _OF_LEG),
    "correction": (Correction, _OF_LEG),
}


def dossier_of(actor: Actor, subject: str, subject_id: int) -> int:
    """The id of the dossier that a row belongs to, if the actor may see it. Raises DossierNotFound.

    Every act through the machine interface begins with it, so it says by hand what `visible_to` says.
    """
    model, way = _WAY_TO_DOSSIER[subject]
    agencies = actor.agencies(Permission.VIEW_DOSSIER)
    found = ask(
        f"SELECT dossier.id FROM {model._meta.db_table} AS found {way} WHERE found.id = $1"
        " AND ($2::bigint[] IS NULL OR dossier.holder_ids && $2::bigint[])",
        [subject_id, None if agencies is None else sorted(agencies)],
    )
    if not found:
        raise DossierNotFound(**{f"{subject}_id": subject_id})
    return int(found[0][0])


RowOfLeg = TypeVar("RowOfLeg", Transfer, Apology, Correction)


def row_for(actor: Actor, model: type[RowOfLeg], row_id: int) -> RowOfLeg:
    """A row that belongs to a leg, if the actor may see its dossier. Raises DossierNotFound."""
    found = model._default_manager.select_related("leg__dossier")
    row = found.filter(id=row_id, leg__dossier__in=visible_to(actor)).first()
    if row is None:
        raise DossierNotFound(row_id=row_id)
    return row
