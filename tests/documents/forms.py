"""One filled-in form of every kind, as an office would issue it."""

from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from motcua.documents.rules.declaration_form import DeclarationForm, DeclarationRow, DeclarationSection
from motcua.documents.rules.filing_form import FiledFile, FilingForm
from motcua.documents.rules.forms import (
    ApologyForm,
    ControlSlipForm,
    ControlSlipRow,
    FormComponent,
    FormFee,
    FormHead,
    FormKind,
    FormParty,
    HandOverOutcome,
    ReceiptForm,
    RefusalForm,
    RegisterForm,
    RegisterRow,
    SupplementForm,
    SupplementItem,
    TerminationForm,
    TransferSlipForm,
    TransferSlipRow,
)

MORNING = datetime(2026, 3, 2, 9, 15, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))
CODE = "H44.12.001-260302-0007"
LINK = f"https://motcua.example.vn/t/{CODE}/K7MP3Q"
TU = FormParty(
    name="Trần Thị Tư",
    identifier="025164000123",
    address="Số 12, khu Hùng Vương, phường Việt Trì, tỉnh Phú Thọ",
    phone="0912 345 678",
    email="tu@example.vn",
)
BASE: dict[str, Any] = {"dossier_code": CODE, "procedure": "Đăng ký khai sinh", "applicant": TU, "tracking_url": LINK}


def head(number: str = CODE) -> FormHead:
    return FormHead(
        superior="Ủy ban nhân dân phường Việt Trì",
        unit="Trung tâm Phục vụ hành chính công phường Việt Trì",
        number=number,
        place="Việt Trì",
        issued_at=MORNING,
    )


def receipt(**changes: Any) -> ReceiptForm:
    filled: dict[str, Any] = {
        "head": head(),
        "check_key": "K7MP3Q",
        "components": (
            FormComponent(name="Tờ khai đăng ký khai sinh", form="original"),
            FormComponent(name="Giấy chứng sinh", form="copy", copies=2, note="đối chiếu bản chính"),
        ),
        "limit_value": "5/2",
        "limit_unit": "working_day",
        "received_at": MORNING,
        "due_at": MORNING + timedelta(days=3),
        "return_place": "Trung tâm Phục vụ hành chính công phường Việt Trì",
        "return_way": "desk",
        "fees": (FormFee(name="Phí cấp bản sao trích lục", amount_vnd=1024000),),
        "received_by": "Nguyễn Thị Lan",
    }
    return ReceiptForm(**(BASE | filled | changes))


FORMS = {
    FormKind.RECEIPT: receipt(),
    FormKind.SUPPLEMENT: SupplementForm(
        head=head("0012/PBS-TTPVHCC"),
        items=(SupplementItem(text="Giấy chứng sinh bản chính", reason="Bản nộp không có dấu"),),
        legal_basis="NĐ 123/2015/NĐ-CP Điều 9",
        answer_due_at=MORNING + timedelta(days=9),
        contact_name="Nguyễn Thị Lan",
        contact_phone="0210 384 6647",
        issued_by="Nguyễn Thị Lan",
        **BASE,
    ),
    FormKind.REFUSAL: RefusalForm(
        head=head("0003/PTC-TTPVHCC"),
        dossier_code=CODE,
        procedure="Đăng ký khai sinh",
        applicant=TU,
        reasons=("Người nộp không có giấy ủy quyền.", "Không thuộc phạm vi tiếp nhận."),
        issued_by="Nguyễn Thị Lan",
    ),
    FormKind.APOLOGY: ApologyForm(
        head=head("0001/PXL"),
        agency="Ủy ban nhân dân phường Việt Trì",
        received_at=MORNING,
        old_due_at=MORNING + timedelta(days=3),
        new_due_at=MORNING + timedelta(days=7),
        reason="Chờ xác minh nơi cư trú.",
        signer_title="Chủ tịch",
        signer="Đỗ Thu Hà",
        **BASE,
    ),
    FormKind.TERMINATION: TerminationForm(
        head=head("0002/TB-TTPVHCC"),
        received_at=MORNING,
        ground="applicant_request",
        reason="Đã đăng ký tại nơi khác",
        stopped_at=MORNING + timedelta(days=1),
        papers_returned=("Giấy chứng sinh",),
        issued_by="Nguyễn Thị Lan",
        **BASE,
    ),
    FormKind.CONTROL_SLIP: ControlSlipForm(
        head=head("0007/PKS-TTPVHCC"),
        competent_agency="Ủy ban nhân dân phường Việt Trì",
        coordinating_agencies=("Công an phường Việt Trì",),
        received_at=MORNING,
        due_at=MORNING + timedelta(days=3),
        rows=(
            ControlSlipRow(giver="Trung tâm", receiver="Ủy ban", handed_over_at=MORNING, outcome=HandOverOutcome.EARLY),
            ControlSlipRow(giver="Ủy ban", receiver="Trung tâm"),
        ),
        **BASE,
    ),
    FormKind.REGISTER: RegisterForm(
        head=head("01/STD-TTPVHCC"),
        sector="Hộ tịch",
        start=date(2026, 3, 1),
        end=date(2026, 4, 1),
        rows=tuple(
            RegisterRow(
                dossier_code=f"H44.12.001-260302-{number:04d}",
                procedure="Đăng ký khai sinh",
                applicant=TU,
                lead_agency="Ủy ban nhân dân phường Việt Trì",
                received_at=MORNING,
                due_at=MORNING,
                return_way="desk",
            )
            for number in range(1, 31)
        ),
    ),
    FormKind.FILING: FilingForm(
        head=head("NT4K7/1"),
        check_key="K7MP3Q",
        filed_at=MORNING,
        reply_due_at=MORNING + timedelta(days=1),
        files=(
            FiledFile(paper="Giấy chứng sinh", name="chung-sinh.pdf", bytes=2048, sha256="a1" * 32),
            FiledFile(paper="Tờ khai đăng ký khai sinh", name=""),
        ),
        **BASE,
    ),
    FormKind.DECLARATION: DeclarationForm(
        head=head(),
        submitter=FormParty(name="Lê Văn Ba", identifier="025091009999"),
        addressee="Ủy ban nhân dân phường Nông Trang",
        submitted_at=MORNING,
        sections=(
            DeclarationSection(
                title="Người được khai sinh",
                rows=(DeclarationRow(label="Họ tên", text="Lê An"), DeclarationRow(label="Quê quán", text="")),
            ),
            DeclarationSection(
                title="Trẻ sinh cùng", rows=(DeclarationRow(label="Họ tên", text="Lê Bình", entry="Trẻ sinh cùng 1"),)
            ),
        ),
        **BASE,
    ),
    FormKind.TRANSFER_SLIP: TransferSlipForm(
        head=head("0005/PC-TTPVHCC"),
        sender="Trung tâm Phục vụ hành chính công phường Việt Trì",
        receiver="Sở Tư pháp",
        sent_at=MORNING,
        sent_by="Nguyễn Thị Lan",
        rows=(
            TransferSlipRow(
                dossier_code=CODE, procedure="Đăng ký khai sinh", applicant_name="Trần Thị Tư", papers=3, due_at=MORNING
            ),
        ),
    ),
}
