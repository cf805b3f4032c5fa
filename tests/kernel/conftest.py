"""A journal whose entries really commit, because sealing is about commits."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.db.backends.base.base import BaseDatabaseWrapper

from motcua.kernel import journal
from motcua.kernel.sealing import seal_batch

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))


@dataclass(frozen=True)
class Person:
    id: int | None
    name: str


LAN = Person(1, "Nguyễn Thị Lan")


class CommittedJournal:
    """Writes entries, tampers with them as a superuser can."""

    def add(self, act: str = "dossiers.accepted", *, on: BaseDatabaseWrapper | None = None, subject_id: int = 7) -> int:
        if on is None:
            return journal.record(
                act, actor=LAN, at=NOON, subject="dossier", subject_id=subject_id,
                data={"đơn vị": "Việt Trì"}, react=False,
            )  # fmt: skip
        with on.cursor() as cursor:
            cursor.execute(
                "INSERT INTO kernel_journalentry (act, at, actor_name, subject, subject_id, data)"
                " VALUES (%s, %s, 'other', 'dossier', %s, '{}') RETURNING id",
                [act, NOON, subject_id],
            )
            entry_id: int = cursor.fetchone()[0]
        return entry_id

    def seal(self, wanted: int, *, at: datetime = NOON, size: int = 1000) -> None:
        """Seal so many entries, in batches."""
        while wanted > 0:
            sealed = seal_batch(at=at, size=size)
            assert sealed, f"{wanted} entries are left unsealed"
            wanted -= sealed

    def tamper(self, query: str, *values: object) -> None:
        with connection.cursor() as cursor:
            for table in ("entry", "seal", "digest"):
                cursor.execute(f"ALTER TABLE kernel_journal{table} DISABLE TRIGGER USER")
            cursor.execute(query, list(values))
            for table in ("entry", "seal", "digest"):
                cursor.execute(f"ALTER TABLE kernel_journal{table} ENABLE TRIGGER USER")


@pytest.fixture
def committed_journal(transactional_db: None) -> CommittedJournal:
    return CommittedJournal()


@pytest.fixture
def other_connection(committed_journal: CommittedJournal) -> Iterator[BaseDatabaseWrapper]:
    other = connection.copy()
    yield other
    other.close()
