"""Rules of drafts: which pages one consists of, how far each is, and which papers may come later."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from motcua.catalogue.rules.edition import Component, Edition, PaperForm
from motcua.catalogue.rules.terms import components_for
from motcua.dossiers.rules.intake import ComponentMark
from motcua.kernel.choices import Choice
from motcua.kernel.refusal import Refusal

FILES_PER_PAPER_MAX = 30
FORM_PREFIX, PAPER_PREFIX = "form-", "paper-"
LATER = "later"
"""Field of a paper's page: the person does not have it yet."""
_DECLARATIONS = frozenset({"declaration", "declarations", "electronic_declaration", "application", "ct01", "tk1"})
"""Keys of components that are the procedure's own form on paper: answering the e-form is handing them in."""


class DraftNotFound(Refusal):
    """There is no such draft, its key is another one, or it has expired. Check the code and the key you noted."""

    status = 404


class DraftFiled(Refusal):
    """This dossier has been filed already; follow it with its code and key."""


class DraftNotComplete(Refusal):
    """The draft is not complete. Go through the tasks that are not marked as done."""

    def __init__(self, pages: list[str]) -> None:
        super().__init__(pages=pages)


class DraftFileMissing(Refusal):
    """A file that was uploaded cannot be read back. Upload it again before you file."""

    def __init__(self, names: list[str]) -> None:
        super().__init__(names=names)


class PageNotAsked(Refusal):
    """Only what the desk asked for can be changed now; everything else stays as it was filed."""


class PaperNeeded(Refusal):
    """The law asks for this paper when the dossier is filed; it cannot come later."""


class TooManyFiles(Refusal):
    """One paper holds 30 files at most. Put the pages into one PDF file."""


class SavedElsewhere(Refusal):
    """The page was saved in another window or on another device meanwhile. Choose what is right."""

    def __init__(self, version: int, typed: Mapping[str, Any]) -> None:
        super().__init__(version=version, typed=typed)


class PageState(Choice):
    BEGUN = "begun"
    """Something was typed, and "continue" has not been pressed since."""
    FAULTY = "faulty"
    """The last "continue" found something to mend."""
    DONE = "done"


class TaskState(Choice):
    NOT_STARTED = "not_started"
    IN_PROGRESS = "in_progress"
    TO_MEND = "to_mend"
    DONE = "done"


@dataclass(frozen=True)
class PageFacts:
    """What the task list needs to know of a page that was saved."""

    state: PageState
    is_later: bool = False


def paper_page(component: str) -> str:
    """Key of the page on which a paper is uploaded."""
    return PAPER_PREFIX + component


def is_given_by_form(edition: Edition, component: Component) -> bool:
    """The procedure's own form: the e-form is the declaration, nobody prints, signs and scans it."""
    return edition.form is not None and component.key in _DECLARATIONS and PaperForm.ELECTRONIC in component.accepts


def papers_asked(edition: Edition, answers: Mapping[str, Any]) -> tuple[Component, ...]:
    """The components to upload in this case; not those that the form gives."""
    return tuple(
        component
        for component in components_for(edition, {"data": answers})
        if not is_given_by_form(edition, component)
    )


def may_come_later(component: Component) -> bool:
    """Whether one may file without it: it is not required, or only the paper itself counts and cannot be uploaded."""
    return not component.required or set(component.accepts) <= {PaperForm.ORIGINAL}


def mark_form(component: Component) -> PaperForm:
    """As what an uploaded file counts; where only the original does, it is a copy until the desk has seen the paper."""
    return PaperForm.ELECTRONIC if PaperForm.ELECTRONIC in component.accepts else PaperForm.COPY


def marks_of(edition: Edition, answers: Mapping[str, Any], files: Mapping[str, list[int]]) -> tuple[ComponentMark, ...]:
    """What is handed in: the e-form as declaration, and one mark for every uploaded file."""
    marks = []
    for component in components_for(edition, {"data": answers}):
        if is_given_by_form(edition, component):
            marks.append(ComponentMark(component.key, PaperForm.ELECTRONIC, component.copies))
        form = mark_form(component)
        marks += [
            ComponentMark(component.key, form, component.copies, file_id=file_id)
            for file_id in files.get(component.key, [])
        ]
    return tuple(marks)


def task_state(page: PageFacts | None) -> TaskState:
    """How far a page of questions is."""
    if page is None:
        return TaskState.NOT_STARTED
    return {
        PageState.BEGUN: TaskState.IN_PROGRESS,
        PageState.FAULTY: TaskState.TO_MEND,
        PageState.DONE: TaskState.DONE,
    }[page.state]


def paper_state(component: Component, files: int, page: PageFacts | None) -> TaskState:
    """How far a paper is: uploaded, or said to come later where the law allows it."""
    if files:
        return TaskState.DONE
    if page is not None and page.is_later:
        return TaskState.DONE if may_come_later(component) else TaskState.TO_MEND
    return TaskState.NOT_STARTED


def unfinished(states: Mapping[str, TaskState], asked: Collection[str] | None = None) -> list[str]:
    """Keys of the pages that keep the draft from being filed."""
    wanted: Iterable[str] = states if asked is None else (key for key in states if key in asked)
    return [key for key in wanted if states[key] is not TaskState.DONE]
