"""Looking through the catalogue as people do who do not know it: words, facets with counts, order, page."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db import connection

from motcua.catalogue.queries.matching import EVERYTHING, IN_FORCE, Match, exact_match, near_match
from motcua.kernel.choices import Choice

PAGE_ROWS = 20
PAGES_MAX = 500
FACETS = ("audience", "sector", "level", "agency", "online")


class Order(Choice):
    FIT = "fit"
    NAME = "name"
    CODE = "code"


@dataclass(frozen=True)
class Wish:
    """What somebody looks for; an empty facet narrows nothing."""

    text: str = ""
    audience: str = ""
    sector: str = ""
    level: str = ""
    agency: str = ""
    online: str = ""
    """`yes`, `no` or empty."""
    order: Order = Order.FIT
    page: int = 1


@dataclass(frozen=True)
class FoundItem:
    code: str
    name_vi: str
    name_en: str
    sector: str
    level: str
    agency: str
    audiences: tuple[str, ...]
    is_online: bool


@dataclass(frozen=True)
class Findings:
    """One page of what was found."""

    items: list[FoundItem]
    total: int
    page: int
    counts: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    """Facet → value → how many procedures it would leave, with the other facets as they are."""
    is_near: bool = False
    """Nothing has these words; this is what may have been meant."""

    @property
    def pages(self) -> int:
        return max(1, -(-self.total // PAGE_ROWS))


def find(wish: Wish, on: date) -> Findings:
    """The procedures in force on the day that fit, one page of them, with the counts of every facet.

    One statement; when nothing has these words, one more for what may have been meant.
    """
    if not wish.text.strip():
        return _run(EVERYTHING, wish, on)
    exact = exact_match(wish.text)
    found = _run(exact, wish, on) if exact else Findings([], 0, 1)
    near = None if any(found.counts.values()) else near_match(wish.text)
    return _run(near, wish, on) if near else found


def _run(match: Match, wish: Wish, on: date) -> Findings:
    page = min(max(1, wish.page), PAGES_MAX)
    filters = {name: condition for name, condition in _FILTERS.items() if getattr(wish, name)}
    counts = "".join(
        _COUNT.format(
            facet=facet,
            value=_VALUES[facet],
            condition=" AND ".join(text for name, text in filters.items() if name != facet) or "true",
        )
        for facet in FACETS
    )
    statement = _FIND.format(
        fit=match.fit,
        condition=match.condition,
        in_force=IN_FORCE,
        filters=" AND ".join(filters.values()) or "true",
        order=_ORDERS[wish.order],
        counts=counts,
    )
    values = match.values | {
        "on": on,
        "rows": PAGE_ROWS,
        "offset": (page - 1) * PAGE_ROWS,
        "audience": f"% {wish.audience} %",
        "sector": wish.sector,
        "level": wish.level,
        "agency": wish.agency,
        "online": wish.online == "yes",
    }
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        row = cursor.fetchone()
    return _findings(row[0] if isinstance(row[0], dict) else json.loads(row[0]), page, match.is_near)


def _findings(answer: Mapping[str, Any], page: int, is_near: bool) -> Findings:
    return Findings(
        items=[FoundItem(**item | {"audiences": tuple(item["audiences"].split())}) for item in answer["items"]],
        total=answer["total"],
        page=page,
        counts={facet: answer[facet] for facet in FACETS},
        is_near=is_near,
    )


_FILTERS = {
    "audience": "audiences LIKE %(audience)s",
    "sector": "sector = %(sector)s",
    "level": "level = %(level)s",
    "agency": "agency = %(agency)s",
    "online": "is_online = %(online)s",
}
_VALUES = {
    "audience": "unnest(string_to_array(trim(audiences), ' '))",
    "sector": "sector",
    "level": "level",
    "agency": "agency",
    "online": "CASE WHEN is_online THEN 'yes' ELSE 'no' END",
}
_ORDERS = {
    Order.FIT: "fit, length(name_vi), sort_key, code",
    Order.NAME: "sort_key, code",
    Order.CODE: "code",
}
_COUNT = """,
    '{facet}', (SELECT coalesce(json_object_agg(value, count), '{{}}') FROM (
        SELECT value, count(*) FROM (SELECT {value} AS value FROM fitting WHERE {condition}) AS one
        WHERE value <> '' GROUP BY value) AS counted)
"""
_FIND = """
WITH fitting AS MATERIALIZED (
    SELECT procedure.code, procedure.name_vi, procedure.name_en, procedure.sector, procedure.level, procedure.agency,
        procedure.audiences, procedure.is_online, procedure.sort_key, {fit} AS fit
    FROM catalogue_procedure AS procedure
    WHERE {condition} AND EXISTS (SELECT FROM catalogue_procedureedition AS edition WHERE {in_force})
)
SELECT json_build_object(
    'items', (SELECT coalesce(json_agg(one), '[]') FROM (
        SELECT code, name_vi, name_en, sector, level, agency, audiences, is_online FROM fitting
        WHERE {filters} ORDER BY {order} LIMIT %(rows)s OFFSET %(offset)s) AS one),
    'total', (SELECT count(*) FROM fitting WHERE {filters}){counts}
)
"""
