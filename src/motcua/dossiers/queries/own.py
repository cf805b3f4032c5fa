"""What a citizen who has signed in may follow: the dossiers they applied for, filed for others, or filed online."""

from datetime import datetime

from django.db.models import Q, QuerySet

from motcua.directory.models import Citizen
from motcua.documents.models import StoredFile
from motcua.dossiers.models import Dossier, DossierComponent, Draft, IssuedForm, Mandate, Party
from motcua.dossiers.models.dossier import PartyKind
from motcua.dossiers.queries.mandates import in_force
from motcua.dossiers.rules.refusals import DossierNotFound
from motcua.kernel.worktime import local

PAGE_ROWS = 20
_DRAFTS_MAX = 200
_INTERNAL_FORMS = ("transfer_slip",)
"""Forms that go between offices; the rest are addressed to the applicant."""


def own_dossiers(citizen: Citizen) -> QuerySet[Dossier]:
    """By the personal identification number of applicant or submitter, or because the account filed them."""
    filed = Draft.objects.filter(account_id=citizen.account_id, dossier__isnull=False).order_by("-saved_at")
    found = Q(id__in=list(filed.values_list("dossier_id", flat=True)[:_DRAFTS_MAX]))
    if (party_id := _party_id(citizen)) is not None:
        found |= Q(applicant_id=party_id) | Q(submitter_id=party_id)
    return Dossier.objects.filter(found)


def own_page(citizen: Citizen, before: int | None = None) -> tuple[list[Dossier], int | None]:
    """One page of them, the last one first, and where the next page begins; None when there is none."""
    rows = own_dossiers(citizen).select_related("edition__procedure", "applicant", "receiving_unit", "draft")
    if before is not None:
        rows = rows.filter(id__lt=before)
    found = list(rows.order_by("-id")[: PAGE_ROWS + 1])
    return found[:PAGE_ROWS], found[PAGE_ROWS - 1].id if len(found) > PAGE_ROWS else None


def own_dossier_for(citizen: Citizen, dossier_id: int) -> Dossier:
    """The dossier, if it is one of the citizen's. Raises DossierNotFound for both "no such" and "not yours"."""
    rows = own_dossiers(citizen).select_related(
        "applicant", "submitter", "place", "edition__procedure", "receiving_unit", "return_unit", "draft"
    )
    dossier = rows.filter(id=dossier_id).first()
    if dossier is None:
        raise DossierNotFound(dossier_id=dossier_id)
    return dossier


def acts_as_applicant(citizen: Citizen, dossier: Dossier, at: datetime) -> bool:
    """Whether the citizen is the applicant, or acts for the applicant by a mandate that a desk has confirmed."""
    if dossier.applicant_id == _party_id(citizen):
        return True
    if dossier.submitter_id is None:
        return Draft.objects.filter(dossier=dossier, account_id=citizen.account_id).exists()
    applicant = dossier.applicant
    return (
        applicant.identifier != ""
        and Mandate.objects.filter(
            in_force(local(at).date()),
            representative=citizen,
            principal_kind=applicant.kind,
            principal_identifier=applicant.identifier,
            confirmed_at__isnull=False,
        ).exists()
    )


def forms_for_applicant(dossier: Dossier) -> QuerySet[IssuedForm]:
    """The official forms issued to the applicant, the last one first."""
    return IssuedForm.objects.filter(dossier=dossier).exclude(form__in=_INTERNAL_FORMS).order_by("-id")


def paper_of(dossier: Dossier, component_id: int) -> StoredFile:
    """The file of a paper that was handed in. Raises DossierNotFound."""
    row = DossierComponent.objects.select_related("file").filter(id=component_id, dossier=dossier).first()
    if row is None or row.file is None:
        raise DossierNotFound(component_id=component_id)
    return row.file


def _party_id(citizen: Citizen) -> int | None:
    if not citizen.identifier:
        return None
    rows = Party.objects.filter(kind=PartyKind.CITIZEN, identifier=citizen.identifier)
    return rows.values_list("id", flat=True).first()
