"""The catalogue: procedures, their editions over time, one edition with all its values, two compared."""

from datetime import date

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from motcua.catalogue.models import Procedure, ProcedureEdition
from motcua.catalogue.queries.editions import (
    EditionUnknown,
    compare,
    edition_by_number,
    editions_of,
    export,
    procedure_by_code,
)
from motcua.catalogue.queries.listing import FOUND_MAX, all_procedures, procedures_found, procedures_page, sectors
from motcua.catalogue.queries.publication import forecast
from motcua.catalogue.rules.document import dump
from motcua.catalogue.rules.edition import Text
from motcua.desks.access import needs
from motcua.desks.catalogue_naming import in_language, period, sector_name
from motcua.desks.forms import Form
from motcua.desks.requests import DeskRequest
from motcua.desks.steward.edition_sheet import tables_of
from motcua.desks.steward.tables import Cell, Table, cells, csv_response, findings_table
from motcua.directory.rules.roles import Permission
from motcua.kernel import clock
from motcua.kernel.worktime import local


class CatalogueFilter(Form):
    words = forms.CharField(
        label=_("Tìm thủ tục"),
        required=False,
        max_length=200,
        widget=forms.TextInput({"data-key": "/", "autocomplete": "off"}),
    )
    sector = forms.ChoiceField(label=_("Lĩnh vực"), required=False)

    def __init__(self, *args: object, **options: object) -> None:
        super().__init__(*args, **options)
        named = sorted((sector_name(code), code) for code in sectors())
        self.fields["sector"].choices = [  # type: ignore[attr-defined]
            ("", gettext("Mọi lĩnh vực")),
            *((code, name) for name, code in named),
        ]


@needs(Permission.STEWARD_CATALOGUE)
@require_safe
def catalogue(request: DeskRequest) -> HttpResponse:
    form = CatalogueFilter(request.GET)
    given = form.cleaned_data if form.is_valid() else {"words": "", "sector": ""}
    context = {"filter": form, "found_max": FOUND_MAX, "is_search": bool(given["words"])}
    if given["words"]:
        rows = procedures_found(given["words"], sector=given["sector"])
    else:
        page = procedures_page(
            sector=given["sector"], before=request.GET.get("before", ""), after=request.GET.get("after", "")
        )
        rows = list(page.rows)
        context["page"] = page
    return render(request, "steward/catalogue.html", context | {"table": _list(rows), "count": len(rows)})


@needs(Permission.STEWARD_CATALOGUE)
@require_safe
def catalogue_export(request: DeskRequest) -> HttpResponse:
    form = CatalogueFilter(request.GET)
    given = form.cleaned_data if form.is_valid() else {"words": "", "sector": ""}
    if given["words"]:
        return csv_response(_list(procedures_found(given["words"], sector=given["sector"])), "danh-muc-thu-tuc")
    return csv_response(_list(all_procedures(sector=given["sector"])), "danh-muc-thu-tuc")


@needs(Permission.STEWARD_CATALOGUE)
@require_safe
def procedure(request: DeskRequest, code: str) -> HttpResponse:
    found, rows, today = procedure_by_code(code), editions_of(code), _today()
    table = Table(
        name=gettext("Các phiên bản theo thời gian"),
        columns=[gettext("Phiên bản"), gettext("Hiệu lực"), gettext("Trạng thái"), gettext("Nguồn")],
        rows=[
            [
                Cell(
                    gettext("Phiên bản %(number)s") % {"number": row.number},
                    url=reverse("steward:edition", args=[code, row.number]),
                ),
                Cell(period(row.start, row.end)),
                state_cell(row, today),
                Cell(row.source),
            ]
            for row in rows
        ],
    )
    pairs = [row.number for row in rows]
    context = {"procedure": found, "sector": sector_name(found.sector), "table": table, "numbers": pairs}
    return render(request, "steward/procedure.html", context)


@needs(Permission.STEWARD_CATALOGUE)
@require_safe
def edition(request: DeskRequest, code: str, number: int) -> HttpResponse:
    row = edition_by_number(code, number)
    content = export(code, number)
    context = {
        "row": row,
        "content": content,
        "tables": tables_of(content),
        "state": state_cell(row, _today()),
        "period": period(row.start, row.end),
        "siblings": [other.number for other in editions_of(code) if other.number != number],
    }
    if row.published_at is None:
        plan = forecast(row, None, clock.now())
        findings = [*plan.findings, *plan.held_nowhere, *plan.not_held]
        context["findings"] = findings_table(findings, name=gettext("Kết quả kiểm tra"))
    return render(request, "steward/edition.html", context)


@needs(Permission.STEWARD_CATALOGUE)
@require_safe
def edition_file(request: DeskRequest, code: str, number: int) -> HttpResponse:
    text = dump(export(code, number))
    return HttpResponse(
        text,
        content_type="application/yaml; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{code}-{number}.yaml"'},
    )


@needs(Permission.STEWARD_CATALOGUE)
@require_safe
def comparison(request: DeskRequest, code: str) -> HttpResponse:
    first, second = (edition_by_number(code, _number(request, name)) for name in ("tu", "den"))
    differences = compare(first.pk, second.pk)
    table = Table(
        name=gettext("Những điểm thay đổi"),
        columns=[gettext("Nội dung"), gettext("Vị trí trong tệp")],
        rows=[cells(found.in_words(gettext), Cell(found.path, is_code=True)) for found in differences],
        empty=gettext("Hai phiên bản giống nhau."),
    )
    context = {"procedure": first.procedure, "first": first, "second": second, "table": table}
    return render(request, "steward/comparison.html", context)


def state_cell(row: ProcedureEdition, today: date) -> Cell:
    """Draft, coming, in force or over, in words and in colour."""
    if row.published_at is None:
        return Cell(_("Dự thảo"), tag="yellow")
    if row.start > today:
        return Cell(_("Sắp có hiệu lực"), tag="blue")
    if row.end is not None and row.end <= today:
        return Cell(_("Hết hiệu lực"), tag="grey")
    return Cell(_("Đang có hiệu lực"), tag="green")


def _list(rows: list[Procedure]) -> Table:
    today = _today()
    return Table(
        name=gettext("Danh mục thủ tục"),
        columns=[gettext("Mã"), gettext("Tên thủ tục"), gettext("Lĩnh vực"), gettext("Phiên bản"), gettext("Dự thảo")],
        rows=[
            [
                Cell(row.code, url=reverse("steward:procedure", args=[row.code]), is_code=True),
                Cell(in_language(Text(row.name_vi, row.name_en))),
                Cell(sector_name(row.sector)),
                _in_force(list(row.editions.all()), today),
                Cell(", ".join(str(one.number) for one in row.editions.all() if one.published_at is None) or "–"),
            ]
            for row in rows
        ],
        empty=gettext("Không có thủ tục nào phù hợp. Hãy thử ít từ hơn hoặc bỏ lọc lĩnh vực."),
        is_titled=False,
    )


def _in_force(editions: list[ProcedureEdition], today: date) -> Cell:
    published = [row for row in editions if row.published_at is not None]
    for row in published:
        if row.start <= today and (row.end is None or today < row.end):
            return Cell(
                gettext("%(number)s, %(period)s") % {"number": row.number, "period": period(row.start, row.end)}
            )
    if published:
        return state_cell(published[-1], today)
    return Cell("–")


def _number(request: DeskRequest, name: str) -> int:
    text = request.GET.get(name, "")
    if not (text.isascii() and text.isdigit() and len(text) <= 9):
        raise EditionUnknown(0)
    return int(text)


def _today() -> date:
    return local(clock.now()).date()
