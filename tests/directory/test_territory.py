"""Both schemes of units come out complete, each commune with its successors and origins."""

from datetime import date, datetime

import pytest
from django.db.models import Count, Q

from motcua.directory.actions.territory import import_territory
from motcua.directory.models import AdministrativeUnit, UnitSuccession
from motcua.directory.rules.actors import SYSTEM, ActNotAllowed, Actor
from motcua.directory.rules.territory import TWO_TIER_ON, TerritoryNotPossible, UnitKind, UnitLevel
from motcua.kernel.worktime import TIME_ZONE
from tests.reference import Reference

AT = datetime(2026, 11, 23, 9, tzinfo=TIME_ZONE)
pytestmark = pytest.mark.django_db


def counts(start: date) -> dict[str, int]:
    rows = AdministrativeUnit.objects.filter(start=start).values("level").annotate(number=Count("id"))
    return {row["level"]: row["number"] for row in rows}


def unit(path: str, on: date = TWO_TIER_ON, level: UnitLevel | None = None) -> AdministrativeUnit:
    found = AdministrativeUnit.objects.filter(Q(end__isnull=True) | Q(end__gt=on), path=path, start__lte=on)
    return found.get() if level is None else found.get(level=level)


def successors(path: str) -> dict[str, tuple[bool, bool]]:
    old = unit(path, date(2025, 6, 30))
    rows = UnitSuccession.objects.filter(predecessor=old)
    return {
        path: (split, default) for path, split, default in rows.values_list("successor__path", "is_split", "is_default")
    }


def test_both_schemes_are_complete(reference_data: Reference) -> None:
    assert counts(date(2004, 1, 1)) == {"province": 63, "district": 696, "commune": 10_035}
    assert counts(TWO_TIER_ON) == {"province": 34, "commune": 3_321}
    new = AdministrativeUnit.objects.filter(start=TWO_TIER_ON)
    assert new.filter(kind=UnitKind.SPECIAL_ZONE).count() == 13
    assert new.filter(kind=UnitKind.CITY).count() == 6
    assert not AdministrativeUnit.objects.filter(start__lt=TWO_TIER_ON).exclude(end=TWO_TIER_ON).exists()
    assert "nominal" in unit("ha noi/ba dinh/cong vi", date(2025, 6, 30)).source


def test_every_former_unit_has_one_default_successor_and_every_commune_an_origin(reference_data: Reference) -> None:
    former = AdministrativeUnit.objects.filter(start__lt=TWO_TIER_ON)
    defaults = former.annotate(defaults=Count("successions", filter=Q(successions__is_default=True)))
    assert not defaults.exclude(defaults=1).exists()
    new = AdministrativeUnit.objects.filter(start=TWO_TIER_ON)
    assert not new.filter(origins__isnull=True).exists()
    assert reference_data.territory.without_successor == reference_data.territory.without_origin == ()
    whole_but_several = UnitSuccession.objects.filter(is_split=False).values("predecessor").annotate(n=Count("id"))
    assert not whole_but_several.filter(n__gt=1).exists()


def test_only_island_districts_have_no_communes(reference_data: Reference) -> None:
    bare = AdministrativeUnit.objects.filter(level=UnitLevel.DISTRICT, children__isnull=True)
    assert set(bare.values_list("name", flat=True)) == {"Bạch Long Vĩ", "Cồn Cỏ", "Hoàng Sa", "Lý Sơn", "Côn Đảo"}
    assert successors("quang ngai/ly son") == {"quang ngai/ly son": (False, True)}


def test_whole_and_divided_communes_and_merged_provinces(reference_data: Reference) -> None:
    assert successors("ha noi/ba dinh/cong vi") == {"ha noi/ngoc ha": (True, True), "ha noi/giang vo": (True, False)}
    assert successors("phu tho/viet tri/tien cat") == {"phu tho/viet tri": (False, True)} or successors(
        "phu tho/viet tri/tien cat"
    )
    for former in ("phu tho", "vinh phuc", "hoa binh"):
        assert successors(former) == {"phu tho": (False, True)}


def test_parts_given_to_namesakes_far_away_are_left_out_and_named(reference_data: Reference) -> None:
    assert successors("can tho/vinh thanh/thanh quoi") == {"can tho/thanh quoi": (False, True)}
    assert successors("soc trang/my xuyen/thanh quoi") == {"can tho/gia hoa": (False, True)}
    assert successors("long an/tan an/phuong 4") == {"tay ninh/long an": (False, True)}
    named = reference_data.territory.parts_given_to_namesakes
    assert len(named) == 28 and "can tho/vinh thanh/thanh quoi → can tho/gia hoa" in named


def test_points_far_from_the_former_communes_are_put_right_and_named(reference_data: Reference) -> None:
    assert len(reference_data.territory.points_put_right) == 10
    luong_son = unit("phu tho/luong son")
    assert luong_son.latitude is not None and luong_son.longitude is not None
    assert 20.5 < luong_son.latitude < 21 and 105.2 < luong_son.longitude < 105.7
    assert "former communes" in luong_son.source
    assert not AdministrativeUnit.objects.filter(start=TWO_TIER_ON, latitude__isnull=True).exists()


def test_namesakes_are_all_kept(reference_data: Reference) -> None:
    namesakes = AdministrativeUnit.objects.filter(path="ho chi minh/thanh an")
    assert set(namesakes.values_list("full_name", flat=True)) == {"Xã Thanh An", "Xã Thạnh An"}


def test_a_second_import_changes_nothing(reference_data: Reference) -> None:
    before = AdministrativeUnit.objects.count()
    again = import_territory(actor=SYSTEM, at=AT)
    assert again.unchanged and AdministrativeUnit.objects.count() == before


def test_an_import_is_journalled_once_with_its_counts(reference_data: Reference) -> None:
    assert reference_data.acts == (
        "directory.territory_imported",
        "directory.agencies_imported",
        "directory.calendar_published",
    )


def test_units_from_elsewhere_are_not_mixed_in() -> None:
    AdministrativeUnit.objects.create(
        code="25",
        level=UnitLevel.PROVINCE,
        kind=UnitKind.PROVINCE,
        name="Phú Thọ",
        full_name="Tỉnh Phú Thọ",
        path="phu tho",
        start=TWO_TIER_ON,
        source="by hand",
    )
    with pytest.raises(TerritoryNotPossible):
        import_territory(actor=SYSTEM, at=AT)
    assert AdministrativeUnit.objects.count() == 1


def test_only_a_steward_imports() -> None:
    with pytest.raises(ActNotAllowed):
        import_territory(actor=Actor(id=1, name="Lan"), at=AT)
    assert not AdministrativeUnit.objects.exists()
