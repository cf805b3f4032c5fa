"""What was filed online: for the confirmation, and for the desk that answers."""

from dataclasses import dataclass
from datetime import datetime

from motcua.catalogue.rules.edition import PaperForm, Text
from motcua.directory.queries.cards import agency_card
from motcua.directory.rules.actors import Actor
from motcua.documents.models import StoredFile
from motcua.documents.rules.filing_form import FiledFile, FilingForm
from motcua.documents.rules.forms import FormHead, FormParty
from motcua.dossiers.models import Dossier, DossierComponent, Filing
from motcua.dossiers.queries.desk import LIST_MAX, at_desk_of
from motcua.dossiers.queries.drafts import DraftSheet


@dataclass(frozen=True)
class FiledRow:
    """One file of a paper; none for what was answered on the e-form."""

    name: Text
    file: StoredFile | None


@dataclass(frozen=True)
class FiledDossier:
    """The last filing of a dossier with everything that counts in it."""

    filing: Filing
    unit: str
    rows: list[FiledRow]


def filed_dossier(dossier: Dossier, sheet: DraftSheet) -> FiledDossier:
    """What was filed, in the order of the edition."""
    filing = Filing.objects.filter(dossier=dossier).order_by("-number")[0]
    names = {component.key: component.name for component in sheet.edition.components}
    order = {key: place for place, key in enumerate(names)}
    components = DossierComponent.objects.filter(dossier=dossier).exclude(form=PaperForm.NONE).select_related("file")
    counting = sorted(components.order_by("id"), key=lambda component: order[component.key])
    rows = [FiledRow(names[component.key], component.file) for component in counting]
    return FiledDossier(filing, agency_card(dossier.receiving_unit_id).name, rows)


def confirmation_of(sheet: DraftSheet, filed: FiledDossier, address: str) -> FilingForm:
    """The confirmation as printed."""
    dossier = filed.filing.dossier
    unit, party = agency_card(dossier.receiving_unit_id), dossier.applicant
    return FilingForm(
        head=FormHead(
            superior=unit.parent_name,
            unit=unit.name,
            number=f"{sheet.draft.code}/{filed.filing.number}",
            place=unit.place_name,
            issued_at=filed.filing.filed_at,
        ),
        dossier_code=sheet.draft.code,
        check_key=sheet.draft.key,
        tracking_url=address,
        procedure=sheet.edition.name.vi,
        applicant=FormParty(
            name=party.name, identifier=party.identifier, address=party.address, phone=party.phone, email=party.email
        ),
        filed_at=filed.filing.filed_at,
        reply_due_at=filed.filing.reply_due_at,
        files=tuple(
            FiledFile(paper=row.name.vi, name=row.file.name, bytes=row.file.bytes, sha256=row.file.sha256)
            if row.file
            else FiledFile(paper=row.name.vi, name="")
            for row in filed.rows
        ),
    )


def filings_at(actor: Actor, unit_id: int) -> list[Filing]:
    """What was filed at the unit and is not answered yet, the next to be answered first."""
    rows = Filing.objects.filter(
        dossier__in=at_desk_of(actor).filter(receiving_unit_id=unit_id), unit_id=unit_id, answered_at__isnull=True
    ).select_related("dossier__applicant", "dossier__edition__procedure")
    return list(rows.order_by("reply_due_at", "id")[:LIST_MAX])


def open_filing(dossier_id: int) -> Filing | None:
    """The filing of the dossier that waits for the desk."""
    return Filing.objects.filter(dossier_id=dossier_id, answered_at__isnull=True).first()


def is_overdue(filing: Filing, at: datetime) -> bool:
    """Whether the desk should have answered."""
    return filing.answered_at is None and at > filing.reply_due_at
