"""Check the answers, declare, file once, and the confirmation with everything that was filed."""

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from motcua.catalogue.queries.settings import law_settings
from motcua.catalogue.rules.edition import FeeChannel
from motcua.catalogue.rules.terms import fees_for
from motcua.desks.citizen.calendar_file import calendar_file
from motcua.desks.citizen.draft_access import actor_of, holder_of, of_draft
from motcua.desks.citizen.draft_pages import tasks_of
from motcua.desks.citizen.draft_summary import summary_of_draft
from motcua.desks.citizen.pictures import qr_picture
from motcua.desks.forms import Form
from motcua.documents.queries.rendering import render_form, render_issued
from motcua.documents.rules.forms import FormKind
from motcua.dossiers.actions.filing import file_draft, states_of
from motcua.dossiers.queries.declarations import declaration_of
from motcua.dossiers.queries.drafts import DraftSheet
from motcua.dossiers.queries.filings import FiledDossier, confirmation_of, filed_dossier
from motcua.dossiers.rules.drafts import DraftFileMissing, DraftNotComplete, unfinished
from motcua.kernel import clock
from motcua.kernel.refusal import Refusal
from motcua.kernel.wording import words_of
from motcua.kernel.worktime import TIME_ZONE


class DeclareForm(Form):
    declared = forms.BooleanField(
        label=_("Tôi cam đoan những điều đã khai là đúng sự thật và chịu trách nhiệm trước pháp luật."),
        error_messages={"required": _("Hãy đánh dấu vào lời cam đoan để nộp hồ sơ.")},
    )


@of_draft
@require_safe
def check(request: HttpRequest, sheet: DraftSheet) -> HttpResponse:
    """Everything that will be filed, each with a way back to mend it."""
    if not sheet.is_open:
        return redirect("citizen:draft-filed", sheet.draft.code)
    questions, papers = tasks_of(sheet)
    lacking = [task for task in (*questions, *papers) if task.state != "done"]
    fees = fees_for(sheet.edition, {"data": sheet.draft.answers}, 1, 1, FeeChannel.ONLINE)
    context = {
        "sheet": sheet,
        "draft": sheet.draft,
        "pages": summary_of_draft(sheet),
        "lacking": lacking,
        "fees": fees,
    }
    return render(request, "citizen/draft_check.html", context)


@of_draft
@require_http_methods(["GET", "HEAD", "POST"])
def declare(request: HttpRequest, sheet: DraftSheet) -> HttpResponse:
    """The declaration; its button files the dossier, once however often it is pressed."""
    code = sheet.draft.code
    form = DeclareForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and (form.is_valid() or not sheet.is_open):
        try:
            file_draft(code=code, holder=holder_of(request, code), actor=actor_of(request), at=clock.now())
        except (DraftNotComplete, DraftFileMissing) as refusal:
            return _refused(request, sheet, form, refusal)
        return redirect("citizen:draft-filed", code)
    if not sheet.is_open:
        return redirect("citizen:draft-filed", code)
    if unfinished(states_of(sheet), sheet.asked):
        return redirect("citizen:draft-check", code)
    context = {"sheet": sheet, "draft": sheet.draft, "form": form}
    return render(request, "citizen/draft_declare.html", context, status=422 if form.errors else 200)


def _refused(request: HttpRequest, sheet: DraftSheet, form: DeclareForm, refusal: Refusal) -> HttpResponse:
    names = refusal.details.get("names", [])
    context = {
        "sheet": sheet,
        "draft": sheet.draft,
        "form": form,
        "trouble": words_of(refusal),
        "names": names,
        "has_errors": True,
    }
    return render(request, "citizen/draft_declare.html", context, status=refusal.status)


@of_draft
@require_safe
def filed(request: HttpRequest, sheet: DraftSheet) -> HttpResponse:
    """What was filed, file by file, and what happens next, with dates."""
    found = _filed(sheet)
    if found is None:
        return redirect("citizen:draft", sheet.draft.code)
    address = request.build_absolute_uri(reverse("citizen:progress", args=[sheet.draft.code, sheet.draft.key]))
    context = {
        "sheet": sheet,
        "draft": sheet.draft,
        "filed": found,
        "address": address,
        "picture": qr_picture(address),
        "settings": law_settings(found.filing.filed_at.astimezone(TIME_ZONE).date(), sheet.edition.procedure),
    }
    return render(request, "citizen/draft_filed.html", context)


@of_draft
@require_safe
def filed_pdf(request: HttpRequest, sheet: DraftSheet) -> HttpResponse:
    """The confirmation as PDF."""
    found = _filed(sheet)
    if found is None:
        return redirect("citizen:draft", sheet.draft.code)
    address = request.build_absolute_uri(reverse("citizen:progress", args=[sheet.draft.code, sheet.draft.key]))
    form_set = law_settings(found.filing.filed_at.astimezone(TIME_ZONE).date()).form_set
    content = render_form(FormKind.FILING, form_set, confirmation_of(sheet, found, address).to_json())
    return _download(content, "application/pdf", f"xac-nhan-nop-ho-so-{sheet.draft.code}.pdf")


@of_draft
@require_safe
def declaration_pdf(request: HttpRequest, sheet: DraftSheet) -> HttpResponse:
    """What was declared on the e-form, as PDF."""
    found, code = _filed(sheet), sheet.draft.code
    if found is None:
        return redirect("citizen:draft", code)
    dossier = found.filing.dossier
    address = request.build_absolute_uri(reverse("citizen:progress", args=[code, sheet.draft.key]))
    form = declaration_of(dossier, number=dossier.code or code, address=address, has_contacts=True)
    if form is None:
        raise Http404
    content = render_issued(FormKind.DECLARATION, issued_at=dossier.submitted_at, data=form.to_json())
    return _download(content, "application/pdf", f"to-khai-{code}.pdf")


@of_draft
@require_safe
def filed_calendar(request: HttpRequest, sheet: DraftSheet) -> HttpResponse:
    """By when the desk answers, for the person's own calendar; it says nothing of what was filed."""
    found = _filed(sheet)
    if found is None:
        return redirect("citizen:draft", sheet.draft.code)
    address = request.build_absolute_uri(reverse("citizen:track"))
    content = calendar_file(found.filing, found.unit, sheet.draft.code, address)
    return _download(content, "text/calendar; charset=utf-8", f"{sheet.draft.code}.ics")


def _filed(sheet: DraftSheet) -> FiledDossier | None:
    if sheet.draft.dossier is None or sheet.draft.asked is not None:
        return None
    return filed_dossier(sheet.draft.dossier, sheet)


def _download(content: bytes, media_type: str, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=media_type)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["X-Content-Type-Options"] = "nosniff"
    return response
