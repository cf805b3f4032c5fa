"""Places are found by code and by unaccented path, and followed through time."""

from datetime import date

import pytest

from motcua.directory.queries.places import find_place, locate, search_units
from motcua.directory.rules.competence import PlaceAmbiguous, PlaceUnknown
from tests.reference import Reference

pytestmark = pytest.mark.django_db
BEFORE, AFTER = date(2025, 6, 30), date(2025, 7, 1)


@pytest.mark.parametrize(
    ("text", "on", "full_name"),
    [
        ("ha noi/ba dinh/cong vi", BEFORE, "Phường Cống Vị"),
        ("Hà Nội / Ba Đình / Cống Vị", BEFORE, "Phường Cống Vị"),
        ("thanh pho ha noi/quan ba dinh/phuong cong vi", BEFORE, "Phường Cống Vị"),
        ("ha noi/cong vi", BEFORE, "Phường Cống Vị"),
        ("ha noi/ba dinh/cong vi", AFTER, "Phường Cống Vị"),
        ("ha noi/ba dinh", BEFORE, "Quận Ba Đình"),
        ("ha noi/ba dinh", AFTER, "Phường Ba Đình"),
        ("phu tho/viet tri", AFTER, "Phường Việt Trì"),
        ("tp ho chi minh/quan 4/phuong 13", BEFORE, "Phường 13"),
        ("dak lak/m'drak", AFTER, "Xã M'Drắk"),
        ("00004", BEFORE, "Phường Trúc Bạch"),
        ("00004", AFTER, "Phường Ba Đình"),
        ("001", BEFORE, "Quận Ba Đình"),
        ("25", AFTER, "Tỉnh Phú Thọ"),
        ("ho chi minh/Thạnh An", AFTER, "Xã Thạnh An"),
    ],
)
def test_a_place_is_found(reference_data: Reference, text: str, on: date, full_name: str) -> None:
    assert find_place(text, on).full_name == full_name


def test_namesakes_are_told_apart_only_by_accents_code_or_kind(reference_data: Reference) -> None:
    with pytest.raises(PlaceAmbiguous) as refusal:
        find_place("ho chi minh/thanh an", AFTER)
    assert len(refusal.value.details["choices"]) == 2  # type: ignore[arg-type]
    assert find_place("dong thap/phuong my tho", AFTER).full_name == "Phường Mỹ Tho"
    assert find_place("dong thap/xa my tho", AFTER).full_name == "Xã Mỹ Thọ"


@pytest.mark.parametrize("text", ["phu tho/viet trj", "99999", "", "/", "x" * 300, "%", "'; drop table"])
def test_an_unknown_place_names_the_nearest(reference_data: Reference, text: str) -> None:
    with pytest.raises(PlaceUnknown) as refusal:
        find_place(text, AFTER)
    assert len(refusal.value.details["nearest"]) == 5  # type: ignore[arg-type]


def test_an_old_place_leads_to_its_successors(reference_data: Reference) -> None:
    found = locate(find_place("ha noi/ba dinh/cong vi", BEFORE), date(2026, 1, 1))
    assert found.unit.path == "ha noi/ngoc ha"
    assert [unit.path for unit in found.others] == ["ha noi/giang vo"]


def test_a_new_place_leads_to_its_origins(reference_data: Reference) -> None:
    found = locate(find_place("phu tho", AFTER), BEFORE)
    assert found.unit.path == "phu tho"
    assert {unit.path for unit in found.others} == {"hoa binh", "vinh phuc"}
    island = locate(find_place("quang ngai/ly son", AFTER), BEFORE)
    assert island.unit.full_name == "Huyện Lý Sơn"


def test_units_are_searched_by_words(reference_data: Reference) -> None:
    assert search_units("viet tri", AFTER)[0].full_name == "Phường Việt Trì"
    assert {unit.full_name for unit in search_units("tri viet phu tho", AFTER)} >= {"Phường Việt Trì"}
