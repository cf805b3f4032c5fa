"""Handing work to people, several dossiers at once."""

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from motcua.desks.access import needs
from motcua.desks.forms import Form
from motcua.desks.leader.bulk import chosen_ids, do_each
from motcua.desks.requests import DeskRequest
from motcua.desks.work_rows import RowMaker
from motcua.directory.models import Account
from motcua.directory.queries.people import holders
from motcua.directory.rules.roles import Permission, RoleName
from motcua.dossiers.actions.assignment import assign
from motcua.dossiers.actions.processing import complete_step
from motcua.dossiers.models import Task
from motcua.dossiers.queries.work import tasks_page, to_hand_on
from motcua.kernel import clock
from motcua.kernel.worktime import local


class HandOnForm(Form):
    assignee_id = forms.TypedChoiceField(
        label=_("Giao các hồ sơ đã đánh dấu cho"),
        coerce=int,
        error_messages={"required": _("Hãy chọn một người trong danh sách.")},
    )


@needs(Permission.DECIDE_DOSSIER)
@require_http_methods(["GET", "HEAD", "POST"])
def assignments(request: DeskRequest) -> HttpResponse:
    """A leader's own step of assignment is finished with it; any other step is given to the person."""
    actor, now = request.actor, clock.now()
    form = HandOnForm(request.POST or None)
    people = _people(request)
    form.fields["assignee_id"].choices = [("", _("Chọn người")), *((p.id, p.name) for p in people)]  # type: ignore[attr-defined]
    if request.method == "POST" and form.is_valid():
        assignee_id = form.cleaned_data["assignee_id"]

        def hand_on(task: Task) -> Task:
            if task.role != RoleName.LEADER:
                return assign(task_id=task.id, assignee_id=assignee_id, actor=actor, at=now)
            return complete_step(
                task_id=task.id, note="", facts=None, next_assignee_id=assignee_id, actor=actor, at=now
            )

        chosen = to_hand_on(actor, now).filter(id__in=chosen_ids(request)).select_related("leg__dossier")
        do_each(request, chosen.order_by("due_at", "id"), hand_on)
        return redirect("leader:assignments")
    page = tasks_page(to_hand_on(actor, now), after=request.GET.get("after", ""))
    context = {
        "form": form,
        "rows": RowMaker(now).of_tasks(page.rows),
        "next_key": page.next_key,
        "chosen": chosen_ids(request),
    }
    return render(request, "leader/assignments.html", context, status=422 if form.errors else 200)


def _people(request: DeskRequest) -> list[Account]:
    """Case officers of the agencies where the leader assigns, given name first."""
    on = local(clock.now()).date()
    agencies = sorted(request.actor.agencies(Permission.ASSIGN_TASK) or ())
    found = {person.id: person for agency_id in agencies for person in holders(RoleName.CASE_OFFICER, agency_id, on)}
    return sorted(found.values(), key=lambda person: person.sort_key)
