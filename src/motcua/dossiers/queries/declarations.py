"""The declaration of a dossier, made from the e-form of the edition it was accepted under."""

from motcua.catalogue.queries.editions import edition as edition_by_id
from motcua.catalogue.rules.forms import summary_of
from motcua.directory.queries.cards import agency_card
from motcua.documents.rules.declaration_form import DeclarationForm, DeclarationRow, DeclarationSection
from motcua.documents.rules.forms import FormHead, FormParty
from motcua.dossiers.models import Dossier, DossierComponent, Party

CONTACT_WIDGETS = frozenset({"tel", "email"})
"""Officers meet the applicant through the one-stop unit alone."""


def declaration_of(dossier: Dossier, *, number: str, address: str, has_contacts: bool) -> DeclarationForm | None:
    """The declaration as printed, with a link to the progress page; None for a procedure without an e-form.

    Without contacts it leaves out phone and e-mail.
    """
    edition = edition_by_id(dossier.edition_id)
    if edition.form is None:
        return None
    files: dict[str, list[str]] = {}
    rows = DossierComponent.objects.filter(dossier=dossier, file__isnull=False).select_related("file").order_by("id")
    for component in rows:
        assert component.file is not None, "only components with a file are read"
        files.setdefault(component.key, []).append(component.file.name)
    unit = agency_card(dossier.receiving_unit_id)
    return DeclarationForm(
        head=FormHead(
            superior=unit.parent_name,
            unit=unit.name,
            number=number,
            place=unit.place_name,
            issued_at=dossier.submitted_at,
        ),
        dossier_code=number,
        tracking_url=address,
        procedure=edition.name.vi,
        applicant=_party(dossier.applicant, has_contacts),
        submitter=_party(dossier.submitter, has_contacts) if dossier.submitter else None,
        addressee=agency_card(dossier.competent_agency_id).name,
        submitted_at=dossier.submitted_at,
        sections=tuple(
            DeclarationSection(
                title=page.title,
                rows=tuple(
                    DeclarationRow(label=row.label, text=row.text, entry=row.entry)
                    for row in page.rows
                    if has_contacts or row.widget not in CONTACT_WIDGETS
                ),
            )
            for page in summary_of(edition.form, dossier.data, language="vi", files=files)
        ),
    )


def _party(party: Party, has_contacts: bool) -> FormParty:
    contacts = {"phone": party.phone, "email": party.email} if has_contacts else {}
    return FormParty(name=party.name, identifier=party.identifier, address=party.address, **contacts)
