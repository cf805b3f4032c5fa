"""Words for levels of administrative units and kinds of agencies."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from motcua.directory.rules.agencies import AgencyKind, CodeCertainty
from motcua.directory.rules.territory import UnitLevel

Words = Mapping[str, str | Promise]

LEVELS: Words = {
    UnitLevel.PROVINCE: _("cấp tỉnh"),
    UnitLevel.DISTRICT: _("cấp huyện"),
    UnitLevel.COMMUNE: _("cấp xã"),
}
AGENCY_KINDS: Words = {
    AgencyKind.MINISTRY: _("Bộ, cơ quan ngang bộ"),
    AgencyKind.PROVINCIAL_COMMITTEE: _("Ủy ban nhân dân cấp tỉnh"),
    AgencyKind.DISTRICT_COMMITTEE: _("Ủy ban nhân dân cấp huyện"),
    AgencyKind.COMMUNE_COMMITTEE: _("Ủy ban nhân dân cấp xã"),
    AgencyKind.DEPARTMENT_JUSTICE: _("Sở Tư pháp"),
    AgencyKind.DEPARTMENT_HOME_AFFAIRS: _("Sở Nội vụ"),
    AgencyKind.DEPARTMENT_FINANCE: _("Sở Tài chính"),
    AgencyKind.DEPARTMENT_CONSTRUCTION: _("Sở Xây dựng"),
    AgencyKind.DEPARTMENT_AGRICULTURE_ENVIRONMENT: _("Sở Nông nghiệp và Môi trường"),
    AgencyKind.DEPARTMENT_HEALTH: _("Sở Y tế"),
    AgencyKind.DEPARTMENT_EDUCATION: _("Sở Giáo dục và Đào tạo"),
    AgencyKind.DEPARTMENT_CULTURE: _("Sở Văn hóa, Thể thao và Du lịch"),
    AgencyKind.DEPARTMENT_INDUSTRY_TRADE: _("Sở Công Thương"),
    AgencyKind.DEPARTMENT_SCIENCE_TECHNOLOGY: _("Sở Khoa học và Công nghệ"),
    AgencyKind.DEPARTMENT_ETHNIC_RELIGIOUS: _("Sở Dân tộc và Tôn giáo"),
    AgencyKind.DEPARTMENT_FOREIGN_AFFAIRS: _("Sở Ngoại vụ"),
    AgencyKind.INSPECTORATE: _("Thanh tra tỉnh"),
    AgencyKind.COMMITTEE_OFFICE: _("Văn phòng Ủy ban nhân dân tỉnh"),
    AgencyKind.INDUSTRIAL_ZONES_BOARD: _("Ban Quản lý các khu công nghiệp"),
    AgencyKind.LAND_OFFICE: _("Văn phòng đăng ký đất đai"),
    AgencyKind.LAND_OFFICE_BRANCH: _("Chi nhánh Văn phòng đăng ký đất đai"),
    AgencyKind.PROVINCIAL_POLICE: _("Công an cấp tỉnh"),
    AgencyKind.COMMUNE_POLICE: _("Công an cấp xã"),
    AgencyKind.DISTRICT_POLICE: _("Công an cấp huyện"),
    AgencyKind.SOCIAL_INSURANCE: _("Bảo hiểm xã hội cấp tỉnh"),
    AgencyKind.SOCIAL_INSURANCE_BRANCH: _("Bảo hiểm xã hội cơ sở"),
    AgencyKind.TAX: _("Cơ quan thuế"),
    AgencyKind.OTHER: _("Cơ quan khác"),
    AgencyKind.PROVINCIAL_SERVICE_CENTRE: _("Trung tâm Phục vụ hành chính công cấp tỉnh"),
    AgencyKind.DISTRICT_INTAKE_SECTION: _("Bộ phận tiếp nhận và trả kết quả cấp huyện"),
    AgencyKind.COMMUNE_INTAKE_SECTION: _("Bộ phận tiếp nhận và trả kết quả cấp xã"),
    AgencyKind.COMMUNE_SERVICE_CENTRE: _("Trung tâm Phục vụ hành chính công cấp xã"),
    AgencyKind.SERVICE_POINT: _("Điểm tiếp nhận và trả kết quả"),
}
CODE_CERTAINTIES: Words = {
    CodeCertainty.OFFICIAL: _("mã chính thức"),
    CodeCertainty.PROVISIONAL: _("mã tạm"),
}
