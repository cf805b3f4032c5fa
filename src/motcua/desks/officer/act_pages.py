"""The page of an act: its form, what was typed and why it was refused; a POST is one action and a way back."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, path
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_http_methods

from motcua.desks.access import needs
from motcua.desks.naming import step_name
from motcua.desks.officer.act import Act
from motcua.desks.officer.act_forms import KEPT_FILE, ActForm
from motcua.desks.officer.acts import ACTS
from motcua.desks.officer.consultation_form import ConsultationForm
from motcua.desks.officer.ground import Ground
from motcua.desks.officer.supplement_form import SupplementForm
from motcua.desks.requests import DeskRequest
from motcua.directory.rules.actors import ActNotAllowed
from motcua.documents.actions.files import store_upload
from motcua.documents.queries.files import files_stored_by
from motcua.dossiers.models import Apology, OutcomeProposal
from motcua.kernel import clock
from motcua.kernel.refusal import Refusal
from motcua.kernel.wording import words_of

REFUSED = 422
APOLOGY_ACTS = frozenset({"apology-approval", "apology-refusal"})


def patterns() -> list[URLPattern]:
    """One address for each act."""
    return [path(act.path, _page_of(act), name=act.name) for act in ACTS]


def _page_of(act: Act) -> Any:
    @needs(act.permission)
    @require_http_methods(["GET", "HEAD", "POST"])
    def page(request: DeskRequest, row_id: int) -> HttpResponse:
        ground = act.find(request.actor, row_id, clock.now())
        if request.method != "POST":
            return _show(request, act, ground, act.form(ground=ground))
        form = act.form(request.POST.copy(), request.FILES, ground=ground)
        file_id = _keep_file(form, ground) if form.has_file else None
        if request.POST.get("step") == "show":
            _forget_errors(form)
            return _show(request, act, ground, form)
        if not form.is_valid():
            return _show(request, act, ground, form, REFUSED)
        try:
            act.perform(ground, form.cleaned_data | {"file_id": file_id}, form)
        except ActNotAllowed:
            raise
        except Refusal as refusal:
            form.add_error(None, mark_safe(words_of(refusal)))
            return _show(request, act, ground, form, refusal.status)
        messages.success(request, str(act.done))
        return redirect("officer:dossier", dossier_id=ground.dossier.id)

    return page


def _keep_file(form: ActForm, ground: Ground) -> int | None:
    """Store the upload before anything else, so that it is not lost when the act is refused.

    A number in the form counts only for one's own upload, or for the document of the proposal on this leg.
    """
    upload = form.files.get("file")
    if upload is not None:
        try:
            stored = store_upload(stream=upload, name=upload.name or "", actor=ground.actor, at=ground.at)
        except Refusal as refusal:
            form.add_error("file", mark_safe(words_of(refusal)))
            return None
        form.data[KEPT_FILE] = str(stored.id)
        return stored.id
    text = form.data.get(KEPT_FILE, "")
    if not (text.isascii() and text.isdigit()) or len(text) > 18:
        return None
    kept = int(text)
    if OutcomeProposal.objects.filter(leg=ground.leg, document_id=kept).exists():
        return kept
    return kept if kept in files_stored_by(ground.actor.id, [kept]) else None


def _forget_errors(form: ActForm) -> None:
    """Show what was typed and found so far, without complaints about what is still to come."""
    form.full_clean()
    form.errors.clear()


def _show(request: DeskRequest, act: Act, ground: Ground, form: ActForm, status: int = 200) -> HttpResponse:
    own = None if ground.leg is not None and ground.leg.edition_id is None else ground.edition
    context = {
        "act": act,
        "form": form,
        "dossier": ground.dossier,
        "edition": ground.edition,
        "agency": ground.leg.agency if ground.leg else None,
        "step": step_name(own, ground.task.step) if ground.task else "",
        "is_supplement": isinstance(form, SupplementForm),
        "is_consultation": isinstance(form, ConsultationForm),
        "apology": Apology.objects.get(id=ground.id) if act.name in APOLOGY_ACTS else None,
        "lacks_draft": act.name == "completion" and _lacks_draft(ground),
        "kept_file": form.data.get(KEPT_FILE) or (form.has_file and form.fields[KEPT_FILE].initial),
    }
    return render(request, "officer/act.html", context, status=status)


def _lacks_draft(ground: Ground) -> bool:
    """Whether a draft of the result belongs to this step and none was laid before the leader."""
    route, task = ground.edition.route, ground.task
    if route is None or task is None:
        return False
    drafts = any(step.key == task.step and "propose_outcome" in step.acts for step in route.steps)
    return drafts and not OutcomeProposal.objects.filter(leg=ground.leg).exists()
