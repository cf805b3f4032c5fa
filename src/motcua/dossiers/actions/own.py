"""A citizen reads their own dossier; that is journalled like every other reading of personal data."""

from datetime import datetime

from motcua.directory.models import Citizen
from motcua.directory.rules.actors import Actor
from motcua.dossiers.models import Dossier, IssuedForm
from motcua.dossiers.queries.own import forms_for_applicant, own_dossier_for
from motcua.dossiers.rules.refusals import DossierNotFound
from motcua.kernel import journal


def open_own_dossier(*, dossier_id: int, citizen: Citizen, actor: Actor, at: datetime) -> Dossier:
    """The dossier with its people, for whoever applied for it or filed it. Raises DossierNotFound."""
    dossier = own_dossier_for(citizen, dossier_id)
    _record("dossiers.read", dossier, "dossier", dossier.id, actor, at)
    return dossier


def open_own_form(*, dossier_id: int, form_id: int, citizen: Citizen, actor: Actor, at: datetime) -> IssuedForm:
    """An official form issued to the applicant. Raises DossierNotFound."""
    dossier = own_dossier_for(citizen, dossier_id)
    form = forms_for_applicant(dossier).filter(id=form_id).first()
    if form is None:
        raise DossierNotFound(form_id=form_id)
    _record("dossiers.form_read", dossier, "issued_form", form.id, actor, at)
    return form


def _record(act: str, dossier: Dossier, subject: str, subject_id: int, actor: Actor, at: datetime) -> None:
    journal.record(act, actor=actor, at=at, subject=subject, subject_id=subject_id, dossier_id=dossier.id, react=False)
