"""Proving the journal: every entry, every seal and every signed digest is recomputed in one pass of constant memory."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from itertools import islice
from typing import Any

from django.db import connection, transaction

from motcua.kernel.choices import Choice
from motcua.kernel.digests import is_signed_by
from motcua.kernel.models import JournalDigest, JournalEntry
from motcua.kernel.sealing import CANONICAL, FIRST_HASH, seal_hash

_FETCH_ENTRIES = 5000


class FaultKind(Choice):
    ENTRY_CHANGED = "entry_changed"
    ENTRY_REMOVED = "entry_removed"
    ENTRY_INSERTED = "entry_inserted"
    SEAL_CHANGED = "seal_changed"
    SEAL_REMOVED = "seal_removed"
    DIGEST_CHANGED = "digest_changed"
    DIGEST_SIGNATURE_WRONG = "digest_signature_wrong"
    DIGEST_KEY_UNKNOWN = "digest_key_unknown"


@dataclass(frozen=True)
class Fault:
    """The first thing that does not hold, in the journal's own order."""

    kind: FaultKind
    words: str
    entry_id: int | None = None
    act: str = ""
    seal_id: int | None = None
    digest_on: str = ""


@dataclass(frozen=True)
class JournalProof:
    """What was recomputed; `fault` is empty when all of it holds."""

    entries: int
    seals: int
    digests: int
    unsealed: int
    oldest_unsealed_at: datetime | None
    fault: Fault | None


class _Broken(Exception):
    def __init__(self, fault: Fault) -> None:
        self.fault = fault
        super().__init__(fault.words)


@dataclass(frozen=True)
class _Seal:
    id: int
    entry_ids: Sequence[int]
    entry_hashes: Sequence[bytes]
    last_transaction: int
    previous_hash: bytes
    hash: bytes
    sealed_at: datetime


def verify_journal(*, public_keys: Sequence[bytes]) -> JournalProof:
    """Recompute the whole chain and report the first fault.

    `public_keys` are the keys a digest may be signed with; when empty, each digest's own key is taken, which proves
    only that nothing changed since that key signed, not whose key it is.
    """
    with transaction.atomic(durable=True):
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        return _Proof(public_keys).run()


class _Proof:
    def __init__(self, public_keys: Sequence[bytes]) -> None:
        self.public_keys = public_keys
        self.entries = self.seals = self.digests = 0
        self.expected_previous = FIRST_HASH
        self.digests_of: dict[int, list[JournalDigest]] = {}
        for digest in JournalDigest.objects.order_by("on").iterator():
            self.digests_of.setdefault(digest.last_seal_id, []).append(digest)
        self.stream = _Entries()

    def run(self) -> JournalProof:
        fault = None
        try:
            for seal in _seals():
                self._check_seal(seal)
                self._check_entries(seal)
                self._check_digests(seal)
                self.expected_previous = seal.hash
            self._check_no_seal_missing()
            self._check_tail()
        except _Broken as broken:
            fault = broken.fault
        unsealed, oldest = _unsealed() if fault is None else (0, None)
        return JournalProof(self.entries, self.seals, self.digests, unsealed, oldest, fault)

    def _check_seal(self, seal: _Seal) -> None:
        first = seal.entry_ids[0] if seal.entry_ids else None
        if seal.previous_hash != self.expected_previous:
            raise _Broken(
                Fault(
                    FaultKind.SEAL_REMOVED,
                    f"seal {seal.id} does not follow the seal before it: one between them was removed or changed",
                    entry_id=first,
                    act=_act(first),
                    seal_id=seal.id,
                )
            )
        recomputed = seal_hash(
            seal.previous_hash,
            sealed_at=seal.sealed_at,
            last_transaction=seal.last_transaction,
            entries=zip(seal.entry_ids, seal.entry_hashes, strict=False),
        )
        if recomputed != seal.hash or len(seal.entry_ids) != len(seal.entry_hashes):
            words = f"seal {seal.id} was changed: its hash does not fit its contents"
            raise _Broken(Fault(FaultKind.SEAL_CHANGED, words, entry_id=first, act=_act(first), seal_id=seal.id))
        self.seals += 1

    def _check_entries(self, seal: _Seal) -> None:
        found = self.stream.take(len(seal.entry_ids))
        for place, (entry_id, entry_hash) in enumerate(zip(seal.entry_ids, seal.entry_hashes, strict=True)):
            if place < len(found) and found[place] == (entry_id, entry_hash):
                continue
            other = found[place][0] if place < len(found) else None
            raise _Broken(_entry_fault(seal, entry_id, entry_hash, found_id=other))
        self.entries += len(found)

    def _check_digests(self, seal: _Seal) -> None:
        for digest in self.digests_of.pop(seal.id, []):
            on = digest.on.isoformat()
            keys = self.public_keys or [bytes(digest.public_key)]
            if not any(is_signed_by(digest, key) for key in keys):
                known = bytes(digest.public_key) in keys
                kind = FaultKind.DIGEST_SIGNATURE_WRONG if known else FaultKind.DIGEST_KEY_UNKNOWN
                words = f"the digest of {on} does not carry a valid signature" + (
                    "" if known else " of a key given here"
                )
                raise _Broken(Fault(kind, words, seal_id=seal.id, digest_on=on))
            if bytes(digest.hash) != seal.hash:
                words = (
                    f"the digest signed for {on} does not fit seal {seal.id}:"
                    " entries and seals up to it were rewritten together after it was signed"
                )
                raise _Broken(Fault(FaultKind.DIGEST_CHANGED, words, seal_id=seal.id, digest_on=on))
            self.digests += 1

    def _check_no_seal_missing(self) -> None:
        for seal_id, digests in sorted(self.digests_of.items()):
            on = digests[0].on.isoformat()
            words = f"seal {seal_id}, signed in the digest of {on}, was removed"
            raise _Broken(Fault(FaultKind.SEAL_REMOVED, words, seal_id=seal_id, digest_on=on))

    def _check_tail(self) -> None:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT id, act FROM kernel_journalentry"
                " WHERE transaction >= kernel_transaction(pg_snapshot_xmax(pg_current_snapshot()))"
                " ORDER BY transaction, id LIMIT 1"
            )
            row = cursor.fetchone()
        if row is not None:
            words = f"entry {row[0]} ({row[1]}) was inserted by hand: it names a transaction that has not happened yet"
            raise _Broken(Fault(FaultKind.ENTRY_INSERTED, words, entry_id=row[0], act=row[1]))


def _entry_fault(seal: _Seal, entry_id: int, entry_hash: bytes, *, found_id: int | None) -> Fault:
    """Which of changed, removed and inserted it is, where entry `entry_id` should stand and `found_id` does."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT act, {CANONICAL} FROM kernel_journalentry WHERE id = %s", [entry_id])
        row = cursor.fetchone()
    if row is None:
        words = f"entry {entry_id} was removed after it was sealed"
        return Fault(FaultKind.ENTRY_REMOVED, words, entry_id=entry_id, seal_id=seal.id)
    if sha256(row[1]).digest() != entry_hash:
        words = f"entry {entry_id} ({row[0]}) was changed after it was sealed"
        return Fault(FaultKind.ENTRY_CHANGED, words, entry_id=entry_id, act=row[0], seal_id=seal.id)
    assert found_id is not None, "an unchanged entry stands later in the stream"
    act = _act(found_id)
    if _is_sealed(found_id):
        words = f"entry {found_id} ({act}) was changed after it was sealed: it stands in another place"
        return Fault(FaultKind.ENTRY_CHANGED, words, entry_id=found_id, act=act, seal_id=seal.id)
    words = f"entry {found_id} ({act}) was inserted behind the seals: it was never sealed in its place"
    return Fault(FaultKind.ENTRY_INSERTED, words, entry_id=found_id, act=act, seal_id=seal.id)


def _act(entry_id: int | None) -> str:
    if entry_id is None:
        return ""
    return JournalEntry.objects.filter(pk=entry_id).values_list("act", flat=True).first() or ""


def _is_sealed(entry_id: int) -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT EXISTS (SELECT FROM kernel_journalseal WHERE %s = ANY(entry_ids))", [entry_id])
        sealed: bool = cursor.fetchone()[0]
    return sealed


def _unsealed() -> tuple[int, datetime | None]:
    with connection.cursor() as cursor:
        cursor.execute(
            "WITH last AS (SELECT last_transaction AS transaction, entry_ids[cardinality(entry_ids)] AS id"
            "              FROM kernel_journalseal ORDER BY id DESC LIMIT 1)"
            " SELECT count(*), min(recorded_at) FROM kernel_journalentry WHERE (transaction, id) >"
            " (coalesce((SELECT transaction FROM last), 0), coalesce((SELECT id FROM last), 0))"
        )
        count, oldest = cursor.fetchone()
    return count, oldest


def _rows(query: str, size: int) -> Iterator[list[tuple[Any, ...]]]:
    with connection.chunked_cursor() as cursor:
        cursor.execute(query)
        while rows := cursor.fetchmany(size):
            yield rows


def _seals() -> Iterator[_Seal]:
    query = (
        "SELECT id, entry_ids, entry_hashes, last_transaction, previous_hash, hash, sealed_at"
        " FROM kernel_journalseal ORDER BY id"
    )
    for rows in _rows(query, 20):
        for row in rows:
            yield _Seal(row[0], row[1], [bytes(h) for h in row[2]], row[3], bytes(row[4]), bytes(row[5]), row[6])


class _Entries:
    """The entries in sealed order as (id, hash), a given number at a time."""

    def __init__(self) -> None:
        query = f"SELECT id, {CANONICAL} FROM kernel_journalentry ORDER BY transaction, id"
        self._hashed = ((row[0], sha256(row[1]).digest()) for rows in _rows(query, _FETCH_ENTRIES) for row in rows)

    def take(self, count: int) -> list[tuple[int, bytes]]:
        return list(islice(self._hashed, count))
