"""The person on the intake screen: a scanned card or a known number fills in what is empty."""

from datetime import datetime

from django.http import QueryDict
from django.utils.translation import gettext

from motcua.directory.rules.actors import Actor
from motcua.dossiers.actions.reading import look_up_party
from motcua.dossiers.models import Party
from motcua.dossiers.models.dossier import PartyKind
from motcua.dossiers.rules.identity_card import CardNotReadable, is_card, parse_card
from motcua.kernel.text import fold
from motcua.kernel.wording import words_of

PERSON = ("identifier", "name", "born_on", "phone", "address", "email")
LOOKED_UP = "known_number"
"""Hidden box: the number that was looked up last; nobody is looked up twice for one intake."""


def fill_in_person(values: QueryDict, *, unit_id: int, actor: Actor, at: datetime) -> list[str]:
    """Read cards and look a new number up; returns what the officer should know, in words."""
    remarks = []
    for prefix in ("", "submitter_"):
        if is_card(values.get(f"{prefix}identifier", "")):
            remarks += _read_card(values, prefix)
    number = values.get("identifier", "").strip()
    if number and number != values.get(LOOKED_UP):
        party = look_up_party(identifier=number, unit_id=unit_id, actor=actor, at=at)
        if party is not None:
            _take_over(values, party)
            remarks.append(gettext("Đã điền thông tin từ hồ sơ trước tại đơn vị. Hãy hỏi lại người nộp."))
    values[LOOKED_UP] = number
    return remarks


def _read_card(values: QueryDict, prefix: str) -> list[str]:
    try:
        card = parse_card(values.get(f"{prefix}identifier", ""))
    except CardNotReadable as refusal:
        values[f"{prefix}identifier"] = ""
        return [words_of(refusal)]
    if not prefix and card.identifier != values.get(LOOKED_UP):
        # another person: nothing of the one before may stay
        for part in PERSON:
            values[part] = ""
        values["kind"] = PartyKind.CITIZEN
    said = {"identifier": card.identifier, "name": card.name, "address": card.address}
    if not prefix and card.born_on:
        said["born_on"] = f"{card.born_on:%d/%m/%Y}"
    for part, text in said.items():
        values[prefix + part] = text
    if card.name:
        return []
    return [gettext("Máy quét không gõ được họ tên. Hãy nhập họ tên theo thẻ căn cước.")]


def _take_over(values: QueryDict, party: Party) -> None:
    """Only what is still empty; a name that lost its marks on the way is taken from the earlier dossier."""
    name = values.get("name", "").strip()
    if not name or (fold(name) == fold(party.name) and fold(name) == name.casefold()):
        values["name"] = party.name
    born_on = f"{party.born_on:%d/%m/%Y}" if party.born_on else ""
    known = {"address": party.address, "phone": party.phone, "email": party.email, "born_on": born_on}
    for part, text in known.items():
        if not values.get(part, "").strip():
            values[part] = text
    values["kind"] = party.kind
