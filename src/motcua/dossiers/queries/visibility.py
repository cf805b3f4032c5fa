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


_DOSSIER_OF: dict[str, tuple[type[Model], str]] = {
    "dossier": (Dossier, "id"),
    "leg": (Leg, "dossier_id"),
    "task": (Task, "leg__dossier_id"),
    "transfer": (Transfer, "leg__dossier_id"),
    "supplement_request": (SupplementRequest, "dossier_id"),
    "obligation": (Obligation, "leg__dossier_id"),
    "apology": (Apology, "leg__dossier_id"),
    "correction": (Correction, "leg__dossier_id"),
}


def dossier_of(actor: Actor, subject: str, subject_id: int) -> int:
    """The id of the dossier that a row belongs to, if the actor may see it. Raises DossierNotFound."""
    model, path = _DOSSIER_OF[subject]
    dossier_id = model._default_manager.filter(id=subject_id).values_list(path, flat=True).first()
    if dossier_id is None or not visible_to(actor).filter(id=dossier_id).exists():
        raise DossierNotFound(**{f"{subject}_id": subject_id})
    return int(dossier_id)


RowOfLeg = TypeVar("RowOfLeg", Transfer, Apology, Correction)


def row_for(actor: Actor, model: type[RowOfLeg], row_id: int) -> RowOfLeg:
    """A row that belongs to a leg, if the actor may see its dossier. Raises DossierNotFound."""
    found = model._default_manager.select_related("leg__dossier")
    row = found.filter(id=row_id, leg__dossier__in=visible_to(actor)).first()
    if row is None:
        raise DossierNotFound(row_id=row_id)
    return row
