"""ND118.7.2b: a city may have one centre for all with service points, and then has no commune centres."""

from motcua.directory.rules.agencies import AgencyKind
from motcua.directory.rules.agency_plan import Place, plan
from motcua.directory.rules.territory import TWO_TIER_ON, UnitLevel


def kinds_in(commune: str, province: str) -> set[AgencyKind]:
    place = Place(UnitLevel.COMMUNE, commune, province, base="H00.1", start=TWO_TIER_ON, end=None)
    return {agency.kind for agency in plan(place, {})}


def test_a_ward_of_ha_noi_has_a_service_point() -> None:
    kinds = kinds_in("Phường Ba Đình", "Hà Nội")
    assert AgencyKind.SERVICE_POINT in kinds
    assert AgencyKind.COMMUNE_SERVICE_CENTRE not in kinds


def test_a_ward_of_phu_tho_has_its_own_centre() -> None:
    kinds = kinds_in("Phường Nông Trang", "Phú Thọ")
    assert AgencyKind.COMMUNE_SERVICE_CENTRE in kinds
    assert AgencyKind.SERVICE_POINT not in kinds
