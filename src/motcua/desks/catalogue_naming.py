"""Words for the catalogue's codes, and values of editions as people read them."""

from collections.abc import Mapping
from datetime import date
from fractions import Fraction

from django.utils.functional import Promise
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from motcua.catalogue.rules.edition import (
    Certainty,
    FeeBasis,
    FeeChannel,
    Limit,
    LimitUnit,
    PaperForm,
    Regime,
    SupplementEffect,
    TerritoryScope,
    Text,
)
from motcua.catalogue.rules.route_sums import Verdict

Words = Mapping[str, str | Promise]

SECTORS: Words = {
    "adoption": _("Nuôi con nuôi"),
    "certification": _("Chứng thực"),
    "civil_status": _("Hộ tịch"),
    "construction": _("Xây dựng"),
    "culture": _("Văn hóa"),
    "enterprise": _("Doanh nghiệp"),
    "household_business": _("Hộ kinh doanh"),
    "identity": _("Căn cước"),
    "insurance": _("Bảo hiểm"),
    "interconnected": _("Thủ tục liên thông"),
    "judicial_record": _("Lý lịch tư pháp"),
    "labour": _("Lao động"),
    "land": _("Đất đai"),
    "poverty_reduction": _("Giảm nghèo"),
    "residence": _("Cư trú"),
    "security": _("An ninh trật tự"),
    "social_protection": _("Bảo trợ xã hội"),
    "transport": _("Giao thông"),
}
CERTAINTIES: Words = {
    Certainty.SOURCED: _("Đã đọc văn bản"),
    Certainty.SECONDARY: _("Văn bản khác dẫn lại"),
    Certainty.OWN_KNOWLEDGE: _("Hiểu biết chung"),
    Certainty.UNCERTAIN: _("Chưa chắc chắn"),
}
CERTAINTY_COLOURS: Mapping[str, str] = {
    Certainty.SOURCED: "green",
    Certainty.SECONDARY: "blue",
    Certainty.OWN_KNOWLEDGE: "yellow",
    Certainty.UNCERTAIN: "red",
}
REGIMES: Words = {
    Regime.ND61: _("Nghị định 61/2018/NĐ-CP"),
    Regime.ND118: _("Nghị định 118/2025/NĐ-CP"),
}
LIMIT_UNITS: Words = {
    LimitUnit.WORKING_DAY: _("ngày làm việc"),
    LimitUnit.WORKING_HOUR: _("giờ làm việc"),
    LimitUnit.CALENDAR_DAY: _("ngày"),
    LimitUnit.SAME_DAY: _("trong ngày"),
}
PAPER_FORMS: Words = {
    PaperForm.ORIGINAL: _("bản chính"),
    PaperForm.COPY: _("bản sao"),
    PaperForm.ELECTRONIC: _("bản điện tử"),
    PaperForm.NONE: _("không nộp"),
}
FEE_BASES: Words = {
    FeeBasis.CASE: _("mỗi hồ sơ"),
    FeeBasis.COPY: _("mỗi bản"),
    FeeBasis.PAGE: _("mỗi trang"),
}
FEE_CHANNELS: Words = {
    FeeChannel.ANY: _("mọi cách nộp"),
    FeeChannel.DESK: _("nộp trực tiếp"),
    FeeChannel.ONLINE: _("nộp trực tuyến"),
}
TERRITORIES: Words = {
    TerritoryScope.NONE: _("Chỉ tại nơi có thẩm quyền"),
    TerritoryScope.PROVINCE: _("Mọi nơi trong tỉnh"),
    TerritoryScope.NATION: _("Mọi nơi trong cả nước"),
}
SUPPLEMENT_EFFECTS: Words = {
    SupplementEffect.RESTART: _("tính lại thời hạn từ đầu"),
    SupplementEffect.SUSPEND: _("tạm dừng tính thời hạn"),
}
STEP_ACTS: Words = {
    "verify": _("thẩm tra, xác minh"),
    "consult": _("lấy ý kiến"),
    "request_supplement": _("yêu cầu bổ sung"),
    "request_payment": _("yêu cầu nộp nghĩa vụ tài chính"),
    "propose_apology": _("đề nghị xin lỗi, hẹn lại"),
    "propose_outcome": _("đề xuất kết quả"),
    "decide": _("quyết định"),
}
VERDICTS: Words = {
    Verdict.MATCH: _("Khớp thời hạn"),
    Verdict.EXCEEDS: _("Vượt thời hạn"),
    Verdict.SHORT: _("Ít hơn thời hạn"),
    Verdict.NOT_CHECKABLE: _("Không kiểm tra được"),
}
VERDICT_COLOURS: Mapping[str, str] = {
    Verdict.MATCH: "green",
    Verdict.EXCEEDS: "red",
    Verdict.SHORT: "yellow",
    Verdict.NOT_CHECKABLE: "grey",
}


def sector_name(sector: str) -> str:
    """The sector in words; one that is not known yet keeps its code."""
    return str(SECTORS.get(sector, sector))


def in_language(text: Text) -> str:
    """The text in the language of the page."""
    return text.en if (get_language() or "").startswith("en") and text.en else text.vi


def number_words(number: Fraction) -> str:
    """A number as people here write it: 0,25."""
    text = f"{float(number):.6g}"
    return text if (get_language() or "").startswith("en") else text.replace(".", ",")


def limit_words(limit: Limit | None) -> str:
    """A limit in words, e.g. "3 ngày làm việc"."""
    if limit is None:
        return ""
    unit = str(LIMIT_UNITS[limit.unit])
    return unit if limit.unit is LimitUnit.SAME_DAY else f"{number_words(limit.value)} {unit}"


def money(amount_vnd: int) -> str:
    """An amount as receipts write it."""
    return gettext("%(amount)s đồng") % {"amount": f"{amount_vnd:,}".replace(",", ".")}


def period(start: date, end: date | None) -> str:
    """From when to when; `end` is the first day out of force."""
    if end is None:
        return gettext("từ %(start)s") % {"start": f"{start:%d/%m/%Y}"}
    return gettext("từ %(start)s đến trước %(end)s") % {"start": f"{start:%d/%m/%Y}", "end": f"{end:%d/%m/%Y}"}


def yes_or_no(value: bool) -> str:
    return gettext("Có") if value else gettext("Không")
