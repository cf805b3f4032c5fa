"""Levels and kinds of administrative units, before and after 01/07/2025."""

from datetime import date

from motcua.kernel.choices import Choice

TWO_TIER_ON = date(2025, 7, 1)
"""The day districts ended and 34 provinces with 3,321 communes began. Source: QH Resolution 202/2025/QH15."""


class UnitLevel(Choice):
    PROVINCE = "province"
    DISTRICT = "district"
    COMMUNE = "commune"


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
