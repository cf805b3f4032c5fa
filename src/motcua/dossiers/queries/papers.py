"""What lies in a dossier: the files handed in, made in processing or decided, and the forms issued."""

from django.db.models import Exists, OuterRef, QuerySet

from motcua.documents.models import StoredFile
from motcua.dossiers.models import Dossier, DossierComponent, IssuedForm, Outcome, OutcomeProposal, Verification
from motcua.dossiers.rules.refusals import DossierNotFound


def files_of(dossier: Dossier) -> QuerySet[StoredFile]:
    """The files that belong to the dossier."""
    return StoredFile.objects.filter(
        Exists(DossierComponent.objects.filter(dossier=dossier, file=OuterRef("pk")))
        | Exists(Verification.objects.filter(leg__dossier=dossier, record=OuterRef("pk")))
        | Exists(OutcomeProposal.objects.filter(leg__dossier=dossier, document=OuterRef("pk")))
        | Exists(Outcome.objects.filter(leg__dossier=dossier, document=OuterRef("pk")))
    )


def file_of(dossier: Dossier, file_id: int) -> StoredFile:
    """The file, if it belongs to the dossier. Raises DossierNotFound."""
    stored = files_of(dossier).filter(id=file_id).first()
    if stored is None:
        raise DossierNotFound(file_id=file_id)
    return stored


def form_of(dossier: Dossier, form_id: int) -> IssuedForm:
    """The official form, if it was issued on the dossier. Raises DossierNotFound."""
    form = IssuedForm.objects.filter(id=form_id, dossier=dossier).first()
    if form is None:
        raise DossierNotFound(form_id=form_id)
    return form
