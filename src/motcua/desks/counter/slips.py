"""The rows of the slips an intake may end with: what is missing (form 02), why it is refused (form 03)."""

from itertools import zip_longest

from django.http import QueryDict
from django.utils.translation import gettext

from motcua.desks.counter.sheet import Sheet

SPARE_ROWS = 2
_ROWS_MAX = 30


def item_rows(sheet: Sheet) -> list[dict[str, str]]:
    """What was typed so far, else every missing component with its note as the reason; and rows to add more."""
    rows = items_of(sheet.values)
    if not rows and sheet.forecast is not None:
        notes = {row.component.key: row.note for row in sheet.rows}
        rows = [
            {
                "component": component.key,
                "text": component.name.vi,
                "reason": notes.get(component.key) or gettext("Hồ sơ chưa có giấy tờ này."),
            }
            for component in sheet.forecast.missing
        ]
    _cite(sheet)
    return [*rows, *({"component": "", "text": "", "reason": ""} for _ in range(SPARE_ROWS))]


def items_of(values: QueryDict) -> list[dict[str, str]]:
    """The rows in which something is typed."""
    columns = (values.getlist(name) for name in ("item_component", "item_text", "item_reason"))
    rows = [
        {"component": component.strip(), "text": text.strip(), "reason": reason.strip()}
        for component, text, reason in zip_longest(*columns, fillvalue="")
    ]
    return [row for row in rows[:_ROWS_MAX] if row["text"] or row["reason"]]


def reason_rows(sheet: Sheet) -> list[str]:
    """What was typed so far and rows to add more."""
    _cite(sheet)
    return [*reasons_of(sheet.values), *([""] * SPARE_ROWS)]


def _cite(sheet: Sheet) -> None:
    """Propose the procedure's own legal basis."""
    if sheet.edition is not None and "legal_basis" not in sheet.values:
        sheet.values["legal_basis"] = "; ".join(sheet.edition.legal_basis)[:200]


def reasons_of(values: QueryDict) -> list[str]:
    """The reasons that are typed."""
    return [reason.strip() for reason in values.getlist("reason")[:_ROWS_MAX] if reason.strip()]
