"""The decisions that wait for the signature: each dossier is read before it is signed."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from motcua.desks.access import needs
from motcua.desks.leader.bulk import chosen_ids, do_each
from motcua.desks.naming import OUTCOME_NAMES
from motcua.desks.requests import DeskRequest
from motcua.desks.work_rows import RowMaker
from motcua.directory.rules.roles import Permission
from motcua.dossiers.actions.outcome import decide
from motcua.dossiers.models import Outcome, Task
from motcua.dossiers.queries.work import apologies_to_approve, last_proposals, read_since, tasks_page, to_sign
from motcua.dossiers.rules.refusals import DossierNotRead, OutcomeProposedByStep
from motcua.dossiers.rules.stages import OutcomeKind
from motcua.kernel import clock


@needs(Permission.DECIDE_DOSSIER)
@require_http_methods(["GET", "HEAD", "POST"])
def signing(request: DeskRequest) -> HttpResponse:
    actor, now = request.actor, clock.now()
    if request.method == "POST":
        tasks = list(
            to_sign(actor, now).filter(id__in=chosen_ids(request)).select_related("leg__dossier").order_by("due_at")
        )
        read = read_since(actor, {task.leg.dossier_id: task.opened_at for task in tasks})
        proposals = last_proposals([task.leg_id for task in tasks])

        def sign(task: Task) -> Outcome:
            if task.leg.dossier_id not in read:
                raise DossierNotRead
            if task.leg_id not in proposals:
                raise OutcomeProposedByStep
            draft = proposals[task.leg_id]
            return decide(
                leg_id=task.leg_id,
                kind=OutcomeKind(draft.kind),
                number=draft.number,
                reasons=draft.reasons,
                legal_basis=draft.legal_basis,
                document_id=draft.document_id,
                actor=actor,
                at=now,
            )

        do_each(request, tasks, sign)
        return redirect("leader:signing")
    page = tasks_page(to_sign(actor, now), after=request.GET.get("after", ""))
    return render(request, "leader/signing.html", {"rows": _rows(request, page.rows, now), "next_key": page.next_key})


def _rows(request: DeskRequest, tasks: Any, now: Any) -> list[dict[str, Any]]:
    read = read_since(request.actor, {task.leg.dossier_id: task.opened_at for task in tasks})
    proposals = last_proposals([task.leg_id for task in tasks])
    rows = []
    for row in RowMaker(now).of_tasks(tasks):
        draft = proposals.get(row.leg.id)
        is_read = row.dossier_id in read
        rows.append(
            {
                "row": row,
                "draft": draft,
                "draft_words": OUTCOME_NAMES[draft.kind] if draft else "",
                "is_read": is_read,
                "may_sign": is_read and draft is not None,
            }
        )
    return rows


@needs(Permission.APPROVE_APOLOGY)
@require_safe
def apologies(request: DeskRequest) -> HttpResponse:
    """Proposals for a new date; each is approved or declined on its own page."""
    return render(request, "leader/apologies.html", {"apologies": apologies_to_approve(request.actor)[:200]})
