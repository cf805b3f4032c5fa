"""Begun at the desk, finished at home: what stands on the intake screen becomes a draft with a code and a key."""

from typing import Any

import segno
from django.conf import settings

from motcua.desks.counter.sheet import Sheet
from motcua.desks.requests import DeskRequest
from motcua.directory.rules.actors import Actor
from motcua.dossiers.actions.drafts import Beginning, begin_draft_at_desk
from motcua.dossiers.actions.filing import APPLICANT, PLACE, SUBMITTER, UNIT, WHO
from motcua.dossiers.models import Draft
from motcua.dossiers.models.dossier import PartyKind
from motcua.dossiers.queries.drafts import draft_begun_by

HANDED = "ban-nhap"
_PERSON = ("name", "identifier", "address", "phone", "email")


def begin_for(sheet: Sheet, actor: Actor) -> Draft:
    """Everything typed so far, right or wrong, and the scans; the person looks it over on their own device."""
    assert sheet.procedure.taken is not None, "the screen offers it only when a procedure is chosen"
    place = sheet.place.taken
    typed: dict[str, dict[str, list[str]]] = {
        WHO: {"who": [_filed_for(sheet)]},
        APPLICANT: _person(sheet, "") | _birthday(sheet.text("born_on")),
        UNIT: {"text": [""], "unit": [str(sheet.unit.id)]},
    }
    if place is not None:
        typed[PLACE] = {"text": [place.label], "place": [place.id]}
    if sheet.text("submitter_name"):
        typed[SUBMITTER] = _person(sheet, "submitter_") | {"mandate": [sheet.text("mandate")]}
    beginning = Beginning(
        procedure=sheet.procedure.taken.id,
        place_id=int(place.id) if place else None,
        receiving_unit_id=sheet.unit.id,
        answers=sheet.answers(),
        parties={"who": _filed_for(sheet), "for_another": _filed_for(sheet) != "myself"},
        typed=typed,
        files={row.component.key: [row.file_id] for row in sheet.rows if row.file_id is not None},
    )
    return begin_draft_at_desk(beginning=beginning, actor=actor, at=sheet.at)


def handed(request: DeskRequest) -> dict[str, Any] | None:
    """The draft that this officer has just begun, with the address for the person's phone."""
    code = request.GET.get(HANDED, "")
    if request.method == "POST" or not code:
        return None
    draft = draft_begun_by(request.actor, code)
    address = f"{settings.BASE_URL}/n/{draft.code}/{draft.key}"
    picture = segno.make(address, error="m", micro=False).svg_data_uri(scale=4, border=2)
    return {"draft": draft, "address": address, "picture": picture}


def _filed_for(sheet: Sheet) -> str:
    if sheet.text("kind") != PartyKind.CITIZEN:
        return "organisation"
    return "another" if sheet.text("submitter_name") else "myself"


def _person(sheet: Sheet, prefix: str) -> dict[str, list[str]]:
    typed = {name: [sheet.text(prefix + name)] for name in _PERSON}
    return typed | ({"kind": [sheet.text("kind")]} if not prefix else {})


def _birthday(text: str) -> dict[str, list[str]]:
    parts = text.replace("-", "/").replace(".", "/").split("/")
    return {f"born_on_{place}": [part] for place, part in enumerate(parts)} if len(parts) == 3 else {}
