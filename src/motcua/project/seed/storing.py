"""Storing the copies: COPY into bare tables, whose keys and indexes are made and checked anew at the end.

All of it is one transaction: whoever is interrupted leaves nothing behind. PostgreSQL checks every reference and every
unique key when it makes them again, so what was copied holds what the constraints promise.
"""

import queue
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from django.db import connection
from django.db.utils import OperationalError

from motcua.project.seed.cast import NothingToSeed
from motcua.project.seed.copies import Chunk

_KEYS = """
SELECT conname, conrelid::regclass::text, pg_get_constraintdef(oid) FROM pg_constraint
WHERE conrelid = ANY(%s::regclass[]) AND contype IN ('f', 'u') ORDER BY contype DESC, 2, 1
"""
_INDEXES = """
SELECT indexrelid::regclass::text, pg_get_indexdef(indexrelid) FROM pg_index
WHERE indrelid = ANY(%s::regclass[]) AND NOT indisprimary
  AND NOT EXISTS (SELECT FROM pg_constraint WHERE conindid = indexrelid) ORDER BY 1
"""


@contextmanager
def bare(tables: list[str]) -> Iterator[None]:
    """Within: the tables are locked for everybody else, and have neither foreign keys nor indexes but their ids'.

    Afterwards all of them are made again as they were, over all rows. Raises NothingToSeed when the tables are in use.
    """
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET LOCAL lock_timeout = '10s'")
        try:
            cursor.execute(f"LOCK TABLE {', '.join(tables)} IN ACCESS EXCLUSIVE MODE")
        except OperationalError as busy:
            raise NothingToSeed("The tables are in use. Stop the server and the worker, then seed again.") from busy
        cursor.execute(_KEYS, [tables])
        keys = cursor.fetchall()
        cursor.execute(_INDEXES, [tables])
        indexes = cursor.fetchall()
        for name, table, _ in keys:
            cursor.execute(f'ALTER TABLE {table} DROP CONSTRAINT "{name}"')
        for name, _ in indexes:
            cursor.execute(f"DROP INDEX {name}")
    yield
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL maintenance_work_mem = '512MB'")
        for _, definition in indexes:
            cursor.execute(definition)
        for name, table, definition in keys:
            cursor.execute(f'ALTER TABLE {table} ADD CONSTRAINT "{name}" {definition}')


def next_ids(tables: list[str]) -> dict[str, int]:
    """The next free id of each table."""
    found = {}
    with connection.cursor() as cursor:
        for table in tables:
            cursor.execute(f"SELECT nextval(pg_get_serial_sequence('{table}', 'id'))")
            found[table] = cursor.fetchone()[0]
    return found


def keep_ids(ids: dict[str, int]) -> None:
    """Whoever writes next goes on after the copies."""
    with connection.cursor() as cursor:
        for table, number in ids.items():
            cursor.execute(f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), {number}, false)")


def store(chunks: Iterable[tuple[int, Chunk]], columns: dict[str, list[str]]) -> Iterator[int]:
    """Copy chunk after chunk while the next one is written; yields how many dossiers are stored."""
    waiting: queue.Queue[tuple[int, Chunk] | None] = queue.Queue(maxsize=2)
    stored: list[int] = []
    failed: list[BaseException] = []
    connection.ensure_connection()
    raw = connection.connection

    def copy_all() -> None:
        try:
            while (item := waiting.get()) is not None:
                with raw.cursor() as cursor:
                    _copy_chunk(cursor, item[1], columns)
                stored.append(item[0])
        except BaseException as problem:
            failed.append(problem)
            while waiting.get() is not None:
                pass

    thread = threading.Thread(target=copy_all)
    thread.start()
    try:
        for item in chunks:
            waiting.put(item)
            if failed:
                break
            yield stored[-1] if stored else 0
    finally:
        waiting.put(None)
        thread.join()
    if failed:
        raise failed[0]
    yield stored[-1] if stored else 0


def _copy_chunk(cursor: object, chunk: Chunk, columns: dict[str, list[str]]) -> None:
    for table, pieces in chunk.items():
        if pieces:
            names = ", ".join(f'"{name}"' for name in columns[table])
            with cursor.copy(f"COPY {table} ({names}) FROM STDIN") as copy:  # type: ignore[attr-defined]
                copy.write("".join(pieces))
