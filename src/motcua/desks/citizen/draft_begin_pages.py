"""Beginning a draft, coming back to one, handing it on to another device."""

from django import forms
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from motcua.catalogue.queries.editions import edition_in_force
from motcua.desks.access import anyone
from motcua.desks.citizen.draft_access import (
    account_of,
    actor_of,
    forget,
    known_drafts,
    of_draft,
    private,
    remember,
)
from motcua.desks.citizen.guessing import check_guessing, note_failure
from motcua.desks.citizen.pictures import qr_picture
from motcua.desks.forms import Form
from motcua.desks.requests import address_of
from motcua.directory.models import AdministrativeUnit
from motcua.directory.queries.places import commune_by_code
from motcua.dossiers.actions.drafts import Beginning, begin_draft, open_draft, own_draft
from motcua.dossiers.actions.filing import PLACE
from motcua.dossiers.queries.drafts import DraftHolder, DraftSheet
from motcua.dossiers.rules.drafts import DraftNotFound
from motcua.kernel import clock
from motcua.kernel.worktime import TIME_ZONE

ANSWER_PREFIX = "a."
_ANSWERS_MAX, _LETTERS_MAX = 40, 300


@anyone
@require_http_methods(["GET", "HEAD", "POST"])
def begin(request: HttpRequest, code: str) -> HttpResponse:
    """Drafts of this procedure that are there already come first; a new one is begun by a button."""
    now = clock.now()
    on = now.astimezone(TIME_ZONE).date()
    _, edition = edition_in_force(code, on)
    if request.method == "POST":
        place = commune_by_code(request.POST.get("place", ""), on)
        beginning = Beginning(
            procedure=code,
            answers={name.removeprefix(ANSWER_PREFIX): value for name, value in _asked_before(request.POST)},
            typed=_place_typed(place),
        )
        draft = begin_draft(beginning=beginning, account_id=account_of(request), actor=actor_of(request), at=now)
        begun = redirect("citizen:draft", draft.code)
        remember(request, begun, draft)
        return begun
    found = [draft for draft in known_drafts(request) if draft.edition.procedure.code == code and draft.dossier is None]
    context = {
        "edition": edition,
        "drafts": found,
        "place": request.GET.get("place", ""),
        "answers": _asked_before(request.GET),
    }
    return private(render(request, "citizen/draft_begin.html", context))


def _asked_before(sent: QueryDict) -> list[tuple[str, str]]:
    """What the person has answered before they began, e.g. to find out which papers they need."""
    given = [(name, str(value)[:_LETTERS_MAX]) for name, value in sent.items() if name.startswith(ANSWER_PREFIX)]
    return given[:_ANSWERS_MAX]


def _place_typed(place: AdministrativeUnit | None) -> dict[str, dict[str, list[str]]]:
    return {PLACE: {"text": [place.full_name], "place": [str(place.id)]}} if place else {}


@anyone
@require_safe
def drafts(request: HttpRequest) -> HttpResponse:
    """The drafts of this device and of the account, and what was filed."""
    found = known_drafts(request)
    context = {
        "open": [draft for draft in found if draft.dossier is None or draft.asked is not None],
        "filed": [draft for draft in found if draft.dossier is not None and draft.asked is None],
    }
    return private(render(request, "citizen/drafts.html", context))


class OpenForm(Form):
    code = forms.CharField(label=_("Mã bản nháp"), max_length=40)
    key = forms.CharField(label=_("Mã mở"), max_length=20)


@anyone
@sensitive_post_parameters("key")
@require_http_methods(["GET", "HEAD", "POST"])
def open_page(request: HttpRequest) -> HttpResponse:
    """Asks for code and key; wrong ones are answered alike, whatever is wrong."""
    form = OpenForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        return enter(request, form.cleaned_data["code"], form.cleaned_data["key"])
    status = 422 if form.errors else 200
    return private(render(request, "citizen/draft_open.html", {"form": form}, status=status))


@anyone
@require_safe
def entry(request: HttpRequest, code: str, key: str) -> HttpResponse:
    """The address in the QR code of a draft; it says nothing of a person."""
    return enter(request, code, key)


def enter(request: HttpRequest, code: str, key: str) -> HttpResponse:
    """Let this device know the draft. Raises TrackingNotAllowed after too many wrong keys."""
    address, now = address_of(request), clock.now()
    check_guessing(address, now)
    holder, account_id = DraftHolder(key), account_of(request)
    try:
        draft = open_draft(code=code, holder=holder, actor=actor_of(request), at=now)
        if account_id is not None:
            own_draft(code=code, holder=holder, account_id=account_id, actor=actor_of(request), at=now)
    except DraftNotFound:
        note_failure(address, now)
        context = {"code": code, "is_unknown": True}
        return private(render(request, "citizen/draft_open.html", context, status=404))
    response = redirect("citizen:draft", draft.code)
    remember(request, response, draft)
    response["Referrer-Policy"] = "no-referrer"
    return private(response)


@of_draft
@require_safe
def keep(request: HttpRequest, sheet: DraftSheet) -> HttpResponse:
    """How to come back: code, key, and a QR code for another device."""
    address = request.build_absolute_uri(f"/n/{sheet.draft.code}/{sheet.draft.key}")
    context = {"sheet": sheet, "draft": sheet.draft, "address": address, "picture": qr_picture(address)}
    return render(request, "citizen/draft_keep.html", context)


@anyone
@require_POST
def leave(request: HttpRequest, code: str) -> HttpResponse:
    """This device forgets the draft; it stays where it is."""
    response = redirect("citizen:drafts")
    forget(request, response, code)
    return response
