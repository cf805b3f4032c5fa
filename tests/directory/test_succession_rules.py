"""Pure rules of succession: namesakes, wrong points, the main successor."""

import pytest

from motcua.directory.rules.succession import (
    OldCommune,
    Succession,
    distance_km,
    main_successor,
    mistaken_points,
    resolve_namesakes,
)
from motcua.directory.rules.territory import UnitKind, UnitLevel, kind_of, path_part

HERE, THERE = (21.0, 105.0), (21.5, 105.5)
OLD = {
    "a/x/tan": OldCommune("a/x/tan", "a/x", "tan", HERE),
    "a/y/tan": OldCommune("a/y/tan", "a/y", "tan", THERE),
    "a/y/other": OldCommune("a/y/other", "a/y", "other", THERE),
}
PROVINCE = {"near_x": "p", "near_y": "p"}
POINTS = {"near_x": HERE, "near_y": THERE}


def split(old: str, new: str, is_default: bool) -> Succession:
    return Succession(old, new, is_split=True, is_default=is_default)


def test_each_namesake_keeps_what_is_near() -> None:
    listed = [split(old, new, new[-1] == old[2]) for old in ("a/x/tan", "a/y/tan") for new in POINTS]
    kept, dropped = resolve_namesakes(listed, OLD, PROVINCE, POINTS)
    assert kept == [Succession("a/x/tan", "near_x", False, True), Succession("a/y/tan", "near_y", False, True)]
    assert {(s.old, s.new) for s in dropped} == {("a/x/tan", "near_y"), ("a/y/tan", "near_x")}


def test_a_division_without_namesake_stays_however_far() -> None:
    listed = [split("a/x/tan", "near_x", True), split("a/x/tan", "near_y", False)]
    assert resolve_namesakes(listed, OLD, PROVINCE, POINTS) == (listed, [])


def test_what_its_own_district_joined_is_kept() -> None:
    listed = [
        split("a/x/tan", "near_x", True),
        split("a/y/tan", "near_x", False),
        split("a/y/tan", "near_y", True),
        split("a/x/tan", "near_y", False),
        Succession("a/y/other", "near_x", is_split=False, is_default=True),
        Succession("a/y/other", "near_y", is_split=False, is_default=True),
    ]
    kept, dropped = resolve_namesakes(listed, OLD, PROVINCE, POINTS)
    assert [(s.old, s.new) for s in dropped] == [("a/x/tan", "near_y")]
    assert split("a/y/tan", "near_x", False) in kept


def test_a_point_far_from_agreeing_origins_is_put_right() -> None:
    near = [(20.0, 104.0), (20.02, 104.02)]
    assert mistaken_points({"n": HERE}, {"n": near})["n"] == pytest.approx((20.01, 104.01))
    assert mistaken_points({"n": (20.1, 104.1)}, {"n": near}) == {}
    assert mistaken_points({"n": HERE}, {"n": near[:1]}) == {}
    assert mistaken_points({"n": HERE}, {"n": [(20.0, 104.0), (19.0, 104.0)]}) == {}


def test_the_main_successor_has_the_name_or_took_most() -> None:
    names = {"1": "Ngọc Hà", "2": "Ba Đình", "3": "Giảng Võ"}
    assert main_successor("Ba Đình", names, {"1": 5}) == "2"
    assert main_successor("Cống Vị", names, {"3": 2, "1": 1}) == "3"
    assert main_successor("Cống Vị", names, {}) == "1"


def test_distance_is_about_right() -> None:
    assert 1130 < distance_km((21.03, 105.85), (10.78, 106.70)) < 1160


def test_paths_know_neither_accents_nor_apostrophes_nor_dashes() -> None:
    assert path_part("M'Drắk") == "mdrak"
    assert path_part("Bà Rịa - Vũng Tàu") == "ba ria vung tau"


def test_a_city_below_a_province_is_a_provincial_city() -> None:
    assert kind_of("Thành phố", UnitLevel.PROVINCE) == UnitKind.CITY
    assert kind_of("Thành phố", UnitLevel.DISTRICT) == UnitKind.PROVINCIAL_CITY
    assert kind_of("Phường", UnitLevel.COMMUNE) == UnitKind.WARD
