"""Answers as people read them back, in the form's own order and words; hidden questions are left out."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from motcua.catalogue.rules.forms.answering import entry_shows, final_answers, visible_pages
from motcua.catalogue.rules.forms.questions import FILE, REPEAT, Definition, Field, widget_of
from motcua.kernel.text import gettext_noop as _

YES, NO = _("Có"), _("Không")
FORMER = _("trước đây: {unit}")


@dataclass(frozen=True)
class SummaryRow:
    """One question with its answer in words."""

    path: str
    """The question's path, e.g. `children[1].name`."""
    label: str
    text: str
    """Empty when it was not answered."""
    widget: str
    is_sensitive: bool = False
    entry: str = ""
    """Of an entry of a repeat, what it is called: "Người con 2"."""

    @property
    def name(self) -> str:
        """The question on the page that the row belongs to."""
        return self.path.partition("[")[0]


@dataclass(frozen=True)
class SummaryPage:
    """One page with its answers; `key` leads back to it."""

    key: str
    title: str
    rows: tuple[SummaryRow, ...]


@dataclass(frozen=True)
class Reader:
    """In which words answers are told."""

    language: str
    translate: Callable[[str], str]
    """Translates the few words that are not the form's own."""
    files: Mapping[str, Sequence[str]]
    """Names of the files handed in, by component."""

    def own(self, text: Mapping[str, str] | None) -> str:
        """A text of the form."""
        return (text or {}).get(self.language) or (text or {}).get("vi", "")


def summary_of(
    definition: Definition,
    answers: Mapping[str, Any],
    *,
    language: str,
    translate: Callable[[str], str] = str,
    files: Mapping[str, Sequence[str]] | None = None,
) -> tuple[SummaryPage, ...]:
    """Every question that is asked, page by page, answered or not."""
    reader, final = Reader(language, translate, files or {}), final_answers(definition, answers)
    return tuple(
        SummaryPage(
            page.key,
            reader.own(page.title),
            tuple(row for field in page.fields for row in _rows(field, final, reader)),
        )
        for page in visible_pages(definition, answers)
    )


def words_of_answer(field: Field, value: Any, reader: Reader) -> str:
    """One answer as people read it."""
    if isinstance(value, bool):
        return reader.translate(YES if value else NO)
    if isinstance(value, list):
        return ", ".join(words_of_answer(field, part, reader) for part in value)
    if isinstance(value, Mapping):
        return address_words(value, reader)
    for choice in field.get("choices") or ():
        if choice["value"] == value:
            return reader.own(choice["label"])
    match widget_of(field):
        case "date":
            return _day(str(value))
        case "money" if isinstance(value, int):
            return f"{value:,} đ".replace(",", ".")
    return str(value)


def address_words(address: Mapping[str, Any], reader: Reader) -> str:
    """An address on one line, with the unit of before in brackets: nobody need guess what the old name has become."""
    unit = address.get("unit_name") or address.get("unit_text") or address.get("unit")
    words = ", ".join(str(part) for part in (address.get("line"), unit) if part)
    former = address.get("old_unit_name")
    return f"{words} ({reader.translate(FORMER).format(unit=former)})" if former else words


def _rows(field: Field, final: Mapping[str, Any], reader: Reader) -> list[SummaryRow]:
    name, widget = field["name"], widget_of(field)
    if widget == REPEAT and final.get(name):
        return [
            row
            for number, entry in enumerate(final[name])
            if isinstance(entry, Mapping)
            for row in _entry_rows(field, number, entry, final, reader)
        ]
    value = final.get(name)
    if widget == FILE:
        text = ", ".join(reader.files.get(field["component"], ()))
    else:
        text = "" if value is None else words_of_answer(field, value, reader)
    return [SummaryRow(name, reader.own(field["label"]), text, widget, bool(field.get("sensitive")))]


def _entry_rows(
    field: Field, number: int, entry: Mapping[str, Any], final: Mapping[str, Any], reader: Reader
) -> list[SummaryRow]:
    called = f"{reader.own(field.get('item')) or reader.own(field['label'])} {number + 1}"
    return [
        SummaryRow(
            f"{field['name']}[{number}].{inner['name']}",
            reader.own(inner["label"]),
            words_of_answer(inner, entry[inner["name"]], reader) if inner["name"] in entry else "",
            widget_of(inner),
            bool(inner.get("sensitive")),
            called,
        )
        for inner in field["fields"]
        if entry_shows(inner, final, entry)
    ]


def _day(text: str) -> str:
    try:
        return f"{date.fromisoformat(text):%d/%m/%Y}"
    except ValueError:
        return text
