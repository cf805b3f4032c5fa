"""The official forms of each instrument, with their numbers and titles; a dated setting says which set is in force.

The Ministry of Justice will issue new forms under NĐ 309/2026 Art. 12; they become one more set here.
"""

from dataclasses import dataclass

from motcua.catalogue.rules.edition import Certainty
from motcua.catalogue.rules.settings import FormSet
from motcua.documents.rules.forms import FormKind


@dataclass(frozen=True)
class FormTitle:
    """Number in the set ("" for a slip the set does not prescribe) and the title as printed."""

    number: str
    title: str


@dataclass(frozen=True)
class OfficialForms:
    """The official forms of one instrument."""

    key: FormSet
    instrument: str
    titles: dict[FormKind, FormTitle]
    source: str
    certainty: Certainty


FORM_SETS = (
    OfficialForms(
        key=FormSet.TT01_2018,
        instrument="Thông tư 01/2018/TT-VPCP",
        titles={
            FormKind.RECEIPT: FormTitle("01", "GIẤY TIẾP NHẬN HỒ SƠ VÀ HẸN TRẢ KẾT QUẢ"),
            FormKind.SUPPLEMENT: FormTitle("02", "PHIẾU YÊU CẦU BỔ SUNG, HOÀN THIỆN HỒ SƠ"),
            FormKind.REFUSAL: FormTitle("03", "PHIẾU TỪ CHỐI TIẾP NHẬN GIẢI QUYẾT HỒ SƠ"),
            FormKind.APOLOGY: FormTitle("04", "PHIẾU XIN LỖI VÀ HẸN LẠI NGÀY TRẢ KẾT QUẢ"),
            FormKind.CONTROL_SLIP: FormTitle("05", "PHIẾU KIỂM SOÁT QUÁ TRÌNH GIẢI QUYẾT HỒ SƠ"),
            FormKind.REGISTER: FormTitle("06", "SỔ THEO DÕI HỒ SƠ"),
            FormKind.TERMINATION: FormTitle("", "THÔNG BÁO DỪNG GIẢI QUYẾT HỒ SƠ"),
            FormKind.TRANSFER_SLIP: FormTitle("", "PHIẾU BÀN GIAO HỒ SƠ"),
            FormKind.FILING: FormTitle("", "XÁC NHẬN NỘP HỒ SƠ TRỰC TUYẾN"),
            FormKind.DECLARATION: FormTitle("", "TỜ KHAI ĐIỆN TỬ"),
        },
        source="TT 01/2018/TT-VPCP Art. 9",
        certainty=Certainty.SOURCED,
    ),
    OfficialForms(
        key=FormSet.TT03_2025,
        instrument="Thông tư 03/2025/TT-VPCP",
        titles={
            FormKind.RECEIPT: FormTitle("01", "GIẤY TIẾP NHẬN HỒ SƠ VÀ HẸN TRẢ KẾT QUẢ"),
            FormKind.SUPPLEMENT: FormTitle("02", "PHIẾU YÊU CẦU BỔ SUNG, HOÀN THIỆN HỒ SƠ"),
            FormKind.REFUSAL: FormTitle("03", "PHIẾU TỪ CHỐI TIẾP NHẬN, GIẢI QUYẾT HỒ SƠ"),
            FormKind.APOLOGY: FormTitle("04", "VĂN BẢN XIN LỖI VÀ ĐỀ NGHỊ GIA HẠN THỜI GIAN GIẢI QUYẾT"),
            FormKind.TERMINATION: FormTitle("05", "THÔNG BÁO DỪNG GIẢI QUYẾT HỒ SƠ"),
            FormKind.CONTROL_SLIP: FormTitle("06", "PHIẾU KIỂM SOÁT QUÁ TRÌNH GIẢI QUYẾT HỒ SƠ"),
            FormKind.REGISTER: FormTitle("07", "SỔ THEO DÕI HỒ SƠ"),
            FormKind.TRANSFER_SLIP: FormTitle("", "PHIẾU BÀN GIAO HỒ SƠ"),
            FormKind.FILING: FormTitle("", "XÁC NHẬN NỘP HỒ SƠ TRỰC TUYẾN"),
            FormKind.DECLARATION: FormTitle("", "TỜ KHAI ĐIỆN TỬ"),
        },
        source="TT 03/2025/TT-VPCP Annex I as listed and printed by ministries; layout of form 05 is our own",
        certainty=Certainty.SECONDARY,
    ),
)


OFFICIAL_FORMS = {forms.key: forms for forms in FORM_SETS}
