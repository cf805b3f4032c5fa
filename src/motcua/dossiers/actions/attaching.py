"""Attaching files: one's own uploads and what lies in the dossier already, never another person's by its number."""

from collections.abc import Iterable

from motcua.directory.rules.actors import Actor
from motcua.documents.queries.files import files_stored_by
from motcua.dossiers.models import Dossier
from motcua.dossiers.queries.papers import files_of
from motcua.dossiers.rules import refusals


def require_at_hand(file_ids: Iterable[int | None], actor: Actor, dossier: Dossier | None = None) -> None:
    """Raises FileNotAtHand unless the actor stored each file, or it belongs to the dossier."""
    wanted = {file_id for file_id in file_ids if file_id is not None}
    if not wanted:
        return
    foreign = wanted - files_stored_by(actor.id, wanted).keys()
    if foreign and dossier is not None:
        foreign -= set(files_of(dossier).filter(id__in=foreign).values_list("id", flat=True))
    if foreign:
        raise refusals.FileNotAtHand(file_ids=sorted(foreign))
