"""What was filed online: listed by when it has to be answered, looked at, then accepted, sent back once, or refused."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.safestring import mark_safe
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from motcua.catalogue.queries.editions import edition as edition_by_id
from motcua.catalogue.queries.settings import law_settings
from motcua.catalogue.rules.edition import Edition, PaperForm
from motcua.catalogue.rules.terms import components_for, missing
from motcua.desks.access import needs
from motcua.desks.counter.workplace import unit_of, units_of
from motcua.desks.e_forms import summary_rows, visible_pages
from motcua.desks.e_forms.words import in_language
from motcua.desks.requests import DeskRequest
from motcua.directory.rules.actors import ActNotAllowed
from motcua.directory.rules.roles import Permission
from motcua.dossiers.actions.online import accept_filing, refuse_filing, send_filing_back
from motcua.dossiers.actions.reading import open_at_desk
from motcua.dossiers.models import Dossier, DossierComponent
from motcua.dossiers.queries.filings import filings_at, is_overdue, open_filing
from motcua.dossiers.rules.drafts import FORM_PREFIX, is_given_by_form, paper_page
from motcua.dossiers.rules.intake import ComponentMark
from motcua.kernel import clock
from motcua.kernel.refusal import Refusal
from motcua.kernel.text import normalise
from motcua.kernel.wording import words_of
from motcua.kernel.worktime import TIME_ZONE

REASON_LETTERS_MAX = 400


@dataclass(frozen=True)
class Checked:
    """Something that can be asked for anew, with the box for its reason."""

    page: str
    text: str | Promise
    reason: str = ""


@needs(Permission.RECEIVE_DOSSIER)
@require_safe
def filings(request: DeskRequest) -> HttpResponse:
    """What waits for an answer, the next one due first."""
    unit, now = unit_of(request, Permission.RECEIVE_DOSSIER), clock.now()
    rows = [
        {"filing": filing, "dossier": filing.dossier, "is_overdue": is_overdue(filing, now)}
        for filing in filings_at(request.actor, unit.id)
    ]
    context = {"unit": unit, "units": units_of(request.actor, Permission.RECEIVE_DOSSIER), "rows": rows}
    return render(request, "counter/filings.html", context)


@needs(Permission.RECEIVE_DOSSIER)
@require_http_methods(["GET", "HEAD", "POST"])
def filing(request: DeskRequest, dossier_id: int) -> HttpResponse:
    """One filing on one page: answers, papers, and a box for the reason beside everything that may be wrong."""
    now = clock.now()
    dossier = open_at_desk(dossier_id=dossier_id, actor=request.actor, at=now)
    waiting = open_filing(dossier.id)
    if waiting is None:
        return redirect("counter:dossier", dossier.id)
    edition = edition_by_id(dossier.edition_id)
    papers = list(DossierComponent.objects.filter(dossier=dossier).select_related("file").order_by("id"))
    checked = [
        Checked(page, text, normalise(request.POST.get(f"reason-{page}", ""))[:REASON_LETTERS_MAX])
        for page, text in _askable(dossier, edition)
    ]
    trouble, status = "", 200
    if request.method == "POST":
        try:
            _answer(request, dossier, edition, checked)
        except Refusal as refusal:
            if isinstance(refusal, ActNotAllowed):
                raise
            trouble, status = mark_safe(words_of(refusal)), refusal.status
        else:
            return _answered(request, dossier)
    held = {row.key: PaperForm(row.form) for row in papers}
    context = {
        "dossier": dossier,
        "edition": edition,
        "filing": waiting,
        "is_overdue": is_overdue(waiting, now),
        "answers": summary_rows(edition.form, dossier.data) if edition.form else (),
        "papers": _papers(edition, dossier, papers),
        "lacking": missing(edition, held, {"data": dossier.data}),
        "checked": checked,
        "reason": request.POST.get("reason", ""),
        "trouble": trouble,
        "has_errors": bool(trouble),
        "was_sent_back": dossier.supplement_requests.filter(leg__isnull=True).exists(),
    }
    return render(request, "counter/filing.html", context, status=status)


def _askable(dossier: Dossier, edition: Edition) -> list[tuple[str, str | Promise]]:
    """Everything that the applicant can be asked to mend: pages of their draft, in its order."""
    rows: list[tuple[str, str | Promise]] = [("applicant", _("Thông tin người đứng tên hồ sơ"))]
    if dossier.submitter_id:
        rows.append(("submitter", _("Thông tin người nộp thay")))
    if edition.form is not None:
        rows += [
            (FORM_PREFIX + page.key, in_language(page.title)) for page in visible_pages(edition.form, dossier.data)
        ]
    rows += [
        (paper_page(component.key), component.name.vi)
        for component in components_for(edition, {"data": dossier.data})
        if not is_given_by_form(edition, component)
    ]
    return rows


def _papers(edition: Edition, dossier: Dossier, rows: list[DossierComponent]) -> list[dict[str, object]]:
    """The components with their files; what was filed before and does not count any more is left out."""
    return [
        {
            "component": component,
            "files": [row for row in rows if row.key == component.key and row.file and row.form != PaperForm.NONE],
            "by_form": is_given_by_form(edition, component),
        }
        for component in components_for(edition, {"data": dossier.data})
    ]


def _answer(request: DeskRequest, dossier: Dossier, edition: Edition, checked: list[Checked]) -> None:
    now, act = clock.now(), request.POST.get("act", "")
    basis = law_settings(now.astimezone(TIME_ZONE).date(), edition.procedure).citation("supplement")
    if act == "accept":
        known = {component.key for component in edition.components}
        seen = tuple(ComponentMark(key, PaperForm.ORIGINAL) for key in request.POST.getlist("seen") if key in known)
        accept_filing(dossier_id=dossier.id, marks=seen, actor=request.actor, at=now)
    elif act == "refuse":
        reasons = [normalise(line) for line in request.POST.get("reason", "").splitlines() if line.strip()]
        refuse_filing(dossier_id=dossier.id, reasons=reasons, legal_basis=basis, actor=request.actor, at=now)
    else:
        items = [
            {"page": row.page, "component": "", "text": str(row.text), "reason": row.reason}
            for row in checked
            if row.reason
        ]
        send_filing_back(dossier_id=dossier.id, items=items, legal_basis=basis, actor=request.actor, at=now)


def _answered(request: DeskRequest, dossier: Dossier) -> HttpResponse:
    dossier.refresh_from_db()
    if dossier.code:
        messages.success(request, gettext("Đã tiếp nhận %(code)s và gửi giấy tiếp nhận.") % {"code": dossier.code})
    else:
        messages.success(request, gettext("Đã trả lời người nộp hồ sơ."))
    return redirect("counter:filings")
