"""Lists of work, ordered by the law's deadlines; every list pages by key, so that a million dossiers cost no more."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Generic, TypeVar

from django.db.models import F, Q, QuerySet

from motcua.directory.rules.actors import Actor
from motcua.directory.rules.roles import Permission
from motcua.dossiers.models import Dossier, Transfer
from motcua.dossiers.rules.stages import Stage

PAGE_SIZE = 50


Row = TypeVar("Row")


@dataclass(frozen=True)
class Page(Generic[Row]):
    """One page of a list and the key after which the next one begins; no key on the last page."""

    rows: Sequence[Row]
    next_key: str


def by_due(rows: QuerySet[Any], after: str, size: int) -> Page[Any]:
    """Earliest due date first, standing clocks last; the key is the last row's due date and id.

    A key that cannot be read begins at the start.
    """
    rows = rows.order_by(F("due_at").asc(nulls_last=True), "id")
    if key := _key(after):
        due_at, last_id = key
        later = Q(due_at__isnull=True, id__gt=last_id)
        if due_at is not None:
            later = Q(due_at__gt=due_at) | Q(due_at=due_at, id__gt=last_id) | Q(due_at__isnull=True)
        rows = rows.filter(later)
    found = list(rows[: size + 1])
    if len(found) <= size:
        return Page(found, "")
    last = found[size - 1]
    return Page(found[:size], f"{last.due_at.isoformat() if last.due_at else ''}|{last.id}")


def _key(after: str) -> tuple[datetime | None, int] | None:
    due_text, _, id_text = after.rpartition("|")
    try:
        due_at = datetime.fromisoformat(due_text) if due_text else None
        last_id = int(id_text)
    except ValueError:
        return None
    return None if due_at is not None and due_at.tzinfo is None else (due_at, last_id)


def desk_list(
    unit_id: int, *, start: datetime, end: datetime, stage: str = "", after: str = "", size: int = PAGE_SIZE
) -> Page[Dossier]:
    """Dossiers a desk received between two instants, the last one first."""
    rows = (
        Dossier.objects.filter(receiving_unit_id=unit_id, submitted_at__gte=start, submitted_at__lt=end)
        .select_related("applicant", "edition__procedure")
        .order_by("-submitted_at", "-id")
    )
    if stage:
        rows = rows.filter(stage=stage)
    if after:
        at_text, _, id_text = after.rpartition("|")
        at = datetime.fromisoformat(at_text)
        rows = rows.filter(Q(submitted_at__lt=at) | Q(submitted_at=at, id__lt=int(id_text)))
    found = list(rows[: size + 1])
    if len(found) <= size:
        return Page(found, "")
    last = found[size - 1]
    return Page(found[:size], f"{last.submitted_at.isoformat()}|{last.id}")


def results_to_return(unit_id: int, *, after: str = "", size: int = PAGE_SIZE) -> Page[Dossier]:
    """Dossiers whose result lies ready at the unit."""
    rows = Dossier.objects.filter(return_unit_id=unit_id, stage=Stage.DECIDED).select_related(
        "applicant", "edition__procedure"
    )
    return by_due(rows, after, size)


def papers_to_send(unit_id: int) -> QuerySet[Transfer]:
    """Papers that still lie at the desk, the most urgent first."""
    return (
        Transfer.objects.filter(sender_id=unit_id, sent_at__isnull=True)
        .select_related("leg__dossier__applicant", "receiver")
        .order_by("due_at", "id")
    )


def papers_to_receive(actor: Actor) -> QuerySet[Transfer]:
    """Papers on their way to the actor's agencies."""
    held = actor.agencies(Permission.PROCESS_DOSSIER)
    rows = Transfer.objects.filter(sent_at__isnull=False, received_at__isnull=True)
    if held is not None:
        rows = rows.filter(receiver_id__in=sorted(held))
    return rows.select_related("leg__dossier__applicant", "sender").order_by("sent_at", "id")
