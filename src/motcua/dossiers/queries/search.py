"""Search over the dossiers a person may see: by code, identifier, phone or parts of the name."""

from motcua.directory.rules.actors import Actor
from motcua.dossiers.models import Dossier
from motcua.dossiers.queries.visibility import visible_to
from motcua.kernel.text import fold

RESULTS_MAX = 50
WORD_LETTERS_MIN = 2


def search(actor: Actor, text: str) -> list[Dossier]:
    """The newest dossiers that match; a full code matches alone. At most 50, for more the words must be narrowed."""
    rows = visible_to(actor).select_related("applicant", "edition__procedure")
    code = text.strip().upper()
    if exact := list(rows.filter(code=code)):
        return exact
    words = [word for word in fold(text).split() if len(word) >= WORD_LETTERS_MIN]
    if not words:
        return []
    for word in words:
        rows = rows.filter(search__contains=word)
    return list(rows.order_by("-id")[:RESULTS_MAX])
