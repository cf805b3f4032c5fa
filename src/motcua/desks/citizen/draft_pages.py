"""The task list of a draft and its pages of questions, one thing per page; kept at every "continue" and in between."""

from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from motcua.desks.citizen.draft_access import actor_of, holder_of, of_draft
from motcua.desks.citizen.draft_places import decider_at
from motcua.desks.citizen.draft_questions import (
    Question,
    effect_of,
    has_page,
    question_of,
    title_of,
    typed_of,
)
from motcua.desks.citizen.draft_uploads import take_in
from motcua.desks.citizen.draft_words import TASK_STATES
from motcua.desks.templatetags.page_parts import in_words
from motcua.directory.queries.cards import agency_card
from motcua.dossiers.actions.drafts import PageSave, autosave_page, save_page
from motcua.dossiers.actions.filing import page_keys, states_of
from motcua.dossiers.queries.drafts import DraftSheet, sheet_of
from motcua.dossiers.rules.drafts import PageState, SavedElsewhere, TaskState, paper_page, unfinished
from motcua.kernel import clock
from motcua.kernel.refusal import Refusal
from motcua.kernel.wording import words_of
from motcua.kernel.worktime import TIME_ZONE


@dataclass(frozen=True)
class Task:
    """A line of the task list."""

    title: str | Promise
    url: str
    state: TaskState
    is_open: bool
    """Whether it can be changed now."""
    reasons: tuple[str, ...] = ()
    """Why the desk asked for it."""

    @property
    def words(self) -> str | Promise:
        return TASK_STATES[self.state]


def tasks_of(sheet: DraftSheet) -> tuple[list[Task], list[Task]]:
    """The pages of questions and the papers; after a dossier was sent back, only what was asked for."""
    states, asked, code = states_of(sheet), sheet.asked, sheet.draft.code

    def task(key: str, title: str | Promise, url: str) -> Task:
        reasons = tuple(item["reason"] for item in sheet.draft.asked or () if item.get("page") == key)
        return Task(title, url, states[key], asked is None or key in asked, reasons)

    questions = [
        task(key, title_of(sheet, key), reverse("citizen:draft-page", args=[code, key]))
        for key in page_keys(sheet.edition, sheet.draft)
    ]
    papers = [
        task(paper_page(paper.key), in_words(paper.name), reverse("citizen:draft-paper", args=[code, paper.key]))
        for paper in sheet.papers
    ]
    return [line for line in questions if line.is_open], [line for line in papers if line.is_open]


@of_draft
@require_safe
def draft(request: HttpRequest, sheet: DraftSheet) -> HttpResponse:
    """The task list: everything there is to do, in any order."""
    if not sheet.is_open:
        return redirect("citizen:draft-filed", sheet.draft.code)
    questions, papers = tasks_of(sheet)
    done = sum(line.state is TaskState.DONE for line in (*questions, *papers))
    context = {
        "sheet": sheet,
        "draft": sheet.draft,
        "questions": questions,
        "papers": papers,
        "done": done,
        "total": len(questions) + len(papers),
        "is_ready": not unfinished(states_of(sheet), sheet.asked),
    }
    return render(request, "citizen/draft.html", context)


@of_draft
@require_http_methods(["GET", "HEAD", "POST"])
def page(request: HttpRequest, sheet: DraftSheet, page: str) -> HttpResponse:
    """One page of questions; "continue" keeps it, right or wrong."""
    if not sheet.is_open or not has_page(sheet, page):
        return redirect("citizen:draft", sheet.draft.code)
    now = clock.now()
    on = now.astimezone(TIME_ZONE).date()
    if request.method != "POST":
        return _shown(request, sheet, question_of(sheet, page, on))
    remarks = take_in(request, sheet, page)
    if request.FILES:
        sheet = sheet_of(sheet.draft)
    question = question_of(sheet, page, on, request.POST, request.FILES)
    is_done = question.is_ready and question.form.is_valid() and not remarks
    state = PageState.DONE if is_done else PageState.FAULTY if question.is_ready else PageState.BEGUN
    save = _save_of(request.POST, page, state, effect_of(sheet, question) if question.is_ready else {})
    try:
        kept = save_page(
            code=sheet.draft.code, holder=holder_of(request, sheet.draft.code), save=save, actor=actor_of(request),
            at=now,
        )  # fmt: skip
    except SavedElsewhere as other:
        return _conflict(request, sheet, question, other)
    if is_done:
        return redirect(_next(request, sheet, page))
    return _shown(
        request, sheet, question, status=422 if question.is_ready else 200, version=kept.version, words=remarks
    )


@of_draft
@require_POST
def autosave(request: HttpRequest, sheet: DraftSheet, page: str) -> HttpResponse:
    """What has been typed so far on an open page, kept every few seconds; answered with a line of text."""
    now = clock.now()
    save = _save_of(request.POST, page, PageState.BEGUN, {})
    try:
        kept = autosave_page(code=sheet.draft.code, holder=holder_of(request, sheet.draft.code), save=save, at=now)
    except Refusal as refusal:
        return render(request, "citizen/draft_autosaved.html", {"words": words_of(refusal)}, status=refusal.status)
    return render(request, "citizen/draft_autosaved.html", {"kept": kept})


def _save_of(sent: QueryDict, key: str, state: PageState, effect: dict[str, Any]) -> PageSave:
    version = sent.get("version", "")
    number = int(version) if version.isdecimal() and len(version) < 9 else 0
    return PageSave(key, typed_of(sent), number, sent.get("writer", "")[:32], state, effect)


def _shown(
    request: HttpRequest,
    sheet: DraftSheet,
    question: Question,
    *,
    status: int = 200,
    version: int | None = None,
    words: list[str] | None = None,
) -> HttpResponse:
    kept = sheet.pages.get(question.key)
    context = {
        "sheet": sheet,
        "draft": sheet.draft,
        "question": question,
        "form": question.form,
        "remarks": words or [],
        "version": version if version is not None else kept.version if kept else 0,
        "writer": request.POST.get("writer") or uuid4().hex,
        "back": request.POST.get("back", request.GET.get("ve", "")),
        "decider": _decider(sheet) if question.key == "unit" else None,
        "reasons": [item["reason"] for item in sheet.draft.asked or () if item.get("page") == question.key],
    }
    return render(request, "citizen/draft_question.html", context, status=status)


def _decider(sheet: DraftSheet) -> Any:
    if sheet.draft.place_id is None:
        return None
    decider = decider_at(sheet, sheet.draft.place_id, clock.now().astimezone(TIME_ZONE).date())
    return agency_card(decider) if decider else None


def _conflict(request: HttpRequest, sheet: DraftSheet, question: Question, other: SavedElsewhere) -> HttpResponse:
    """Both contents side by side; the person says which one is right, and neither is lost before."""
    theirs, mine = other.details["typed"], typed_of(request.POST)
    assert isinstance(theirs, dict), "as pages keep it"
    form: Any = question.form
    rows = []
    for name in dict.fromkeys((*mine, *theirs)):
        if mine.get(name) == theirs.get(name):
            continue
        label = form.fields[name].label if name in form.fields else name
        rows.append((label, ", ".join(mine.get(name, [])), ", ".join(theirs.get(name, []))))
    context = {
        "draft": sheet.draft,
        "question": question,
        "rows": rows,
        "mine": [(name, text) for name, texts in mine.items() for text in texts],
        "version": other.details["version"],
        "writer": request.POST.get("writer", ""),
        "back": request.POST.get("back", ""),
    }
    return render(request, "citizen/draft_conflict.html", context, status=409)


def _next(request: HttpRequest, sheet: DraftSheet, page: str) -> str:
    """The page after this one; from the summary, back to the summary."""
    code = sheet.draft.code
    if request.POST.get("back") == "kiem-tra":
        return reverse("citizen:draft-check", args=[code])
    sheet.draft.refresh_from_db()
    keys = page_keys(sheet.edition, sheet.draft)
    following = keys[keys.index(page) + 1 :] if page in keys and sheet.asked is None else []
    return (
        reverse("citizen:draft-page", args=[code, following[0]]) if following else reverse("citizen:draft", args=[code])
    )
