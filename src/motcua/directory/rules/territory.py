"""Levels and kinds of administrative units, before and after 01/07/2025."""

from dataclasses import dataclass
from datetime import date

from motcua.kernel.choices import Choice
from motcua.kernel.refusal import Refusal
from motcua.kernel.text import fold

TWO_TIER_ON = date(2025, 7, 1)
"""The day districts ended and 34 provinces with 3,321 communes began. Source: QH Resolution 202/2025/QH15."""


class UnitLevel(Choice):
    PROVINCE = "province"
    DISTRICT = "district"
    COMMUNE = "commune"


@dataclass(frozen=True)
class Seat:
    """Where something lies on a date: its own unit, the level of that, and the province around it."""

    unit_id: int
    level: str
    province_id: int


class UnitKind(Choice):
    PROVINCE = "province"
    CITY = "city"
    """Centrally run city."""
    URBAN_DISTRICT = "urban_district"
    RURAL_DISTRICT = "rural_district"
    TOWN = "town"
    PROVINCIAL_CITY = "provincial_city"
    COMMUNE = "commune"
    WARD = "ward"
    TOWNSHIP = "township"
    SPECIAL_ZONE = "special_zone"


KIND_WORDS = {
    "Tỉnh": UnitKind.PROVINCE,
    "Thành phố": UnitKind.CITY,
    "Quận": UnitKind.URBAN_DISTRICT,
    "Huyện": UnitKind.RURAL_DISTRICT,
    "Thị xã": UnitKind.TOWN,
    "Xã": UnitKind.COMMUNE,
    "Phường": UnitKind.WARD,
    "Thị trấn": UnitKind.TOWNSHIP,
    "Đặc khu": UnitKind.SPECIAL_ZONE,
}
"""The kind in the unit's full name; below a province, "Thành phố" is a provincial city."""


def kind_of(word: str, level: UnitLevel) -> UnitKind:
    """The kind that the first words of a full name stand for at a level."""
    kind = KIND_WORDS[word]
    return UnitKind.PROVINCIAL_CITY if kind == UnitKind.CITY and level != UnitLevel.PROVINCE else kind


def path_part(name: str) -> str:
    """A name as one part of a path: folded, without apostrophes and dashes."""
    return " ".join(fold(name.replace("'", "").replace("’", "").replace("-", " ")).split())


class TerritoryNotPossible(Refusal):
    """The units cannot be changed like this. Look at the named units and dates, correct the file and try again."""
