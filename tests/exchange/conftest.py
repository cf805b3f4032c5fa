"""One accepted dossier of bà Tư at the service centre of Việt Trì, with its receipt; rows only, no acts."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from motcua.catalogue.models import Procedure, ProcedureEdition
from motcua.directory.models import AdministrativeUnit, Agency
from motcua.directory.rules.actors import SYSTEM
from motcua.directory.rules.agencies import AgencyKind
from motcua.documents.rules.forms import FormHead, FormParty, ReceiptForm
from motcua.dossiers.models import Dossier, IssuedForm, Party
from motcua.kernel import journal
from motcua.kernel.models import JournalEntry

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))
START = date(2025, 7, 1)


@dataclass
class TuDossier:
    """Bà Tư's dossier, and the acts on it as the journal tells them."""

    dossier: Dossier

    def entry(self, act: str, *, subject_id: int | None = None, at: datetime = NOON, **data: Any) -> JournalEntry:
        entry_id = journal.record(
            act, actor=SYSTEM, at=at, subject="dossier", subject_id=subject_id or self.dossier.pk,
            dossier_id=self.dossier.pk, data=data, react=False,
        )  # fmt: skip
        return JournalEntry.objects.get(pk=entry_id)

    def issue(self, form: str, data: dict[str, Any], *, at: datetime = NOON) -> None:
        IssuedForm.objects.create(dossier=self.dossier, form=form, number=f"{form}-1", issued_at=at, data=data)

    def change(self, **fields: Any) -> None:
        Dossier.objects.filter(pk=self.dossier.pk).update(**fields)

    def applicant(self, **fields: Any) -> None:
        Party.objects.filter(pk=self.dossier.applicant_id).update(**fields)


@pytest.fixture
def tu_dossier(db: None) -> TuDossier:
    place = AdministrativeUnit.objects.create(
        code="00001", level="commune", kind="ward", name="Việt Trì", full_name="Phường Việt Trì",
        path="phu tho/viet tri", start=START, source="test",
    )  # fmt: skip
    desk, committee = (
        Agency.objects.create(
            code=code, code_certainty="provisional", kind=kind, name=name, unit=place, start=START,
            search=name.lower(), source="test",
        )
        for code, kind, name in (
            ("H44.12.1", AgencyKind.COMMUNE_SERVICE_CENTRE, "Trung tâm Phục vụ hành chính công phường Việt Trì"),
            ("H44.12", AgencyKind.COMMUNE_COMMITTEE, "Ủy ban nhân dân phường Việt Trì"),
        )
    )  # fmt: skip
    procedure = Procedure.objects.create(
        code="1.001193", name_vi="Đăng ký khai sinh", acronyms=" dkks ", search="dang ky khai sinh", sector="civil"
    )
    edition = ProcedureEdition.objects.create(
        procedure=procedure, number=1, start=START, document={}, sha256="", source="test"
    )
    tu = Party.objects.create(
        kind="citizen", identifier="025164000123", name="Trần Thị Tư", sort_key="",
        phone="0912 345 678", email="tu@example.vn",
    )  # fmt: skip
    dossier = Dossier.objects.create(
        code="H44.12.1-260302-0007", check_key="K7MP3Q", edition=edition, limit_key="standard", applicant=tu,
        channel="direct", receiving_unit=desk, competent_agency=committee, return_unit=desk, return_way="desk",
        place=place, subject="Đăng ký khai sinh cho cháu", submitted_at=NOON, accepted_at=NOON, stage="accepted",
        due_at=NOON + timedelta(days=1), search="",
    )  # fmt: skip
    head = FormHead(superior="", unit=desk.name, number=dossier.code or "", place="Việt Trì", issued_at=NOON)
    receipt = ReceiptForm(
        head=head, dossier_code=dossier.code or "", check_key="K7MP3Q",
        tracking_url="https://motcua.example/t/H44.12.1-260302-0007/K7MP3Q", procedure="Đăng ký khai sinh",
        applicant=FormParty(name="Trần Thị Tư"), received_at=NOON, due_at=NOON + timedelta(days=1),
        return_place=desk.name, return_way="desk", received_by="Lan",
    )  # fmt: skip
    made = TuDossier(dossier)
    made.issue("receipt", receipt.to_json())
    return made
