"""The page of a dossier at its one-stop unit, and the acts that need no page of their own."""

from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from motcua.catalogue.queries.settings import law_settings
from motcua.desks.access import needs
from motcua.desks.counter.act_forms import NoteForm, ProofForm
from motcua.desks.counter.dossier_view import DossierView
from motcua.desks.counter.form_pages import pdf
from motcua.desks.requests import DeskRequest
from motcua.directory.rules.roles import Permission
from motcua.documents.actions.downloads import hand_out
from motcua.documents.queries.rendering import render_form
from motcua.documents.rules.forms import FormKind
from motcua.dossiers.actions.fees import pay_fee
from motcua.dossiers.actions.forms import tracking_url
from motcua.dossiers.actions.obligation import record_payment
from motcua.dossiers.actions.processing import complete_step
from motcua.dossiers.actions.reading import open_at_desk
from motcua.dossiers.actions.returning import remind_collection
from motcua.dossiers.actions.supplement import notify_supplement
from motcua.dossiers.queries.desk import component_with_scan_for, desk_dossier_for
from motcua.dossiers.queries.printouts import control_slip_of
from motcua.dossiers.rules.stages import Stage
from motcua.kernel import clock
from motcua.kernel.worktime import local


@needs(Permission.RECEIVE_DOSSIER)
@require_safe
def dossier(request: DeskRequest, dossier_id: int) -> HttpResponse:
    now = clock.now()
    found = open_at_desk(dossier_id=dossier_id, actor=request.actor, at=now)
    view = DossierView(found, request.actor, now)
    context = {"view": view, "dossier": found, "is_final": Stage(found.stage).is_final}
    return render(request, "counter/dossier.html", context)


@needs(Permission.RECEIVE_DOSSIER)
@require_safe
def scan(request: DeskRequest, component_id: int) -> HttpResponseBase:
    """The clean copy of a scan."""
    component = component_with_scan_for(request.actor, component_id)
    assert component.file is not None, "asked for with its scan"
    return hand_out(component.file, dossier_id=component.dossier_id, actor=request.actor, at=clock.now())


@needs(Permission.RECEIVE_DOSSIER)
@require_safe
def control_slip(request: DeskRequest, dossier_id: int) -> HttpResponse:
    """Who had the dossier when, as PDF (form 06)."""
    found = open_at_desk(dossier_id=dossier_id, actor=request.actor, at=clock.now())
    address = tracking_url(found.code, found.check_key) if found.code else ""
    form = control_slip_of(found, address, clock.now())
    content = render_form(FormKind.CONTROL_SLIP, law_settings(local(clock.now()).date()).form_set, form.to_json())
    return pdf(content, f"phieu-kiem-soat-{found.code}")


@needs(Permission.RETURN_RESULT)
@require_POST
def notify(request: DeskRequest, dossier_id: int, request_id: int) -> HttpResponse:
    """The applicant was given form 02 of a request for supplement."""
    desk_dossier_for(request.actor, dossier_id)
    notify_supplement(request_id=request_id, actor=request.actor, at=clock.now())
    return _back(request, dossier_id, gettext("Đã thông báo cho người nộp và lập phiếu 02. Thời hạn tạm dừng."))


@needs(Permission.RECEIVE_DOSSIER)
@require_POST
def obligation_met(request: DeskRequest, dossier_id: int, obligation_id: int) -> HttpResponse:
    form = ProofForm(request.POST)
    if not form.is_valid():
        return _again(request, dossier_id, form)
    proof = form.cleaned_data["proof"]
    desk_dossier_for(request.actor, dossier_id)
    record_payment(obligation_id=obligation_id, proof=proof, actor=request.actor, at=clock.now())
    return _back(request, dossier_id, gettext("Đã ghi nhận nghĩa vụ tài chính. Thời hạn được tính tiếp."))


@needs(Permission.RECEIVE_DOSSIER)
@require_POST
def fee_paid(request: DeskRequest, dossier_id: int, fee_id: int) -> HttpResponse:
    form = ProofForm(request.POST)
    if not form.is_valid():
        return _again(request, dossier_id, form)
    proof = form.cleaned_data["proof"]
    desk_dossier_for(request.actor, dossier_id)
    pay_fee(fee_id=fee_id, proof=proof, actor=request.actor, at=clock.now())
    return _back(request, dossier_id, gettext("Đã ghi nhận phí, lệ phí."))


@needs(Permission.RECEIVE_DOSSIER)
@require_POST
def step_done(request: DeskRequest, dossier_id: int, task_id: int) -> HttpResponse:
    """A step of the internal process that the desk does itself."""
    form = NoteForm(request.POST)
    note = form.cleaned_data["note"] if form.is_valid() else ""
    desk_dossier_for(request.actor, dossier_id)
    complete_step(task_id=task_id, note=note, facts=None, actor=request.actor, at=clock.now())
    return _back(request, dossier_id, gettext("Đã hoàn thành bước."))


@needs(Permission.RETURN_RESULT)
@require_POST
def remind(request: DeskRequest, dossier_id: int) -> HttpResponse:
    desk_dossier_for(request.actor, dossier_id)
    remind_collection(dossier_id=dossier_id, actor=request.actor, at=clock.now())
    return _back(request, dossier_id, gettext("Đã nhắc người nộp đến nhận kết quả."))


def _again(request: DeskRequest, dossier_id: int, form: ProofForm) -> HttpResponse:
    """Back to the page, with what is wrong."""
    desk_dossier_for(request.actor, dossier_id)
    for faults in form.errors.values():
        messages.error(request, " ".join(map(str, faults)))
    return redirect("counter:dossier", dossier_id)


def _back(request: DeskRequest, dossier_id: int, words: str) -> HttpResponse:
    messages.success(request, words)
    return redirect("counter:dossier", dossier_id)
