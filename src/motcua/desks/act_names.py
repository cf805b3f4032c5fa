"""What was done on a dossier, in words: one sentence for each act of the journal."""

from collections.abc import Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from motcua.desks.naming import OUTCOME_NAMES

ACT_NAMES: dict[str, str | Promise] = {
    "dossiers.accepted": _("Tiếp nhận hồ sơ"),
    "dossiers.sent_back": _("Yêu cầu hoàn thiện hồ sơ khi tiếp nhận"),
    "dossiers.refused": _("Từ chối tiếp nhận hồ sơ"),
    "dossiers.completed": _("Người nộp hoàn thiện hồ sơ, tiếp nhận"),
    "dossiers.resolved_at_once": _("Giải quyết ngay khi tiếp nhận"),
    "dossiers.papers_sent": _("Chuyển hồ sơ giấy"),
    "dossiers.papers_received": _("Nhận hồ sơ giấy"),
    "dossiers.assigned": _("Phân công xử lý"),
    "dossiers.taken": _("Nhận việc"),
    "dossiers.step_completed": _("Hoàn thành bước"),
    "dossiers.verified": _("Ghi kết quả xác minh"),
    "dossiers.consulted": _("Gửi lấy ý kiến"),
    "dossiers.consultation_answered": _("Trả lời lấy ý kiến"),
    "dossiers.consultation_withdrawn": _("Rút lấy ý kiến"),
    "dossiers.consultation_reminded": _("Nhắc trả lời lấy ý kiến"),
    "dossiers.supplement_requested": _("Yêu cầu bổ sung hồ sơ"),
    "dossiers.supplement_notified": _("Thông báo cho người nộp về yêu cầu bổ sung, tạm dừng tính hạn"),
    "dossiers.supplement_completed": _("Người nộp đã bổ sung hồ sơ"),
    "dossiers.supplement_lapsed": _("Quá hạn bổ sung, dừng xử lý"),
    "dossiers.payment_requested": _("Yêu cầu thực hiện nghĩa vụ tài chính, tạm dừng tính hạn"),
    "dossiers.payment_recorded": _("Đã thực hiện nghĩa vụ tài chính"),
    "dossiers.apology_proposed": _("Đề nghị xin lỗi và hẹn lại ngày trả kết quả"),
    "dossiers.apologised": _("Xin lỗi và hẹn lại ngày trả kết quả"),
    "dossiers.apology_declined": _("Không đồng ý hẹn lại ngày trả kết quả"),
    "dossiers.outcome_proposed": _("Trình dự thảo kết quả"),
    "dossiers.decided": _("Ký kết quả giải quyết"),
    "dossiers.returned": _("Trả kết quả"),
    "dossiers.collection_reminded": _("Nhắc nhận kết quả"),
    "dossiers.stop_requested": _("Người nộp đề nghị dừng xử lý"),
    "dossiers.stopped": _("Dừng xử lý"),
    "dossiers.error_reported": _("Báo sai sót trong kết quả"),
    "dossiers.corrected": _("Đính chính kết quả"),
    "dossiers.warned": _("Cảnh báo thời hạn"),
    "dossiers.suspended": _("Tạm dừng tính hạn vì sự cố đã thông báo"),
    "dossiers.resumed": _("Tính tiếp thời hạn sau sự cố"),
}


def act_name(act: str, data: Mapping[str, Any]) -> str:
    """The sentence of the act; of a decision also which way it went."""
    words = str(ACT_NAMES.get(act, act))
    if act == "dossiers.decided" and data.get("kind") in OUTCOME_NAMES:
        return f"{words}: {OUTCOME_NAMES[data['kind']]}"
    return words
