"""Statements written by hand and planned once per connection; their values are marked `$1`, `$2` …

For the few statements that every request or act runs. They work in Django's connection and transaction, raise Django's
errors and are counted among its queries; everything else goes through the ORM.
"""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db import InterfaceError, OperationalError, connection
from django.db.backends.utils import debug_transaction
from psycopg import RawCursor

Rows = list[tuple[Any, ...]]


def ask(statement: str, values: Sequence[Any] = ()) -> Rows:
    """The rows of a statement that only reads.

    As a request's first statement it is also the test whether the kept connection is alive: a dead one is replaced,
    and the question asked again.
    """
    is_tested = connection.health_check_done  # type: ignore[attr-defined]  # the stubs do not know it
    if is_tested or connection.connection is None or connection.in_atomic_block:
        return run(statement, values)
    connection.health_check_done = True  # type: ignore[attr-defined]
    try:
        return run(statement, values)
    except (OperationalError, InterfaceError):
        connection.close()
        return run(statement, values)


def run(statement: str, values: Sequence[Any] = ()) -> Rows:
    """Run the statement; the rows it gives, if any."""
    connection.close_if_health_check_failed()
    connection.ensure_connection()
    if not connection.queries_logged:
        return _run(statement, values)
    with debug_transaction(connection, statement):
        return _run(statement, values)


def _run(statement: str, values: Sequence[Any]) -> Rows:
    connection.validate_no_broken_transaction()
    with connection.wrap_database_errors, RawCursor(connection.connection) as cursor:
        cursor.execute(statement, [_plain(value) for value in values], prepare=True)
        return cursor.fetchall() if cursor.description else []


def _plain(value: Any) -> Any:
    """The value as text, which the server reads as what stands in its place asks for.

    The driver would name a type by the value itself, a small integer's or a large one's, and have the statement
    planned anew for each.
    """
    if value is None or type(value) is str:
        return value
    if isinstance(value, str | int | date):
        return str(value)
    if isinstance(value, list) and value and isinstance(value[0], int):
        return f"{{{','.join(map(str, value))}}}"
    return value
