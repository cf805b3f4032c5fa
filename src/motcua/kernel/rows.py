"""Rows of models by few prepared statements: read by a condition, or written all at once.

An act reads some tables by their keys and writes a row or two in each of many. Sent one by one, and put together anew
each time, the statements would cost more than the work. Rows written together may refer to each other in any order:
foreign keys are checked at the commit.
"""

import json
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, TypeVar

from django.db.models import ForeignKey, JSONField, Model

from motcua.kernel.statements import Rows, ask, run

M = TypeVar("M", bound=Model)


def rows_where(model: type[M], condition: str, values: Sequence[Any]) -> list[M]:
    """The model's rows by a condition in SQL, which may end with an order or a lock."""
    shape = _shape_of(model)
    found = ask(f"{shape.select} WHERE {condition}", values)
    return [model.from_db("default", shape.names, shape.read(row)) for row in found]


class Batch:
    """New and changed rows of one act, written in one statement."""

    def __init__(self) -> None:
        self._new: list[Model] = []
        self._changed: dict[tuple[type[Model], Any], tuple[Model, Sequence[str]]] = {}

    def add(self, *rows: Model) -> None:
        """New rows; `number` gives them their ids."""
        self._new += rows

    def change(self, row: Model, fields: Sequence[str]) -> None:
        """The fields of a stored row that are to be written; what is said last of a row holds."""
        self._changed[type(row), row.pk] = row, fields

    def number(self) -> None:
        """Give every new row its id, in the order they were added."""
        waiting = [row for row in self._new if row.pk is None]
        if not waiting:
            return
        tables = [row._meta.db_table for row in waiting]
        ids = run("SELECT nextval(pg_get_serial_sequence(name, 'id')) FROM unnest($1::text[]) AS name", [tables])
        for row, (row_id,) in zip(waiting, ids, strict=True):
            row.pk = row_id

    def write(self, last: str, values: Sequence[Any]) -> Rows:
        """Write all rows and run a last statement together with them; gives that statement's rows.

        `last` is the end of a WITH statement; its own values are `$1` and so on. All parts see the tables as they
        were before, so none may rely on what another one does.
        """
        self.number()
        given = list(values)
        parts = [*self._inserts(given), *self._updates(given)]
        named = "".join(f"part{number} AS ({part}), " for number, part in enumerate(parts))
        rows = run(f"WITH {named}{last}", given)
        for row in self._new:
            row._state.adding, row._state.db = False, "default"
        self._new, self._changed = [], {}
        return rows

    def _inserts(self, given: list[Any]) -> Iterator[str]:
        by_model: dict[type[Model], list[Model]] = defaultdict(list)
        for row in self._new:
            by_model[type(row)].append(row)
        for model, rows in by_model.items():
            shape = _shape_of(model)
            lines = []
            for row in rows:
                shape.follow_references(row)
                first = len(given) + 1
                given += [write(getattr(row, name)) for name, write in zip(shape.names, shape.writers, strict=True)]
                lines.append(f"({_places(first, len(given))})")
            yield f"{shape.insert} VALUES {', '.join(lines)}"

    def _updates(self, given: list[Any]) -> Iterator[str]:
        for row, fields in self._changed.values():
            shape = _shape_of(type(row))
            shape.follow_references(row)
            changes = []
            for name in fields:
                attribute, write = shape.by_field[name]
                given.append(write(getattr(row, attribute)))
                changes.append(f'"{attribute}" = ${len(given)}')
            given.append(row.pk)
            yield f"{shape.update} SET {', '.join(changes)} WHERE id = ${len(given)}"


def _places(first: int, last: int) -> str:
    return ", ".join([f"${place}" for place in range(first, last + 1)])


@dataclass(frozen=True)
class _Shape:
    """What the statements of a model are made of."""

    names: tuple[str, ...]
    """Attributes, which are named like the columns."""
    readers: tuple[Callable[[Any], Any] | None, ...]
    writers: tuple[Callable[[Any], Any], ...]
    by_field: dict[str, tuple[str, Callable[[Any], Any]]]
    references: tuple[ForeignKey[Any, Any], ...]
    select: str
    insert: str
    update: str

    def read(self, row: tuple[Any, ...]) -> Sequence[Any]:
        return [read(value) if read else value for read, value in zip(self.readers, row, strict=True)]

    def follow_references(self, row: Model) -> None:
        """Take over ids that rows referred to were given since."""
        for field in self.references:
            if not field.is_cached(row) or (target := field.get_cached_value(row)) is None:
                continue
            if getattr(row, field.attname) != target.pk:
                setattr(row, field.name, target)


@lru_cache(maxsize=256)
def _shape_of(model: type[Model]) -> _Shape:
    fields = model._meta.concrete_fields
    names = tuple(field.attname for field in fields)
    writers = tuple(_to_json if isinstance(field, JSONField) else _as_it_is for field in fields)
    columns, table = ", ".join(f'"{field.column}"' for field in fields), model._meta.db_table
    return _Shape(
        names=names,
        readers=tuple(_from_json if isinstance(field, JSONField) else None for field in fields),
        writers=writers,
        by_field={field.name: (name, write) for field, name, write in zip(fields, names, writers, strict=True)},
        references=tuple(field for field in fields if isinstance(field, ForeignKey)),
        select=f'SELECT {columns} FROM "{table}"',
        insert=f'INSERT INTO "{table}" ({columns})',
        update=f'UPDATE "{table}"',
    )


def _as_it_is(value: Any) -> Any:
    return value


def _to_json(value: Any) -> str | None:
    return None if value is None else json.dumps(value, ensure_ascii=False)


def _from_json(text: str | None) -> Any:
    return None if text is None else json.loads(text)
