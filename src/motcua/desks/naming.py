"""Words for codes that appear on many pages."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from motcua.directory.rules.roles import RoleName

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
