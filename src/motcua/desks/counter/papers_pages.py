"""Papers that must leave the desk, and matters that wait for the applicant."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from motcua.catalogue.queries.settings import law_settings
from motcua.desks.access import needs
from motcua.desks.counter.form_pages import pdf
from motcua.desks.counter.numbers import whole_number
from motcua.desks.counter.workplace import unit_of, units_of
from motcua.desks.requests import DeskRequest
from motcua.directory.rules.roles import Permission
from motcua.documents.queries.rendering import render_form
from motcua.documents.rules.forms import FormKind
from motcua.dossiers.actions.reading import take_out_list
from motcua.dossiers.actions.transfer import send_papers
from motcua.dossiers.models import Transfer
from motcua.dossiers.queries.desk import incomplete_at, supplements_at
from motcua.dossiers.queries.printouts import hand_over_list
from motcua.dossiers.queries.worklists import papers_sent, papers_to_send
from motcua.dossiers.rules.refusals import DossierNotFound, TransferNotOpen
from motcua.kernel import clock
from motcua.kernel.worktime import local

SENT = "da-giao"
_AT_ONCE_MAX = 100


@needs(Permission.HAND_OVER_DOSSIER)
@require_http_methods(["GET", "HEAD", "POST"])
def papers(request: DeskRequest) -> HttpResponse:
    """Papers that still lie here, by when they must leave; the ticked ones are handed over with a slip each."""
    unit = unit_of(request, Permission.HAND_OVER_DOSSIER)
    waiting = {transfer.id: transfer for transfer in papers_to_send(unit.id)}
    if request.method == "POST":
        chosen = [number for text in request.POST.getlist("transfer") if (number := whole_number(text)) in waiting]
        sent = [number for number in chosen[:_AT_ONCE_MAX] if number and _send(request, number)]
        words = ngettext("Đã bàn giao %(count)d hồ sơ giấy.", "Đã bàn giao %(count)d hồ sơ giấy.", len(sent))
        messages.success(request, words % {"count": len(sent)})
        return redirect(f"{reverse('counter:papers')}?{urlencode({SENT: sent}, doseq=True)}")
    numbers = [number for text in request.GET.getlist(SENT) if (number := whole_number(text)) is not None]
    context = {
        "unit": unit,
        "units": units_of(request.actor, Permission.HAND_OVER_DOSSIER),
        "waiting": waiting.values(),
        "now": clock.now(),
        "sent": _by_receiver(papers_sent(request.actor, numbers[:_AT_ONCE_MAX])),
    }
    return render(request, "counter/papers_to_send.html", context)


def _send(request: DeskRequest, transfer_id: int) -> bool:
    """Whether the papers left by this act; those that a colleague was faster with have left already."""
    count = whole_number(request.POST.get(f"papers-{transfer_id}")) or 1
    try:
        send_papers(transfer_id=transfer_id, papers=min(count, 999), actor=request.actor, at=clock.now())
    except TransferNotOpen:
        return False
    return True


def _by_receiver(sent: list[Transfer]) -> list[dict[str, object]]:
    """One list to print for each agency."""
    groups: dict[int, list[Transfer]] = {}
    for transfer in sent:
        groups.setdefault(transfer.receiver_id, []).append(transfer)
    return [
        {
            "receiver": group[0].receiver.name,
            "count": len(group),
            "query": urlencode({"so": [transfer.id for transfer in group]}, doseq=True),
        }
        for group in groups.values()
    ]


@needs(Permission.HAND_OVER_DOSSIER)
@require_safe
def slip(request: DeskRequest) -> HttpResponse:
    """The list that goes with papers handed over together, as PDF."""
    numbers = [number for text in request.GET.getlist("so") if (number := whole_number(text)) is not None]
    sent = papers_sent(request.actor, numbers[:_AT_ONCE_MAX])
    if not sent or len({(transfer.sender_id, transfer.receiver_id) for transfer in sent}) > 1:
        raise DossierNotFound(transfers=numbers)
    form = hand_over_list(sent, clock.now())
    take_out_list(list_name="transfer slip", rows=len(sent), actor=request.actor, at=clock.now())
    content = render_form(FormKind.TRANSFER_SLIP, law_settings(local(clock.now()).date()).form_set, form.to_json())
    return pdf(content, "phieu-chuyen-ho-so")


@needs(Permission.RECEIVE_DOSSIER)
@require_safe
def pending(request: DeskRequest) -> HttpResponse:
    """What waits for the applicant: to be told, to bring more, to complete."""
    unit = unit_of(request, Permission.RECEIVE_DOSSIER)
    context = {
        "unit": unit,
        "units": units_of(request.actor, Permission.RECEIVE_DOSSIER),
        "supplements": supplements_at(request.actor, unit.id),
        "incomplete": incomplete_at(request.actor, unit.id),
        "now": clock.now(),
    }
    return render(request, "counter/pending.html", context)
