"""The desk sees the papers of a mandate: it confirms what holds and ends what does not."""

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST

from motcua.desks.access import needs
from motcua.desks.forms import Form
from motcua.desks.naming import mandate_ground_name
from motcua.desks.requests import DeskRequest
from motcua.directory.rules.roles import Permission
from motcua.dossiers.actions.mandates import confirm_mandate, look_up_mandates, refuse_mandate
from motcua.kernel import clock


class NumberForm(Form):
    identifier = forms.CharField(
        label=_("Số định danh của người đại diện hoặc người được đại diện"),
        max_length=30,
        widget=forms.TextInput(
            {"autocomplete": "off", "inputmode": "numeric", "class": "govuk-input govuk-input--width-20"}
        ),
        error_messages={"required": _("Hãy nhập số định danh.")},
    )


class RefusalForm(Form):
    reason = forms.CharField(
        label=_("Lý do"), max_length=300, error_messages={"required": _("Hãy ghi lý do.")}, widget=forms.Textarea
    )


@needs(Permission.RECEIVE_DOSSIER)
@require_http_methods(["GET", "HEAD", "POST"])
def mandates(request: DeskRequest) -> HttpResponse:
    """Looked up by POST, so that numbers of people stay out of addresses and logs."""
    form = NumberForm(request.POST if request.method == "POST" else None)
    rows = None
    if form.is_bound and form.is_valid():
        number = form.cleaned_data["identifier"].replace(" ", "")
        rows = [
            {"mandate": mandate, "ground": mandate_ground_name(mandate.ground)}
            for mandate in look_up_mandates(identifier=number, actor=request.actor, at=clock.now())
        ]
    return render(request, "counter/mandates.html", {"form": form, "rows": rows}, status=422 if form.errors else 200)


@needs(Permission.RECEIVE_DOSSIER)
@require_POST
def mandate_confirm(request: DeskRequest, mandate_id: int) -> HttpResponse:
    confirm_mandate(mandate_id=mandate_id, actor=request.actor, at=clock.now())
    messages.success(request, gettext("Đã xác nhận quyền đại diện."))
    return redirect("counter:mandates")


@needs(Permission.RECEIVE_DOSSIER)
@require_http_methods(["GET", "HEAD", "POST"])
def mandate_refuse(request: DeskRequest, mandate_id: int) -> HttpResponse:
    form = RefusalForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        refuse_mandate(mandate_id=mandate_id, reason=form.cleaned_data["reason"], actor=request.actor, at=clock.now())
        messages.success(request, gettext("Đã chấm dứt quyền đại diện."))
        return redirect("counter:mandates")
    context = {"form": form, "back": reverse("counter:mandates")}
    return render(request, "counter/mandate_refuse.html", context, status=422 if form.errors else 200)
