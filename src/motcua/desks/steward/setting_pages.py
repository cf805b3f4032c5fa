"""Rules of the law as dated data: what holds today, the history of each, a new value from a date."""

from datetime import date

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext, pgettext
from django.views.decorators.http import require_http_methods, require_safe

from motcua.catalogue.actions.settings import set_law_setting
from motcua.catalogue.models import LawSetting
from motcua.catalogue.queries.settings import all_rows, rows_of
from motcua.catalogue.rules.edition import Certainty
from motcua.catalogue.rules.settings import ONLY_KEPT, SETTINGS
from motcua.desks.access import needs
from motcua.desks.catalogue_naming import period
from motcua.desks.requests import DeskRequest
from motcua.desks.steward.acting import attempt, posted, show_form
from motcua.desks.steward.setting_form import setting_form
from motcua.desks.steward.setting_naming import RULES, key_name, value_words
from motcua.desks.steward.tables import Cell, Table, certainty_cell
from motcua.directory.rules.roles import Permission
from motcua.kernel import clock
from motcua.kernel.worktime import local


@needs(Permission.STEWARD_CATALOGUE)
@require_safe
def settings(request: DeskRequest) -> HttpResponse:
    today, rows = local(clock.now()).date(), all_rows()
    by_rule: dict[str, list[list[Cell]]] = {}
    for key, setting in SETTINGS.items():
        by_rule.setdefault(setting.rule, []).append(_line(key, rows.get(key, []), today))
    columns = [
        gettext("Quy định"),
        gettext("Giá trị hôm nay"),
        pgettext("period", "Thời gian"),
        gettext("Căn cứ pháp lý"),
        gettext("Mức chắc chắn"),
    ]
    context = {
        "title": gettext("Quy định có thể thay đổi"),
        "intro": [gettext("Mỗi quy định có một giá trị cho mỗi thời kỳ; giá trị cũ được giữ lại, hồ sơ cũ không đổi.")],
        "tables": [Table(name=RULES.get(rule, rule), columns=columns, rows=lines) for rule, lines in by_rule.items()],
    }
    return render(request, "steward/list.html", context)


@needs(Permission.STEWARD_CATALOGUE)
@require_http_methods(["GET", "HEAD", "POST"])
def setting(request: DeskRequest, key: str) -> HttpResponse:
    rows, today = rows_of(key), local(clock.now()).date()
    holding = _holding(rows, today)
    form = setting_form(SETTINGS[key], holding.value if holding else None, posted(request)[0])
    if form.is_bound and form.is_valid():
        given = form.cleaned_data
        done = attempt(
            form,
            lambda: set_law_setting(
                key=key,
                value=given["raw"],
                start=given["start"],
                legal_basis=given["legal_basis"],
                certainty=Certainty(given["certainty"]),
                procedure=given["procedure"] or None,
                actor=request.actor,
                at=clock.now(),
            ),
        )
        if done:
            messages.success(
                request, gettext("Đã đặt giá trị mới, %(period)s.") % {"period": period(done.start, done.end)}
            )
            return redirect("steward:setting", key)
    return show_form(
        request,
        form,
        title=key_name(key),
        caption=RULES.get(SETTINGS[key].rule, ""),
        back=Cell(gettext("Quy định có thể thay đổi"), url=reverse("steward:settings")),
        intro=gettext("Quy định này chỉ được ghi nhận; hệ thống chưa tự áp dụng.") if key in ONLY_KEPT else "",
        tables=[_history(rows, today)],
        button=gettext("Đặt giá trị mới"),
    )


def _line(key: str, rows: list[LawSetting], today: date) -> list[Cell]:
    holding = _holding(rows, today)
    own = sum(1 for row in rows if row.procedure_id is not None)
    notes = [gettext("riêng cho thủ tục: %(count)s giá trị") % {"count": own}] if own else []
    if key in ONLY_KEPT:
        notes.append(gettext("chỉ ghi nhận, hệ thống chưa tự áp dụng"))
    name = Cell(key_name(key), url=reverse("steward:setting", args=[key]), note="; ".join(notes))
    if holding is None:
        return [name, Cell(gettext("chưa có giá trị"), tag="red"), Cell("–"), Cell("–"), Cell("–")]
    return [name, *_of(holding)]


def _of(row: LawSetting) -> list[Cell]:
    return [
        Cell(value_words(row.value)),
        Cell(period(row.start, row.end)),
        Cell(row.legal_basis),
        certainty_cell(Certainty(row.certainty)),
    ]


def _history(rows: list[LawSetting], today: date) -> Table:
    return Table(
        name=gettext("Các giá trị theo thời gian"),
        columns=[
            gettext("Phạm vi"),
            gettext("Giá trị"),
            pgettext("period", "Thời gian"),
            gettext("Căn cứ pháp lý"),
            gettext("Mức chắc chắn"),
            gettext("Hôm nay"),
        ],
        rows=[
            [
                Cell(str(row.procedure), note=row.procedure.code) if row.procedure else Cell(gettext("Mọi thủ tục")),
                *_of(row),
                Cell(gettext("Đang áp dụng"), tag="green") if _holds(row, today) else Cell("–"),
            ]
            for row in rows
        ],
        empty=gettext("Chưa có giá trị nào."),
    )


def _holding(rows: list[LawSetting], today: date) -> LawSetting | None:
    return next((row for row in rows if row.procedure_id is None and _holds(row, today)), None)


def _holds(row: LawSetting, today: date) -> bool:
    return row.start <= today and (row.end is None or today < row.end)
