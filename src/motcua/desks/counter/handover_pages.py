"""Results: those that lie ready, and handing one over after a check."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.safestring import mark_safe
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from motcua.desks.access import needs
from motcua.desks.counter.act_forms import HandOverForm
from motcua.desks.counter.dossier_view import is_ready
from motcua.desks.counter.workplace import unit_of, units_of
from motcua.desks.requests import DeskRequest
from motcua.directory.rules.actors import ActNotAllowed
from motcua.directory.rules.roles import Permission
from motcua.dossiers.actions.reading import note_search, open_to_hand_over
from motcua.dossiers.actions.returning import return_results
from motcua.dossiers.models import Dossier
from motcua.dossiers.models.acts import CollectionCheck
from motcua.dossiers.models.dossier import PartyKind
from motcua.dossiers.queries.desk import dossier_to_hand_over, ready_named
from motcua.dossiers.queries.progress import legs_of
from motcua.dossiers.queries.worklists import results_to_return
from motcua.dossiers.rules.identity_card import CardNotReadable, is_card, parse_card
from motcua.dossiers.rules.intake import PartyData
from motcua.dossiers.rules.stages import ReturnWay
from motcua.kernel import clock
from motcua.kernel.refusal import Refusal
from motcua.kernel.wording import words_of


@needs(Permission.RETURN_RESULT)
@require_http_methods(["GET", "HEAD", "POST"])
def results(request: DeskRequest) -> HttpResponse:
    """What lies ready at the unit; a scanned receipt leads straight to its result."""
    unit = unit_of(request, Permission.RETURN_RESULT)
    scanned = request.POST.get("scan", "").strip()
    if scanned:
        found = dossier_to_hand_over(request.actor, scanned)
        if found is not None:
            return redirect("counter:hand-over", found.id)
    page = results_to_return(unit.id, after=request.GET.get("before", ""))
    matches = ready_named(request.actor, scanned)
    if scanned:
        note_search(text=scanned, found=len(matches), actor=request.actor, at=clock.now())
    context = {
        "unit": unit,
        "units": units_of(request.actor, Permission.RETURN_RESULT),
        "dossiers": matches or page.rows,
        "next_key": "" if matches else page.next_key,
        "is_unknown": bool(scanned) and not matches,
        "scanned": scanned,
    }
    return render(request, "counter/results.html", context)


@needs(Permission.RETURN_RESULT)
@require_http_methods(["GET", "HEAD", "POST"])
def hand_over(request: DeskRequest, dossier_id: int) -> HttpResponse:
    dossier = open_to_hand_over(dossier_id=dossier_id, actor=request.actor, at=clock.now())
    if request.method != "POST":
        return _show(request, dossier, HandOverForm(initial=_proposed(dossier)))
    values = request.POST.copy()
    if is_card(values.get("recipient_identifier", "")):
        remark = _read_card(values)
        return _show(request, dossier, HandOverForm(initial=values.dict()), remark=remark)
    form = HandOverForm(values)
    if not form.is_valid():
        return _show(request, dossier, form, status=422)
    given = form.cleaned_data
    recipient = PartyData(
        kind=PartyKind.CITIZEN, name=given["recipient_name"], identifier=given["recipient_identifier"]
    )
    try:
        return_results(
            dossier_id=dossier_id,
            way=ReturnWay(given["way"]),
            check=CollectionCheck(given["check"]),
            recipient=recipient,
            authorisation=given["authorisation"],
            actor=request.actor,
            at=clock.now(),
        )
    except ActNotAllowed:
        raise
    except Refusal as refusal:
        form.add_error(None, mark_safe(words_of(refusal)))
        return _show(request, dossier, form, status=refusal.status)
    words = gettext("Đã trả kết quả hồ sơ %(code)s cho %(name)s.")
    messages.success(request, words % {"code": dossier.code, "name": recipient.name})
    return redirect("counter:results")


def _proposed(dossier: Dossier) -> dict[str, Any]:
    """The one who filed collects with the receipt, in the way that was asked for."""
    person = dossier.submitter or dossier.applicant
    return {
        "check": CollectionCheck.RECEIPT,
        "recipient_name": person.name,
        "recipient_identifier": person.identifier,
        "way": dossier.return_way,
    }


def _read_card(values: QueryDict) -> str:
    """The scanned card names the recipient; returns what is wrong with it, in words."""
    try:
        card = parse_card(values["recipient_identifier"])  # type: ignore[arg-type]
    except CardNotReadable as refusal:
        values["recipient_identifier"] = ""
        return words_of(refusal)
    values["recipient_identifier"], values["recipient_name"] = card.identifier, card.name
    return ""


def _show(
    request: DeskRequest, dossier: Dossier, form: HandOverForm, *, remark: str = "", status: int = 200
) -> HttpResponse:
    legs = legs_of(dossier, clock.now())
    context = {
        "dossier": dossier,
        "form": form,
        "remark": remark,
        "ready": [view for view in legs if is_ready(view)],
        "owed": dossier.fees.filter(paid_at__isnull=True, amount_vnd__gt=0),
    }
    return render(request, "counter/hand_over.html", context, status=status)
