"""Every unit has its agencies, with unique codes, before and after 01/07/2025."""

from datetime import date

import pytest
from django.db.models import Count, Q

from motcua.directory.actions.agencies import import_agencies
from motcua.directory.models import AdministrativeUnit, Agency
from motcua.directory.queries.competence import successors_of
from motcua.directory.rules.actors import SYSTEM, ActNotAllowed, Actor
from motcua.directory.rules.agencies import AgencyKind, CodeCertainty
from motcua.directory.rules.agency_codes import PROVINCE_PREFIXES
from motcua.directory.rules.territory import TWO_TIER_ON, UnitLevel
from tests.reference import FOUNDED, Reference

pytestmark = pytest.mark.django_db
K = AgencyKind
BEFORE = date(2025, 6, 30)


def then(on: date) -> Q:
    return Q(start__lte=on) & (Q(end__isnull=True) | Q(end__gt=on))


def agency(code: str, on: date = TWO_TIER_ON) -> Agency:
    return Agency.objects.get(then(on), code=code)


@pytest.mark.parametrize(
    ("on", "level", "kinds"),
    [
        (
            TWO_TIER_ON,
            UnitLevel.PROVINCE,
            [
                *(K.PROVINCIAL_COMMITTEE, K.COMMITTEE_OFFICE, K.PROVINCIAL_SERVICE_CENTRE, K.PROVINCIAL_POLICE),
                *(K.SOCIAL_INSURANCE, K.TAX, K.LAND_OFFICE, K.DEPARTMENT_JUSTICE, K.DEPARTMENT_HOME_AFFAIRS),
                *(K.DEPARTMENT_FINANCE, K.DEPARTMENT_CONSTRUCTION, K.DEPARTMENT_AGRICULTURE_ENVIRONMENT),
                *(K.DEPARTMENT_HEALTH, K.DEPARTMENT_EDUCATION, K.DEPARTMENT_CULTURE, K.DEPARTMENT_INDUSTRY_TRADE),
                *(K.DEPARTMENT_SCIENCE_TECHNOLOGY, K.DEPARTMENT_ETHNIC_RELIGIOUS, K.INSPECTORATE),
            ],
        ),
        (TWO_TIER_ON, UnitLevel.COMMUNE, [K.COMMUNE_COMMITTEE, K.COMMUNE_POLICE]),
        (BEFORE, UnitLevel.PROVINCE, [K.PROVINCIAL_COMMITTEE, K.PROVINCIAL_SERVICE_CENTRE, K.DEPARTMENT_JUSTICE]),
        (
            BEFORE,
            UnitLevel.DISTRICT,
            [K.DISTRICT_COMMITTEE, K.DISTRICT_INTAKE_SECTION, K.LAND_OFFICE_BRANCH, K.SOCIAL_INSURANCE_BRANCH],
        ),
        (date(2025, 2, 28), UnitLevel.DISTRICT, [K.DISTRICT_POLICE]),
        (BEFORE, UnitLevel.COMMUNE, [K.COMMUNE_COMMITTEE, K.COMMUNE_POLICE, K.COMMUNE_INTAKE_SECTION]),
    ],
)
def test_every_unit_has_each_agency_once(
    reference_data: Reference, on: date, level: UnitLevel, kinds: list[AgencyKind]
) -> None:
    units = AdministrativeUnit.objects.filter(then(on), level=level)
    for kind in kinds:
        rows = Agency.objects.filter(then(on), kind=kind, unit__in=units, served_units__isnull=True)
        assert rows.count() == units.count() == rows.values("unit").distinct().count(), kind


def test_each_commune_is_served_by_one_branch_of_each_kind(reference_data: Reference) -> None:
    communes = AdministrativeUnit.objects.filter(start=TWO_TIER_ON, level=UnitLevel.COMMUNE)
    for kind in (K.LAND_OFFICE_BRANCH, K.SOCIAL_INSURANCE_BRANCH):
        served = communes.annotate(branches=Count("served_by", filter=Q(served_by__agency__kind=kind)))
        assert not served.exclude(branches=1).exists()
        assert Agency.objects.filter(kind=kind, end=None, served_units__isnull=True).count() == 0
    viet_tri = Agency.objects.get(code="H44.VPDK.227", end=None)
    assert viet_tri.served_units.filter(unit__path="phu tho/viet tri").exists()
    assert viet_tri.parent is not None and viet_tri.parent.kind == K.LAND_OFFICE


def test_every_commune_has_a_centre_or_a_point_of_the_one_centre(reference_data: Reference) -> None:
    communes = AdministrativeUnit.objects.filter(start=TWO_TIER_ON, level=UnitLevel.COMMUNE)
    one_stop = Q(agencies__kind__in=[K.COMMUNE_SERVICE_CENTRE, K.SERVICE_POINT])
    assert not communes.annotate(doors=Count("agencies", filter=one_stop)).exclude(doors=1).exists()
    points = Agency.objects.filter(kind=K.SERVICE_POINT)
    assert set(points.values_list("unit__parent__name", flat=True)) == {"Hà Nội", "Quảng Ninh"}
    assert not points.exclude(parent__kind=K.PROVINCIAL_SERVICE_CENTRE).exists()


def test_the_codes_of_phu_tho_are_official_and_the_others_marked(reference_data: Reference) -> None:
    official = Agency.objects.filter(code_certainty=CodeCertainty.OFFICIAL)
    assert official.count() == reference_data.agencies.official_codes == 164
    assert not official.exclude(Q(code="H44") | Q(code__startswith="H44.")).exists()
    assert official.filter(kind=K.COMMUNE_COMMITTEE).count() == 148
    assert agency("H44.100").name == "Ủy ban nhân dân phường Việt Trì"
    assert agency("H44.19").name == "Sở Tư pháp tỉnh Phú Thọ"
    assert "dichvucong.gov.vn" in agency("H44.100").source
    assert agency("H26.00004").code_certainty == CodeCertainty.PROVISIONAL


def test_codes_follow_the_level_one_identifiers_and_are_unique_at_a_time(reference_data: Reference) -> None:
    assert len(PROVINCE_PREFIXES) == 63
    assert (PROVINCE_PREFIXES["An Giang"], PROVINCE_PREFIXES["Yên Bái"]) == ("H01", "H63")
    assert not Agency.objects.exclude(code__regex=r"^H\d\d(\.[A-Z0-9]+)*$").exists()
    for on in (BEFORE, TWO_TIER_ON):
        codes = Agency.objects.filter(then(on)).values("code")
        assert codes.count() == codes.distinct().count()


def test_every_agency_that_has_a_superior_exists_with_it(reference_data: Reference) -> None:
    below = Agency.objects.exclude(kind__in=[K.PROVINCIAL_COMMITTEE, K.PROVINCIAL_POLICE, K.SOCIAL_INSURANCE, K.TAX])
    assert not below.filter(parent__isnull=True).exists()
    assert agency("H44.100.TTHC").parent == agency("H44.100")


def test_a_former_agency_names_who_followed_it(reference_data: Reference) -> None:
    heirs = successors_of(agency("H26.D001.00007", BEFORE))
    assert [(heir.agency.code, heir.is_default) for heir in heirs] == [("H26.00008", True), ("H26.00025", False)]
    district = successors_of(agency("H44.D227", BEFORE))
    assert district[0].agency.code == "H44.100" and district[0].is_default
    assert {heir.agency.kind for heir in district} == {K.COMMUNE_COMMITTEE}
    branch = successors_of(agency("H44.D227.VPDK", BEFORE))
    assert branch[0].agency.code == "H44.VPDK.227"
    province = successors_of(Agency.objects.get(code="H62.19", end=TWO_TIER_ON))
    assert [heir.agency.code for heir in province] == ["H44.19"]
    police = successors_of(agency("H44.D227.CA", date(2025, 2, 28)))
    assert police and all(heir.agency.code.startswith("H44.D227.") for heir in police)
    assert successors_of(agency("H44.100")) == []


def test_a_second_import_changes_nothing(reference_data: Reference) -> None:
    before = Agency.objects.count()
    assert import_agencies(actor=SYSTEM, at=FOUNDED).unchanged
    assert Agency.objects.count() == before


def test_only_a_steward_imports_agencies() -> None:
    with pytest.raises(ActNotAllowed):
        import_agencies(actor=Actor(id=1, name="Lan"), at=FOUNDED)
