"""The page of one paper: upload, look at, replace, remove, put in order, or say that it comes later."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from motcua.catalogue.rules.edition import Component
from motcua.desks.citizen.draft_access import actor_of, holder_of, of_draft
from motcua.desks.citizen.draft_uploads import add_files
from motcua.documents.actions.downloads import show_page
from motcua.dossiers.actions.draft_papers import bring_later, move_file, remove_file
from motcua.dossiers.queries.drafts import DraftSheet, draft_file_for, sheet_of
from motcua.dossiers.rules.drafts import LATER, may_come_later, paper_page
from motcua.kernel import clock
from motcua.kernel.refusal import Refusal
from motcua.kernel.wording import words_of

FILES_FIELD = "files"


@of_draft
@require_http_methods(["GET", "HEAD", "POST"])
def paper(request: HttpRequest, sheet: DraftSheet, component: str) -> HttpResponse:
    """One paper. Without scripts each button is a request; with scripts files are sent one by one as chosen."""
    asked = next((paper for paper in sheet.papers if paper.key == component), None)
    if not sheet.is_open or asked is None:
        return redirect("citizen:draft", sheet.draft.code)
    if request.method != "POST":
        return _shown(request, sheet, asked, [])
    step, _, number = request.POST.get("step", "").partition(":")
    if step == "continue" and not request.FILES.getlist(FILES_FIELD):
        return _left(request, sheet, asked)
    remarks = _done(request, sheet, asked, step, int(number) if number.isdecimal() and len(number) < 18 else None)
    if step == "continue" and not remarks:
        return _left(request, sheet_of(sheet.draft), asked)
    if request.POST.get("fragment"):
        return _shown(request, sheet_of(sheet.draft), asked, remarks, "citizen/draft_paper_files.html")
    if remarks:
        return _shown(request, sheet_of(sheet.draft), asked, remarks)
    return redirect("citizen:draft" if step == LATER else "citizen:draft-paper", *_place_of(sheet, component, step))


def _place_of(sheet: DraftSheet, component: str, step: str) -> list[str]:
    return [sheet.draft.code] if step == LATER else [sheet.draft.code, component]


def _done(request: HttpRequest, sheet: DraftSheet, asked: Component, step: str, number: int | None) -> list[str]:
    """Do what was pressed; returns what is wrong, in words."""
    given: dict[str, Any] = {
        "code": sheet.draft.code,
        "holder": holder_of(request, sheet.draft.code),
        "component": asked.key,
        "actor": actor_of(request),
        "at": clock.now(),
    }
    try:
        match step:
            case "remove" if number is not None:
                remove_file(**given, file_id=number)
            case "up" | "down" if number is not None:
                move_file(**given, file_id=number, up=step == "up")
            case "later":
                bring_later(**given)
            case "replace":
                return add_files(request, sheet, asked.key, f"replace-{number}", replaces=number)
            case _:
                return add_files(request, sheet, asked.key, FILES_FIELD)
    except Refusal as refusal:
        return [words_of(refusal)]
    return []


def _left(request: HttpRequest, sheet: DraftSheet, asked: Component) -> HttpResponse:
    """On to the next paper that is not done; without a file the page says what is missing."""
    if not sheet.files.get(asked.key) and not _comes_later(sheet, asked):
        return _shown(request, sheet, asked, [], is_empty=True)
    if request.POST.get("back") == "kiem-tra":
        return redirect("citizen:draft-check", sheet.draft.code)
    return redirect("citizen:draft", sheet.draft.code)


def _comes_later(sheet: DraftSheet, asked: Component) -> bool:
    facts = sheet.facts(paper_page(asked.key))
    return facts is not None and facts.is_later and may_come_later(asked)


def _shown(
    request: HttpRequest,
    sheet: DraftSheet,
    asked: Component,
    remarks: list[str],
    template: str = "citizen/draft_paper.html",
    *,
    is_empty: bool = False,
) -> HttpResponse:
    context = {
        "sheet": sheet,
        "draft": sheet.draft,
        "paper": asked,
        "files": sheet.files.get(asked.key, []),
        "remarks": remarks,
        "is_empty": is_empty,
        "has_errors": bool(remarks) or is_empty,
        "may_come_later": may_come_later(asked),
        "comes_later": _comes_later(sheet, asked),
        "megabytes_max": settings.UPLOAD_BYTES_MAX // 1024**2,
        "bytes_max": settings.UPLOAD_BYTES_MAX,
        "back": request.POST.get("back", request.GET.get("ve", "")),
        "reasons": [item["reason"] for item in sheet.draft.asked or () if item.get("page") == paper_page(asked.key)],
    }
    return render(request, template, context, status=422 if remarks or is_empty else 200)


@of_draft
@require_safe
def picture(request: HttpRequest, sheet: DraftSheet, upload_id: int, number: int) -> HttpResponseBase:
    """The picture of one page of an uploaded file."""
    row = draft_file_for(sheet.draft, upload_id)
    return show_page(row.file, number, dossier_id=sheet.draft.dossier_id, actor=actor_of(request), at=clock.now())
