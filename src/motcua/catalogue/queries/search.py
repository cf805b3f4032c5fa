"""Finding a procedure at the counter by acronym, code or words, typing errors included."""

import re
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection, transaction

from motcua.catalogue.models import Procedure
from motcua.catalogue.rules.words import readings

_CLOSE_ENOUGH = "0.4"
"""Word similarity from which a procedure is offered although no word matches exactly."""


_FEWEST_DIGITS = 3
_FEWEST_LETTERS = 4
_LONGEST = 200


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
    """The procedures that fit best: same acronym, then code, then all words, and only if none fits, nearly the words.

    With `on`, only procedures that have an edition in force on that day.
    """
    ways = readings(text[:_LONGEST])
    if not ways:
        return []
    found = _exact(ways, limit, on)
    if not found and len(ways[0]) >= _FEWEST_LETTERS:
        found = _near(ways, limit, on)
    return found


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


def _exact(ways: list[str], limit: int, on: date | None) -> list[ProcedureFound]:
    digits = re.sub(r"[^0-9]", "", ways[0])
    values = {
        "acronyms": [f"% {way} %" for way in ways],
        "acronym_starts": [f"% {way}%" for way in ways],
        "code": ways[0],
        "digits": f"%{digits}%" if len(digits) >= _FEWEST_DIGITS else "",
    }
    values |= {f"words_{number}": [f"% {word}%" for word in way.split()] for number, way in enumerate(ways)}
    all_words = " OR ".join(f"procedure.search LIKE ALL(%(words_{number})s)" for number in range(len(ways)))
    return _run(_EXACT.format(all_words=all_words), "true", values, limit, on)


def _near(ways: list[str], limit: int, on: date | None) -> list[ProcedureFound]:
    values = {"ways": ways} | {f"way_{number}": way for number, way in enumerate(ways)}
    similar = " OR ".join(f"procedure.search %%> %(way_{number})s" for number in range(len(ways)))
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SELECT set_config('pg_trgm.word_similarity_threshold', %s, true)", [_CLOSE_ENOUGH])
        return _run(_NEAR, f"({similar})", values, limit, on)


def _run(fit: str, condition: str, values: dict[str, Any], limit: int, on: date | None) -> list[ProcedureFound]:
    with connection.cursor() as cursor:
        cursor.execute(_SEARCH.format(fit=fit, condition=condition), {**values, "limit": limit, "on": on})
        return [ProcedureFound(*row[:-1]) for row in cursor.fetchall()]


_EXACT = """
    CASE
        WHEN procedure.acronyms LIKE ANY(%(acronyms)s) THEN 0
        WHEN procedure.code = %(code)s THEN 1
        WHEN procedure.acronyms LIKE ANY(%(acronym_starts)s) THEN 2
        WHEN replace(procedure.code, '.', '') LIKE %(digits)s THEN 3
        WHEN {all_words} THEN 4
    END
"""
_NEAR = """
    (SELECT -max(word_similarity(way, procedure.search) + similarity(way, procedure.search) / 2)
     FROM unnest(%(ways)s::text[]) AS way)
"""
_SEARCH = """
SELECT * FROM (
    SELECT procedure.id, procedure.code, procedure.name_vi, procedure.name_en, procedure.acronyms, procedure.sector,
        edition.id AS edition_id, {fit} AS fit
    FROM catalogue_procedure AS procedure LEFT JOIN catalogue_procedureedition AS edition
        ON edition.procedure_id = procedure.id AND edition.published_at IS NOT NULL
        AND edition.start <= %(on)s AND (edition."end" IS NULL OR edition."end" > %(on)s)
    WHERE {condition} AND (%(on)s::date IS NULL OR edition.id IS NOT NULL)
) AS fitting
WHERE fit IS NOT NULL ORDER BY fit, length(name_vi), code LIMIT %(limit)s
"""
