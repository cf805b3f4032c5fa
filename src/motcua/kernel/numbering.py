"""Gap-free numbering: one row per series, locked until the act commits."""

from django.db import connection


def next_number(series: str) -> int:
    """The next number of the series, from 1; two acts never get the same one, a rolled-back act gives its back."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO kernel_numbersequence AS s (series, last) VALUES (%s, 1)"
            " ON CONFLICT (series) DO UPDATE SET last = s.last + 1 RETURNING last",
            [series],
        )
        number: int = cursor.fetchone()[0]
    return number
