"""On another server, whose own numbers are lower, the journal goes on and nothing is skipped or refused."""

from collections.abc import Iterator

import pytest
from django.db import connection

from motcua.kernel.continuity import ensure_transactions_go_on
from motcua.kernel.following import JournalCursor, entries_after
from motcua.kernel.models import JournalEntry, JournalSeal
from motcua.kernel.sealing import TransactionsWentBack, seal_batch
from motcua.kernel.verification import verify_journal
from tests.kernel.conftest import NOON, CommittedJournal

FAR = 10**9


def _base(value: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute("UPDATE kernel_transactionbase SET base = %s", [value])


@pytest.fixture
def restored(committed_journal: CommittedJournal) -> Iterator[list[int]]:
    """Entries written where numbers were far higher, the last of them not sealed yet."""
    _base(FAR)
    ids = [committed_journal.add() for _ in range(3)]
    committed_journal.seal(3)
    ids.append(committed_journal.add("test.unsealed"))
    _base(0)
    yield ids
    _base(0)


def test_sealing_waits_until_the_numbers_go_on(committed_journal: CommittedJournal, restored: list[int]) -> None:
    with pytest.raises(TransactionsWentBack):
        seal_batch(at=NOON, size=10)
    assert ensure_transactions_go_on(at=NOON)
    later = committed_journal.add("test.later")
    committed_journal.seal(3)
    sealed = [entry_id for seal in JournalSeal.objects.order_by("id") for entry_id in seal.entry_ids]
    assert sealed[:4] == restored
    assert sealed[-1] == later
    assert verify_journal(public_keys=[]).fault is None
    assert JournalEntry.objects.filter(act="kernel.transactions_continued").count() == 1


def test_a_follower_goes_on_from_its_old_cursor(committed_journal: CommittedJournal, restored: list[int]) -> None:
    last = JournalEntry.objects.get(pk=restored[-1])
    cursor = JournalCursor(last.transaction, last.pk)
    ensure_transactions_go_on(at=NOON)
    later = committed_journal.add("test.later")
    committed_journal.seal(3)
    entries, _ = entries_after(cursor)
    assert [entry.pk for entry in entries][-1] == later
    assert len(entries) == 2


def test_nothing_happens_on_the_same_server(committed_journal: CommittedJournal) -> None:
    committed_journal.add()
    assert not ensure_transactions_go_on(at=NOON)
    assert JournalEntry.objects.count() == 1
