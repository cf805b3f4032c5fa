"""The list of the day, as a page, as a file and as the official register."""

import csv
import io
from datetime import timedelta

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import localtime
from django.utils.translation import gettext, gettext_noop
from django.views.decorators.http import require_safe

from motcua.catalogue.queries.settings import law_settings
from motcua.desks.access import needs
from motcua.desks.counter.form_pages import pdf
from motcua.desks.counter.list_filter import ListFilter
from motcua.desks.counter.workplace import unit_of, units_of
from motcua.desks.naming import name_of
from motcua.desks.requests import DeskRequest
from motcua.directory.rules.roles import Permission
from motcua.documents.queries.rendering import render_form
from motcua.documents.rules.forms import FormKind
from motcua.dossiers.actions.reading import note_search, take_out_list
from motcua.dossiers.models import Dossier
from motcua.dossiers.queries.printouts import register_of
from motcua.dossiers.queries.worklists import desk_list, received_at_desk
from motcua.kernel import clock
from motcua.kernel.worktime import local


@needs(Permission.RECEIVE_DOSSIER)
@require_safe
def today(request: DeskRequest) -> HttpResponse:
    unit, asked = unit_of(request, Permission.RECEIVE_DOSSIER), ListFilter(request.GET)
    page = None
    if asked.is_valid():
        rows = received_at_desk(request.actor, unit.id, **asked.narrowing)
        page = desk_list(rows, after=request.GET.get("before", ""))
        if words := asked.cleaned_data["tim"]:
            note_search(text=words, found=len(page.rows), actor=request.actor, at=clock.now())
    context = {
        "unit": unit,
        "units": units_of(request.actor, Permission.RECEIVE_DOSSIER),
        "filter": asked,
        "page": page,
        "query": request.GET.urlencode(),
    }
    return render(request, "counter/today.html", context, status=200 if page else 422)


def _back(request: DeskRequest) -> HttpResponse:
    """To the list, which says what is wrong with what was asked."""
    return redirect(f"{reverse('counter:today')}?{request.GET.urlencode()}")


EXPORT_ROWS_MAX = 20_000
COLUMNS = (
    gettext_noop("Mã hồ sơ"),
    gettext_noop("Thủ tục"),
    gettext_noop("Họ tên"),
    gettext_noop("Số định danh"),
    gettext_noop("Cơ quan giải quyết"),
    gettext_noop("Nhận"),
    gettext_noop("Hẹn trả"),
    gettext_noop("Tình trạng"),
)


@needs(Permission.RECEIVE_DOSSIER)
@require_safe
def export(request: DeskRequest) -> HttpResponse:
    """The list as CSV that spreadsheets open with Vietnamese letters."""
    unit, asked = unit_of(request, Permission.RECEIVE_DOSSIER), ListFilter(request.GET)
    if not asked.is_valid():
        return _back(request)
    rows = received_at_desk(request.actor, unit.id, **asked.narrowing)[:EXPORT_ROWS_MAX]
    take_out_list(list_name=f"received {unit.code}", rows=len(rows), actor=request.actor, at=clock.now())
    text = io.StringIO()
    text.write("\ufeff")
    writer = csv.writer(text)
    writer.writerow([gettext(column) for column in COLUMNS])
    writer.writerows([_harmless(cell) for cell in _cells(row)] for row in rows)
    name = f"ho-so-{asked.start:%Y%m%d}-{asked.last:%Y%m%d}.csv"
    return HttpResponse(
        text.getvalue(),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


def _cells(dossier: Dossier) -> list[str]:
    return [
        dossier.code or "",
        dossier.edition.procedure.name_vi,
        dossier.applicant.name,
        dossier.applicant.identifier,
        dossier.competent_agency.name,
        f"{localtime(dossier.submitted_at):%d/%m/%Y %H:%M}",
        f"{localtime(dossier.due_at):%d/%m/%Y %H:%M}" if dossier.due_at else "",
        str(name_of(dossier.stage, "stage")),
    ]


def _harmless(cell: str) -> str:
    """A spreadsheet takes text that begins like a formula for a formula."""
    return f"'{cell}" if cell.startswith(("=", "+", "-", "@", "\t", "\r")) else cell


@needs(Permission.RECEIVE_DOSSIER)
@require_safe
def register(request: DeskRequest) -> HttpResponse:
    """The register of the period as PDF (form 07)."""
    unit, asked, now = unit_of(request, Permission.RECEIVE_DOSSIER), ListFilter(request.GET), clock.now()
    if not asked.is_valid():
        return _back(request)
    form = register_of(request.actor, unit.id, asked.start, asked.last + timedelta(days=1), now)
    take_out_list(list_name=f"register {unit.code}", rows=len(form.rows), actor=request.actor, at=now)
    content = render_form(FormKind.REGISTER, law_settings(local(clock.now()).date()).form_set, form.to_json())
    return pdf(content, f"so-theo-doi-{asked.start:%Y%m%d}-{asked.last:%Y%m%d}")
