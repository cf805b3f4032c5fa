"""What was done on a dossier, in words: one sentence for each act of the journal."""

from collections.abc import Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy

from motcua.desks.naming import OUTCOME_NAMES

ACT_NAMES: dict[str, str | Promise] = {
    "dossiers.accepted": pgettext_lazy("history", "Tiếp nhận hồ sơ"),
    "dossiers.sent_back": pgettext_lazy("history", "Yêu cầu hoàn thiện hồ sơ khi tiếp nhận"),
    "dossiers.refused": pgettext_lazy("history", "Từ chối tiếp nhận hồ sơ"),
    "dossiers.component_added": pgettext_lazy("history", "Thêm giấy tờ vào hồ sơ"),
    "dossiers.filing_alerted": pgettext_lazy("history", "Nhắc trả lời hồ sơ nộp trực tuyến"),
    "dossiers.fee_paid": pgettext_lazy("history", "Thu phí, lệ phí"),
    "dossiers.payment_ordered": pgettext_lazy("history", "Người nộp bắt đầu thanh toán trực tuyến"),
    "dossiers.fees_paid_online": pgettext_lazy("history", "Đã nhận phí, lệ phí nộp trực tuyến"),
    "dossiers.payment_not_fitting": pgettext_lazy("history", "Nhận được tiền không khớp với khoản phải nộp"),
    "dossiers.resolved_at_once": pgettext_lazy("history", "Giải quyết ngay khi tiếp nhận"),
    "dossiers.papers_sent": pgettext_lazy("history", "Chuyển hồ sơ giấy"),
    "dossiers.papers_received": pgettext_lazy("history", "Nhận hồ sơ giấy"),
    "dossiers.assigned": pgettext_lazy("history", "Phân công xử lý"),
    "dossiers.taken": pgettext_lazy("history", "Nhận việc"),
    "dossiers.step_completed": pgettext_lazy("history", "Hoàn thành bước"),
    "dossiers.verified": pgettext_lazy("history", "Ghi kết quả xác minh"),
    "dossiers.consulted": pgettext_lazy("history", "Gửi lấy ý kiến"),
    "dossiers.consultation_answered": pgettext_lazy("history", "Trả lời lấy ý kiến"),
    "dossiers.consultation_withdrawn": pgettext_lazy("history", "Rút lấy ý kiến"),
    "dossiers.consultation_reminded": pgettext_lazy("history", "Nhắc trả lời lấy ý kiến"),
    "dossiers.supplement_requested": pgettext_lazy("history", "Yêu cầu bổ sung hồ sơ"),
    "dossiers.supplement_notified": pgettext_lazy(
        "history", "Thông báo cho người nộp về yêu cầu bổ sung, tạm dừng tính hạn"
    ),
    "dossiers.supplement_completed": pgettext_lazy("history", "Người nộp đã bổ sung hồ sơ"),
    "dossiers.supplement_lapsed": pgettext_lazy("history", "Quá hạn bổ sung, dừng xử lý"),
    "dossiers.payment_requested": pgettext_lazy("history", "Yêu cầu thực hiện nghĩa vụ tài chính, tạm dừng tính hạn"),
    "dossiers.payment_recorded": pgettext_lazy("history", "Đã thực hiện nghĩa vụ tài chính"),
    "dossiers.apology_proposed": pgettext_lazy("history", "Đề nghị xin lỗi và hẹn lại ngày trả kết quả"),
    "dossiers.apologised": pgettext_lazy("history", "Xin lỗi và hẹn lại ngày trả kết quả"),
    "dossiers.apology_declined": pgettext_lazy("history", "Không đồng ý hẹn lại ngày trả kết quả"),
    "dossiers.outcome_proposed": pgettext_lazy("history", "Trình dự thảo kết quả"),
    "dossiers.decided": pgettext_lazy("history", "Ký kết quả giải quyết"),
    "dossiers.returned": pgettext_lazy("history", "Trả kết quả"),
    "dossiers.collection_reminded": pgettext_lazy("history", "Nhắc nhận kết quả"),
    "dossiers.stop_requested": pgettext_lazy("history", "Người nộp đề nghị dừng xử lý"),
    "dossiers.stopped": pgettext_lazy("history", "Dừng xử lý"),
    "dossiers.error_reported": pgettext_lazy("history", "Báo sai sót trong kết quả"),
    "dossiers.corrected": pgettext_lazy("history", "Đính chính kết quả"),
    "dossiers.warned": pgettext_lazy("history", "Cảnh báo thời hạn"),
    "dossiers.suspended": pgettext_lazy("history", "Tạm dừng tính hạn vì sự cố đã thông báo"),
    "dossiers.resumed": pgettext_lazy("history", "Tính tiếp thời hạn sau sự cố"),
}


def act_name(act: str, data: Mapping[str, Any]) -> str:
    """The sentence of the act; of a decision also which way it went."""
    words = str(ACT_NAMES.get(act, act))
    if act == "dossiers.decided" and data.get("kind") in OUTCOME_NAMES:
        return f"{words}: {OUTCOME_NAMES[data['kind']]}"
    return words
