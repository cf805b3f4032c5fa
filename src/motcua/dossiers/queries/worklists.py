"""Lists of work, ordered by the law's deadlines; every list pages by key, so that a million dossiers cost no more."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Generic, TypeVar

from django.db.models import F, Q, QuerySet

from motcua.directory.rules.actors import Actor
from motcua.directory.rules.roles import Permission
from motcua.dossiers.models import Dossier, SupplementRequest, Transfer
from motcua.dossiers.models.acts import SupplementStage
from motcua.dossiers.rules.stages import Stage
from motcua.kernel.text import fold

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


def received_at_desk(
    actor: Actor, unit_id: int, *, start: datetime, end: datetime, stage: str = "", words: str = ""
) -> QuerySet[Dossier]:
    """Dossiers the desk received between two instants, the last one first; `words` are parts of code, name or number.

    Who may not view the unit's dossiers sees those received in person. Raises ActNotAllowed.
    """
    rows = Dossier.objects.filter(receiving_unit_id=unit_id, submitted_at__gte=start, submitted_at__lt=end)
    rows = _of_desk(actor, unit_id, rows).order_by("-submitted_at", "-id")
    if stage:
        rows = rows.filter(stage=stage)
    for word in fold(words).split():
        rows = rows.filter(Q(search__contains=word) | Q(code__icontains=word))
    return rows


def _of_desk(actor: Actor, unit_id: int, rows: QuerySet[Dossier]) -> QuerySet[Dossier]:
    actor.require(Permission.RECEIVE_DOSSIER, unit_id)
    rows = rows.select_related("applicant", "edition__procedure", "competent_agency")
    return rows if actor.may(Permission.VIEW_DOSSIER, unit_id) else rows.filter(received_by_id=actor.id)


def accepted_at_desk(actor: Actor, unit_id: int, *, start: datetime, end: datetime) -> QuerySet[Dossier]:
    """Dossiers the desk accepted as complete between two instants, the first one first; as `received_at_desk`.

    What had been sent back with form 02 counts from when it was complete.
    """
    period = {"completed_at__gte": start, "completed_at__lt": end}
    completed = SupplementRequest.objects.filter(
        stage=SupplementStage.INTAKE, dossier__receiving_unit_id=unit_id, **period
    )
    came_in = Q(submitted_at__gte=start, submitted_at__lt=end)
    # two indexes instead of one more on every dossier: those completed later are few and are named
    rows = Dossier.objects.filter(
        came_in | Q(id__in=list(completed.values_list("dossier_id", flat=True))),
        receiving_unit_id=unit_id,
        accepted_at__gte=start,
        accepted_at__lt=end,
    )
    return _of_desk(actor, unit_id, rows).order_by("accepted_at", "id")


def desk_list(rows: QuerySet[Dossier], *, after: str = "", size: int = PAGE_SIZE) -> Page[Dossier]:
    """One page of `received_at_desk`; a key that cannot be read begins at the start."""
    if (key := _key(after)) and key[0] is not None:
        rows = rows.filter(Q(submitted_at__lt=key[0]) | Q(submitted_at=key[0], id__lt=key[1]))
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


def papers_sent(actor: Actor, transfer_ids: list[int]) -> list[Transfer]:
    """Of these papers, those that left a desk of the actor."""
    held = actor.agencies(Permission.HAND_OVER_DOSSIER) or frozenset()
    rows = Transfer.objects.filter(id__in=transfer_ids, sender_id__in=held, sent_at__isnull=False)
    return list(rows.select_related("leg__dossier__applicant", "receiver", "sent_by").order_by("receiver_id", "id"))


def papers_to_receive(actor: Actor) -> QuerySet[Transfer]:
    """Papers on their way to the actor's agencies."""
    held = actor.agencies(Permission.PROCESS_DOSSIER)
    rows = Transfer.objects.filter(sent_at__isnull=False, received_at__isnull=True)
    if held is not None:
        rows = rows.filter(receiver_id__in=sorted(held))
    return rows.select_related("leg__dossier__applicant", "sender").order_by("sent_at", "id")
