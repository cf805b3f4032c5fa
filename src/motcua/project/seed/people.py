"""Fictional people: common Vietnamese names put together by chance, with numbers that no registry gives out."""

import random
from dataclasses import dataclass
from datetime import date

from motcua.kernel.text import fold, name_sort_key

FICTIONAL_PROVINCE = "099"
"""Personal numbers begin with the code of a province; there is none with this one."""


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


_FAMILY = _words("Nguyễn Trần Lê Phạm Hoàng Phan Vũ Đặng Bùi Đỗ Hồ Ngô Dương Lý Đinh Mai Trịnh Tạ Hà Cao")
_FAMILY_WEIGHTS = (38, 12, 9, 7, 5, 5, 4, 2, 2, 2, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1)
_MIDDLE = {
    "f": _words("Thị Thu Ngọc Thanh Minh Hồng Kim Bích Phương Diệu Mai Quỳnh"),
    "m": _words("Văn Đức Hữu Quang Minh Xuân Đình Công Ngọc Thành Bá Trọng"),
}
_GIVEN = {
    "f": _words("Hoa Lan Hương Hà Mai Nga Linh Trang Thảo Yến Tuyết Vân Hằng Nhung Oanh Dung Hiền Loan Thủy Ánh"),
    "m": _words("Hùng Dũng Sơn Minh Tuấn Thắng Hải Nam Long Phúc Quân Bình Cường Đạt Khánh Lâm Tùng Vinh Hiếu Toàn"),
}


@dataclass(frozen=True)
class Person:
    """What the dossiers keep of a person; nobody can be reached, so that no notice goes out."""

    name: str
    sort_key: str
    folded: str
    identifier: str
    born_on: str
    address: str


class People:
    """Makes people one after another, each with a number of their own."""

    def __init__(self, chance: random.Random, made_before: int) -> None:
        self.chance = chance
        self.made = made_before
        self._keys: dict[str, tuple[str, str]] = {}

    def name(self, sex: str) -> str:
        return " ".join(
            (
                self.chance.choices(_FAMILY, _FAMILY_WEIGHTS)[0],
                self.chance.choice(_MIDDLE[sex]),
                self.chance.choice(_GIVEN[sex]),
            )
        )

    def next(self, place_name: str) -> Person:
        number, self.made = self.made, self.made + 1
        sex = "fm"[self.chance.random() < 0.5]
        name = self.name(sex)
        if name not in self._keys:
            self._keys[name] = (name_sort_key(name), fold(name))
        sort_key, folded = self._keys[name]
        # a different year for each turn of the last six digits: no number twice
        low, turn = number % 1_000_000, number // 1_000_000
        year = (low * 7919 + turn) % 100
        born = date(1900 + year if year >= 40 else 1940 + year, 1 + low % 12, 1 + low % 28)
        identifier = f"{FICTIONAL_PROVINCE}{'mf'.index(sex)}{year:02d}{low:06d}"
        address = f"Khu {1 + low % 15}, {place_name}"
        return Person(name, sort_key, folded, identifier, born.isoformat(), address)
