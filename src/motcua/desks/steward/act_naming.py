"""Words for the acts of the journal; an act that is not known yet keeps its code."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

ACTS: Mapping[str, str | Promise] = {
    "api.credential_issued": _("Cấp khóa cho hệ thống"),
    "api.credential_revoked": _("Thu hồi khóa của hệ thống"),
    "catalogue.draft_withdrawn": _("Hủy dự thảo thủ tục"),
    "catalogue.edition_imported": _("Nhập phiên bản thủ tục"),
    "catalogue.edition_published": _("Công bố phiên bản thủ tục"),
    "catalogue.law_setting_set": _("Đặt giá trị quy định"),
    "catalogue.law_settings_loaded": _("Nạp các quy định"),
    "catalogue.route_imported": _("Nhập quy trình"),
    "catalogue.route_published": _("Công bố quy trình"),
    "desks.signed_in": _("Đăng nhập"),
    "desks.signed_out": _("Đăng xuất"),
    "directory.account_closed": _("Khóa tài khoản"),
    "directory.account_created": _("Lập tài khoản"),
    "directory.agencies_imported": _("Nhập cơ quan"),
    "directory.calendar_published": _("Công bố lịch"),
    "directory.day_overridden": _("Đặt ngày ngoại lệ"),
    "directory.password_set": _("Đặt mật khẩu"),
    "directory.posted": _("Phân công vai trò"),
    "directory.posting_ended": _("Kết thúc phân công"),
    "directory.schedule_ended": _("Kết thúc giờ làm việc"),
    "directory.schedule_set": _("Đặt giờ làm việc"),
    "directory.substituted": _("Cử người làm thay"),
    "directory.territory_changed": _("Thay đổi địa giới"),
    "directory.territory_imported": _("Nhập đơn vị hành chính"),
    "documents.file_read": _("Xem tệp"),
    "documents.file_stored": _("Lưu tệp"),
    "dossiers.accepted": _("Tiếp nhận hồ sơ"),
    "dossiers.apologised": _("Xin lỗi, hẹn lại"),
    "dossiers.apology_declined": _("Không đồng ý hẹn lại"),
    "dossiers.apology_proposed": _("Đề nghị xin lỗi, hẹn lại"),
    "dossiers.assigned": _("Phân công xử lý"),
    "dossiers.collection_reminded": _("Nhắc nhận kết quả"),
    "dossiers.completed": _("Nhận phần hoàn thiện"),
    "dossiers.consultation_answered": _("Trả lời ý kiến"),
    "dossiers.consultation_reminded": _("Nhắc trả lời ý kiến"),
    "dossiers.consultation_withdrawn": _("Rút yêu cầu lấy ý kiến"),
    "dossiers.consulted": _("Lấy ý kiến"),
    "dossiers.corrected": _("Đính chính kết quả"),
    "dossiers.decided": _("Quyết định"),
    "dossiers.error_reported": _("Báo sai sót"),
    "dossiers.form_read": _("Xem biểu mẫu"),
    "dossiers.journal_read": _("Xem nhật ký của hồ sơ"),
    "dossiers.list_exported": _("Tải danh sách hồ sơ"),
    "dossiers.outage_announced": _("Thông báo sự cố"),
    "dossiers.outage_ended": _("Thông báo khắc phục sự cố"),
    "dossiers.outcome_proposed": _("Trình dự thảo kết quả"),
    "dossiers.papers_received": _("Nhận hồ sơ giấy"),
    "dossiers.papers_sent": _("Chuyển hồ sơ giấy"),
    "dossiers.party_read": _("Xem thông tin người nộp"),
    "dossiers.payment_recorded": _("Ghi nhận nộp tiền"),
    "dossiers.payment_requested": _("Yêu cầu nộp nghĩa vụ tài chính"),
    "dossiers.read": _("Xem hồ sơ"),
    "dossiers.refused": _("Từ chối tiếp nhận"),
    "dossiers.resolved_at_once": _("Giải quyết ngay"),
    "dossiers.resumed": _("Tính tiếp thời hạn"),
    "dossiers.returned": _("Trả kết quả"),
    "dossiers.searched": _("Tìm hồ sơ"),
    "dossiers.sent_back": _("Trả lại để bổ sung"),
    "dossiers.step_completed": _("Hoàn thành bước"),
    "dossiers.stop_requested": _("Đề nghị dừng giải quyết"),
    "dossiers.stopped": _("Dừng giải quyết"),
    "dossiers.supplement_completed": _("Nhận bổ sung"),
    "dossiers.supplement_lapsed": _("Quá hạn bổ sung"),
    "dossiers.supplement_notified": _("Thông báo bổ sung"),
    "dossiers.supplement_requested": _("Yêu cầu bổ sung"),
    "dossiers.suspended": _("Tạm dừng thời hạn"),
    "dossiers.taken": _("Nhận việc"),
    "dossiers.verified": _("Thẩm tra, xác minh"),
    "dossiers.warned": _("Cảnh báo sắp đến hạn"),
    "kernel.transactions_continued": _("Niêm phong tiếp sau khi khôi phục dữ liệu"),
}
SUBJECTS: Mapping[str, str | Promise] = {
    "account": _("tài khoản"),
    "apology": _("đề nghị hẹn lại"),
    "calendar_edition": _("bản lịch"),
    "component": _("giấy tờ"),
    "consultation": _("lượt lấy ý kiến"),
    "correction": _("lần đính chính"),
    "credential": _("khóa của hệ thống"),
    "dossier": _("hồ sơ"),
    "issued_form": _("biểu mẫu"),
    "leg": _("phần việc"),
    "obligation": _("nghĩa vụ tài chính"),
    "outage": _("sự cố"),
    "outcome": _("kết quả"),
    "outcome_proposal": _("dự thảo kết quả"),
    "party": _("người nộp"),
    "posting": _("phân công vai trò"),
    "stored_file": _("tệp"),
    "supplement_request": _("yêu cầu bổ sung"),
    "task": _("việc"),
    "termination": _("lần dừng giải quyết"),
    "transfer": _("lần bàn giao"),
    "verification": _("lần xác minh"),
}
"""What an entry is about; what is not known here keeps its code."""


def act_name(act: str) -> str:
    """The act in words."""
    return str(ACTS.get(act, act))


def subject_name(subject: str) -> str:
    """What the entry is about in words."""
    return str(SUBJECTS.get(subject, subject))
