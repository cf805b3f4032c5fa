"""Words for the rules of the law that a steward can change, and for their values."""

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from motcua.catalogue.rules.edition import Limit, LimitUnit, SupplementEffect
from motcua.catalogue.rules.settings import (
    AfterNoSupplement,
    CodeOwner,
    CodePattern,
    ConsultationEffect,
    DueDateChange,
    FormSet,
    GroupOrder,
    IndicatorMethod,
    PaperDestination,
    Refund,
    ReturnPlace,
    Settlement,
    TerritoryFreeStart,
    Transition,
)
from motcua.desks.catalogue_naming import SUPPLEMENT_EFFECTS, limit_words, yes_or_no

Words = Mapping[str, str | Promise]

RULES: Words = {
    "supplement": _("Yêu cầu bổ sung hồ sơ"),
    "apology": _("Xin lỗi và hẹn lại"),
    "termination": _("Dừng, chấm dứt giải quyết"),
    "territory_free": _("Tiếp nhận phi địa giới"),
    "cutoffs": _("Giờ chuyển hồ sơ"),
    "online": _("Hồ sơ trực tuyến"),
    "instant": _("Trả kết quả ngay"),
    "consultation": _("Lấy ý kiến"),
    "interconnection": _("Liên thông và sự cố"),
    "return": _("Trả kết quả"),
    "errors": _("Đính chính sai sót"),
    "fees": _("Phí, lệ phí"),
    "code": _("Mã hồ sơ"),
    "forms": _("Biểu mẫu"),
    "evaluation": _("Đánh giá"),
    "staff": _("Nhân sự Bộ phận Một cửa"),
    "citations": _("Căn cứ in trên biểu mẫu"),
    "transition": _("Chuyển tiếp"),
}
KEYS: Words = {
    "supplement_notice": _("Hạn thông báo yêu cầu bổ sung"),
    "supplement_effect": _("Tác động của yêu cầu bổ sung đến thời hạn"),
    "supplement_max_intake": _("Số lần yêu cầu bổ sung khi tiếp nhận"),
    "supplement_max_processing": _("Số lần yêu cầu bổ sung khi giải quyết"),
    "supplement_answer": _("Hạn người nộp bổ sung"),
    "supplement_then": _("Khi quá hạn bổ sung"),
    "apology_latest": _("Xin lỗi chậm nhất trước ngày hết hạn"),
    "apology_max": _("Số lần hẹn lại"),
    "apology_signer": _("Người ký phiếu xin lỗi"),
    "apology_changes_due_date": _("Ai sửa ngày hẹn trả"),
    "termination_grounds": _("Các trường hợp dừng giải quyết"),
    "termination_resumable": _("Được giải quyết tiếp sau khi dừng"),
    "termination_refund": _("Hoàn phí khi dừng giải quyết"),
    "territory_free_start": _("Thời hạn tính từ"),
    "paper_transfer_limit": _("Hạn chuyển hồ sơ giấy"),
    "paper_transfer_destination": _("Nơi nhận hồ sơ giấy"),
    "nationwide_procedures": _("Thủ tục nộp ở mọi nơi trong cả nước"),
    "nationwide_conditions": _("Điều kiện nộp ở mọi nơi trong cả nước"),
    "transfer_cutoff": _("Giờ chốt chuyển hồ sơ trong ngày"),
    "same_day_cutoff": _("Giờ chốt giải quyết trong ngày"),
    "online_cutoff": _("Giờ chốt hồ sơ trực tuyến"),
    "online_reply": _("Hạn trả lời hồ sơ trực tuyến"),
    "online_alert": _("Cảnh báo hồ sơ trực tuyến chưa trả lời"),
    "draft_kept": _("Thời gian lưu bản nháp không được sửa"),
    "instant_without_receipt": _("Trả ngay không cần giấy tiếp nhận"),
    "consultation_default_limit": _("Hạn trả lời ý kiến"),
    "consultation_escalates_after": _("Báo Trưởng Bộ phận Một cửa sau khi quá hạn"),
    "consultation_effect": _("Tác động của lấy ý kiến đến thời hạn"),
    "group_order": _("Thứ tự các thủ tục liên thông"),
    "group_acknowledge": _("Hạn xác nhận nhận hồ sơ liên thông"),
    "outage_suspends": _("Sự cố hệ thống tạm dừng thời hạn"),
    "return_place": _("Nơi trả kết quả"),
    "return_step_counts": _("Bước trả kết quả tính vào thời hạn"),
    "uncollected_reminders": _("Nhắc nhận kết quả sau"),
    "uncollected_expiry": _("Hạn giữ kết quả chưa nhận"),
    "correction_paid_by_fault": _("Cơ quan sai sót chịu chi phí đính chính"),
    "loss_needs_apology": _("Mất, hỏng hồ sơ phải xin lỗi"),
    "fee_methods": _("Cách nộp phí, lệ phí"),
    "fee_settlement": _("Kỳ đối soát phí, lệ phí"),
    "dossier_code_pattern": _("Cấu trúc mã hồ sơ"),
    "dossier_code_owner": _("Mã hồ sơ theo đơn vị"),
    "dossier_code_digits": _("Số chữ số của số thứ tự"),
    "dossier_code_accepted": _("Cấu trúc mã hồ sơ được chấp nhận"),
    "form_set": _("Bộ biểu mẫu"),
    "form_issuer": _("Cơ quan ban hành biểu mẫu"),
    "termination_signer": _("Người ký phiếu dừng giải quyết"),
    "indicator_methods": _("Phương pháp đánh giá"),
    "deputies_max_province": _("Số phó giám đốc tối đa của trung tâm cấp tỉnh"),
    "deputies_max_commune": _("Số phó giám đốc tối đa của trung tâm cấp xã"),
    "posting_months_min": _("Số tháng làm việc tối thiểu tại Bộ phận Một cửa"),
    "posting_months_max": _("Số tháng làm việc tối đa tại Bộ phận Một cửa"),
    "posting_years_of_service_min": _("Số năm công tác tối thiểu"),
    "head_meeting_months": _("Số tháng giữa hai lần người đứng đầu làm việc với Bộ phận Một cửa"),
    "staff_report_months": _("Số tháng giữa hai báo cáo về nhân sự"),
    "citations": _("Điều khoản in trên biểu mẫu"),
    "transition": _("Hồ sơ tiếp nhận trước khi thay đổi"),
}
VALUES: Words = {
    **SUPPLEMENT_EFFECTS,
    AfterNoSupplement.NONE: _("không có hệ quả"),
    AfterNoSupplement.STOP: _("dừng giải quyết"),
    AfterNoSupplement.CLOSE: _("đóng hồ sơ"),
    TerritoryFreeStart.ACCEPTANCE: _("lúc tiếp nhận"),
    TerritoryFreeStart.ELECTRONIC_ARRIVAL: _("lúc cơ quan nhận bản điện tử"),
    TerritoryFreeStart.PAPER_ARRIVAL: _("lúc cơ quan nhận bản giấy"),
    TerritoryFreeStart.BOTH_ARRIVALS: _("lúc cơ quan nhận đủ bản điện tử và bản giấy"),
    CodeOwner.RECEIVING: _("đơn vị tiếp nhận"),
    CodeOwner.RESOLVING: _("cơ quan giải quyết"),
    FormSet.TT01_2018: _("Thông tư 01/2018/TT-VPCP"),
    FormSet.TT03_2025: _("Thông tư 03/2025/TT-VPCP"),
    CodePattern.TT03_2025_CENTRAL: _("Thông tư 03/2025/TT-VPCP, cấp bộ"),
    ConsultationEffect.SUSPEND: SUPPLEMENT_EFFECTS[SupplementEffect.SUSPEND],
    PaperDestination.COMPETENT_AGENCY: _("cơ quan có thẩm quyền"),
    PaperDestination.ONE_STOP_UNIT: _("Bộ phận Một cửa"),
    ReturnPlace.RECEIVING_UNIT: _("nơi đã tiếp nhận"),
    ReturnPlace.APPLICANT_CHOICE: _("nơi người nộp chọn"),
    Transition.OLD_RULES: _("theo quy định cũ"),
    Transition.OLD_RULES_UNLESS_ASKED: _("theo quy định cũ, trừ khi người nộp đề nghị"),
    Transition.NEW_RULES: _("theo quy định mới"),
    DueDateChange.HEAD_OF_AGENCY: _("người đứng đầu cơ quan"),
    Settlement.MONTHLY: _("hằng tháng"),
    Settlement.QUARTERLY: _("hằng quý"),
    Refund.FULL: _("hoàn toàn bộ"),
    IndicatorMethod.QD766: _("Quyết định 766/QĐ-TTg"),
    GroupOrder.PARALLEL: _("song song"),
    GroupOrder.SEQUENTIAL: _("lần lượt"),
    "applicant_request": _("theo đề nghị của người nộp"),
    "no_supplement": _("không bổ sung hồ sơ"),
    "no_payment": _("không nộp nghĩa vụ tài chính"),
    "special_law": _("theo luật chuyên ngành"),
    "digitised": _("thành phần hồ sơ đã số hóa"),
    "electronically_authenticated": _("đã xác thực điện tử"),
    "data_shared": _("dữ liệu đã chia sẻ"),
    "listed": _("thủ tục có trong danh mục công bố"),
    "desk": _("trực tiếp tại quầy"),
    "transfer": _("chuyển khoản"),
    "post": _("qua bưu chính công ích"),
    "online": _("trực tuyến"),
    "leader": _("lãnh đạo cơ quan"),
    "unit_head": _("Trưởng Bộ phận Một cửa"),
    "ministry_of_justice": _("Bộ Tư pháp"),
}


def key_name(key: str) -> str:
    """The rule's key in words."""
    return str(KEYS.get(key, key))


def value_words(raw: Any) -> str:
    """A stored value in words, whatever its form; a word that is not known stays as it is written."""
    if raw is None:
        return gettext("không có")
    if isinstance(raw, bool):
        return yes_or_no(raw)
    if isinstance(raw, list):
        return "\n".join(map(value_words, raw)) or gettext("không có")
    if isinstance(raw, dict):
        if set(raw) == {"value", "unit"}:
            return limit_words(Limit(Fraction(raw["value"]), LimitUnit(raw["unit"])))
        return "\n".join(f"{key}: {text}" for key, text in raw.items())
    return str(VALUES.get(raw, raw)) if isinstance(raw, str) else str(raw)
