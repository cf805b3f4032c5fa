"""The list of work: by the law's deadlines, in tabs, narrowed, page by page, and as a file."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from motcua.catalogue.queries.editions import edition as edition_by_id
from motcua.catalogue.queries.search import search as search_procedures
from motcua.desks.access import needs
from motcua.desks.naming import text_in_words
from motcua.desks.requests import DeskRequest
from motcua.desks.templatetags.page_parts import dossier_date
from motcua.desks.work_rows import RowMaker, WorkRow, end_of_soon, end_of_today
from motcua.directory.queries.calendars import work_calendar
from motcua.directory.rules.roles import Permission
from motcua.dossiers.actions.reading import take_out_list
from motcua.dossiers.queries.work import Narrowing, WorkList, open_tasks, tasks_page, waiting_legs
from motcua.dossiers.queries.worklists import PAGE_SIZE
from motcua.kernel import clock
from motcua.kernel.worktime import local

WAITING = "waiting"
TABS: dict[str, str | Promise] = {
    WorkList.MINE: gettext_lazy("Của tôi"),
    WorkList.TEAM: gettext_lazy("Chưa có người xử lý"),
    WorkList.LATE: gettext_lazy("Quá hạn"),
    WorkList.TODAY: gettext_lazy("Đến hạn hôm nay"),
    WorkList.SOON: gettext_lazy("Sắp đến hạn"),
    WAITING: gettext_lazy("Đang chờ"),
    WorkList.ALL: gettext_lazy("Tất cả"),
}
EXPORT_ROWS_MAX = 5000
HEADINGS: tuple[str | Promise, ...] = (
    gettext_lazy("Mã hồ sơ"),
    gettext_lazy("Mã thủ tục"),
    gettext_lazy("Thủ tục"),
    gettext_lazy("Người nộp"),
    gettext_lazy("Bước"),
    gettext_lazy("Hạn"),
    gettext_lazy("Thời gian còn lại"),
    gettext_lazy("Lý do"),
    gettext_lazy("Người xử lý"),
)
_RISKY = ("=", "+", "-", "@", "\t", "\r")
"""A spreadsheet would take a cell that begins with one of these for a formula."""


@dataclass(frozen=True)
class Request:
    """What a person asked to see, as read from the address."""

    tab: str
    procedure: str
    step: str
    assignee_id: int | None
    after: str
    names: list[str]
    """Names of the procedures that the words stand for."""
    steps: list[tuple[str, str]]
    """Steps of those procedures, to narrow down further."""
    narrowing: Narrowing

    @classmethod
    def read(cls, request: DeskRequest) -> "Request":
        given = request.GET
        tab = given.get("loai", WorkList.MINE)
        procedure, step = given.get("thu-tuc", "").strip(), given.get("buoc", "").strip()
        person = given.get("nguoi", "")
        assignee_id = int(person) if person.isascii() and person.isdigit() and len(person) < 18 else None
        found = search_procedures(procedure, 10, on=local(clock.now()).date()) if procedure else []
        if found and found[0].code == procedure:
            found = found[:1]
        ids = frozenset(row.edition_id for row in found if row.edition_id)
        steps = dict.fromkeys(
            (known.key, text_in_words(known.name))
            for edition_id in sorted(ids)
            if (route := edition_by_id(edition_id).route)
            for known in route.steps
        )
        return cls(
            tab=tab if tab in TABS else WorkList.MINE,
            procedure=procedure,
            step=step,
            assignee_id=assignee_id,
            after=given.get("after", ""),
            names=[row.name_vi for row in found],
            steps=list(steps),
            narrowing=Narrowing(frozenset(row.code for row in found) if procedure else None, step, assignee_id),
        )


@needs(Permission.PROCESS_DOSSIER)
@require_safe
def worklist(request: DeskRequest) -> HttpResponse:
    asked, now = Request.read(request), clock.now()
    rows, next_key = _page(request, asked, now, asked.after, PAGE_SIZE)
    parameters = request.GET.copy()
    parameters.pop("after", None)
    context = {
        "asked": asked,
        "tabs": [{"key": key, "label": label, "is_current": key == asked.tab} for key, label in TABS.items()],
        "rows": rows,
        "next_key": next_key,
        "parameters": parameters.urlencode(),
        "may_assign": request.actor.may(Permission.ASSIGN_TASK),
    }
    return render(request, "officer/worklist.html", context)


def _page(request: DeskRequest, asked: Request, now: datetime, after: str, size: int) -> tuple[list[WorkRow], str]:
    maker = RowMaker(now)
    if asked.tab == WAITING:
        legs = waiting_legs(request.actor, asked.narrowing, after=after, size=size)
        return maker.of_legs(legs.rows), legs.next_key
    work_list = WorkList(asked.tab)
    tasks = open_tasks(request.actor, work_list, now, _until(request, work_list, now), asked.narrowing)
    page = tasks_page(tasks, after=after, size=size)
    return maker.of_tasks(page.rows), page.next_key


def _until(request: DeskRequest, work_list: WorkList, now: datetime) -> datetime:
    """The end of the lists of today and soon; soon by the calendar of the actor's first agency."""
    if work_list is not WorkList.SOON:
        return end_of_today(now)
    held = sorted(request.actor.agencies(Permission.PROCESS_DOSSIER) or ())
    return end_of_soon(now, work_calendar(held[0] if held else None, now))


@needs(Permission.PROCESS_DOSSIER)
@require_safe
def worklist_file(request: DeskRequest) -> HttpResponse:
    """The same list as a file for a spreadsheet, as far as 5,000 rows; that it was taken out is journalled."""
    asked, now = Request.read(request), clock.now()
    response = HttpResponse(
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="cong-viec-{asked.tab}.csv"'},
    )
    response.write("\ufeff")
    writer = csv.writer(response)
    writer.writerow(str(heading) for heading in HEADINGS)
    written = 0
    for row in _all_rows(request, asked, now):
        writer.writerow(_cell(value) for value in _cells(row))
        written += 1
    take_out_list(list_name=asked.tab, rows=written, actor=request.actor, at=now)
    return response


def _all_rows(request: DeskRequest, asked: Request, now: datetime) -> Iterator[WorkRow]:
    after, left = "", EXPORT_ROWS_MAX
    while left > 0:
        rows, after = _page(request, asked, now, after, min(left, 500))
        yield from rows
        left -= len(rows)
        if not after:
            return


def _cells(row: WorkRow) -> list[str]:
    due_at = dossier_date(row.due_at)
    who = row.assignee.name if row.assignee else ""
    what = [row.code, row.procedure_code, row.procedure, row.applicant, row.step]
    return [*what, due_at, row.left.words, row.left.reason, who]


def _cell(value: str) -> str:
    return f"'{value}" if value.startswith(_RISKY) else value
