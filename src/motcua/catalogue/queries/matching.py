"""How what was typed becomes conditions over procedures that the trigram index can answer."""

import re
from collections.abc import Set
from dataclasses import dataclass
from typing import Any

from django.db import connection

from motcua.catalogue.rules.spelling import WORDS_MAX, guesses, one_edit
from motcua.catalogue.rules.words import readings

LONGEST = 200
_FEWEST_DIGITS = 3


@dataclass(frozen=True)
class Match:
    """Parts of a statement over `catalogue_procedure AS procedure`, with their values."""

    condition: str
    """Answered by the index; every procedure that meets it fits."""
    fit: str
    """The smaller, the better it fits."""
    values: dict[str, Any]
    is_near: bool = False
    """Nothing has what was typed; this is what may have been meant."""


EVERYTHING = Match("true", "0", {})


def exact_match(text: str) -> Match | None:
    """By acronym, code or all words, whatever their order and case; None for what says nothing."""
    ways = readings(text[:LONGEST])
    if not ways:
        return None
    digits = re.sub(r"[^0-9]", "", ways[0])
    values: dict[str, Any] = {
        "acronyms": [f"% {way} %" for way in ways],
        "acronym_starts": [f"% {way}%" for way in ways],
        "code": ways[0],
        "names": [f"%| {way} |%" for way in ways],
        "phrases": [f"% {way}%" for way in ways],
    }
    conditions = [_all(values, [f"% {word}%" for word in way.split()[:WORDS_MAX]]) for way in ways]
    if len(digits) >= _FEWEST_DIGITS:
        conditions.append(_all(values, [f"%{digits}%"]))
    return Match(f"({' OR '.join(conditions)})", _FIT, values)


def near_match(text: str) -> Match | None:
    """By the words that may have been meant by a slip of the finger; None when nothing is near.

    Two statements on the list of words.
    """
    ways = readings(text[:LONGEST])
    words = {word for way in ways for word in way.split()[:WORDS_MAX]}
    begun = _begun(words)
    known = _known({near for word in words for near in one_edit(word)})
    fewest = min((_wrong(way, begun) for way in ways), default=0)
    found = [guess for way in ways if _wrong(way, begun) == fewest for guess in guesses(way, known, begun)]
    if not found:
        return None
    values: dict[str, Any] = {"phrases": [f"% {phrase}%" for guess in found for phrase in guess.phrases]}
    values["names"] = [f"%|{phrase[:-1]} |%" for phrase in (pattern[1:] for pattern in values["phrases"])]
    conditions = []
    for guess in found:
        parts = [_all(values, [f"% {word}%"]) for word in guess.beginnings]
        parts += [_any(values, [f"% {word} %" for word in meant]) for meant in guess.meant]
        conditions.append(f"({' AND '.join(parts)})")
    return Match(f"({' OR '.join(conditions)})", _NEAR_FIT, values, is_near=True)


def _wrong(way: str, begun: Set[str]) -> int:
    return sum(word not in begun for word in way.split()[:WORDS_MAX])


def _all(values: dict[str, Any], patterns: list[str]) -> str:
    return f"({' AND '.join(_like(values, pattern) for pattern in patterns)})"


def _any(values: dict[str, Any], patterns: list[str]) -> str:
    return f"({' OR '.join(_like(values, pattern) for pattern in patterns)})"


def _like(values: dict[str, Any], pattern: str) -> str:
    name = f"pattern_{len(values)}"
    values[name] = pattern
    return f"procedure.search LIKE %({name})s"


def _begun(words: Set[str]) -> set[str]:
    """Those of the words that some word of the catalogue begins with."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT typed FROM unnest(%s::text[]) AS typed"
            " WHERE EXISTS (SELECT FROM catalogue_searchword WHERE starts_with(word, typed))",
            [sorted(words)],
        )
        return {row[0] for row in cursor.fetchall()}


def _known(words: Set[str]) -> set[str]:
    """Those of the words that are in the catalogue."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT word FROM catalogue_searchword WHERE word = ANY(%s)", [sorted(words)])
        return {row[0] for row in cursor.fetchall()}


_FIT = """
    CASE
        WHEN procedure.acronyms LIKE ANY(%(acronyms)s) THEN 0
        WHEN procedure.code = %(code)s THEN 1
        WHEN procedure.acronyms LIKE ANY(%(acronym_starts)s) THEN 2
        WHEN procedure.search LIKE ANY(%(names)s) THEN 3
        WHEN procedure.search LIKE ANY(%(phrases)s) THEN 4
        ELSE 5
    END
"""
_NEAR_FIT = """
    CASE
        WHEN procedure.search LIKE ANY(%(names)s) THEN 0
        WHEN procedure.search LIKE ANY(%(phrases)s) THEN 1
        ELSE 2
    END
"""
IN_FORCE = """
    edition.procedure_id = procedure.id AND edition.published_at IS NOT NULL
    AND edition.start <= %(on)s AND (edition."end" IS NULL OR edition."end" > %(on)s)
"""
