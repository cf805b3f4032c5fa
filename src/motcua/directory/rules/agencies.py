"""Kinds of agencies and how sure their codes are."""

from motcua.kernel.choices import Choice


class CodeCertainty(Choice):
    OFFICIAL = "official"
    """The code is published by the agency's province or ministry under QĐ 20/2020/QĐ-TTg."""
    PROVISIONAL = "provisional"
    """Made by motcua until the official list is imported."""


class AgencyKind(Choice):
    MINISTRY = "ministry"
    PROVINCIAL_COMMITTEE = "provincial_committee"
    DISTRICT_COMMITTEE = "district_committee"
    COMMUNE_COMMITTEE = "commune_committee"
    DEPARTMENT_JUSTICE = "department_justice"
    DEPARTMENT_HOME_AFFAIRS = "department_home_affairs"
    DEPARTMENT_FINANCE = "department_finance"
    DEPARTMENT_CONSTRUCTION = "department_construction"
    DEPARTMENT_AGRICULTURE_ENVIRONMENT = "department_agriculture_environment"
    DEPARTMENT_HEALTH = "department_health"
    DEPARTMENT_EDUCATION = "department_education"
    DEPARTMENT_CULTURE = "department_culture"
    DEPARTMENT_INDUSTRY_TRADE = "department_industry_trade"
    DEPARTMENT_SCIENCE_TECHNOLOGY = "department_science_technology"
    DEPARTMENT_ETHNIC_RELIGIOUS = "department_ethnic_religious"
    DEPARTMENT_FOREIGN_AFFAIRS = "department_foreign_affairs"
    INSPECTORATE = "inspectorate"
    COMMITTEE_OFFICE = "committee_office"
    INDUSTRIAL_ZONES_BOARD = "industrial_zones_board"
    LAND_OFFICE = "land_office"
    LAND_OFFICE_BRANCH = "land_office_branch"
    PROVINCIAL_POLICE = "provincial_police"
    COMMUNE_POLICE = "commune_police"
    DISTRICT_POLICE = "district_police"
    SOCIAL_INSURANCE = "social_insurance"
    SOCIAL_INSURANCE_BRANCH = "social_insurance_branch"
    TAX = "tax"
    OTHER = "other"
    PROVINCIAL_SERVICE_CENTRE = "provincial_service_centre"
    DISTRICT_INTAKE_SECTION = "district_intake_section"
    COMMUNE_INTAKE_SECTION = "commune_intake_section"
    """Of a commune before 01/07/2025."""
    COMMUNE_SERVICE_CENTRE = "commune_service_centre"
    SERVICE_POINT = "service_point"
    """A branch or intake-and-return point of a centre."""

    @property
    def is_one_stop_unit(self) -> bool:
        return self in _ONE_STOP_UNITS


_ONE_STOP_UNITS = {
    AgencyKind.PROVINCIAL_SERVICE_CENTRE,
    AgencyKind.DISTRICT_INTAKE_SECTION,
    AgencyKind.COMMUNE_INTAKE_SECTION,
    AgencyKind.COMMUNE_SERVICE_CENTRE,
    AgencyKind.SERVICE_POINT,
}
