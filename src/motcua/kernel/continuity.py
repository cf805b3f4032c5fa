"""After a restore: a new server counts transactions from the beginning, the journal goes on from where it was.

Entries are ordered by the number of their transaction. `kernel_transaction` (migration 0004) adds a base to the
server's own number, and the base is raised when the server has fallen behind the journal.
"""

from datetime import datetime

from django.db import connection, transaction

from motcua.kernel import journal


class _Installation:
    """Nobody in person acts here."""

    id = None
    name = "motcua"


def ensure_transactions_go_on(*, at: datetime) -> bool:
    """Raise the base when the journal holds numbers that this server has not reached; True when it had to.

    Called when a server or worker starts, before anything is written. Cheap when nothing is to be done.
    """
    if not _behind():
        return False
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("LOCK TABLE kernel_journalentry IN EXCLUSIVE MODE")  # nobody writes an entry meanwhile
        behind = _behind()
        if not behind:
            return False
        cursor.execute("UPDATE kernel_transactionbase SET base = base + %s RETURNING base", [behind])
        base: int = cursor.fetchone()[0]
        journal.record(
            "kernel.transactions_continued",
            actor=_Installation(),
            at=at,
            subject="journal",
            subject_id=0,
            data={"base": base},
            react=False,
        )
    return True


def _behind() -> int:
    """By how much this server's next number, at the least, is below what the journal needs; 0 when it is not."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT"
            " coalesce((SELECT transaction FROM kernel_journalentry ORDER BY transaction DESC, id DESC LIMIT 1), 0),"
            " coalesce((SELECT last_transaction FROM kernel_journalseal ORDER BY id DESC LIMIT 1), 0),"
            " kernel_transaction(pg_snapshot_xmin(pg_current_snapshot())),"
            " kernel_transaction(pg_snapshot_xmax(pg_current_snapshot()))"
        )
        last_entry, last_sealed, oldest_running, next_number = cursor.fetchone()
    last = max(last_entry, last_sealed)
    return int(last - oldest_running + 1) if next_number <= last else 0
