"""The page of one dossier, its files and the forms issued on it."""

from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from motcua.desks.access import needs
from motcua.desks.officer.dossier_sheet import read_sheet
from motcua.desks.officer.offers import offers_for
from motcua.desks.requests import DeskRequest
from motcua.directory.rules.roles import Permission
from motcua.documents.actions.downloads import hand_out, show_page
from motcua.documents.queries.rendering import render_issued
from motcua.documents.rules.contacts import without_contacts
from motcua.documents.rules.forms import FormKind
from motcua.dossiers.actions.forms import tracking_url
from motcua.dossiers.actions.reading import open_dossier, open_form
from motcua.dossiers.queries.declarations import declaration_of
from motcua.dossiers.queries.papers import file_of
from motcua.dossiers.queries.visibility import dossier_for
from motcua.kernel import clock


@needs(Permission.PROCESS_DOSSIER)
@require_safe
def dossier_page(request: DeskRequest, dossier_id: int) -> HttpResponse:
    now = clock.now()
    dossier = open_dossier(dossier_id=dossier_id, actor=request.actor, at=now)
    sheet = read_sheet(dossier, now)
    legs = [{"leg": leg, "offers": offers_for(leg, sheet, request.actor)} for leg in sheet.legs]
    return render(request, "officer/dossier.html", {"sheet": sheet, "dossier": dossier, "legs": legs})


@needs(Permission.PROCESS_DOSSIER)
@require_safe
def file_page(request: DeskRequest, dossier_id: int, file_id: int) -> HttpResponse:
    """The pages of a file as pictures; the browser never opens what was uploaded."""
    stored = file_of(dossier_for(request.actor, dossier_id), file_id)
    context = {"stored": stored, "dossier_id": dossier_id, "pages": range(1, (stored.pages or 1) + 1)}
    return render(request, "officer/file.html", context)


@needs(Permission.PROCESS_DOSSIER)
@require_safe
def file_picture(request: DeskRequest, dossier_id: int, file_id: int, number: int) -> HttpResponseBase:
    """One page of a file as a picture."""
    stored = file_of(dossier_for(request.actor, dossier_id), file_id)
    return show_page(stored, number, dossier_id=dossier_id, actor=request.actor, at=clock.now())


@needs(Permission.PROCESS_DOSSIER)
@require_safe
def file_copy(request: DeskRequest, dossier_id: int, file_id: int) -> HttpResponseBase:
    """The clean copy, to keep or print."""
    stored = file_of(dossier_for(request.actor, dossier_id), file_id)
    return hand_out(stored, dossier_id=dossier_id, actor=request.actor, at=clock.now())


@needs(Permission.PROCESS_DOSSIER)
@require_safe
def declaration(request: DeskRequest, dossier_id: int) -> HttpResponse:
    """What was declared on the e-form as PDF, without the ways to reach the applicant."""
    dossier = open_dossier(dossier_id=dossier_id, actor=request.actor, at=clock.now())
    number = dossier.code or f"#{dossier.id}"
    address = tracking_url(dossier.code, dossier.check_key) if dossier.code else ""
    form = declaration_of(dossier, number=number, address=address, has_contacts=False)
    if form is None:
        raise Http404
    content = render_issued(FormKind.DECLARATION, issued_at=dossier.submitted_at, data=form.to_json())
    return HttpResponse(
        content,
        content_type="application/pdf",
        headers={"Content-Disposition": f'inline; filename="to-khai-{dossier.id}.pdf"'},
    )


@needs(Permission.PROCESS_DOSSIER)
@require_safe
def form_copy(request: DeskRequest, dossier_id: int, form_id: int) -> HttpResponse:
    """An official form as issued, without the ways to reach the applicant."""
    issued = open_form(dossier_id=dossier_id, form_id=form_id, actor=request.actor, at=clock.now())
    content = render_issued(issued.form, issued_at=issued.issued_at, data=without_contacts(issued.data))
    return HttpResponse(
        content,
        content_type="application/pdf",
        headers={"Content-Disposition": f'inline; filename="{issued.form}-{issued.id}.pdf"'},
    )
