"""Sealing follows commits, and only one sealer works at a time."""

from datetime import timedelta
from hashlib import sha256
from threading import Thread

import pytest
from django.db import connection, transaction
from django.db.backends.base.base import BaseDatabaseWrapper

from motcua.kernel.models import JournalSeal
from motcua.kernel.sealing import CANONICAL, FIRST_HASH, TransactionsWentBack, seal_batch
from tests.kernel.conftest import NOON, CommittedJournal


def test_an_entry_that_commits_late_is_sealed_and_nothing_after_it_is_sealed_before(
    committed_journal: CommittedJournal, other_connection: BaseDatabaseWrapper
) -> None:
    other_connection.set_autocommit(False)
    late = committed_journal.add("test.late", on=other_connection)
    early = committed_journal.add("test.early")
    assert seal_batch(at=NOON, size=100) == 0
    other_connection.commit()
    committed_journal.seal(2)
    [seal] = JournalSeal.objects.all()
    assert seal.entry_ids == [late, early]


def test_an_entry_with_a_smaller_id_but_a_later_transaction_is_sealed_later(
    committed_journal: CommittedJournal, other_connection: BaseDatabaseWrapper
) -> None:
    first = committed_journal.add()
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval('kernel_journalentry_id_seq')")
        reserved = cursor.fetchone()[0]
    second = committed_journal.add()
    with other_connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO kernel_journalentry (id, act, at, actor_name, subject, subject_id, data)"
            " OVERRIDING SYSTEM VALUE VALUES (%s, 'test.reserved', %s, '', 'dossier', 1, '{}')",
            [reserved, NOON],
        )
    committed_journal.seal(3)
    assert [entry_id for seal in JournalSeal.objects.order_by("id") for entry_id in seal.entry_ids] == [
        first, second, reserved,
    ]  # fmt: skip


def test_a_running_transaction_of_another_database_does_not_hold_sealing_back(
    committed_journal: CommittedJournal,
) -> None:
    elsewhere = connection.copy()
    elsewhere.settings_dict = connection.settings_dict | {"NAME": "postgres"}
    elsewhere.set_autocommit(False)
    with elsewhere.cursor() as cursor:
        cursor.execute("SELECT pg_current_xact_id()")
    committed_journal.add()
    try:
        assert seal_batch(at=NOON, size=10) == 1
    finally:
        elsewhere.rollback()
        elsewhere.close()


def test_what_is_not_committed_yet_is_not_sealed_by_its_own_transaction(committed_journal: CommittedJournal) -> None:
    with transaction.atomic():
        committed_journal.add()
        assert seal_batch(at=NOON, size=10) == 0
    assert seal_batch(at=NOON, size=10) == 1


def test_seals_chain_and_cover_the_canonical_bytes(committed_journal: CommittedJournal) -> None:
    for _ in range(5):
        committed_journal.add()
    committed_journal.seal(5, size=2)
    seals = list(JournalSeal.objects.order_by("id"))
    assert [len(seal.entry_ids) for seal in seals] == [2, 2, 1]
    assert [bytes(seal.previous_hash) for seal in seals] == [FIRST_HASH, *(bytes(seal.hash) for seal in seals[:-1])]
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {CANONICAL} FROM kernel_journalentry WHERE id = %s", [seals[0].entry_ids[0]])
        canonical = cursor.fetchone()[0]
    assert '"đơn vị": "Việt Trì"' in canonical.decode()
    assert bytes(seals[0].entry_hashes[0]) == sha256(canonical).digest()


def test_canonical_bytes_do_not_depend_on_the_session_time_zone(committed_journal: CommittedJournal) -> None:
    committed_journal.add()
    seen = set()
    with connection.cursor() as cursor:
        for zone in ("UTC", "Asia/Ho_Chi_Minh", "America/Lima"):
            cursor.execute("SELECT set_config('TimeZone', %s, false)", [zone])
            cursor.execute(f"SELECT {CANONICAL} FROM kernel_journalentry")
            seen.add(bytes(cursor.fetchone()[0]))
        cursor.execute("SELECT set_config('TimeZone', 'UTC', false)")
    assert len(seen) == 1


def test_two_sealers_at_once_seal_every_entry_exactly_once(committed_journal: CommittedJournal) -> None:
    ids = [committed_journal.add() for _ in range(40)]

    def work() -> None:
        try:
            committed_journal_seal_until_empty()
        finally:
            connection.close()

    def committed_journal_seal_until_empty() -> None:
        while sum(len(seal.entry_ids) for seal in JournalSeal.objects.all()) < len(ids):
            seal_batch(at=NOON, size=3)

    sealers = [Thread(target=work) for _ in range(2)]
    for sealer in sealers:
        sealer.start()
    for sealer in sealers:
        sealer.join(60)
    seals = list(JournalSeal.objects.order_by("id"))
    assert [entry_id for seal in seals for entry_id in seal.entry_ids] == ids
    assert [bytes(seal.previous_hash) for seal in seals[1:]] == [bytes(seal.hash) for seal in seals[:-1]]


def test_a_clock_that_went_back_does_not_put_a_seal_before_the_one_it_follows(
    committed_journal: CommittedJournal,
) -> None:
    committed_journal.add()
    committed_journal.seal(1, at=NOON)
    committed_journal.add()
    committed_journal.seal(1, at=NOON - timedelta(days=2))
    assert [seal.sealed_at for seal in JournalSeal.objects.order_by("id")] == [NOON, NOON]


def test_sealing_stops_when_the_server_counts_transactions_from_an_earlier_number(
    committed_journal: CommittedJournal,
) -> None:
    committed_journal.add()
    committed_journal.seal(1)
    committed_journal.tamper("UPDATE kernel_journalseal SET last_transaction = last_transaction + 1000000000")
    with pytest.raises(TransactionsWentBack):
        seal_batch(at=NOON, size=10)
    assert JournalSeal.objects.count() == 1
