"""A follower of the journal sees every entry once, in commit order, however late it commits."""

import pytest
from django.db.backends.base.base import BaseDatabaseWrapper
from hypothesis import given
from hypothesis import strategies as st

from motcua.kernel.following import CursorNotReadable, JournalCursor, current_cursor, entries_after
from tests.kernel.conftest import CommittedJournal


def _follow(cursor: JournalCursor, wanted: int, limit: int = 2) -> tuple[list[int], JournalCursor]:
    seen: list[int] = []
    while len(seen) < wanted:
        entries, cursor = entries_after(cursor, limit=limit)
        assert entries, f"{wanted - len(seen)} entries do not come"
        seen += [entry.pk for entry in entries]
    return seen, cursor


def test_a_late_commit_is_not_skipped(
    committed_journal: CommittedJournal, other_connection: BaseDatabaseWrapper
) -> None:
    start = JournalCursor()
    other_connection.set_autocommit(False)
    late = committed_journal.add(on=other_connection)
    early = committed_journal.add()
    assert entries_after(start) == ([], start)
    other_connection.commit()
    later = committed_journal.add()
    seen, cursor = _follow(start, 3)
    assert seen == [late, early, later]
    assert entries_after(cursor) == ([], cursor)


def test_a_rolled_back_entry_is_never_seen(
    committed_journal: CommittedJournal, other_connection: BaseDatabaseWrapper
) -> None:
    other_connection.set_autocommit(False)
    committed_journal.add(on=other_connection)
    kept = committed_journal.add()
    other_connection.rollback()
    seen, _ = _follow(JournalCursor(), 1)
    assert seen == [kept]


def test_a_new_follower_may_start_at_the_present(committed_journal: CommittedJournal) -> None:
    committed_journal.add()
    _follow(JournalCursor(), 1)
    start = current_cursor()
    new = committed_journal.add()
    seen, _ = _follow(start, 1)
    assert seen == [new]


def test_a_follower_may_ask_for_some_acts_only(committed_journal: CommittedJournal) -> None:
    committed_journal.add("test.one")
    wanted = committed_journal.add("test.two")
    _follow(JournalCursor(), 2)
    entries, _ = entries_after(JournalCursor(), acts=("test.two",))
    assert [entry.pk for entry in entries] == [wanted]


@given(st.integers(0, 10**18 - 1), st.integers(0, 10**18 - 1))
def test_a_cursor_reads_its_own_text(transaction: int, entry_id: int) -> None:
    cursor = JournalCursor(transaction, entry_id)
    assert JournalCursor.parse(str(cursor)) == cursor


@given(st.text(max_size=30))
def test_any_other_text_is_refused(text: str) -> None:
    try:
        cursor = JournalCursor.parse(text)
    except CursorNotReadable:
        return
    assert JournalCursor.parse(str(cursor)) == cursor


def test_text_with_far_too_many_digits_is_refused() -> None:
    with pytest.raises(CursorNotReadable):
        JournalCursor.parse("9" * 40 + "-1")
