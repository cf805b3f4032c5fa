"""The intake screen: parse, one act, show or go on to the next person."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_http_methods, require_safe

from motcua.desks.access import needs
from motcua.desks.counter import picks
from motcua.desks.counter.declaration import declaration_form, tell_faults
from motcua.desks.counter.handing_home import HANDED, begin_for, handed
from motcua.desks.counter.intake_form import IntakeForm
from motcua.desks.counter.numbers import whole_number
from motcua.desks.counter.person import fill_in_person
from motcua.desks.counter.prompts import Prompts
from motcua.desks.counter.scans import keep_scans
from motcua.desks.counter.sheet import Sheet
from motcua.desks.counter.slips import item_rows, items_of, reason_rows, reasons_of
from motcua.desks.counter.workplace import unit_of, units_of
from motcua.desks.e_forms import PageForm
from motcua.desks.requests import DeskRequest
from motcua.directory.queries.places import unit_with_parents
from motcua.directory.rules.actors import ActNotAllowed, Actor
from motcua.directory.rules.roles import Permission
from motcua.dossiers.actions.intake import accept, refuse, resolve_at_once, send_back
from motcua.dossiers.models import Dossier
from motcua.dossiers.queries.desk import desk_dossier_for
from motcua.dossiers.rules.answers import faults_in, says_everything
from motcua.dossiers.rules.intake import Intake
from motcua.dossiers.rules.refusals import ComponentsMissing, IdempotencyKeyReused
from motcua.dossiers.rules.stages import ReturnWay
from motcua.kernel import clock
from motcua.kernel.refusal import Refusal
from motcua.kernel.wording import words_of
from motcua.kernel.worktime import local

DONE = "xong"
MODES = {"ask_incomplete": "incomplete", "ask_refuse": "refuse"}
"""Steps that open a slip below the screen, and its name."""
Act = Callable[[Sheet, Intake, IntakeForm, Actor], Dossier]


@needs(Permission.RECEIVE_DOSSIER)
@require_http_methods(["GET", "HEAD", "POST"])
def intake(request: DeskRequest) -> HttpResponse:
    unit, now = unit_of(request, Permission.RECEIVE_DOSSIER), clock.now()
    if request.method != "POST":
        sheet = Sheet.blank(unit, now, request.GET.get("thu-tuc", ""))
        _settle(sheet, "show", "", request.actor)
        return _show(request, sheet)
    sheet = Sheet(request.POST.copy(), unit, now)
    sheet.remarks += keep_scans(request, sheet.values, now)
    step, _, chosen = request.POST.get("step", "show").partition(":")
    _settle(sheet, step, chosen, request.actor)
    if step == "hand_home" and sheet.procedure.taken is not None:
        return redirect(f"{reverse('counter:intake')}?{HANDED}={begin_for(sheet, request.actor).code}")
    if step in ACTS and sheet.forecast is not None and sheet.is_as_shown:
        return _act(request, sheet, step)
    return _show(request, sheet, mode=_mode(sheet, step))


def _mode(sheet: Sheet, step: str) -> str:
    """The slip that is open; it stays open while it is filled in."""
    if step == "back":
        return ""
    kept = sheet.text("mode")
    return MODES.get(step, kept if kept in MODES.values() else "")


def _settle(sheet: Sheet, step: str, chosen: str, actor: Actor) -> None:
    sheet.remarks += fill_in_person(sheet.values, unit_id=sheet.unit.id, actor=actor, at=sheet.at)
    sheet.pick(step, chosen)
    sheet.look_ahead(all_present=step == "all_present", actor=actor)


def _act(request: DeskRequest, sheet: Sheet, step: str) -> HttpResponse:
    form, answers = IntakeForm(sheet.values), _answers(sheet, is_examined=True)
    form.full_clean()
    if sheet.edition is not None:
        tell_faults(faults_in(sheet.edition, sheet.marks, sheet.answers()), answers, form)
    if form.errors or (answers is not None and answers.errors):
        return _show(request, sheet, form=form, answers=answers, mode=_mode(sheet, step), status=422)
    given = form.cleaned_data
    assert sheet.return_unit.taken is not None, "a box that holds nothing counts as not shown"
    plan = sheet.intake(form.applicant(), form.submitter())
    changes: dict[str, Any] = {
        "mandate": given["mandate"],
        "subject": given["subject"],
        "return_way": ReturnWay(given["return_way"]),
        "return_unit_id": int(sheet.return_unit.taken.id),
        "return_address": given["return_address"],
        "idempotency_key": sheet.text("idempotency_key") or None,
    }
    try:
        dossier = ACTS[step](sheet, _with(plan, changes), form, request.actor)
    except ActNotAllowed:
        raise
    except Refusal as refusal:
        if isinstance(refusal, IdempotencyKeyReused):
            sheet.renew_key()
        form.add_error(None, mark_safe(words_of(refusal)))
        mode, lacks = _mode(sheet, step), isinstance(refusal, ComponentsMissing)
        return _show(request, sheet, form=form, answers=answers, mode=mode, tells_missing=lacks, status=refusal.status)
    return redirect(f"{reverse('counter:intake')}?{DONE}={dossier.id}")


def _with(plan: Intake, changes: dict[str, Any]) -> Intake:
    return Intake(**(vars(plan) | changes))


def _accept(sheet: Sheet, plan: Intake, form: IntakeForm, actor: Actor) -> Dossier:
    return accept(intake=plan, actor=actor, at=sheet.at)


def _send_back(sheet: Sheet, plan: Intake, form: IntakeForm, actor: Actor) -> Dossier:
    basis = sheet.text("legal_basis")
    return send_back(intake=plan, items=items_of(sheet.values), legal_basis=basis, actor=actor, at=sheet.at)


def _refuse(sheet: Sheet, plan: Intake, form: IntakeForm, actor: Actor) -> Dossier:
    basis = sheet.text("legal_basis")
    return refuse(intake=plan, reasons=reasons_of(sheet.values), legal_basis=basis, actor=actor, at=sheet.at)


def _at_once(sheet: Sheet, plan: Intake, form: IntakeForm, actor: Actor) -> Dossier:
    return resolve_at_once(intake=plan, number=form.cleaned_data["number"], actor=actor, at=sheet.at)


ACTS: dict[str, Act] = {"accept": _accept, "incomplete": _send_back, "refuse": _refuse, "at_once": _at_once}


def _answers(sheet: Sheet, *, is_examined: bool = False) -> PageForm | None:
    definition = sheet.edition.form if sheet.edition else None
    is_whole = sheet.edition is not None and says_everything(sheet.edition, sheet.marks)
    return declaration_form(definition, sheet.values, sheet.answers(), is_examined=is_examined, is_whole=is_whole)


def _show(
    request: DeskRequest,
    sheet: Sheet,
    *,
    form: IntakeForm | None = None,
    answers: PageForm | None = None,
    mode: str = "",
    tells_missing: bool = False,
    status: int = 200,
) -> HttpResponse:
    shown = form or _unsent(sheet, goes_on=not mode)
    context = {
        "sheet": sheet,
        "form": shown,
        "answers": answers if form is not None else _answers(sheet),
        "asks": Prompts(sheet),
        "mode": mode,
        "units": units_of(request.actor, Permission.RECEIVE_DOSSIER),
        "done": _done(request),
        "handed": handed(request),
        "items": item_rows(sheet) if mode == "incomplete" else [],
        "reasons": reason_rows(sheet) if mode == "refuse" else [],
        "has_errors": bool(answers and answers.errors),
        "tells_missing": tells_missing,
    }
    return render(request, "counter/intake.html", context, status=status)


def _unsent(sheet: Sheet, *, goes_on: bool) -> IntakeForm:
    """The fields as they stand, not examined yet; the cursor goes where the screen goes on, unless a slip is open."""
    form = IntakeForm(initial={name: sheet.text(name) for name in IntakeForm.base_fields})
    wanted = Prompts(sheet).box
    if goes_on and wanted in form.fields:
        form.fields[wanted].widget.attrs |= {"data-focus": "", "autofocus": ""}
    return form


def _done(request: DeskRequest) -> dict[str, Any] | None:
    """What was done for the person before, with the form to print."""
    number = whole_number(request.GET.get(DONE))
    if request.method == "POST" or number is None:
        return None
    dossier = desk_dossier_for(request.actor, number)
    return {"dossier": dossier, "issued": dossier.forms.order_by("id").last()}


def _hits(request: HttpRequest, box: str, find: picks.Finder) -> HttpResponse:
    text = request.GET.get(f"{box}_text", "").strip()
    return render(request, "counter/hits.html", {"box": box, "hits": find(text) if text else [], "text": text})


@needs(Permission.RECEIVE_DOSSIER)
@require_safe
def procedures(request: DeskRequest) -> HttpResponse:
    """What fits the letters typed so far, for browsers with scripts."""
    return _hits(request, "procedure", picks.procedures(local(clock.now()).date()))


@needs(Permission.RECEIVE_DOSSIER)
@require_safe
def places(request: DeskRequest) -> HttpResponse:
    near = unit_of(request, Permission.RECEIVE_DOSSIER).unit_id
    path = unit_with_parents(near).path.split("/")[0] if near else ""
    return _hits(request, "place", picks.places(local(clock.now()).date(), path))


@needs(Permission.RECEIVE_DOSSIER)
@require_safe
def return_units(request: DeskRequest) -> HttpResponse:
    return _hits(request, "return_unit", picks.return_units(local(clock.now()).date()))
