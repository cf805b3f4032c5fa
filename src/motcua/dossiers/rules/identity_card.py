"""The QR string of an identity card, as a scanner types it at a desk."""

import re
from dataclasses import dataclass
from datetime import date

from motcua.kernel.refusal import Refusal
from motcua.kernel.text import normalise

_FIELDS = 7
_IDENTIFIER = re.compile(r"\d{12}")
_NAME = re.compile(r"[^\W\d_]+(?:[ '.\-][^\W\d_]+)*")


class CardNotReadable(Refusal):
    """The scan is not the QR code of an identity card, or it arrived garbled. Scan again, or type the number."""

    status = 422


@dataclass(frozen=True)
class IdentityCard:
    """What the card says; nothing in it is verified."""

    identifier: str
    former_identifier: str
    name: str
    """Empty when the scanner could not type its letters; a Vietnamese input method garbles them."""
    born_on: date | None
    """None when the card states the year alone."""
    sex: str
    address: str
    issued_on: date | None


def is_card(text: str) -> bool:
    """Whether the text has the shape of the card's QR string."""
    return text.count("|") >= _FIELDS - 1


def parse_card(text: str) -> IdentityCard:
    """Read `number|former number|name|ddmmyyyy|sex|address|date of issue`; further fields are not used.

    Numbers and dates decide whether the scan is sound, because a scanner cannot garble them.
    Raises CardNotReadable.
    Source: public readers of the card, in agreement.
    """
    parts = [normalise(part) for part in text.split("|")]
    if len(parts) < _FIELDS or not _IDENTIFIER.fullmatch(parts[0]):
        raise CardNotReadable
    identifier, former_identifier, name, born, sex, address, issued = parts[:_FIELDS]
    return IdentityCard(
        identifier=identifier,
        former_identifier=former_identifier if former_identifier.isdigit() else "",
        name=name if _NAME.fullmatch(name) else "",
        born_on=_date(born),
        sex=sex,
        address=address,
        issued_on=_date(issued),
    )


def _date(text: str) -> date | None:
    """A date as ddmmyyyy. Raises CardNotReadable for eight digits that are no date, and for anything else."""
    if not text or re.fullmatch(r"0{4}\d{4}|\d{4}", text):
        return None
    if not re.fullmatch(r"\d{8}", text):
        raise CardNotReadable
    try:
        return date(int(text[4:]), int(text[2:4]), int(text[:2]))
    except ValueError as problem:
        raise CardNotReadable from problem
