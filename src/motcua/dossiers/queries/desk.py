"""What a one-stop unit sees: the dossiers it received and those whose results it hands over."""

from django.db.models import Q, QuerySet

from motcua.directory.rules.actors import Actor
from motcua.directory.rules.roles import Permission
from motcua.dossiers.models import Dossier, IssuedForm
from motcua.dossiers.rules.refusals import DossierNotFound


def at_desk_of(actor: Actor) -> QuerySet[Dossier]:
    """The dossiers of the units where the actor receives or returns.

    Who may not view a unit's dossiers, such as a contractor's agent, sees of those received only their own.
    """
    receiving, returning = _held(actor, Permission.RECEIVE_DOSSIER), _held(actor, Permission.RETURN_RESULT)
    viewing = _held(actor, Permission.VIEW_DOSSIER)
    return Dossier.objects.filter(
        Q(receiving_unit_id__in=receiving & viewing)
        | Q(receiving_unit_id__in=receiving, received_by_id=actor.id)
        | Q(return_unit_id__in=returning)
    ).select_related("applicant", "submitter", "place", "edition__procedure")


def desk_dossier_for(actor: Actor, dossier_id: int) -> Dossier:
    """The dossier, if it is at a desk of the actor. Raises DossierNotFound for both "no such" and "not yours"."""
    dossier = at_desk_of(actor).filter(id=dossier_id).first()
    if dossier is None:
        raise DossierNotFound(dossier_id=dossier_id)
    return dossier


def issued_form_for(actor: Actor, form_id: int) -> IssuedForm:
    """An official form of a dossier at a desk of the actor. Raises DossierNotFound."""
    form = IssuedForm.objects.filter(id=form_id, dossier__in=at_desk_of(actor)).first()
    if form is None:
        raise DossierNotFound(form_id=form_id)
    return form


def _held(actor: Actor, permission: Permission) -> frozenset[int]:
    """The units where the permission holds; holding it everywhere is no posting at a desk."""
    return actor.agencies(permission) or frozenset()
