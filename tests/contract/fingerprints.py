"""What the database holds, table by table, so that a test can tell that nothing was changed."""

from collections.abc import Container

from django.apps import apps
from django.db import connection

ROOMS = ("dossiers", "documents", "directory", "catalogue", "exchange", "api")
"""The rooms whose rows matter; the journal may grow, since readings are journalled."""


def fingerprint(without: Container[str] = ()) -> dict[str, tuple[int, str]]:
    """Table → number of rows and a checksum of them."""
    tables = [
        model._meta.db_table
        for model in apps.get_models()
        if model._meta.app_label in ROOMS and model._meta.db_table not in without
    ]
    asked = " UNION ALL ".join(
        f"SELECT '{table}', count(*), coalesce(sum(hashtextextended(t::text, 0)), 0)::text FROM {table} t"
        for table in tables
    )
    with connection.cursor() as cursor:
        cursor.execute(asked)
        return {table: (count, mark) for table, count, mark in cursor.fetchall()}
