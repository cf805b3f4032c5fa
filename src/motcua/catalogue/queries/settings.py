"""The rules of the law as they are on a day, for a procedure."""

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from motcua.catalogue.models import LawSetting
from motcua.catalogue.rules.edition import Certainty, Provenance
from motcua.catalogue.rules.settings import SETTINGS, LawSettings
from motcua.kernel.reference import kept
from motcua.kernel.refusal import Refusal

__all__ = [
    "LawBook",
    "LawSettingMissing",
    "LawSettings",
    "SettingUnknown",
    "all_rows",
    "current_law",
    "law_settings",
    "rows_of",
]


class LawSettingMissing(Refusal):
    """The rule has no value on this day. Choose a later day, or have the steward enter a value for the period."""

    def __init__(self, keys: list[str], on: date) -> None:
        super().__init__(keys=keys, on=on.isoformat())


class SettingUnknown(Refusal):
    """There is no such rule. Choose one of the known keys."""

    status = 404

    def __init__(self, key: str) -> None:
        super().__init__(key=key, known=list(SETTINGS))


@dataclass(frozen=True)
class _Row:
    key: str
    procedure: str
    """Empty for all procedures."""
    value: Any
    start: date
    end: date | None
    provenance: Provenance

    def holds(self, on: date) -> bool:
        return self.start <= on and (self.end is None or on < self.end)


@dataclass(frozen=True)
class LawBook:
    """All settings at one state of the table; asks the database nothing."""

    rows: Sequence[_Row]
    _boundaries: Sequence[date] = field(init=False)
    _own: frozenset[str] = field(init=False)
    _known: dict[tuple[int, str], LawSettings] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        days = {row.start for row in self.rows} | {row.end for row in self.rows if row.end}
        object.__setattr__(self, "_boundaries", sorted(days))
        object.__setattr__(self, "_own", frozenset(row.procedure for row in self.rows if row.procedure))

    def at(self, on: date, procedure: str = "") -> LawSettings:
        """The settings on the day; the procedure's own values win over the general ones.

        Raises LawSettingMissing when a key has no value on the day.
        """
        place = (bisect_right(self._boundaries, on), procedure if procedure in self._own else "")
        if place not in self._known:
            self._known[place] = self._settings(on, place[1])
        return self._known[place]

    def _settings(self, on: date, procedure: str) -> LawSettings:
        holding: dict[str, _Row] = {}
        for row in self.rows:
            if row.holds(on) and (row.procedure == procedure or (not row.procedure and row.key not in holding)):
                holding[row.key] = row
        lacking = [key for key in SETTINGS if key not in holding]
        if lacking:
            raise LawSettingMissing(lacking, on)
        values = {key: setting.value(holding[key].value) for key, setting in SETTINGS.items()}
        provenance: Mapping[str, Provenance] = {key: row.provenance for key, row in holding.items()}
        return LawSettings(**values, provenance=provenance)


@kept("law")
def current_law() -> LawBook:
    """The settings as they are now."""
    rows = LawSetting.objects.select_related("procedure").all()
    return LawBook(
        [
            _Row(
                key=row.key,
                procedure=row.procedure.code if row.procedure else "",
                value=row.value,
                start=row.start,
                end=row.end,
                provenance=Provenance(row.legal_basis, Certainty(row.certainty)),
            )
            for row in rows
            if row.key in SETTINGS
        ]
    )


def law_settings(on: date, procedure: str = "") -> LawSettings:
    """The settings on the day, for the procedure with this code or for all.

    An act that asks for several days or procedures takes `current_law()` once.
    """
    return current_law().at(on, procedure)


def rows_of(key: str) -> list[LawSetting]:
    """All values of one key, general ones first, oldest first.

    Raises SettingUnknown.
    """
    if key not in SETTINGS:
        raise SettingUnknown(key)
    rows = LawSetting.objects.filter(key=key).select_related("procedure")
    return sorted(rows, key=lambda row: (row.procedure.code if row.procedure else "", row.start))


def all_rows() -> dict[str, list[LawSetting]]:
    """All values of all keys, each in the order of `rows_of`."""
    found: dict[str, list[LawSetting]] = {}
    for row in LawSetting.objects.select_related("procedure").order_by("start"):
        found.setdefault(row.key, []).append(row)
    return found
