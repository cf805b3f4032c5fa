"""Internal processes of other systems: imported from tables, checked against their limit, published."""

from collections.abc import Sequence

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from motcua.catalogue.actions.routes import RouteImport, import_routes, publish
from motcua.catalogue.models import ImportedRoute
from motcua.catalogue.queries.routes import findings_of, route_by_id, routes_listed, routes_page, table_of
from motcua.catalogue.rules.findings import Finding
from motcua.catalogue.rules.route_publication import LONGEST_REASON
from motcua.catalogue.rules.route_sums import BREAKING, Verdict, check_sums
from motcua.catalogue.rules.route_tables import TableRoute, TablesNotReadable, read_tables
from motcua.catalogue.rules.route_times import total
from motcua.desks.access import needs
from motcua.desks.catalogue_naming import VERDICT_COLOURS, VERDICTS, number_words
from motcua.desks.forms import Form
from motcua.desks.requests import DeskRequest
from motcua.desks.steward.acting import attempt, posted, show_form
from motcua.desks.steward.tables import Cell, Table, cells, csv_response, findings_table
from motcua.desks.steward.uploads import BoundedFileField
from motcua.directory.rules.roles import Permission
from motcua.kernel import clock

DRAFT, PUBLISHED = "draft", "published"


class RouteFilter(Form):
    verdict = forms.ChoiceField(
        label=_("Kết quả kiểm tra"), required=False, choices=[("", _("Mọi kết quả")), *VERDICTS.items()]
    )
    state = forms.ChoiceField(
        label=_("Trạng thái"),
        required=False,
        choices=[("", _("Mọi trạng thái")), (DRAFT, _("Dự thảo")), (PUBLISHED, _("Đã công bố"))],
    )


class TablesForm(Form):
    procedures = BoundedFileField(
        label=_("Bảng thủ tục (CSV)"), error_messages={"required": _("Hãy chọn tệp bảng thủ tục.")}
    )
    steps = BoundedFileField(
        label=_("Bảng các bước (CSV)"), error_messages={"required": _("Hãy chọn tệp bảng các bước.")}
    )


class PublishRouteForm(Form):
    despite = forms.CharField(
        label=_("Lý do công bố dù vượt thời hạn"),
        required=False,
        max_length=LONGEST_REASON,
        help_text=_("Chỉ cần khi tổng thời gian vượt thời hạn. Lý do được lưu và hiện mãi cùng quy trình."),
        widget=forms.Textarea({"rows": 3}),
    )


@needs(Permission.STEWARD_CATALOGUE)
@require_safe
def routes(request: DeskRequest) -> HttpResponse:
    form = RouteFilter(request.GET)
    given = form.cleaned_data if form.is_valid() else {}
    page = routes_page(
        request.actor,
        verdict=given.get("verdict", ""),
        is_published=_is_published(given.get("state", "")),
        before=request.GET.get("before", ""),
        after=request.GET.get("after", ""),
    )
    export = reverse("steward:routes-export")
    context = {
        "title": gettext("Quy trình nội bộ"),
        "intro": [gettext("Quy trình nhập từ hệ thống khác, so với chính thời hạn của thủ tục.")],
        "filter": form,
        "links": [
            Cell(gettext("Nhập quy trình từ hai tệp CSV"), url=reverse("steward:routes-import")),
            Cell(gettext("Tải danh sách (CSV)"), url=f"{export}?{request.GET.urlencode()}"),
        ],
        "tables": [_list(page.rows)],
        "page": page,
    }
    return render(request, "steward/list.html", context)


@needs(Permission.STEWARD_CATALOGUE)
@require_safe
def routes_export(request: DeskRequest) -> HttpResponse:
    form = RouteFilter(request.GET)
    given = form.cleaned_data if form.is_valid() else {}
    rows = routes_listed(
        request.actor, verdict=given.get("verdict", ""), is_published=_is_published(given.get("state", ""))
    )
    return csv_response(_list(list(rows)), "quy-trinh-noi-bo")


@needs(Permission.STEWARD_CATALOGUE)
@require_http_methods(["GET", "HEAD", "POST"])
def routes_import(request: DeskRequest) -> HttpResponse:
    form = TablesForm(*posted(request))
    context = {
        "title": gettext("Nhập quy trình nội bộ"),
        "intro": gettext("Hai bảng CSV mã UTF-8, phân cách bằng dấu phẩy. Mọi lỗi được nêu cùng lúc, theo dòng."),
        "back": _back(),
        "button": gettext("Kiểm tra và nhập"),
    }
    if form.is_bound and form.is_valid():
        tables = form.cleaned_data["procedures"].read(), form.cleaned_data["steps"].read()
        try:
            read = read_tables(*tables)
        except TablesNotReadable as refusal:
            form.add_error(None, gettext("Hai bảng còn lỗi nên chưa nhập gì. Hãy sửa các dòng được nêu rồi nhập lại."))
            return show_form(request, form, tables=_faults(refusal.faults), **context)
        name = form.cleaned_data["procedures"].name
        outcome = import_routes(tables=read, source=name, actor=request.actor, at=clock.now())
        return render(request, "steward/list.html", _outcome(outcome))
    return show_form(request, form, **context)


@needs(Permission.STEWARD_CATALOGUE)
@require_http_methods(["GET", "HEAD", "POST"])
def route(request: DeskRequest, route_id: int) -> HttpResponse:
    row = route_by_id(request.actor, route_id)
    form = PublishRouteForm(posted(request)[0])
    if form.is_bound and form.is_valid():
        despite = form.cleaned_data["despite"]
        if attempt(form, lambda: publish(route_id=row.pk, actor=request.actor, at=clock.now(), despite=despite)):
            messages.success(request, gettext("Đã công bố quy trình %(key)s.") % {"key": row.key})
            return redirect("steward:route", row.pk)
    content = table_of(row)
    findings = findings_of(row)
    context = {
        "row": row,
        "content": content,
        "back": _back(),
        "verdict": _verdict(row),
        "breaks_limit": any(finding.code in BREAKING for finding in findings),
        "tables": [_sums(content), findings_table(findings, name=gettext("Kết quả kiểm tra")), _steps(content)],
        "form": form,
    }
    return render(request, "steward/route.html", context, status=409 if form.errors else 200)


def _is_published(state: str) -> bool | None:
    return None if not state else state == PUBLISHED


def _back() -> Cell:
    return Cell(gettext("Quy trình nội bộ"), url=reverse("steward:routes"))


def _verdict(row: ImportedRoute) -> Cell:
    verdict = Verdict(row.verdict)
    return Cell(VERDICTS[verdict], tag=VERDICT_COLOURS[verdict])


def _list(rows: Sequence[ImportedRoute]) -> Table:
    return Table(
        name=gettext("Danh sách quy trình"),
        columns=[
            gettext("Mã"),
            gettext("Tên thủ tục"),
            gettext("Kết quả kiểm tra"),
            gettext("Số lưu ý"),
            gettext("Trạng thái"),
            gettext("Nguồn"),
        ],
        rows=[
            [
                Cell(row.key, url=reverse("steward:route", args=[row.pk]), is_code=True),
                Cell(row.title),
                _verdict(row),
                Cell(str(len(row.findings))),
                Cell(_("Đã công bố") if row.published_at else _("Dự thảo"), note=row.published_despite),
                Cell(row.source),
            ]
            for row in rows
        ],
        empty=gettext("Không có quy trình nào."),
        is_titled=False,
    )


def _sums(content: TableRoute) -> Table:
    checked = check_sums(content)
    rows = []
    for phase in dict.fromkeys(step.phase for step in content.steps):
        whole = total(step for step in content.steps if step.phase == phase)
        days = number_words(whole.days) if whole.days is not None else "–"
        remark = "" if whole.complete else gettext("có bước không cộng được")
        rows.append([Cell(phase or gettext("Không chia giai đoạn")), Cell(days, note=remark)])
    whole_days = number_words(checked.sum_days) if checked.sum_days is not None else "–"
    limit = number_words(checked.limit_days) if checked.limit_days is not None else "–"
    rows.append(cells(gettext("Tổng các bước"), whole_days))
    rows.append([Cell(gettext("Thời hạn của thủ tục")), Cell(limit, note=content.time_limit_text)])
    if content.limit_days_difficult_area is not None:
        rows.append(cells(gettext("Thời hạn ở vùng khó khăn"), number_words(content.limit_days_difficult_area)))
    return Table(name=gettext("Tổng thời gian"), columns=[gettext("Giai đoạn"), gettext("Số ngày")], rows=rows)


def _steps(content: TableRoute) -> Table:
    return Table(
        name=gettext("Các bước"),
        columns=[
            gettext("Giai đoạn"),
            gettext("Thứ tự"),
            gettext("Việc"),
            gettext("Đơn vị thực hiện"),
            gettext("Thời gian"),
            gettext("Ghi chú"),
        ],
        rows=[
            cells(
                step.phase or "–",
                step.order or "–",
                step.task,
                step.unit,
                f"{number_words(step.time)} {_unit_words(step.time_unit)}" if step.time is not None else "–",
                step.note,
            )
            for step in content.steps
        ],
        empty=gettext("Quy trình không có bước nào."),
    )


def _unit_words(unit: str) -> str:
    known = {
        "working_day": gettext("ngày làm việc"),
        "calendar_day": gettext("ngày"),
        "working_hour": gettext("giờ làm việc"),
        "hour": gettext("giờ"),
        "day": gettext("ngày"),
    }
    return known.get(unit, unit)


def _faults(faults: Sequence[Finding]) -> list[Table]:
    names = {"procedures": gettext("Bảng thủ tục"), "steps": gettext("Bảng các bước")}
    rows = [
        cells(
            names.get(fault.path, fault.path),
            gettext("Dòng %(line)s") % {"line": fault.line} if fault.line else "–",
            fault.in_words(gettext),
        )
        for fault in faults
    ]
    columns = [gettext("Bảng"), gettext("Vị trí"), gettext("Cần sửa")]
    return [Table(name=gettext("Những điểm cần sửa"), columns=columns, rows=rows)]


def _outcome(outcome: RouteImport) -> dict[str, object]:
    counts = [
        (gettext("Quy trình mới"), outcome.created),
        (gettext("Quy trình sửa đổi"), outcome.updated),
        (gettext("Không đổi"), outcome.unchanged),
        (gettext("Không nhập được"), list(outcome.refused)),
    ]
    refused = [cells(key, reason.in_words(gettext)) for key, reason in outcome.refused.items()]
    return {
        "title": gettext("Đã nhập quy trình"),
        "back": _back(),
        "tables": [
            Table(
                name=gettext("Kết quả nhập"),
                columns=[gettext("Kết quả"), gettext("Số quy trình")],
                rows=[cells(name, len(keys)) for name, keys in counts],
            ),
            Table(name=gettext("Không nhập được"), columns=[gettext("Mã"), gettext("Lý do")], rows=refused),
        ],
    }
