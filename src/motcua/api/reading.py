"""From what a client sent to the values the actions take."""

from collections.abc import Iterable

from motcua.api import schemas
from motcua.dossiers.rules.intake import ComponentMark, PartyData


def party_of(given: schemas.PartyIn) -> PartyData:
    return PartyData(
        kind=given.kind,
        name=given.name,
        identifier=given.identifier,
        born_on=given.born_on,
        address=given.address,
        phone=given.phone,
        email=given.email,
    )


def marks_of(given: Iterable[schemas.MarkIn]) -> tuple[ComponentMark, ...]:
    return tuple(ComponentMark(mark.key, mark.form, mark.copies, mark.note, mark.file_id) for mark in given)
