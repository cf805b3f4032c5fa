"""Reading the file of law settings, with every fault at once, by line."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from motcua.catalogue.rules.document import CatalogueFileFaulty
from motcua.catalogue.rules.document.reading import Cursor, open_text
from motcua.catalogue.rules.edition import Certainty, Provenance
from motcua.catalogue.rules.settings import SETTINGS, SettingNotValid


@dataclass(frozen=True)
class SettingRow:
    """One value of one key, as JSON, from `start` until `end`."""

    key: str
    value: Any
    start: date
    end: date | None
    provenance: Provenance


def read_settings(text: str, name: str) -> list[SettingRow]:
    """The rows of the file; a value holds until the next one of its key begins.

    Raises CatalogueFileFaulty with every fault, each with its line.
    """
    root, reading = open_text(text)
    rows: list[SettingRow] = []
    if root is not None:
        seen: set[str] = set()
        for entry in root.mapping("settings")["settings"].items():
            at = entry.mapping("key", "rows")
            key = at["key"].text()
            if key not in SETTINGS:
                at["key"].note("setting_unknown", key=key, known=", ".join(SETTINGS))
            elif key in seen:
                at["key"].note("twice", key=key, section="settings")
            else:
                rows.extend(_rows(key, at["rows"]))
            seen.add(key)
        for key in SETTINGS:
            if key not in seen:
                root.note("setting_missing", key=key)
    if reading.findings:
        raise CatalogueFileFaulty(name, reading.findings)
    return rows


def _rows(key: str, cursor: Cursor) -> list[SettingRow]:
    rows: list[SettingRow] = []
    for entry in cursor.items():
        at = entry.mapping("start", "value", "legal_basis", "certainty")
        value = at["value"].plain()
        try:
            SETTINGS[key].value(value)
        except SettingNotValid as refusal:
            at["value"].note("setting_value", key=key, value=value, expected=refusal.details["expected"])
        row = SettingRow(
            key=key,
            value=value,
            start=at["start"].day(),
            end=None,
            provenance=Provenance(at["legal_basis"].text(longest=300), at["certainty"].choice(Certainty)),
        )
        if rows and row.start <= rows[-1].start:
            at["start"].note("setting_order", start=row.start)
        if rows:
            last = rows[-1]
            rows[-1] = SettingRow(last.key, last.value, last.start, row.start, last.provenance)
        rows.append(row)
    return rows
