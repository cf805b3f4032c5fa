"""Reading the journal in commit order, without ever skipping an entry that commits late.

An entry's id is taken before its transaction commits, so an entry with a smaller id may appear after one with a larger
id. Every entry carries the number of its transaction; below the oldest transaction still running nothing can appear
any more, so readers stop there and go on from (transaction, id). `kernel_settled()` (migration 0005) gives that line.
"""

from dataclasses import dataclass

from django.db import connection

from motcua.kernel.models import JournalEntry


class CursorNotReadable(ValueError):
    """This cursor was not given out by this journal. Start again without a cursor."""


@dataclass(frozen=True, order=True)
class JournalCursor:
    """The place of the last entry read."""

    transaction: int = 0
    id: int = 0

    def __str__(self) -> str:
        return f"{self.transaction}-{self.id}"

    @classmethod
    def parse(cls, text: str) -> "JournalCursor":
        """The cursor that `str` wrote. Raises CursorNotReadable for any other text."""
        transaction, _, entry_id = text.partition("-")
        if not (transaction.isascii() and transaction.isdigit() and entry_id.isascii() and entry_id.isdigit()):
            raise CursorNotReadable(text)
        if len(transaction) > 18 or len(entry_id) > 18:
            raise CursorNotReadable(text)
        return cls(int(transaction), int(entry_id))


def entries_after(
    cursor: JournalCursor, *, limit: int = 500, acts: tuple[str, ...] = ()
) -> tuple[list[JournalEntry], JournalCursor]:
    """The next entries in commit order (only of these acts, when given), and the cursor to go on from."""
    entries = list(
        JournalEntry.objects.raw(
            "SELECT * FROM kernel_journalentry"
            " WHERE (transaction, id) > (%s, %s)"
            "   AND transaction < kernel_settled()"
            "   AND (%s OR act = ANY(%s))"
            " ORDER BY transaction, id LIMIT %s",
            [cursor.transaction, cursor.id, not acts, list(acts), limit],
        )
    )
    if not entries:
        return [], cursor
    return entries, JournalCursor(entries[-1].transaction, entries[-1].pk)


def current_cursor() -> JournalCursor:
    """The place after everything that is committed for good now, for a follower that wants only what comes next."""
    with connection.cursor() as database:
        database.execute("SELECT kernel_settled() - 1")
        last_complete: int = database.fetchone()[0]
    return JournalCursor(last_complete, 10**18 - 1)
