"""Finding a procedure at the counter by acronym, code or words, typing errors included."""

from dataclasses import dataclass
from datetime import date

from django.db import connection

from motcua.catalogue.models import Procedure
from motcua.catalogue.queries.matching import IN_FORCE, Match, exact_match, near_match


@dataclass(frozen=True)
class ProcedureFound:
    id: int
    code: str
    name_vi: str
    name_en: str
    acronyms: str
    sector: str
    edition_id: int | None
    """The edition in force on the day asked for."""


def search(text: str, limit: int = 10, *, on: date | None = None) -> list[ProcedureFound]:
    """The procedures that fit best: same acronym, then code, then all words, and only if none fits, the words
    that may have been meant.

    With `on`, only procedures that have an edition in force on that day.
    """
    exact = exact_match(text)
    found = _run(exact, limit, on) if exact else []
    near = None if found else near_match(text)
    return _run(near, limit, on) if near else found


def names_of(code: str) -> tuple[str, str] | None:
    """The procedure's names in Vietnamese and English; None when there is no procedure with this code."""
    return Procedure.objects.filter(code=code).values_list("name_vi", "name_en").first()


def nearest(code: str, limit: int = 3) -> list[str]:
    """Codes of the procedures nearest to what was given as a code: the same digits, else similar words."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT code FROM catalogue_procedure ORDER BY similarity(code, %s) DESC, code LIMIT %s", [code, limit]
        )
        by_code = [row[0] for row in cursor.fetchall()]
    if any(character.isdigit() for character in code):
        return by_code
    return [procedure.code for procedure in search(code, limit)]


def _run(match: Match, limit: int, on: date | None) -> list[ProcedureFound]:
    with connection.cursor() as cursor:
        statement = _SEARCH.format(fit=match.fit, condition=match.condition, in_force=IN_FORCE)
        cursor.execute(statement, {**match.values, "limit": limit, "on": on})
        return [ProcedureFound(*row[:-1]) for row in cursor.fetchall()]


_SEARCH = """
SELECT procedure.id, procedure.code, procedure.name_vi, procedure.name_en, procedure.acronyms, procedure.sector,
    edition.id AS edition_id, {fit} AS fit
FROM catalogue_procedure AS procedure LEFT JOIN catalogue_procedureedition AS edition ON {in_force}
WHERE {condition} AND (%(on)s::date IS NULL OR edition.id IS NOT NULL)
ORDER BY fit, length(procedure.name_vi), procedure.code LIMIT %(limit)s
"""
