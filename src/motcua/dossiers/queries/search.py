"""Search over the dossiers a person may see: by code, identifier, phone or words of the name."""

from django.db.models import Q, QuerySet, Value

from motcua.directory.rules.actors import Actor
from motcua.directory.rules.roles import Permission
from motcua.dossiers.models import Dossier
from motcua.dossiers.models.dossier import WordsByHolder
from motcua.dossiers.queries.visibility import visible_to
from motcua.kernel.text import fold

RESULTS_MAX = 50
WORD_LETTERS_MIN = 2


def search(actor: Actor, text: str) -> list[Dossier]:
    """The newest dossiers that match; a full code matches alone. At most 50, for more the words must be narrowed.

    Whole words come from an index of the actor's own agencies, however many dossiers others have; only when none
    match, parts of words are looked for in the dossiers of these agencies, one by one.
    """
    rows = visible_to(actor).select_related("applicant", "edition__procedure")
    code = text.strip().upper()
    if exact := list(rows.filter(code=code)):
        return exact
    words = [word for word in fold(text).split() if len(word) >= WORD_LETTERS_MIN]
    if not words:
        return []
    found = _newest(_with_whole_words(rows, actor, words))
    if not found:
        for word in words:
            rows = rows.filter(search__contains=word)
        found = _newest(rows)
    return found


def _with_whole_words(rows: QuerySet[Dossier], actor: Actor, words: list[str]) -> QuerySet[Dossier]:
    agencies = actor.agencies(Permission.VIEW_DOSSIER)
    if agencies is None:
        return rows.none()
    held = Q(pk__in=[])
    for agency_id in sorted(agencies):
        held |= Q(words__contains=WordsByHolder(Value([agency_id]), Value(" ".join(words))))
    return rows.alias(words=WordsByHolder("holder_ids", "search")).filter(held)


def _newest(rows: QuerySet[Dossier]) -> list[Dossier]:
    return list(rows.order_by("-id")[:RESULTS_MAX])
