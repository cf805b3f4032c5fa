"""Which agencies a unit of each level has, before and after 01/07/2025, with their names and codes.

Source: NĐ 118/2025/NĐ-CP Art. 7 and NĐ 61/2018/NĐ-CP Art. 7 for one-stop units; the rest is the common structure of
local government (own knowledge). Provincial departments carry the names they have had since 01/03/2025; earlier
departments that were merged then are not listed apart.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from motcua.directory.rules.agencies import AgencyKind, CodeCertainty
from motcua.directory.rules.territory import TWO_TIER_ON, UnitLevel

DISTRICT_POLICE_END = date(2025, 3, 1)
"""The day district police ended, four months before the districts. Own knowledge."""
ONE_LEVEL_CENTRE_PROVINCES = frozenset({"Hà Nội", "Quảng Ninh"})
"""Provinces with one centre and service points instead of commune centres. Law: ND118.7.2b"""


@dataclass(frozen=True)
class Place:
    """What the plan needs to know of a unit; `base` is its committee's code."""

    level: UnitLevel
    full_name: str
    province: str
    base: str
    start: date
    end: date | None
    has_communes: bool = True
    """False for the former island districts, whose committees did a commune's work themselves."""

    @property
    def is_two_tier(self) -> bool:
        return self.start >= TWO_TIER_ON

    @property
    def in_a_name(self) -> str:
        """The full name within another name: "Sở Tư pháp tỉnh Phú Thọ"."""
        return self.full_name[0].lower() + self.full_name[1:]


@dataclass(frozen=True)
class PlannedAgency:
    kind: AgencyKind
    code: str
    certainty: CodeCertainty
    name: str
    parent: tuple[UnitLevel, AgencyKind] | None
    """The kind of its parent agency at a level of the same place."""
    start: date
    end: date | None
    is_regional: bool = False
    """It serves several communes and lies in their province."""


@dataclass(frozen=True)
class Pattern:
    """A kind of agency that every unit of a level has; `{}` in its name is the unit's."""

    kind: AgencyKind
    suffix: str
    name: str
    parent: tuple[UnitLevel, AgencyKind] | None


K = AgencyKind
_OF_PROVINCE = (UnitLevel.PROVINCE, K.PROVINCIAL_COMMITTEE)
_OFFICE = (UnitLevel.PROVINCE, K.COMMITTEE_OFFICE)
_PROVINCE = (
    Pattern(K.PROVINCIAL_COMMITTEE, "", "Ủy ban nhân dân {}", None),
    Pattern(K.COMMITTEE_OFFICE, ".01", "Văn phòng Ủy ban nhân dân {}", _OF_PROVINCE),
    Pattern(K.INDUSTRIAL_ZONES_BOARD, ".03", "Ban Quản lý các khu công nghiệp {}", _OF_PROVINCE),
    Pattern(K.DEPARTMENT_INDUSTRY_TRADE, ".07", "Sở Công Thương {}", _OF_PROVINCE),
    Pattern(K.DEPARTMENT_EDUCATION, ".08", "Sở Giáo dục và Đào tạo {}", _OF_PROVINCE),
    Pattern(K.DEPARTMENT_JUSTICE, ".19", "Sở Tư pháp {}", _OF_PROVINCE),
    Pattern(K.DEPARTMENT_CULTURE, ".20", "Sở Văn hóa, Thể thao và Du lịch {}", _OF_PROVINCE),
    Pattern(K.DEPARTMENT_HEALTH, ".22", "Sở Y tế {}", _OF_PROVINCE),
    Pattern(K.INSPECTORATE, ".23", "Thanh tra {}", _OF_PROVINCE),
    Pattern(K.DEPARTMENT_SCIENCE_TECHNOLOGY, ".41", "Sở Khoa học và Công nghệ {}", _OF_PROVINCE),
    Pattern(K.DEPARTMENT_HOME_AFFAIRS, ".42", "Sở Nội vụ {}", _OF_PROVINCE),
    Pattern(K.DEPARTMENT_FINANCE, ".43", "Sở Tài chính {}", _OF_PROVINCE),
    Pattern(K.DEPARTMENT_CONSTRUCTION, ".44", "Sở Xây dựng {}", _OF_PROVINCE),
    Pattern(K.DEPARTMENT_AGRICULTURE_ENVIRONMENT, ".45", "Sở Nông nghiệp và Môi trường {}", _OF_PROVINCE),
    Pattern(K.DEPARTMENT_ETHNIC_RELIGIOUS, ".46", "Sở Dân tộc và Tôn giáo {}", _OF_PROVINCE),
    Pattern(
        K.LAND_OFFICE,
        ".45.VPDK",
        "Văn phòng Đăng ký đất đai {}",
        (UnitLevel.PROVINCE, K.DEPARTMENT_AGRICULTURE_ENVIRONMENT),
    ),
    Pattern(K.PROVINCIAL_POLICE, ".CA", "Công an {}", None),
    Pattern(K.SOCIAL_INSURANCE, ".BHXH", "Bảo hiểm xã hội {}", None),
    Pattern(K.TAX, ".THUE", "Thuế {}", None),
    Pattern(K.PROVINCIAL_SERVICE_CENTRE, ".TTHC", "Trung tâm Phục vụ hành chính công {}", _OFFICE),
)
PROVINCES_WITH_FOREIGN_AFFAIRS = frozenset({"Phú Thọ"})
"""Where a department of foreign affairs is known to exist."""
_FOREIGN_AFFAIRS = Pattern(K.DEPARTMENT_FOREIGN_AFFAIRS, ".13", "Sở Ngoại vụ {}", _OF_PROVINCE)
_COMMITTEE = (UnitLevel.COMMUNE, K.COMMUNE_COMMITTEE)
_COMMUNE = (
    Pattern(K.COMMUNE_COMMITTEE, "", "Ủy ban nhân dân {}", _OF_PROVINCE),
    Pattern(K.COMMUNE_POLICE, ".CA", "Công an {}", (UnitLevel.PROVINCE, K.PROVINCIAL_POLICE)),
)
_COMMUNE_CENTRE = Pattern(K.COMMUNE_SERVICE_CENTRE, ".TTHC", "Trung tâm Phục vụ hành chính công {}", _COMMITTEE)
_SERVICE_POINT = Pattern(
    K.SERVICE_POINT, ".TTHC", "Điểm phục vụ hành chính công {}", (UnitLevel.PROVINCE, K.PROVINCIAL_SERVICE_CENTRE)
)
_FORMER_COMMUNE = (
    Pattern(K.COMMUNE_COMMITTEE, "", "Ủy ban nhân dân {}", (UnitLevel.DISTRICT, K.DISTRICT_COMMITTEE)),
    Pattern(K.COMMUNE_POLICE, ".CA", "Công an {}", (UnitLevel.PROVINCE, K.PROVINCIAL_POLICE)),
    Pattern(K.COMMUNE_INTAKE_SECTION, ".MC", "Bộ phận Tiếp nhận và Trả kết quả {}", _COMMITTEE),
)
_DISTRICT_COMMITTEE = (UnitLevel.DISTRICT, K.DISTRICT_COMMITTEE)
_DISTRICT = (
    Pattern(K.DISTRICT_COMMITTEE, "", "Ủy ban nhân dân {}", _OF_PROVINCE),
    Pattern(K.DISTRICT_POLICE, ".CA", "Công an {}", (UnitLevel.PROVINCE, K.PROVINCIAL_POLICE)),
    Pattern(K.DISTRICT_INTAKE_SECTION, ".MC", "Bộ phận Tiếp nhận và Trả kết quả {}", _DISTRICT_COMMITTEE),
    Pattern(
        K.LAND_OFFICE_BRANCH, ".VPDK", "Chi nhánh Văn phòng Đăng ký đất đai {}", (UnitLevel.PROVINCE, K.LAND_OFFICE)
    ),
    Pattern(K.SOCIAL_INSURANCE_BRANCH, ".BHXH", "Bảo hiểm xã hội {}", (UnitLevel.PROVINCE, K.SOCIAL_INSURANCE)),
)
REGIONAL_BRANCHES = (
    Pattern(
        K.LAND_OFFICE_BRANCH,
        ".VPDK",
        "Chi nhánh Văn phòng Đăng ký đất đai khu vực {}",
        (UnitLevel.PROVINCE, K.LAND_OFFICE),
    ),
    Pattern(K.SOCIAL_INSURANCE_BRANCH, ".BHXH", "Bảo hiểm xã hội cơ sở {}", (UnitLevel.PROVINCE, K.SOCIAL_INSURANCE)),
)
"""Since 01/07/2025 they work for several communes: those of the former district, until the real regions are entered."""
AT_A_DISTRICT_WITHOUT_COMMUNES = {
    K.COMMUNE_COMMITTEE: K.DISTRICT_COMMITTEE,
    K.COMMUNE_POLICE: K.DISTRICT_POLICE,
    K.COMMUNE_INTAKE_SECTION: K.DISTRICT_INTAKE_SECTION,
}
"""Who did a commune's work in the former island districts."""
SUCCESSOR_KINDS: Mapping[AgencyKind, tuple[AgencyKind, ...]] = {
    K.DISTRICT_COMMITTEE: (K.COMMUNE_COMMITTEE,),
    K.DISTRICT_POLICE: (K.COMMUNE_POLICE,),
    K.DISTRICT_INTAKE_SECTION: (K.COMMUNE_SERVICE_CENTRE, K.SERVICE_POINT),
    K.COMMUNE_INTAKE_SECTION: (K.COMMUNE_SERVICE_CENTRE, K.SERVICE_POINT),
    K.COMMUNE_SERVICE_CENTRE: (K.COMMUNE_SERVICE_CENTRE, K.SERVICE_POINT),
    K.SERVICE_POINT: (K.SERVICE_POINT, K.COMMUNE_SERVICE_CENTRE),
}
"""Kinds that took over from a kind in the successor units; any other kind is followed by its own."""


def plan(place: Place, official_codes: Mapping[tuple[AgencyKind, str], str]) -> Iterator[PlannedAgency]:
    """The agencies of a unit. `official_codes`: (kind, full name of the unit) → code."""
    for pattern in _patterns(place):
        official = official_codes.get((pattern.kind, place.full_name)) if place.is_two_tier else None
        end = place.end
        if pattern.kind == K.DISTRICT_POLICE and place.has_communes:
            end = DISTRICT_POLICE_END
        yield PlannedAgency(
            kind=pattern.kind,
            code=official or f"{place.base}{pattern.suffix}",
            certainty=CodeCertainty.OFFICIAL if official else CodeCertainty.PROVISIONAL,
            name=pattern.name.format(place.in_a_name),
            parent=pattern.parent,
            start=place.start,
            end=end,
        )


def regional_branch(pattern: Pattern, prefix: str, region_code: str, region: str, start: date) -> PlannedAgency:
    """A branch for several communes, named after its region."""
    return PlannedAgency(
        kind=pattern.kind,
        code=f"{prefix}{pattern.suffix}.{region_code}",
        certainty=CodeCertainty.PROVISIONAL,
        name=pattern.name.format(region),
        parent=pattern.parent,
        start=start,
        end=None,
        is_regional=True,
    )


def _patterns(place: Place) -> tuple[Pattern, ...]:
    if place.level == UnitLevel.PROVINCE:
        has_foreign_affairs = place.is_two_tier and place.province in PROVINCES_WITH_FOREIGN_AFFAIRS
        return (*_PROVINCE, _FOREIGN_AFFAIRS) if has_foreign_affairs else _PROVINCE
    if place.level == UnitLevel.DISTRICT:
        return _DISTRICT
    if not place.is_two_tier:
        return _FORMER_COMMUNE
    centre = _SERVICE_POINT if place.province in ONE_LEVEL_CENTRE_PROVINCES else _COMMUNE_CENTRE
    return (*_COMMUNE, centre)
