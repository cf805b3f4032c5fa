"""Who reacts to what: one page. Each reaction is idempotent, because it may run again after a failure."""

from collections.abc import Callable
from datetime import datetime

from django.db import transaction

from motcua.dossiers.jobs import spread_outage
from motcua.exchange.actions.notices import tell
from motcua.exchange.actions.payments import make_known
from motcua.exchange.rules.notices import NoticeKind
from motcua.kernel.models import JournalEntry

Reaction = Callable[[JournalEntry, datetime], None]

REACTIONS: dict[str, tuple[Reaction, ...]] = {
    "dossiers.accepted": (tell(NoticeKind.RECEIVED),),
    "dossiers.sent_back": (tell(NoticeKind.INCOMPLETE),),
    "dossiers.refused": (tell(NoticeKind.REFUSED),),
    "dossiers.supplement_notified": (tell(NoticeKind.SUPPLEMENT),),
    "dossiers.supplement_lapsed": (tell(NoticeKind.STOPPED),),
    "dossiers.payment_requested": (tell(NoticeKind.PAYMENT),),
    "dossiers.payment_ordered": (make_known,),
    "dossiers.apologised": (tell(NoticeKind.LATE),),
    "dossiers.decided": (tell(NoticeKind.RESULT_READY),),
    "dossiers.collection_reminded": (tell(NoticeKind.COLLECT),),
    "dossiers.stopped": (tell(NoticeKind.STOPPED),),
    "dossiers.outage_announced": (spread_outage,),
    "dossiers.outage_ended": (spread_outage,),
}
"""Act → what follows from it."""


def react(*, entry_id: int, at: datetime) -> None:
    """Run every reaction to the entry, each in its own transaction; one that fails does not hold the others up."""
    entry = JournalEntry.objects.get(pk=entry_id)
    failures: list[Exception] = []
    for reaction in REACTIONS.get(entry.act, ()):
        try:
            with transaction.atomic():
                reaction(entry, at)
        except Exception as problem:
            failures.append(problem)
    if failures:
        raise ExceptionGroup(f"reactions to entry {entry_id} ({entry.act}) failed", failures)
