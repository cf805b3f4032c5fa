"""Acts on one dossier with a page of their own: completing it, taking a supplement, stopping, reporting an error."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from motcua.catalogue.queries.editions import edition
from motcua.catalogue.rules.edition import Component, FeeChannel, FeeRule, Regime
from motcua.catalogue.rules.terms import components_for, fees_for
from motcua.desks.access import needs
from motcua.desks.counter.act_forms import ErrorForm, NoteForm, ReasonForm
from motcua.desks.counter.dossier_view import DossierView, components_of
from motcua.desks.counter.papers_table import PaperRow, read_rows
from motcua.desks.counter.scans import keep_scans, kept_scans
from motcua.desks.requests import DeskRequest
from motcua.directory.rules.actors import ActNotAllowed
from motcua.directory.rules.roles import Permission
from motcua.dossiers.actions.correction import report_error
from motcua.dossiers.actions.intake import complete
from motcua.dossiers.actions.opening import Payment
from motcua.dossiers.actions.reading import open_at_desk
from motcua.dossiers.actions.stopping import request_stop
from motcua.dossiers.actions.supplement import complete_supplement
from motcua.dossiers.models import Dossier
from motcua.dossiers.rules.answers import pages_declared
from motcua.dossiers.rules.refusals import DossierNotFound
from motcua.kernel import clock
from motcua.kernel.refusal import Refusal
from motcua.kernel.wording import words_of


@dataclass
class PapersPage:
    """A table of components that a person brought, with scans; kept as typed when something is wrong."""

    rows: list[PaperRow]
    remarks: list[str]


def _papers(request: DeskRequest, components: list[Component]) -> PapersPage:
    values = request.POST.copy() if request.method == "POST" else QueryDict(mutable=True)
    remarks = keep_scans(request, values, clock.now()) if request.method == "POST" else []
    return PapersPage(read_rows(components, values, kept_scans(values, request.actor)), remarks)


def _opened(request: DeskRequest, dossier_id: int) -> Dossier:
    return open_at_desk(dossier_id=dossier_id, actor=request.actor, at=clock.now())


def _refused(refusal: Refusal) -> str:
    """The words of a refusal that a form shows; what the person may not do at all is told by its own page."""
    if isinstance(refusal, ActNotAllowed):
        raise refusal
    return mark_safe(words_of(refusal))


@needs(Permission.RECEIVE_DOSSIER)
@require_http_methods(["GET", "HEAD", "POST"])
def complete_dossier(request: DeskRequest, dossier_id: int) -> HttpResponse:
    """The person brought what form 02 asked for."""
    view = DossierView(_opened(request, dossier_id), request.actor, clock.now())
    dossier = view.dossier
    facts, pages = {"data": dossier.data}, pages_declared(dossier.data)
    papers = _papers(request, list(components_for(view.edition, facts)))
    paid = frozenset(request.POST.getlist("paid"))
    trouble, status = "", 422 if papers.remarks else 200
    if request.method == "POST" and not papers.remarks:
        marks = tuple(row.mark for row in papers.rows if row.mark is not None)
        try:
            complete(
                dossier_id=dossier_id,
                marks=marks,
                payment=Payment(pages=pages, paid_fees=paid),
                actor=request.actor,
                at=clock.now(),
            )
        except Refusal as refusal:
            trouble, status = _refused(refusal), refusal.status
        else:
            return redirect(f"{reverse('counter:intake')}?xong={dossier_id}")
    fees: list[tuple[FeeRule, int]] = fees_for(view.edition, facts, dossier.copies, pages, FeeChannel.DESK)
    asked = dossier.supplement_requests.filter(leg__isnull=True).order_by("-id").first()
    context = {
        "view": view,
        "dossier": dossier,
        "papers": papers,
        "fees": fees,
        "paid": paid,
        "trouble": trouble,
        "items": asked.items if asked else [],
        "has_errors": bool(trouble),
    }
    return render(request, "counter/complete.html", context, status=status)


@needs(Permission.RECEIVE_DOSSIER)
@require_http_methods(["GET", "HEAD", "POST"])
def supplement(request: DeskRequest, dossier_id: int, request_id: int) -> HttpResponse:
    """The person brought what an agency asked for during processing."""
    view = DossierView(_opened(request, dossier_id), request.actor, clock.now())
    asked = next((row for row in view.supplements if row.id == request_id), None)
    if asked is None:
        raise DossierNotFound(request_id=request_id)
    papers = _papers(request, components_of(view.edition, view.legs))
    form = NoteForm(request.POST if request.method == "POST" else None)
    trouble, status = "", 422 if papers.remarks else 200
    marks = tuple(row.mark for row in papers.rows if row.mark is not None)
    if form.is_valid() and not papers.remarks and not marks and not form.cleaned_data["note"]:
        trouble, status = gettext("Hãy đánh dấu giấy tờ người nộp mang đến, hoặc ghi chú đã bổ sung gì."), 422
    elif form.is_valid() and not papers.remarks:
        try:
            complete_supplement(
                request_id=request_id,
                marks=marks,
                note=form.cleaned_data["note"],
                actor=request.actor,
                at=clock.now(),
            )
        except Refusal as refusal:
            trouble, status = _refused(refusal), refusal.status
        else:
            messages.success(request, gettext("Đã nhận hồ sơ bổ sung; thời hạn được tính theo quy định."))
            return redirect("counter:dossier", dossier_id)
    context = {
        "view": view,
        "dossier": view.dossier,
        "asked": asked,
        "papers": papers,
        "form": form,
        "trouble": trouble,
    }
    return render(request, "counter/supplement.html", context | {"has_errors": bool(trouble)}, status=status)


@needs(Permission.RECEIVE_DOSSIER)
@require_http_methods(["GET", "HEAD", "POST"])
def stop(request: DeskRequest, dossier_id: int) -> HttpResponse:
    """The applicant wants to stop; where the law lets it take effect at once, form 05 is issued."""
    found = _opened(request, dossier_id)
    form, status = ReasonForm(request.POST or None), 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                request_stop(
                    dossier_id=dossier_id, reason=form.cleaned_data["reason"], actor=request.actor, at=clock.now()
                )
            except Refusal as refusal:
                form.add_error(None, _refused(refusal))
                status = refusal.status
            else:
                messages.success(request, gettext("Đã ghi nhận đề nghị dừng giải quyết hồ sơ."))
                return redirect("counter:dossier", dossier_id)
    agrees_first = edition(found.edition_id).regime is Regime.ND61
    context = {"dossier": found, "form": form, "agrees_first": agrees_first}
    return render(request, "counter/stop.html", context, status=status)


@needs(Permission.RETURN_RESULT)
@require_http_methods(["GET", "HEAD", "POST"])
def error(request: DeskRequest, dossier_id: int) -> HttpResponse:
    """An error was found in a result."""
    view = DossierView(_opened(request, dossier_id), request.actor, clock.now())
    results = [
        (row.leg.id, f"{row.edition.name.vi if row.edition else ''} – {row.leg.agency.name}") for row in view.results
    ]
    agencies = {row.leg.agency.id: row.leg.agency for row in view.legs}
    agencies[view.dossier.receiving_unit_id] = view.dossier.receiving_unit
    form, status = ErrorForm(results, agencies.values(), request.POST or None), 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            given = form.cleaned_data
            try:
                report_error(
                    leg_id=int(given["leg"]),
                    error=given["error"],
                    agency_at_fault_id=int(given["agency_at_fault"]),
                    actor=request.actor,
                    at=clock.now(),
                )
            except Refusal as refusal:
                form.add_error(None, _refused(refusal))
                status = refusal.status
            else:
                messages.success(request, gettext("Đã báo sai sót cho cơ quan giải quyết."))
                return redirect("counter:dossier", dossier_id)
    return render(request, "counter/error.html", {"dossier": view.dossier, "form": form}, status=status)
