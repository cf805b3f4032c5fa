"""Long lists page by key, so that the last page costs no more than the first."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django.db.models import Model, Q, QuerySet

PAGE_SIZE = 50
_ID_MAX = 2**63 - 1

Row = TypeVar("Row", bound=Model)


@dataclass(frozen=True)
class Page(Generic[Row]):
    """One page of a list; the cursors are ids of its first and last row, empty where the list ends."""

    rows: Sequence[Row]
    newer: str
    """Goes to the rows in front of this page."""
    older: str
    """Goes to the rows behind this page."""


def page_of(
    rows: QuerySet[Row], *order: str, before: str = "", after: str = "", newest_first: bool = False
) -> Page[Row]:
    """The page behind the row `before`, or in front of the row `after`, or the first one.

    `order` are fields from the outermost in; the id always ends the order. A cursor that is no row is no cursor.
    """
    fields = (*order, "id")
    backwards = bool(after) and not before
    edge = _edge(rows, before or after, fields)
    ascending = newest_first == backwards
    if edge is not None:
        rows = rows.filter(_beyond(fields, edge, "gt" if ascending else "lt"))
    found = list(rows.order_by(*(name if ascending else f"-{name}" for name in fields))[: PAGE_SIZE + 1])
    is_more, found = len(found) > PAGE_SIZE, found[:PAGE_SIZE]
    if backwards and edge is not None:
        found.reverse()
        has_newer, has_older = is_more, True
    else:
        has_newer, has_older = edge is not None, is_more
    return Page(
        found,
        newer=str(found[0].pk) if found and has_newer else "",
        older=str(found[-1].pk) if found and has_older else "",
    )


def _edge(rows: QuerySet[Row], cursor: str, fields: tuple[str, ...]) -> tuple[Any, ...] | None:
    if not (cursor.isascii() and cursor.isdigit()) or int(cursor) > _ID_MAX:
        return None
    return rows.model._default_manager.filter(pk=int(cursor)).values_list(*fields).first()


def _beyond(fields: tuple[str, ...], edge: tuple[Any, ...], direction: str) -> Q:
    beyond, same = Q(), Q()
    for name, value in zip(fields, edge, strict=True):
        beyond |= same & Q(**{f"{name}__{direction}": value})
        same &= Q(**{name: value})
    return beyond
