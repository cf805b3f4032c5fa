"""Searching the journal: newest entries first, page by page, each with whether it is sealed."""

from dataclasses import dataclass
from datetime import datetime

from django.db import connection
from django.db.models import Q

from motcua.kernel.following import JournalCursor
from motcua.kernel.models import JournalDigest, JournalEntry, JournalSeal
from motcua.kernel.paging import Page, page_of


@dataclass(frozen=True)
class JournalSearch:
    """What to look for; what is empty is not asked."""

    dossier_id: int | None = None
    actor: str = ""
    """Parts of the name of whoever acted."""
    act: str = ""
    """The act, or the start of its name."""
    start: datetime | None = None
    end: datetime | None = None
    """The first instant that is not asked for any more."""


@dataclass(frozen=True)
class SealState:
    """How far the journal is sealed."""

    seals: int
    sealed_at: datetime | None
    unsealed: int
    digest_on: str
    """The last day whose digest is signed; empty when there is none."""
    _last: JournalCursor

    def covers(self, entry: JournalEntry) -> bool:
        """Whether the entry stands before the end of the last seal."""
        return JournalCursor(entry.transaction, entry.pk) <= self._last


def journal_page(search: JournalSearch, *, before: str = "", after: str = "") -> Page[JournalEntry]:
    """The entries that fit, the newest first."""
    fits = Q()
    if search.dossier_id is not None:
        fits &= Q(dossier_id=search.dossier_id)
    for word in search.actor.split():
        fits &= Q(actor_name__icontains=word)
    if search.act:
        fits &= Q(act__startswith=search.act)
    if search.start is not None:
        fits &= Q(at__gte=search.start)
    if search.end is not None:
        fits &= Q(at__lt=search.end)
    return page_of(JournalEntry.objects.filter(fits), before=before, after=after, newest_first=True)


def seal_state() -> SealState:
    """How far the journal is sealed now."""
    last = JournalSeal.objects.order_by("-id").values_list("last_transaction", "entry_ids", "sealed_at").first()
    cursor = JournalCursor(last[0], last[1][-1]) if last else JournalCursor()
    with connection.cursor() as database:
        database.execute(
            "SELECT count(*) FROM kernel_journalentry WHERE (transaction, id) > (%s, %s)",
            [cursor.transaction, cursor.id],
        )
        unsealed: int = database.fetchone()[0]
    digest = JournalDigest.objects.order_by("-on").values_list("on", flat=True).first()
    return SealState(
        seals=JournalSeal.objects.count(),
        sealed_at=last[2] if last else None,
        unsealed=unsealed,
        digest_on=f"{digest:%d/%m/%Y}" if digest else "",
        _last=cursor,
    )
