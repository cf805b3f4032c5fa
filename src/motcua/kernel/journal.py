"""Writing the journal: one entry per act, in the act's own transaction, and one job to react to it."""

from datetime import datetime
from typing import Any, Protocol

from django.db import connection
from psycopg.types.json import Jsonb

REACTION_TASK = "motcua.react"
"""Name of the job that looks the entry up in the reactions; the worker defines it."""


class Doer(Protocol):
    """Whoever acts, as the journal remembers them."""

    @property
    def id(self) -> int | None: ...
    @property
    def name(self) -> str: ...


def record(
    act: str,
    *,
    actor: Doer,
    at: datetime,
    subject: str,
    subject_id: int,
    dossier_id: int | None = None,
    agency_id: int | None = None,
    data: dict[str, Any] | None = None,
    react: bool = True,
) -> int:
    """Append one entry and defer its reaction in the same statement; returns the entry's id.

    `act` is a past participle with its room, e.g. `dossiers.accepted`.
    """
    values: list[Any] = [act, at, actor.id, actor.name, agency_id, dossier_id, subject, subject_id, Jsonb(data or {})]
    if react:
        values.append(REACTION_TASK)
    with connection.cursor() as cursor:
        cursor.execute(_RECORD_AND_REACT if react else _RECORD, values)
        entry_id: int = cursor.fetchone()[0]
    return entry_id


_RECORD = """
INSERT INTO kernel_journalentry (act, at, actor_id, actor_name, agency_id, dossier_id, subject, subject_id, data)
VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s) RETURNING id
"""
_RECORD_AND_REACT = f"""
WITH entry AS ({_RECORD})
SELECT id, procrastinate_defer_jobs_v1(ARRAY[
    ROW('default', %s, 0, NULL, NULL, jsonb_build_object('entry_id', id), NULL)::procrastinate_job_to_defer_v1
]) FROM entry
"""
