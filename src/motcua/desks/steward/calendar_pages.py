"""When agencies work: the year as a table, new editions, sessions by season, single days, and what a change does."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from motcua.desks.access import needs
from motcua.desks.requests import DeskRequest
from motcua.desks.steward.acting import attempt, posted, show_form
from motcua.desks.steward.calendar_forms import (
    EditionForm,
    EndForm,
    OverrideForm,
    ScheduleForm,
    YearForm,
)
from motcua.desks.steward.calendar_tables import (
    edition_effects,
    editions_table,
    effects_table,
    overrides_table,
    schedules_table,
    year_table,
)
from motcua.desks.steward.tables import Cell, Table
from motcua.directory.actions.calendars import end_schedule, override_day, publish_calendar, set_schedule
from motcua.directory.queries.calendars import edition_in_force, work_calendar
from motcua.directory.queries.schedules import (
    overrides_of,
    schedule_by_id,
    schedules,
    with_override,
    with_schedule,
)
from motcua.directory.rules.roles import Permission
from motcua.dossiers.rules.calendar_effect import effects
from motcua.kernel import clock
from motcua.kernel.worktime import local


@needs(Permission.STEWARD_CALENDAR)
@require_safe
def calendar(request: DeskRequest) -> HttpResponse:
    now = clock.now()
    form = YearForm(request.GET or {"nam": local(now).year})
    year = (form.is_valid() and form.cleaned_data["nam"]) or local(now).year
    edition = edition_in_force(now)
    context = {
        "title": gettext("Lịch làm việc năm %(year)s") % {"year": year},
        "intro": [
            gettext("Theo bản lịch số %(number)s, công bố %(at)s. Nguồn: %(source)s.")
            % {"number": edition.number, "at": f"{local(edition.published_at):%d/%m/%Y}", "source": edition.source}
        ],
        "filter": form,
        "links": [
            Cell(gettext("Công bố bản lịch mới"), url=reverse("steward:calendar-publish")),
            Cell(gettext("Thêm giờ làm việc"), url=reverse("steward:schedule-add")),
            Cell(gettext("Đặt ngày ngoại lệ"), url=reverse("steward:override")),
        ],
        "tables": [
            year_table(edition, year),
            overrides_table(overrides_of(year)),
            schedules_table(schedules()),
            editions_table(),
        ],
    }
    return render(request, "steward/list.html", context)


@needs(Permission.STEWARD_CALENDAR)
@require_http_methods(["GET", "HEAD", "POST"])
def publish_page(request: DeskRequest) -> HttpResponse:
    now = clock.now()
    form = EditionForm(posted(request)[0], initial={"last_year": local(now).year + 1})
    previews: list[Table] = []
    if form.is_bound and form.is_valid():
        last_year = form.cleaned_data["last_year"]
        if "preview" in request.POST:
            previews = edition_effects(edition_in_force(now), last_year, now)
        else:
            row = attempt(form, lambda: publish_calendar(last_year=last_year, actor=request.actor, at=now))
            if row:
                messages.success(request, gettext("Bản lịch số %(number)s đang áp dụng.") % {"number": row.number})
                return redirect("steward:calendar")
    return show_form(
        request,
        form,
        title=gettext("Công bố bản lịch mới"),
        intro=gettext(
            "Bản lịch giống bản đang áp dụng thì không công bố lại. Hồ sơ đã tiếp nhận giữ lịch lúc tiếp nhận."
        ),
        back=_back(),
        preview_button=gettext("Xem thay đổi"),
        button=gettext("Công bố"),
        previews=previews,
    )


@needs(Permission.STEWARD_CALENDAR)
@require_http_methods(["GET", "HEAD", "POST"])
def schedule_add(request: DeskRequest) -> HttpResponse:
    now, form, previews = clock.now(), ScheduleForm(posted(request)[0]), []
    if form.is_bound and form.is_valid():
        given = form.cleaned_data
        if "preview" in request.POST:
            agency = given["agency"]
            before = work_calendar(agency.id if agency else None, now)
            found = attempt(form, lambda: effects(before, with_schedule(before, form.row()), given["start"]))
            previews = [effects_table(found)] if found else []
        else:
            row = attempt(
                form,
                lambda: set_schedule(
                    agency=given["agency"],
                    sessions=form.sessions(),
                    start=given["start"],
                    end=given["end"],
                    season_from=given["season_from"],
                    season_to=given["season_to"],
                    source=given["source"],
                    actor=request.actor,
                    at=now,
                ),
            )
            if row:
                messages.success(request, gettext("Đã lưu giờ làm việc."))
                return redirect("steward:calendar")
    return show_form(request, form, title=gettext("Thêm giờ làm việc"), previews=previews, **_previewed())


@needs(Permission.STEWARD_CALENDAR)
@require_http_methods(["GET", "HEAD", "POST"])
def schedule_end(request: DeskRequest, schedule_id: int) -> HttpResponse:
    row, form = schedule_by_id(schedule_id), EndForm(posted(request)[0])
    if form.is_bound and form.is_valid():
        end = form.cleaned_data["end"]
        if attempt(form, lambda: end_schedule(schedule=row, end=end, actor=request.actor, at=clock.now())):
            messages.success(request, gettext("Đã kết thúc giờ làm việc."))
            return redirect("steward:calendar")
    title = gettext("Kết thúc giờ làm việc")
    tables = [schedules_table([row])]
    return show_form(request, form, title=title, back=_back(), tables=tables, button=title)


@needs(Permission.STEWARD_CALENDAR)
@require_http_methods(["GET", "HEAD", "POST"])
def override(request: DeskRequest) -> HttpResponse:
    now, form, previews = clock.now(), OverrideForm(posted(request)[0]), []
    if form.is_bound and form.is_valid():
        given = form.cleaned_data
        if "preview" in request.POST:
            agency = given["agency"]
            before = work_calendar(agency.id if agency else None, now)
            found = attempt(form, lambda: effects(before, with_override(before, form.row()), given["on"]))
            previews = [effects_table(found)] if found else []
        else:
            row = attempt(form, lambda: override_day(**given, actor=request.actor, at=now))
            if row:
                messages.success(request, gettext("Đã đặt ngày ngoại lệ %(day)s.") % {"day": f"{row.on:%d/%m/%Y}"})
                return redirect(f"{reverse('steward:calendar')}?nam={row.on.year}")
    return show_form(request, form, title=gettext("Đặt ngày ngoại lệ"), previews=previews, **_previewed())


def _previewed() -> dict[str, Any]:
    return {
        "back": _back(),
        "preview_button": gettext("Xem tác động đến ngày hẹn trả"),
        "button": gettext("Lưu"),
    }


def _back() -> Cell:
    return Cell(gettext("Lịch làm việc"), url=reverse("steward:calendar"))
