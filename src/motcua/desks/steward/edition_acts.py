"""Acts on editions: import a file, publish from a date, withdraw a draft."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.safestring import mark_safe
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from motcua.catalogue.actions.editions import EditionFaulty, EditionUnstaffed, import_edition, publish, withdraw_draft
from motcua.catalogue.models import ProcedureEdition
from motcua.catalogue.queries.editions import edition_by_number
from motcua.catalogue.queries.publication import Forecast, forecast
from motcua.catalogue.rules.document import CatalogueFileFaulty
from motcua.desks.access import needs
from motcua.desks.catalogue_naming import period
from motcua.desks.forms import DateTextField, Form
from motcua.desks.requests import DeskRequest
from motcua.desks.steward.acting import posted
from motcua.desks.steward.tables import findings_table
from motcua.desks.steward.uploads import TextFileField
from motcua.directory.rules.actors import ActNotAllowed
from motcua.directory.rules.roles import Permission
from motcua.kernel import clock
from motcua.kernel.refusal import Refusal
from motcua.kernel.wording import words_of


class ImportForm(Form):
    file = TextFileField(
        label=_("Tệp YAML"),
        required=False,
        help_text=_("Nội dung tệp được đưa vào ô bên dưới để sửa ngay tại đây nếu có lỗi."),
    )
    text = forms.CharField(
        label=_("Hoặc dán nội dung tệp"),
        required=False,
        strip=False,
        widget=forms.Textarea(
            {"rows": 24, "spellcheck": "false", "autocomplete": "off", "class": "govuk-textarea motcua-code"}
        ),
    )

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        if not self.errors and not given.get("file") and not (given.get("text") or "").strip():
            self.add_error("text", gettext("Hãy chọn một tệp hoặc dán nội dung tệp."))
        return given


class PublishForm(Form):
    start = DateTextField(
        label=_("Có hiệu lực từ ngày"),
        help_text=_("Ngày/tháng/năm, ví dụ 01/01/2027. Hồ sơ tiếp nhận trước ngày này giữ phiên bản cũ."),
        error_messages={"required": _("Hãy nhập ngày bắt đầu có hiệu lực.")},
        widget=forms.TextInput({"autocomplete": "off", "class": "govuk-input govuk-input--width-10"}),
    )


@needs(Permission.STEWARD_CATALOGUE)
@require_http_methods(["GET", "HEAD", "POST"])
def import_page(request: DeskRequest) -> HttpResponse:
    form = ImportForm(*posted(request))
    if request.method != "POST" or not form.is_valid():
        return render(request, "steward/import.html", {"form": form}, status=422 if form.errors else 200)
    file = form.cleaned_data["file"]
    name, text = (file.name, file.text) if file else (gettext("nội dung dán"), form.cleaned_data["text"])
    try:
        row = import_edition(text=text, name=name, actor=request.actor, at=clock.now())
    except ActNotAllowed:
        raise
    except Refusal as refusal:
        return _not_imported(request, text, refusal)
    messages.success(
        request,
        gettext("Đã nhập phiên bản %(number)s của thủ tục %(code)s. Hãy xem lại rồi công bố.")
        % {"number": row.number, "code": row.procedure.code}
        if row.published_at is None
        else gettext("Nội dung này đã có và đã công bố, không có gì thay đổi."),
    )
    return redirect("steward:edition", row.procedure.code, row.number)


def _not_imported(request: DeskRequest, text: str, refusal: Refusal) -> HttpResponse:
    """The same page with every fault by line; what was given is kept in the box."""
    form = ImportForm(initial={"text": text})
    context: dict[str, Any] = {"form": form, "has_errors": True, "words": mark_safe(words_of(refusal))}
    if isinstance(refusal, CatalogueFileFaulty):
        context["table"] = findings_table(refusal.findings, name=gettext("Những điểm cần sửa"), text=text)
    return render(request, "steward/import.html", context, status=refusal.status)


@needs(Permission.STEWARD_CATALOGUE)
@require_http_methods(["GET", "HEAD", "POST"])
def publish_page(request: DeskRequest, code: str, number: int) -> HttpResponse:
    row = edition_by_number(code, number)
    form = PublishForm(posted(request)[0], initial={"start": row.start})
    if request.method != "POST":
        return _publication(request, row, form, forecast(row, None, clock.now()), status=200)
    if not form.is_valid():
        return _publication(request, row, form, forecast(row, None, clock.now()), status=422)
    start = form.cleaned_data["start"]
    if "confirm" not in request.POST:
        return _publication(request, row, form, forecast(row, start, clock.now()), status=200, is_confirming=True)
    try:
        published = publish(edition_id=row.pk, start=start, actor=request.actor, at=clock.now())
    except ActNotAllowed:
        raise
    except Refusal as refusal:
        if not isinstance(refusal, EditionFaulty | EditionUnstaffed):
            form.add_error("start", mark_safe(words_of(refusal)))
        return _publication(request, row, form, forecast(row, start, clock.now()), status=refusal.status)
    messages.success(
        request,
        gettext("Đã công bố phiên bản %(number)s, %(period)s.")
        % {"number": published.number, "period": period(published.start, published.end)},
    )
    return redirect("steward:edition", code, number)


def _publication(
    request: DeskRequest,
    row: ProcedureEdition,
    form: PublishForm,
    plan: Forecast,
    *,
    status: int,
    is_confirming: bool = False,
) -> HttpResponse:
    """The page before publishing: what keeps it back, or what follows from it."""
    obstacles = [*plan.findings, *plan.held_nowhere]
    context = {
        "row": row,
        "form": form,
        "period": period(plan.content.start, plan.content.end),
        "start": plan.content.start,
        "ends": list(plan.ends),
        "later": [(other.number, period(other.start, other.end)) for other in plan.later],
        "findings": findings_table(obstacles, name=gettext("Phải sửa trước khi công bố")),
        "warnings": findings_table(plan.not_held, name=gettext("Cần biết trước khi công bố")),
        "is_confirming": is_confirming and not obstacles and not plan.later.exists(),
        "has_errors": bool(obstacles),
    }
    return render(request, "steward/publish.html", context, status=status)


@needs(Permission.STEWARD_CATALOGUE)
@require_http_methods(["GET", "HEAD", "POST"])
def withdraw_page(request: DeskRequest, code: str, number: int) -> HttpResponse:
    row = edition_by_number(code, number)
    if request.method != "POST":
        return render(request, "steward/withdraw.html", {"row": row})
    withdraw_draft(edition_id=row.pk, actor=request.actor, at=clock.now())
    messages.success(request, gettext("Đã hủy dự thảo phiên bản %(number)s.") % {"number": number})
    return redirect("steward:procedure", code)
