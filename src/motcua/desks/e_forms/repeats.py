"""The entries of repeats between two requests: another one, one less, without scripts."""

from collections.abc import Iterable, Mapping

from motcua.catalogue.rules.forms import Field, rows_typed

ACT = "repeat"
"""Name of the buttons: `repeat=add:children` asks for another entry, `repeat=remove:children:1` takes one away."""


def arranged(fields: Iterable[Field], typed: Mapping[str, list[str]]) -> tuple[dict[str, list[str]], bool]:
    """What was typed, entries of repeats numbered from 0 and empty ones last; and whether a button was pressed."""
    found, was_pressed = dict(typed), False
    act, _, rest = (typed.get(ACT) or [""])[0].partition(":")
    name, _, number = rest.partition(":")
    for field in fields:
        if field.get("widget") != "repeat":
            continue
        rows = rows_typed(field["name"], typed)
        is_meant = field["name"] == name and act in {"add", "remove"}
        if is_meant and act == "remove":
            rows = [row for row in rows if str(row) != number]
        rows.sort(key=lambda row: not _is_filled(field["name"], row, typed))
        wanted = len(rows) + (1 if is_meant and act == "add" else 0)
        found = _renumbered(field["name"], rows, found)
        found[f"{field['name']}-row"] = [str(row) for row in range(wanted)]
        was_pressed = was_pressed or is_meant
    return found, was_pressed


def row_numbers(name: str, typed: Mapping[str, list[str]] | None, entries: int, least: int) -> list[int]:
    """The numbers of the entries to show: those sent, else those stored, and at least as many as are asked for."""
    count = entries if typed is None else len(rows_typed(name, typed))
    return list(range(max(count, least, 0 if typed else 1)))


def _is_filled(name: str, row: int, typed: Mapping[str, list[str]]) -> bool:
    start = f"{name}-{row}-"
    return any(text.strip() for box, texts in typed.items() if box.startswith(start) for text in texts)


def _renumbered(name: str, rows: list[int], typed: Mapping[str, list[str]]) -> dict[str, list[str]]:
    found = {box: texts for box, texts in typed.items() if not box.startswith(f"{name}-")}
    for new, old in enumerate(rows):
        start = f"{name}-{old}-"
        found |= {
            f"{name}-{new}-{box.removeprefix(start)}": texts for box, texts in typed.items() if box.startswith(start)
        }
    return found
