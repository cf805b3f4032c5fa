"""Tracking without signing in: by the link in the receipt's QR code, or by code and check key."""

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from motcua.desks.access import anyone
from motcua.desks.citizen.guessing import check_guessing, note_failure
from motcua.desks.citizen.privacy import private
from motcua.desks.citizen.words import MILESTONE_WORDS, PAUSE_WORDS, STATUS_WORDS
from motcua.desks.forms import Form
from motcua.desks.requests import address_of
from motcua.dossiers.queries.public import PublicProgress, progress_for
from motcua.dossiers.rules.numbering import code_of_scan
from motcua.dossiers.rules.refusals import DossierNotFound
from motcua.kernel import clock


def _box(label: object, width: int, **options: object) -> forms.CharField:
    attrs = {
        "autocomplete": "off",
        "autocapitalize": "characters",
        "spellcheck": "false",
        "class": f"govuk-input govuk-input--width-{width}",
    }
    return forms.CharField(label=label, widget=forms.TextInput(attrs), **options)  # type: ignore[arg-type]


class TrackForm(Form):
    code = _box(_("Mã hồ sơ"), 20, max_length=200, error_messages={"required": _("Hãy nhập mã hồ sơ.")})
    key = _box(_("Mã tra cứu"), 10, max_length=20, error_messages={"required": _("Hãy nhập mã tra cứu.")})


@anyone
@sensitive_post_parameters("key")
@require_http_methods(["GET", "HEAD", "POST"])
def track(request: HttpRequest) -> HttpResponse:
    """Asks for code and key; what was sent never becomes part of an address."""
    form = TrackForm(request.POST or None)
    if request.method != "POST":
        return private(render(request, "citizen/track.html", {"form": form}))
    if not form.is_valid():
        return private(render(request, "citizen/track.html", {"form": form}, status=422))
    return _answer(request, code_of_scan(form.cleaned_data["code"]), form.cleaned_data["key"], form)


@anyone
@require_safe
def progress(request: HttpRequest, code: str, key: str) -> HttpResponse:
    """The page behind the receipt's QR code."""
    return _answer(request, code, key, TrackForm())


def _answer(request: HttpRequest, code: str, key: str, form: TrackForm) -> HttpResponse:
    """The progress, or the same answer for a wrong code and a wrong key. Raises TrackingNotAllowed."""
    address, now = address_of(request), clock.now()
    check_guessing(address, now)
    try:
        found = progress_for(code, key)
    except DossierNotFound:
        note_failure(address, now)
        return private(render(request, "citizen/track.html", {"form": form, "is_unknown": True}, status=404))
    return private(render(request, "citizen/progress.html", _words(found) | {"key": key}))


def _words(found: PublicProgress) -> dict[str, object]:
    return {
        "progress": found,
        "status": STATUS_WORDS[found.status],
        "pause": PAUSE_WORDS.get(found.pause, ""),
        "events": [
            {"at": event.at, "words": MILESTONE_WORDS[event.milestone], "agency": event.agency}
            for event in found.events
        ],
    }
