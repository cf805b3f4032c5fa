"""The citizen's own dossiers: the list, the page of one with its forms and papers, and stopping it."""

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.safestring import mark_safe
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from motcua.desks.access import citizens
from motcua.desks.citizen.draft_access import actor_of
from motcua.desks.citizen.own_view import followed
from motcua.desks.citizen.words import STATUS_WORDS
from motcua.desks.forms import Form
from motcua.directory.models import Citizen
from motcua.documents.actions.downloads import hand_out
from motcua.documents.queries.rendering import render_issued
from motcua.dossiers.actions.own import open_own_dossier, open_own_form
from motcua.dossiers.actions.stopping import request_own_stop
from motcua.dossiers.models import Dossier
from motcua.dossiers.queries.own import acts_as_applicant, own_page, paper_of
from motcua.dossiers.queries.progress import status_of
from motcua.dossiers.rules.stages import Stage
from motcua.kernel import clock
from motcua.kernel.refusal import Refusal
from motcua.kernel.wording import words_of

_MAY_STOP = {Stage.ACCEPTED, Stage.PROCESSING, Stage.AWAITING_SUPPLEMENT, Stage.AWAITING_PAYMENT}
_NUMBER_DIGITS_MAX = 18


def citizen_of(request: HttpRequest) -> Citizen:
    """The signed-in citizen of a page that only citizens open."""
    citizen: Citizen = request.citizen  # type: ignore[attr-defined]
    return citizen


def opened(request: HttpRequest, dossier_id: int) -> Dossier:
    """The citizen's own dossier; the reading is journalled. Raises DossierNotFound."""
    return open_own_dossier(dossier_id=dossier_id, citizen=citizen_of(request), actor=actor_of(request), at=clock.now())


@citizens
@require_safe
def own_desk(request: HttpRequest) -> HttpResponse:
    """Who has signed in, and their dossiers, the last one first."""
    before = request.GET.get("before", "")
    is_number = before.isdecimal() and len(before) <= _NUMBER_DIGITS_MAX
    dossiers, older = own_page(citizen_of(request), int(before) if is_number else None)
    rows = [{"dossier": dossier, "status": STATUS_WORDS[status_of(dossier)]} for dossier in dossiers]
    context = {"rows": rows, "older": str(older) if older else None, "is_first": not is_number}
    return render(request, "citizen/desk.html", context)


@citizens
@require_safe
def own_dossier(request: HttpRequest, dossier_id: int) -> HttpResponse:
    """Where the dossier is, what is done there, how long it takes and why it waits."""
    now = clock.now()
    dossier = opened(request, dossier_id)
    may_stop = dossier.stage in _MAY_STOP and acts_as_applicant(citizen_of(request), dossier, now)
    return render(request, "citizen/own_dossier.html", followed(dossier, now) | {"may_stop": may_stop})


@citizens
@require_safe
def own_form(request: HttpRequest, dossier_id: int, form_id: int) -> HttpResponse:
    """A form issued to the applicant, as PDF."""
    issued = open_own_form(
        dossier_id=dossier_id, form_id=form_id, citizen=citizen_of(request), actor=actor_of(request), at=clock.now()
    )
    content = render_issued(issued.form, issued_at=issued.issued_at, data=issued.data)
    headers = {"Content-Disposition": f'inline; filename="{issued.form}-{issued.id}.pdf"'}
    return HttpResponse(content, content_type="application/pdf", headers=headers)


@citizens
@require_safe
def own_paper(request: HttpRequest, dossier_id: int, component_id: int) -> HttpResponseBase:
    """A paper of the dossier, as it was handed in."""
    dossier = opened(request, dossier_id)
    stored = paper_of(dossier, component_id)
    return hand_out(stored, dossier_id=dossier.id, actor=actor_of(request), at=clock.now())


class StopForm(Form):
    reason = forms.CharField(
        label=_("Lý do (không bắt buộc)"), max_length=400, required=False, widget=forms.Textarea({"rows": 3})
    )
    sure = forms.BooleanField(
        label=_("Tôi muốn dừng giải quyết hồ sơ này."),
        error_messages={"required": _("Hãy đánh dấu vào ô này nếu bạn muốn dừng hồ sơ.")},
    )


@citizens
@require_http_methods(["GET", "HEAD", "POST"])
def own_stop(request: HttpRequest, dossier_id: int) -> HttpResponse:
    """The applicant stops the dossier; while there is no decision it takes effect at once, with form 05."""
    dossier = opened(request, dossier_id)
    form, status = StopForm(request.POST or None), 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                request_own_stop(
                    dossier_id=dossier_id, reason=form.cleaned_data["reason"], citizen=citizen_of(request),
                    actor=actor_of(request), at=clock.now(),
                )  # fmt: skip
            except Refusal as refusal:
                form.add_error(None, mark_safe(words_of(refusal)))
                status = refusal.status
            else:
                messages.success(request, gettext("Đã ghi nhận đề nghị dừng giải quyết hồ sơ."))
                return redirect("citizen:own-dossier", dossier_id)
    return render(request, "citizen/own_stop.html", {"dossier": dossier, "form": form}, status=status)
