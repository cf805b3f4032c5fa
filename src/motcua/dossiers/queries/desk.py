"""What a one-stop unit sees: the dossiers it received and those whose results it hands over."""

from django.db.models import F, Q, QuerySet

from motcua.directory.rules.actors import Actor
from motcua.directory.rules.roles import Permission
from motcua.dossiers.models import Dossier, DossierComponent, IssuedForm, SupplementRequest
from motcua.dossiers.queries.search import RESULTS_MAX, WORD_LETTERS_MIN
from motcua.dossiers.rules.numbering import code_of_scan
from motcua.dossiers.rules.refusals import DossierNotFound
from motcua.dossiers.rules.stages import Stage
from motcua.kernel.text import fold

LIST_MAX = 200
"""More than this many open matters of one kind at one desk are reached by search."""


def at_desk_of(actor: Actor) -> QuerySet[Dossier]:
    """The dossiers of the units where the actor receives or returns.

    Who may not view a unit's dossiers, such as a contractor's agent, sees only what they received themselves; the
    results they hand over come from `returned_by`.
    """
    receiving, returning = _held(actor, Permission.RECEIVE_DOSSIER), _held(actor, Permission.RETURN_RESULT)
    viewing = _held(actor, Permission.VIEW_DOSSIER)
    return Dossier.objects.filter(
        Q(receiving_unit_id__in=receiving & viewing)
        | Q(receiving_unit_id__in=receiving, received_by_id=actor.id)
        | Q(return_unit_id__in=returning & viewing)
    ).select_related("applicant", "submitter", "place", "edition__procedure")


def desk_dossier_for(actor: Actor, dossier_id: int) -> Dossier:
    """The dossier, if it is at a desk of the actor. Raises DossierNotFound for both "no such" and "not yours"."""
    dossier = at_desk_of(actor).filter(id=dossier_id).first()
    if dossier is None:
        raise DossierNotFound(dossier_id=dossier_id)
    return dossier


def issued_form_for(actor: Actor, form_id: int) -> IssuedForm:
    """An official form of a dossier at a desk of the actor. Raises DossierNotFound."""
    form = IssuedForm.objects.select_related("dossier").filter(id=form_id, dossier__in=at_desk_of(actor)).first()
    if form is None:
        raise DossierNotFound(form_id=form_id)
    return form


def component_with_scan_for(actor: Actor, component_id: int) -> DossierComponent:
    """A component with its scan, of a dossier at a desk of the actor. Raises DossierNotFound."""
    component = (
        DossierComponent.objects.filter(id=component_id, file__isnull=False, dossier__in=at_desk_of(actor))
        .select_related("file")
        .first()
    )
    if component is None:
        raise DossierNotFound(component_id=component_id)
    return component


def dossier_to_hand_over(actor: Actor, scanned: str) -> Dossier | None:
    """The dossier whose receipt was scanned or whose code was typed, if its result is handed over here."""
    code = code_of_scan(scanned)
    return returned_by(actor).filter(code=code).first() if code else None


def returned_by(actor: Actor) -> QuerySet[Dossier]:
    """The dossiers whose results the actor may hand over."""
    units = _held(actor, Permission.RETURN_RESULT)
    return Dossier.objects.filter(return_unit_id__in=units).select_related(
        "applicant", "submitter", "edition__procedure", "return_unit"
    )


def ready_named(actor: Actor, text: str) -> list[Dossier]:
    """Dossiers whose result the actor may hand over now, by parts of the name, number or phone."""
    rows = returned_by(actor).filter(stage=Stage.DECIDED)
    words = [word for word in fold(text).split() if len(word) >= WORD_LETTERS_MIN]
    for word in words:
        rows = rows.filter(search__contains=word)
    return list(rows.order_by("-id")[:RESULTS_MAX]) if words else []


def incomplete_at(actor: Actor, unit_id: int) -> list[Dossier]:
    """Dossiers sent back with form 02 and not brought again yet, the last one first."""
    rows = at_desk_of(actor).filter(receiving_unit_id=unit_id, stage=Stage.INCOMPLETE)
    return list(rows.order_by("-submitted_at", "-id")[:LIST_MAX])


def supplements_at(actor: Actor, unit_id: int) -> list[SupplementRequest]:
    """Open requests of the agencies on the unit's dossiers: those to tell the applicant of first, by their deadline."""
    rows = SupplementRequest.objects.filter(
        dossier__in=at_desk_of(actor).filter(receiving_unit_id=unit_id),
        leg__isnull=False,
        completed_at__isnull=True,
        lapsed_at__isnull=True,
    ).select_related("dossier__applicant", "dossier__edition__procedure", "leg__agency")
    return list(rows.order_by(F("notified_at").asc(nulls_first=True), "notice_due_at", "id")[:LIST_MAX])


def _held(actor: Actor, permission: Permission) -> frozenset[int]:
    """The units where the permission holds; holding it everywhere is no posting at a desk."""
    return actor.agencies(permission) or frozenset()
