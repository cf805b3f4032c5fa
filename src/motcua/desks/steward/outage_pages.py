"""Outages of the system: announced, ended, listed."""

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from motcua.desks.access import needs
from motcua.desks.forms import Form
from motcua.desks.requests import DeskRequest
from motcua.desks.steward.acting import attempt, posted, show_form
from motcua.desks.steward.tables import Cell, Table
from motcua.directory.rules.roles import Permission
from motcua.dossiers.actions.outage import announce_outage, end_outage
from motcua.dossiers.models import Outage
from motcua.dossiers.queries.outages import outages
from motcua.kernel import clock
from motcua.kernel.worktime import local


class OutageForm(Form):
    reason = forms.CharField(
        label=_("Lý do"), max_length=300, error_messages={"required": _("Hãy ghi lý do gián đoạn.")}
    )
    legal_basis = forms.CharField(
        label=_("Căn cứ pháp lý"),
        max_length=200,
        initial="NĐ 301/2026/NĐ-CP, Điều 3.4",
        error_messages={"required": _("Hãy ghi văn bản và điều khoản.")},
    )


@needs(Permission.ANNOUNCE_OUTAGE)
@require_safe
def outage_list(request: DeskRequest) -> HttpResponse:
    rows = outages(request.actor)
    links = [Cell(gettext("Thông báo sự cố"), url=reverse("steward:outage-announce"))]
    context = {
        "title": gettext("Sự cố hệ thống"),
        "intro": [
            gettext("Trong thời gian sự cố đã thông báo, thời hạn của mọi hồ sơ tạm dừng và tính tiếp khi khắc phục.")
        ],
        "links": links if all(row.end for row in rows) else [],
        "tables": [_list(rows)],
    }
    return render(request, "steward/list.html", context)


@needs(Permission.ANNOUNCE_OUTAGE)
@require_http_methods(["GET", "HEAD", "POST"])
def outage_announce(request: DeskRequest) -> HttpResponse:
    form = OutageForm(posted(request)[0])
    if form.is_bound and form.is_valid():
        given = form.cleaned_data
        if attempt(form, lambda: announce_outage(**given, actor=request.actor, at=clock.now())):
            messages.success(request, gettext("Đã thông báo sự cố. Thời hạn của các hồ sơ đang tạm dừng."))
            return redirect("steward:outages")
    return show_form(
        request,
        form,
        title=gettext("Thông báo sự cố"),
        intro=gettext("Thời hạn của mọi hồ sơ đang giải quyết tạm dừng từ lúc này cho đến khi thông báo khắc phục."),
        back=_back(),
        button=gettext("Thông báo sự cố"),
        is_grave=True,
    )


@needs(Permission.ANNOUNCE_OUTAGE)
@require_http_methods(["GET", "HEAD", "POST"])
def outage_end(request: DeskRequest, outage_id: int) -> HttpResponse:
    form = Form(posted(request)[0])
    if form.is_bound and form.is_valid():
        ended = attempt(form, lambda: end_outage(outage_id=outage_id, actor=request.actor, at=clock.now()))
        if ended:
            messages.success(request, gettext("Đã thông báo khắc phục. Thời hạn của các hồ sơ tính tiếp."))
            return redirect("steward:outages")
    return show_form(
        request,
        form,
        title=gettext("Thông báo đã khắc phục"),
        intro=gettext("Thời hạn của mọi hồ sơ tính tiếp từ lúc này."),
        back=_back(),
        button=gettext("Thông báo đã khắc phục"),
    )


def _back() -> Cell:
    return Cell(gettext("Sự cố hệ thống"), url=reverse("steward:outages"))


def _list(rows: list[Outage]) -> Table:
    return Table(
        name=gettext("Các sự cố đã thông báo"),
        columns=[
            gettext("Từ"),
            gettext("Đến"),
            gettext("Lý do"),
            gettext("Căn cứ pháp lý"),
            gettext("Người thông báo"),
        ],
        rows=[
            [
                Cell(f"{local(row.start):%H:%M %d/%m/%Y}"),
                Cell(f"{local(row.end):%H:%M %d/%m/%Y}")
                if row.end
                else Cell(gettext("Thông báo đã khắc phục"), url=reverse("steward:outage-end", args=[row.pk])),
                Cell(row.reason),
                Cell(row.legal_basis),
                Cell(row.announced_by.name if row.announced_by else "motcua"),
            ]
            for row in rows
        ],
        empty=gettext("Chưa có sự cố nào được thông báo."),
        is_titled=False,
    )
