"""What needs the leader today: each number is the length of the list it opens."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from motcua.desks.access import needs
from motcua.desks.requests import DeskRequest
from motcua.desks.work_rows import end_of_soon, end_of_today
from motcua.directory.queries.calendars import work_calendar
from motcua.directory.rules.roles import Permission
from motcua.dossiers.queries.work import WorkList, apologies_to_approve, open_tasks, to_hand_on, to_sign, workloads
from motcua.kernel import clock


@needs(Permission.DECIDE_DOSSIER)
@require_safe
def today(request: DeskRequest) -> HttpResponse:
    actor, now = request.actor, clock.now()
    held = sorted(actor.agencies(Permission.PROCESS_DOSSIER) or ())
    until = end_of_soon(now, work_calendar(held[0] if held else None, now))
    work = reverse("officer:worklist")
    numbers = [
        (_("Quá hạn"), open_tasks(actor, WorkList.LATE, now, now).count(), f"{work}?loai=late"),
        (
            _("Đến hạn hôm nay"),
            open_tasks(actor, WorkList.TODAY, now, end_of_today(now)).count(),
            f"{work}?loai=today",
        ),
        (_("Chờ ký"), to_sign(actor, now).count(), reverse("leader:signing")),
        (_("Chờ duyệt xin lỗi, hẹn lại"), apologies_to_approve(actor).count(), reverse("leader:apologies")),
        (_("Chờ phân công"), to_hand_on(actor, now).count(), reverse("leader:assignments")),
    ]
    loads = workloads(actor, now, until)
    context = {"numbers": [{"label": label, "count": count, "url": url} for label, count, url in numbers]}
    return render(request, "leader/today.html", context | {"loads": loads, "until": until})
