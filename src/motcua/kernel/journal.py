"""Writing the journal: one entry per act, in the act's own transaction, and one job to react to it."""

import json
from datetime import datetime
from typing import Any, Protocol

from motcua.kernel.rows import Batch

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
    rows: Batch | None = None,
) -> int:
    """Append one entry, defer its reaction and write the act's rows in the same statement; returns the entry's id.

    `act` is a past participle with its room, e.g. `dossiers.accepted`.
    """
    told = json.dumps(data or {}, ensure_ascii=False)
    values = [act, at, actor.id, actor.name, agency_id, dossier_id, subject, subject_id, told]
    ((entry_id, *_),) = (rows or Batch()).write(_RECORD_AND_REACT if react else _RECORD, values)
    return int(entry_id)


_ENTRY = """
entry AS (
    INSERT INTO kernel_journalentry (act, at, actor_id, actor_name, agency_id, dossier_id, subject, subject_id, data)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) RETURNING id
)
"""
_RECORD = f"{_ENTRY} SELECT id FROM entry"
_RECORD_AND_REACT = f"""
{_ENTRY} SELECT id, procrastinate_defer_jobs_v1(ARRAY[
    ROW('default', '{REACTION_TASK}', 0, NULL, NULL, jsonb_build_object('entry_id', id), NULL)
        ::procrastinate_job_to_defer_v1
]) FROM entry
"""
