"""Which instrument's forms are in force on a date, with their numbers and titles.

Dated data: the Ministry of Justice will issue new forms under NĐ 309/2026 Art. 12; they become one more set here.
"""

from dataclasses import dataclass
from datetime import date

from motcua.catalogue.rules.edition import Certainty
from motcua.documents.rules.forms import FormKind


class FormSetNotKnown(KeyError):
    """There is no set of forms with this key, or none was in force on that date."""


@dataclass(frozen=True)
class FormTitle:
    """Number in the set ("" for a slip the set does not prescribe) and the title as printed."""

    number: str
    title: str


@dataclass(frozen=True)
class FormSet:
    """The official forms of one instrument."""

    key: str
    instrument: str
    start: date
    end: date | None
    titles: dict[FormKind, FormTitle]
    source: str
    certainty: Certainty


FORM_SETS = (
    FormSet(
        key="tt01_2018",
        instrument="Thông tư 01/2018/TT-VPCP",
        start=date(2018, 6, 21),
        end=date(2025, 9, 15),
        titles={
            FormKind.RECEIPT: FormTitle("01", "GIẤY TIẾP NHẬN HỒ SƠ VÀ HẸN TRẢ KẾT QUẢ"),
            FormKind.SUPPLEMENT: FormTitle("02", "PHIẾU YÊU CẦU BỔ SUNG, HOÀN THIỆN HỒ SƠ"),
            FormKind.REFUSAL: FormTitle("03", "PHIẾU TỪ CHỐI TIẾP NHẬN GIẢI QUYẾT HỒ SƠ"),
            FormKind.APOLOGY: FormTitle("04", "PHIẾU XIN LỖI VÀ HẸN LẠI NGÀY TRẢ KẾT QUẢ"),
            FormKind.CONTROL_SLIP: FormTitle("05", "PHIẾU KIỂM SOÁT QUÁ TRÌNH GIẢI QUYẾT HỒ SƠ"),
            FormKind.REGISTER: FormTitle("06", "SỔ THEO DÕI HỒ SƠ"),
            FormKind.TERMINATION: FormTitle("", "THÔNG BÁO DỪNG GIẢI QUYẾT HỒ SƠ"),
            FormKind.TRANSFER_SLIP: FormTitle("", "PHIẾU BÀN GIAO HỒ SƠ"),
        },
        source="TT 01/2018/TT-VPCP Art. 9; used from the effect of NĐ 61/2018/NĐ-CP to the issue of TT 03/2025/TT-VPCP",
        certainty=Certainty.SOURCED,
    ),
    FormSet(
        key="tt03_2025",
        instrument="Thông tư 03/2025/TT-VPCP",
        start=date(2025, 9, 15),
        end=None,
        titles={
            FormKind.RECEIPT: FormTitle("01", "GIẤY TIẾP NHẬN HỒ SƠ VÀ HẸN TRẢ KẾT QUẢ"),
            FormKind.SUPPLEMENT: FormTitle("02", "PHIẾU YÊU CẦU BỔ SUNG, HOÀN THIỆN HỒ SƠ"),
            FormKind.REFUSAL: FormTitle("03", "PHIẾU TỪ CHỐI TIẾP NHẬN, GIẢI QUYẾT HỒ SƠ"),
            FormKind.APOLOGY: FormTitle("04", "VĂN BẢN XIN LỖI VÀ ĐỀ NGHỊ GIA HẠN THỜI GIAN GIẢI QUYẾT"),
            FormKind.TERMINATION: FormTitle("05", "THÔNG BÁO DỪNG GIẢI QUYẾT HỒ SƠ"),
            FormKind.CONTROL_SLIP: FormTitle("06", "PHIẾU KIỂM SOÁT QUÁ TRÌNH GIẢI QUYẾT HỒ SƠ"),
            FormKind.REGISTER: FormTitle("07", "SỔ THEO DÕI HỒ SƠ"),
            FormKind.TRANSFER_SLIP: FormTitle("", "PHIẾU BÀN GIAO HỒ SƠ"),
        },
        source="TT 03/2025/TT-VPCP Annex I as listed and printed by ministries; layout of form 05 is our own",
        certainty=Certainty.SECONDARY,
    ),
)


def form_set(key: str) -> FormSet:
    """Raises FormSetNotKnown when there is no such set."""
    for known in FORM_SETS:
        if known.key == key:
            return known
    raise FormSetNotKnown(key)


def form_set_on(on: date) -> FormSet:
    """The set in force on a date. Raises FormSetNotKnown before the first one."""
    for known in FORM_SETS:
        if known.start <= on and (known.end is None or on < known.end):
            return known
    raise FormSetNotKnown(on.isoformat())
