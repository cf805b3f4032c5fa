"""A form of Django's for one page of an e-form, or for all its pages at once."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from django.forms.utils import ErrorDict
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict

from motcua.catalogue.rules.forms import (
    AnswerFault,
    Definition,
    Field,
    answers_after,
    asked_on,
    faults_of,
    page_of,
    read_fields,
    schema_of,
)
from motcua.desks.e_forms.addresses import settle_address
from motcua.desks.e_forms.boxes import box_for, shown_in
from motcua.desks.e_forms.layout import Layout, Part, Row, Style
from motcua.desks.e_forms.repeats import ACT, arranged, row_numbers
from motcua.desks.e_forms.words import in_language, words_of_fault
from motcua.desks.forms import Form
from motcua.kernel import clock
from motcua.kernel.worktime import local

Files = MultiValueDict[str, Any]
"""Uploaded files by the name of their box."""
_ENTRY = re.compile(r"(\w+)\[(\d+)\](?:\.(\w+))?.*")


def page_form(
    definition: Definition,
    page_key: str | None,
    answers: Mapping[str, Any],
    data: QueryDict | None = None,
    files: Files | None = None,
    layout: Layout | None = None,
) -> "PageForm":
    """The questions of a page (of all pages without a key) for the answers given so far.

    With `data` what was sent is read and examined: `is_valid()` says whether the page may be left, `cleaned` holds its
    answers, `uploads` the files that came, by component. A press on "add another" or "remove" is never valid; the
    form is then to be shown again, with nothing lost.
    """
    return PageForm(definition, page_key, answers, data, files, layout or Layout())


class PageForm(Form):
    """The questions of one page; `cleaned` is JSON as the form's schema wants it, whether it is valid or not."""

    template_name = "e_forms/form.html"

    def __init__(
        self,
        definition: Definition,
        page_key: str | None,
        answers: Mapping[str, Any],
        data: QueryDict | None,
        files: Files | None,
        layout: Layout,
    ) -> None:
        self.definition, self.layout = definition, layout
        self.on = layout.on or local(clock.now()).date()
        keys = [page["key"] for page in definition["pages"]] if page_key is None else [page_key]
        everything: list[Field] = [question for key in keys for question in page_of(definition, key)["fields"]]
        self.answers: dict[str, Any] = dict(answers)
        """Those given before, with those of this page as they were sent."""
        self.cleaned: dict[str, Any] = {}
        self.was_rearranged = False
        typed: dict[str, list[str]] | None = None
        if data is not None:
            typed, self.was_rearranged = arranged(everything, _typed(data, layout.prefix))
            read = read_fields(definition, everything, typed, settle_address(self.on))
            read |= {name: answers[name] for name in layout.leave_out if name in answers}
            for key in keys:
                self.answers = answers_after(definition, self.answers, key, read)
            self.cleaned = read
        self.asked = [
            asked
            for asked in asked_on(definition, keys, self.answers)
            if asked.field["name"] not in layout.leave_out
            and not (layout.style is Style.DESK and asked.field.get("widget") == "file")
        ]
        self.names = {asked.field["name"] for asked in self.asked}
        self.cleaned = {name: value for name, value in self.cleaned.items() if name in self.names}
        super().__init__(_as_data(typed, layout.prefix), files, prefix=layout.prefix)
        for asked in self.asked:
            self._add_question(asked.field, typed)

    @property
    def uploads(self) -> dict[str, list[Any]]:
        """Files that came with the page, by component."""
        found: dict[str, list[Any]] = {}
        for question in (asked.field for asked in self.asked):
            if question.get("widget") == "file" and isinstance(self.files, MultiValueDict):
                sent = self.files.getlist(self.add_prefix(question["name"]))
                if sent:
                    found[question["component"]] = list(sent)
        return found

    def full_clean(self) -> None:
        super().full_clean()
        if self.is_bound and not self._is_examined:
            self._errors = ErrorDict()

    def is_valid(self) -> bool:
        return super().is_valid() and self._is_examined

    def clean(self) -> dict[str, Any]:
        if self._is_examined:
            papers = {*self.layout.kept_files, *self.uploads} if self.layout.style is Style.PAGE else None
            whole = self.layout.is_whole
            for fault in faults_of(self.definition, self.answers, is_whole=whole, only=self.names, papers=papers):
                self.add_error(self._box_of(fault), words_of_fault(fault))
        return self.cleaned_data

    @property
    def parts(self) -> Iterator[Part]:
        """The questions with their boxes, for templates."""
        for asked in self.asked:
            question = asked.field
            is_here = asked.revealed_by in self.fields
            yield Part(
                box=self[question["name"]],
                rows=self._rows(question) if question.get("widget") == "repeat" else None,
                revealed_by=self.add_prefix(asked.revealed_by) if is_here else "",
                revealed_for=" ".join(asked.revealed_for),
                act=self.add_prefix(ACT),
                adds=self._adds(question),
                files=self.layout.kept_files.get(question.get("component", ""), ()),
            )

    @property
    def _is_examined(self) -> bool:
        return self.layout.is_examined and not self.was_rearranged

    def _add_question(self, question: Field, typed: Mapping[str, list[str]] | None) -> None:
        name, required = question["name"], self.definition["schema"].get("required", [])
        value = self.answers.get(name)
        self._add_box(name, question, value, name in required or bool(question.get("required")))
        if question.get("widget") != "repeat":
            return
        schema = schema_of(self.definition, name)
        entries = value if isinstance(value, list) else []
        numbers = row_numbers(name, typed, len(entries), schema.get("minItems", 1))
        self.fields[name].initial = numbers
        needed = schema.get("items", {}).get("required", [])
        for number in numbers:
            entry = entries[number] if number < len(entries) else {}
            for inner in question["fields"]:
                box = f"{name}-{number}-{inner['name']}"
                self._add_box(box, inner, entry.get(inner["name"]), inner["name"] in needed)

    def _add_box(self, name: str, question: Field, value: Any, is_required: bool) -> None:
        box = box_for(question, style=self.layout.style, on=self.on, is_required=is_required)
        box.initial = shown_in(question, value, self.layout.style)
        self.fields[name] = box

    def _rows(self, question: Field) -> list[Row]:
        name, called = question["name"], in_language(question.get("item")) or in_language(question["label"])
        least = schema_of(self.definition, name).get("minItems", 0)
        numbers = self.fields[name].initial
        return [
            Row(
                number,
                f"{called} {number + 1}",
                [self[f"{name}-{number}-{inner['name']}"] for inner in question["fields"]],
                len(numbers) > least,
            )
            for number in numbers
        ]

    def _adds(self, question: Field) -> str:
        if question.get("widget") != "repeat":
            return ""
        most = schema_of(self.definition, question["name"]).get("maxItems")
        is_full = most is not None and len(self.fields[question["name"]].initial) >= most
        return "" if is_full else in_language(question.get("item")) or in_language(question["label"])

    def _box_of(self, fault: AnswerFault) -> str | None:
        """The box a fault is told beside: that of the entry, of the question, or none."""
        entry = _ENTRY.fullmatch(fault.path)
        if entry:
            box = f"{entry[1]}-{entry[2]}-{entry[3]}"
            if box in self.fields:
                return box
        return fault.name if fault.name in self.fields else None


def _typed(data: QueryDict, prefix: str | None) -> dict[str, list[str]]:
    start = f"{prefix}-" if prefix else ""
    return {
        name.removeprefix(start): [text for text in texts if isinstance(text, str)]
        for name, texts in data.lists()
        if name.startswith(start)
    }


def _as_data(typed: Mapping[str, list[str]] | None, prefix: str | None) -> QueryDict | None:
    if typed is None:
        return None
    data = QueryDict(mutable=True)
    for name, texts in typed.items():
        data.setlist(f"{prefix}-{name}" if prefix else name, texts)
    return data
