"""Progress in plain words for people who are no officials."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from motcua.dossiers.queries.public import Milestone

STATUS_WORDS: dict[int, str | Promise] = {
    1: _("Mới đăng ký"),
    2: _("Được tiếp nhận"),
    3: _("Không được tiếp nhận"),
    4: _("Đang xử lý"),
    5: _("Yêu cầu bổ sung giấy tờ"),
    6: _("Yêu cầu thực hiện nghĩa vụ tài chính"),
    7: _("Công dân yêu cầu rút hồ sơ"),
    8: _("Dừng xử lý"),
    9: _("Đã xử lý xong"),
    10: _("Đã trả kết quả"),
}
"""The status of the national portal, in its own words."""
PAUSE_WORDS: dict[str, str | Promise] = {
    "supplement": _("Thời hạn đang tạm dừng để chờ bạn bổ sung giấy tờ. Danh sách cần bổ sung ghi trên phiếu 02."),
    "payment": _("Thời hạn đang tạm dừng để chờ bạn thực hiện nghĩa vụ tài chính."),
    "outage": _("Thời hạn đang tạm dừng vì sự cố hệ thống đã được thông báo."),
}
MILESTONE_WORDS: dict[Milestone, str | Promise] = {
    Milestone.FILED: _("Hồ sơ được nộp trực tuyến"),
    Milestone.SENT_BACK: _("Nơi tiếp nhận yêu cầu bổ sung, hoàn thiện"),
    Milestone.REFUSED: _("Hồ sơ không được tiếp nhận"),
    Milestone.ACCEPTED: _("Hồ sơ được tiếp nhận"),
    Milestone.SUPPLEMENT_ASKED: _("Cơ quan giải quyết yêu cầu bổ sung giấy tờ"),
    Milestone.SUPPLEMENTED: _("Đã nhận giấy tờ bổ sung"),
    Milestone.PAYMENT_ASKED: _("Cơ quan giải quyết yêu cầu thực hiện nghĩa vụ tài chính"),
    Milestone.PAID: _("Đã thực hiện nghĩa vụ tài chính"),
    Milestone.RE_APPOINTED: _("Cơ quan giải quyết xin lỗi và hẹn lại ngày trả kết quả"),
    Milestone.DECIDED: _("Đã có kết quả"),
    Milestone.RETURNED: _("Đã trả kết quả"),
    Milestone.STOPPED: _("Dừng giải quyết"),
}
