"""Words for codes that appear on many pages."""

from django.utils.functional import Promise
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from motcua.catalogue.rules.edition import Edition, PaperForm, Text
from motcua.directory.rules.roles import RoleName
from motcua.dossiers.actions.consultation import ANSWER_STEP
from motcua.dossiers.rules.mandates import MandateGround
from motcua.dossiers.rules.stages import Channel, LegState, OutcomeKind, ReturnWay, Stage, StopGround

ROLE_NAMES: dict[str, str | Promise] = {
    RoleName.COUNTER_OFFICER: _("Cán bộ Bộ phận Một cửa"),
    RoleName.UNIT_HEAD: _("Trưởng Bộ phận Một cửa"),
    RoleName.CASE_OFFICER: _("Công chức chuyên môn"),
    RoleName.CLERK: _("Văn thư"),
    RoleName.LEADER: _("Lãnh đạo"),
    RoleName.STEWARD: _("Kiểm soát thủ tục hành chính"),
    RoleName.AUDITOR: _("Kiểm tra, giám sát"),
    RoleName.ADMINISTRATOR: _("Quản trị hệ thống"),
    RoleName.CONTRACTOR_AGENT: _("Nhân viên bưu chính công ích"),
    RoleName.RECEIVING_CLIENT: _("Hệ thống tiếp nhận"),
}


def role_name(role: str) -> str | Promise:
    """The role in words."""
    return ROLE_NAMES[role]


MANDATE_GROUND_NAMES: dict[str, str | Promise] = {
    MandateGround.PARENT: _("Cha hoặc mẹ, thay cho con"),
    MandateGround.CHILD: _("Con, thay cho cha hoặc mẹ"),
    MandateGround.GUARDIAN: _("Người giám hộ"),
    MandateGround.COMPANY: _("Người đại diện theo pháp luật của tổ chức"),
    MandateGround.AUTHORISED: _("Người được ủy quyền"),
}


def mandate_ground_name(ground: str) -> str | Promise:
    """On what ground somebody acts for another, in words."""
    return MANDATE_GROUND_NAMES[ground]


STAGE_NAMES: dict[str, str | Promise] = {
    Stage.SUBMITTED: _("Mới nộp"),
    Stage.INCOMPLETE: _("Yêu cầu hoàn thiện khi tiếp nhận"),
    Stage.REFUSED: _("Từ chối tiếp nhận"),
    Stage.ACCEPTED: _("Đã tiếp nhận"),
    Stage.PROCESSING: _("Đang xử lý"),
    Stage.AWAITING_SUPPLEMENT: _("Chờ bổ sung hồ sơ"),
    Stage.AWAITING_PAYMENT: _("Chờ thực hiện nghĩa vụ tài chính"),
    Stage.DECIDED: _("Đã có kết quả"),
    Stage.RETURNED: _("Đã trả kết quả"),
    Stage.STOP_REQUESTED: _("Người nộp đề nghị dừng"),
    Stage.STOPPED: _("Đã dừng xử lý"),
}
LEG_STATE_NAMES: dict[str, str | Promise] = {
    LegState.WAITING: _("Chưa bắt đầu"),
    LegState.OPEN: _("Đang xử lý"),
    LegState.AWAITING_SUPPLEMENT: _("Chờ bổ sung hồ sơ"),
    LegState.AWAITING_PAYMENT: _("Chờ thực hiện nghĩa vụ tài chính"),
    LegState.SUSPENDED: _("Tạm dừng vì sự cố hệ thống đã thông báo"),
    LegState.DONE: _("Đã xong"),
    LegState.STOPPED: _("Đã dừng"),
}
OUTCOME_NAMES: dict[str, str | Promise] = {
    OutcomeKind.GRANTED: _("Đồng ý, cấp kết quả"),
    OutcomeKind.REJECTED: _("Từ chối giải quyết"),
    OutcomeKind.OPINION: _("Đã trả lời"),
}
CHANNEL_NAMES: dict[str, str | Promise] = {
    Channel.DIRECT: _("Trực tiếp tại Bộ phận Một cửa"),
    Channel.ONLINE: _("Trực tuyến"),
    Channel.POST: _("Qua bưu chính công ích"),
}
RETURN_WAY_NAMES: dict[str, str | Promise] = {
    ReturnWay.DESK: _("Tại Bộ phận Một cửa"),
    ReturnWay.POST: _("Qua bưu chính công ích"),
    ReturnWay.ELECTRONIC: _("Bản điện tử"),
}
PAPER_FORM_NAMES: dict[str, str | Promise] = {
    PaperForm.ORIGINAL: _("Bản chính"),
    PaperForm.COPY: _("Bản sao"),
    PaperForm.ELECTRONIC: _("Bản điện tử"),
    PaperForm.NONE: _("Chưa có"),
}
STOP_GROUND_NAMES: dict[str, str | Promise] = {
    StopGround.APPLICANT_REQUEST: _("Theo đề nghị của người nộp"),
    StopGround.NO_SUPPLEMENT: _("Quá hạn bổ sung hồ sơ"),
    StopGround.NO_PAYMENT: _("Không thực hiện nghĩa vụ tài chính"),
    StopGround.SPECIAL_LAW: _("Theo quy định của pháp luật chuyên ngành"),
}
FORM_NAMES: dict[str, str | Promise] = {
    "receipt": _("Giấy tiếp nhận hồ sơ và hẹn trả kết quả"),
    "supplement": _("Phiếu yêu cầu bổ sung, hoàn thiện hồ sơ"),
    "refusal": _("Phiếu từ chối giải quyết hồ sơ"),
    "apology": _("Phiếu xin lỗi và hẹn lại ngày trả kết quả"),
    "termination": _("Phiếu dừng xử lý hồ sơ"),
    "transfer_slip": _("Phiếu bàn giao hồ sơ giấy"),
}
_NAMES = {
    "stage": STAGE_NAMES,
    "leg_state": LEG_STATE_NAMES,
    "outcome": OUTCOME_NAMES,
    "return_way": RETURN_WAY_NAMES,
    "form": FORM_NAMES,
}


def name_of(code: str, kind: str) -> str | Promise:
    """The code in words; `kind` says of what: `stage`, `leg_state`, `outcome`, `return_way`, `form`."""
    return _NAMES[kind].get(code, code)


def text_in_words(text: Text) -> str:
    """A text of the catalogue in the language of the page."""
    return text.en if (get_language() or "").startswith("en") else text.vi


def step_name(edition: Edition | None, step: str) -> str:
    """The step of the internal process in words."""
    if step == ANSWER_STEP and edition is None:
        return gettext("Trả lời lấy ý kiến")
    for known in edition.route.steps if edition and edition.route else ():
        if known.key == step:
            return text_in_words(known.name)
    return step
