"""Units and agencies over time: search, period, successors; changes come as a dated file."""

from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext, pgettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from motcua.desks.access import needs
from motcua.desks.catalogue_naming import period
from motcua.desks.forms import DateTextField, Form
from motcua.desks.place_naming import AGENCY_KINDS, CODE_CERTAINTIES, LEVELS
from motcua.desks.requests import DeskRequest
from motcua.desks.steward.acting import posted, show_form
from motcua.desks.steward.tables import Cell, Table, cells
from motcua.desks.steward.uploads import BoundedFileField
from motcua.directory.actions.territory import apply_change
from motcua.directory.models import AdministrativeUnit, Agency
from motcua.directory.queries.register import (
    agencies_of_unit,
    agencies_page,
    agency_by_id,
    served_by,
    subordinates_of,
    successions_of,
    unit_by_id,
    units_page,
)
from motcua.directory.rules.roles import Permission
from motcua.directory.rules.territory import TerritoryNotPossible
from motcua.kernel import clock
from motcua.kernel.worktime import local


class PlaceFilter(Form):
    words = forms.CharField(
        label=_("Tìm theo tên hoặc mã"),
        required=False,
        max_length=200,
        widget=forms.TextInput({"data-key": "/", "autocomplete": "off"}),
    )
    on = DateTextField(
        label=_("Có trong ngày"),
        required=False,
        widget=forms.TextInput({"class": "govuk-input govuk-input--width-10"}),
    )


class UnitFilter(PlaceFilter):
    """Units also by level."""

    level = forms.ChoiceField(label=_("Cấp"), required=False, choices=[("", _("Mọi cấp")), *LEVELS.items()])


class AgencyFilter(PlaceFilter):
    """Agencies also by kind."""

    kind = forms.ChoiceField(label=_("Loại"), required=False, choices=[("", _("Mọi loại")), *AGENCY_KINDS.items()])


class ChangeForm(Form):
    file = BoundedFileField(
        label=_("Tệp thay đổi (YAML)"),
        help_text=_("Ngày, căn cứ pháp lý, các đơn vị kết thúc và các đơn vị thay thế."),
        error_messages={"required": _("Hãy chọn tệp thay đổi.")},
    )


@needs(Permission.STEWARD_CATALOGUE)
@require_safe
def units(request: DeskRequest) -> HttpResponse:
    form = UnitFilter(request.GET)
    given = form.cleaned_data if form.is_valid() else {}
    page = units_page(
        given.get("words", ""),
        level=given.get("level", ""),
        on=given.get("on") or _today(),
        before=request.GET.get("before", ""),
        after=request.GET.get("after", ""),
    )
    context = {
        "title": gettext("Đơn vị hành chính"),
        "filter": form,
        "links": [
            Cell(gettext("Cơ quan"), url=reverse("steward:agencies")),
            Cell(gettext("Nhập tệp thay đổi địa giới"), url=reverse("steward:territory-change")),
        ],
        "tables": [_units(list(page.rows), gettext("Danh sách đơn vị hành chính"))],
        "page": page,
    }
    return render(request, "steward/list.html", context)


@needs(Permission.STEWARD_CATALOGUE)
@require_safe
def unit(request: DeskRequest, unit_id: int) -> HttpResponse:
    row = unit_by_id(unit_id)
    became, made_of = successions_of(row)
    facts = [
        cells(gettext("Mã"), row.code),
        cells(gettext("Cấp"), LEVELS[row.level]),
        [Cell(gettext("Thuộc")), _unit_cell(row.parent) if row.parent else Cell("–")],
        cells(pgettext("period", "Thời gian"), period(row.start, row.end)),
        cells(gettext("Nguồn"), row.source),
    ]
    steps = [
        [
            _unit_cell(step.successor),
            Cell(f"{step.on:%d/%m/%Y}"),
            Cell(gettext("một phần") if step.is_split else gettext("toàn bộ")),
            Cell(gettext("mặc định") if step.is_default else "–"),
            Cell(step.source),
        ]
        for step in became
    ]
    origins = [
        [
            _unit_cell(step.predecessor),
            Cell(f"{step.on:%d/%m/%Y}"),
            Cell(gettext("một phần") if step.is_split else gettext("toàn bộ")),
            Cell(gettext("mặc định") if step.is_default else "–"),
            Cell(step.source),
        ]
        for step in made_of
    ]
    columns = [gettext("Đơn vị"), gettext("Ngày"), gettext("Phạm vi"), gettext("Khi không rõ"), gettext("Nguồn")]
    tables = [
        Table(name=gettext("Thông tin chung"), columns=[gettext("Nội dung"), gettext("Giá trị")], rows=facts),
        Table(name=gettext("Được thay thế bởi"), columns=columns, rows=steps),
        Table(name=gettext("Lập từ"), columns=columns, rows=origins),
        _agencies(agencies_of_unit(row), gettext("Cơ quan tại đây")),
    ]
    back = Cell(gettext("Đơn vị hành chính"), url=reverse("steward:units"))
    return render(request, "steward/list.html", {"title": row.full_name, "back": back, "tables": tables})


@needs(Permission.STEWARD_CATALOGUE)
@require_http_methods(["GET", "HEAD", "POST"])
def territory_change(request: DeskRequest) -> HttpResponse:
    form, tables = ChangeForm(*posted(request)), []
    if form.is_bound and form.is_valid():
        upload = form.cleaned_data["file"]
        with TemporaryDirectory() as folder:
            file = Path(folder) / Path(upload.name).name
            file.write_bytes(upload.read())
            try:
                report = apply_change(file=file, actor=request.actor, at=clock.now())
            except TerritoryNotPossible as refusal:
                form.add_error(None, gettext("Tệp còn lỗi nên chưa thay đổi gì. Hãy sửa những điểm được nêu."))
                tables = [_faults(refusal)]
            else:
                counts: dict[str, Any] = {"ended": report.ended, "begun": report.begun, "on": f"{report.on:%d/%m/%Y}"}
                words = gettext("Từ %(on)s: %(ended)s đơn vị kết thúc, %(begun)s đơn vị bắt đầu.") % counts
                messages.success(request, words)
                return redirect("steward:units")
    return show_form(
        request,
        form,
        title=gettext("Nhập tệp thay đổi địa giới"),
        intro=gettext("Toàn bộ tệp được kiểm tra trước; còn một lỗi thì không thay đổi gì."),
        back=Cell(gettext("Đơn vị hành chính"), url=reverse("steward:units")),
        button=gettext("Kiểm tra và áp dụng"),
        tables=tables,
    )


@needs(Permission.STEWARD_CATALOGUE)
@require_safe
def agencies(request: DeskRequest) -> HttpResponse:
    form = AgencyFilter(request.GET)
    given = form.cleaned_data if form.is_valid() else {}
    page = agencies_page(
        given.get("words", ""),
        kind=given.get("kind", ""),
        on=given.get("on"),
        before=request.GET.get("before", ""),
        after=request.GET.get("after", ""),
    )
    context = {
        "title": gettext("Cơ quan, đơn vị"),
        "filter": form,
        "links": [Cell(gettext("Đơn vị hành chính"), url=reverse("steward:units"))],
        "tables": [_agencies(list(page.rows), gettext("Danh sách cơ quan"), is_titled=False)],
        "page": page,
    }
    if not page.rows:
        context["intro"] = [gettext("Không có cơ quan nào phù hợp.")]
    return render(request, "steward/list.html", context)


@needs(Permission.STEWARD_CATALOGUE)
@require_safe
def agency(request: DeskRequest, agency_id: int) -> HttpResponse:
    row = agency_by_id(agency_id)
    facts = [
        [Cell(gettext("Mã")), Cell(row.code, note=CODE_CERTAINTIES[row.code_certainty])],
        cells(gettext("Loại"), AGENCY_KINDS[row.kind]),
        [Cell(gettext("Thuộc")), _agency_cell(row.parent) if row.parent else Cell("–")],
        [Cell(gettext("Địa bàn")), _unit_cell(row.unit) if row.unit else Cell(gettext("cả nước"))],
        cells(pgettext("period", "Thời gian"), period(row.start, row.end)),
        cells(gettext("Nguồn"), row.source),
    ]
    tables = [
        Table(name=gettext("Thông tin chung"), columns=[gettext("Nội dung"), gettext("Giá trị")], rows=facts),
        _agencies(subordinates_of(row), gettext("Đơn vị trực thuộc")),
        _units(served_by(row), gettext("Các xã, phường phục vụ")),
    ]
    back = Cell(gettext("Cơ quan, đơn vị"), url=reverse("steward:agencies"))
    return render(request, "steward/list.html", {"title": row.name, "back": back, "tables": tables})


def _today() -> date:
    return local(clock.now()).date()


def _unit_cell(row: AdministrativeUnit) -> Cell:
    return Cell(row.full_name, url=reverse("steward:unit", args=[row.pk]), note=row.code)


def _agency_cell(row: Agency) -> Cell:
    return Cell(row.name, url=reverse("steward:agency", args=[row.pk]), note=row.code)


def _units(rows: list[AdministrativeUnit], name: str) -> Table:
    return Table(
        name=name,
        columns=[
            gettext("Đơn vị"),
            gettext("Cấp"),
            gettext("Đường dẫn"),
            pgettext("period", "Thời gian"),
            gettext("Nguồn"),
        ],
        rows=[
            [_unit_cell(row), *cells(LEVELS[row.level], row.path, period(row.start, row.end), row.source)]
            for row in rows
        ],
    )


def _agencies(rows: list[Agency], name: str, *, is_titled: bool = True) -> Table:
    return Table(
        name=name,
        columns=[gettext("Cơ quan"), gettext("Loại"), gettext("Mã"), pgettext("period", "Thời gian"), gettext("Nguồn")],
        rows=[
            [
                Cell(row.name, url=reverse("steward:agency", args=[row.pk])),
                Cell(AGENCY_KINDS[row.kind]),
                Cell(row.code, is_code=True, note=CODE_CERTAINTIES[row.code_certainty]),
                *cells(period(row.start, row.end), row.source),
            ]
            for row in rows
        ],
        is_titled=is_titled,
    )


def _faults(refusal: TerritoryNotPossible) -> Table:
    faults = refusal.details.get("faults")
    rows = [cells(fault) for fault in faults] if isinstance(faults, list) else []
    return Table(name=gettext("Những điểm cần sửa"), columns=[gettext("Cần sửa")], rows=rows)
