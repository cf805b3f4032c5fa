"""The table of components on the intake screen: what was handed in for each, as it is typed and clicked."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from motcua.catalogue.rules.edition import Component, PaperForm
from motcua.desks.counter.numbers import whole_number
from motcua.dossiers.rules.intake import ComponentMark

PAPER_FORMS: dict[str, str | Promise] = {
    PaperForm.ORIGINAL: _("Bản chính"),
    PaperForm.COPY: _("Bản sao"),
    PaperForm.ELECTRONIC: _("Bản điện tử"),
    PaperForm.NONE: _("Không có"),
}
_COPIES_MAX = 999
_NOTE_LENGTH = 300


@dataclass
class PaperRow:
    """One component and what was handed in for it."""

    component: Component
    form: str
    copies: int
    note: str
    file_id: int | None
    file_name: str = ""

    @property
    def choices(self) -> list[tuple[str, str | Promise]]:
        return [(form, PAPER_FORMS[form]) for form in (*self.component.accepts, PaperForm.NONE)]

    @property
    def mark(self) -> ComponentMark | None:
        """What the dossier keeps; nothing for a component that was not handed in."""
        if self.form == PaperForm.NONE:
            return None
        return ComponentMark(self.component.key, PaperForm(self.form), self.copies, self.note, self.file_id)


def read_rows(components: Iterable[Component], values: QueryDict, files: dict[str, tuple[int, str]]) -> list[PaperRow]:
    """The rows as they stand; `files` holds id and name of the scans kept so far, by component."""
    rows = []
    for component in components:
        key = component.key
        wanted = values.get(f"mark-{key}", "")
        copies = whole_number(values.get(f"copies-{key}"))
        file_id, file_name = files.get(key, (None, ""))
        rows.append(
            PaperRow(
                component=component,
                form=wanted if wanted in component.accepts else PaperForm.NONE,
                copies=copies if copies and copies <= _COPIES_MAX else component.copies,
                note=values.get(f"note-{key}", "").strip()[:_NOTE_LENGTH],
                file_id=file_id,
                file_name=file_name,
            )
        )
    return rows


def mark_all_present(rows: Iterable[PaperRow]) -> None:
    """Every required component was handed in, in the first form that the procedure takes."""
    for row in rows:
        if row.component.required and row.form == PaperForm.NONE:
            row.form = row.component.accepts[0]
