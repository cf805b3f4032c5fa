"""Sealing the journal: batches of entries in commit order, hashed one by one and chained.

The bytes of an entry are the UTF-8 text that PostgreSQL gives for the jsonb array
`[id, transaction, act, at, recorded_at, actor_id, actor_name, agency_id, dossier_id, subject, subject_id, data]`,
instants as whole microseconds since 1970-01-01T00:00Z. That text is a function of the values alone: separators are
`, ` and `: `, keys of objects are ordered by length and then by bytes, numbers keep their digits.

A seal's hash is SHA-256 over the hash of the seal before it (32 zero bytes for the first), the instant of sealing in
microseconds and the last transaction as 8 big-endian bytes each, and for every entry its id (8 bytes) and hash (32).
"""

import struct
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from hashlib import sha256

from django.db import connection, transaction

from motcua.kernel.following import JournalCursor
from motcua.kernel.models import JournalSeal

FIRST_HASH = bytes(32)
SEALER_LOCK = 0x6D6F7463_7365616C  # "motcseal": one sealer at a time in this database
BATCH_ENTRIES = 2000

CANONICAL = """convert_to(jsonb_build_array(
    id, transaction, act,
    (extract(epoch FROM at) * 1000000)::bigint, (extract(epoch FROM recorded_at) * 1000000)::bigint,
    actor_id, actor_name, agency_id, dossier_id, subject, subject_id, data)::text, 'UTF8')"""
"""SQL of an entry's canonical bytes."""

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class TransactionsWentBack(RuntimeError):
    """The server counts transactions from an earlier number than the journal's last seal, as after a restore.

    Starting the server or the worker puts that right (`kernel.continuity`); then sealing goes on.
    """


def microseconds(instant: datetime) -> int:
    """Whole microseconds since 1970, as sealed."""
    return (instant - _EPOCH) // timedelta(microseconds=1)


def seal_hash(
    previous: bytes, *, sealed_at: datetime, last_transaction: int, entries: Iterable[tuple[int, bytes]]
) -> bytes:
    """The hash of a seal over its chain, its own instant and its entries (id, hash)."""
    digest = sha256(previous)
    digest.update(struct.pack(">qq", microseconds(sealed_at), last_transaction))
    for entry_id, entry_hash in entries:
        digest.update(struct.pack(">q", entry_id) + entry_hash)
    return digest.digest()


def seal_batch(*, at: datetime, size: int = BATCH_ENTRIES) -> int:
    """Seal up to `size` entries that follow the last seal; returns how many were sealed.

    Only entries of transactions older than every running one are taken, so an entry that commits late is sealed later
    and never skipped. Raises TransactionsWentBack when the server's transaction numbers cannot be compared any more.
    """
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [SEALER_LOCK])
        cursor.execute(
            "SELECT last_transaction, entry_ids[cardinality(entry_ids)], hash, sealed_at"
            " FROM kernel_journalseal ORDER BY id DESC LIMIT 1"
        )
        last = cursor.fetchone()
        place = JournalCursor(last[0], last[1]) if last else JournalCursor()
        previous = bytes(last[2]) if last else FIRST_HASH
        _require_forward_transactions(place)
        cursor.execute(
            f"SELECT id, transaction, {CANONICAL} FROM kernel_journalentry"
            " WHERE (transaction, id) > (%s, %s)"
            "   AND transaction < kernel_settled()"
            " ORDER BY transaction, id LIMIT %s",
            [place.transaction, place.id, size],
        )
        rows = cursor.fetchall()
        if not rows:
            return 0
        entries = [(entry_id, sha256(canonical).digest()) for entry_id, _, canonical in rows]
        sealed_at = max(at, last[3]) if last else at
        last_transaction = rows[-1][1]
        JournalSeal.objects.create(
            entry_ids=[entry_id for entry_id, _ in entries],
            entry_hashes=[entry_hash for _, entry_hash in entries],
            last_transaction=last_transaction,
            previous_hash=previous,
            hash=seal_hash(previous, sealed_at=sealed_at, last_transaction=last_transaction, entries=entries),
            sealed_at=sealed_at,
        )
        return len(rows)


def seal_all(*, at: datetime, size: int = BATCH_ENTRIES) -> int:
    """Seal batch after batch, each in its own transaction, until nothing is left; returns how many were sealed."""
    total = 0
    while sealed := seal_batch(at=at, size=size):
        total += sealed
        if sealed < size:
            break
    return total


def _require_forward_transactions(place: JournalCursor) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT kernel_transaction(pg_snapshot_xmax(pg_current_snapshot()))")
        next_transaction: int = cursor.fetchone()[0]
    if next_transaction <= place.transaction:
        raise TransactionsWentBack(f"next transaction {next_transaction}, last sealed {place.transaction}")
