"""Finding a dossier."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from motcua.catalogue.queries.editions import edition as edition_by_id
from motcua.desks.access import needs
from motcua.desks.naming import STAGE_NAMES
from motcua.desks.requests import DeskRequest
from motcua.directory.rules.roles import Permission
from motcua.dossiers.actions.reading import search_dossiers
from motcua.kernel import clock


@needs(Permission.PROCESS_DOSSIER)
@require_safe
def search_page(request: DeskRequest) -> HttpResponse:
    """Dossiers by code, number, or parts of the name; a whole code opens its dossier."""
    text = request.GET.get("q", "").strip()
    found = search_dossiers(text=text, actor=request.actor, at=clock.now()) if text else []
    if len(found) == 1 and found[0].code == text.upper():
        return redirect("officer:dossier", dossier_id=found[0].id)
    rows = [
        {"dossier": dossier, "stage": STAGE_NAMES[dossier.stage], "edition": edition_by_id(dossier.edition_id)}
        for dossier in found
    ]
    return render(request, "officer/search.html", {"text": text, "rows": rows})
