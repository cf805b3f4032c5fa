"""Receiving, reading and listing dossiers, and the events on them."""

from datetime import datetime
from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Header, Router
from pydantic import Field

from motcua.api import schemas
from motcua.api.auth import Scope, caller_of
from motcua.api.reading import marks_of, party_of
from motcua.api.views import dossier_detail_out, dossier_out
from motcua.directory.queries.cards import agency_by_code
from motcua.directory.queries.places import place_id
from motcua.dossiers.actions.intake import accept
from motcua.dossiers.actions.reading import open_dossier, search_dossiers
from motcua.dossiers.queries.progress import READINGS
from motcua.dossiers.queries.visibility import visible_to
from motcua.dossiers.rules.intake import Intake
from motcua.dossiers.rules.stages import Stage
from motcua.kernel import clock
from motcua.kernel.following import CursorNotReadable, JournalCursor, entries_after
from motcua.kernel.refusal import Refusal
from motcua.kernel.worktime import TIME_ZONE

router = Router(tags=["dossiers"])

PAGE_SIZE_MAX = 100
IdempotencyKey = Annotated[str, Field(min_length=8, max_length=80, pattern=r"^[A-Za-z0-9._:-]+$")]


class CursorNotKnown(Refusal):
    """This cursor was not given out here. Start again without one."""

    status = 400


@router.post("/dossiers", response={201: schemas.DossierOut}, operation_id="receiveDossier")
def receive_dossier(
    request: HttpRequest,
    given: schemas.DossierIn,
    idempotency_key: Annotated[IdempotencyKey, Header(alias="Idempotency-Key")],
) -> tuple[int, dict[str, Any]]:
    """Receive a complete dossier: it has its code and due date when this call returns.

    Sent again with the same key it gives the same dossier.
    """
    actor = caller_of(request).with_scope(Scope.RECEIVE)
    now = clock.now()
    on = now.astimezone(TIME_ZONE).date()
    members = given.members
    intake = Intake(
        procedure=given.procedure,
        place_id=place_id(given.place, on),
        applicant=party_of(given.applicant),
        receiving_unit_id=agency_by_code(given.receiving_unit, on).id,
        channel=given.channel,
        marks=marks_of(given.components),
        return_way=given.return_way,
        return_unit_id=agency_by_code(given.return_unit, on).id if given.return_unit else None,
        return_address=given.return_address,
        submitter=party_of(given.submitter) if given.submitter else None,
        mandate=given.mandate,
        subject=given.subject,
        data=given.data,
        copies=given.copies,
        pages=given.pages,
        members={key: place_id(place, on) if place else None for key, place in members.items()} if members else None,
        paid_fees=frozenset(given.paid_fees),
        idempotency_key=idempotency_key,
    )
    return 201, dossier_out(accept(intake=intake, actor=actor, at=now))


@router.get("/dossiers", response=schemas.DossierPageOut, operation_id="listDossiers")
def list_dossiers(
    request: HttpRequest,
    stage: Stage | None = None,
    code: Annotated[str, Field(max_length=40)] = "",
    q: Annotated[str, Field(max_length=100, description="Parts of name, identifier or phone")] = "",
    after: Annotated[int, Field(ge=0, le=2**62, description="`next` of the page before")] = 0,
    size: Annotated[int, Field(ge=1, le=PAGE_SIZE_MAX)] = 50,
) -> dict[str, Any]:
    """The dossiers in which an agency of the caller takes part, the newest first, by pages."""
    actor = caller_of(request).with_scope(Scope.READ)
    if q.strip():
        found = search_dossiers(text=q, actor=actor, at=clock.now())
        return {"items": [dossier_out(dossier) for dossier in found], "next": ""}
    rows = visible_to(actor).order_by("-id")
    if stage:
        rows = rows.filter(stage=stage)
    if code:
        rows = rows.filter(code=code.strip())
    if after:
        rows = rows.filter(id__lt=after)
    page = list(rows[: size + 1])
    following = str(page[size - 1].id) if len(page) > size else ""
    return {"items": [dossier_out(dossier) for dossier in page[:size]], "next": following}


@router.get("/dossiers/{dossier_id}", response=schemas.DossierDetailOut, operation_id="readDossier")
def read_dossier(request: HttpRequest, dossier_id: schemas.Id) -> dict[str, Any]:
    """One dossier with its papers, legs, clocks and forms; the reading is journalled."""
    actor = caller_of(request).with_scope(Scope.READ)
    now: datetime = clock.now()
    return dossier_detail_out(open_dossier(dossier_id=dossier_id, actor=actor, at=now), actor, now)


@router.get("/events", response=schemas.EventPageOut, operation_id="listEvents")
def list_events(
    request: HttpRequest,
    after: Annotated[str, Field(max_length=40, description="`cursor` of the page before")] = "0-0",
    size: Annotated[int, Field(ge=1, le=500)] = 100,
) -> dict[str, Any]:
    """What was done on the caller's dossiers since the cursor, in commit order; nothing is skipped or told twice.

    A page may be empty and still move the cursor on: what lies between belongs to others.
    """
    actor = caller_of(request).with_scope(Scope.EVENTS)
    try:
        cursor = JournalCursor.parse(after)
    except CursorNotReadable:
        raise CursorNotKnown(cursor=after) from None
    entries, cursor = entries_after(cursor, limit=size)
    ids = {entry.dossier_id for entry in entries if entry.dossier_id}
    mine = set(visible_to(actor).filter(id__in=ids).values_list("id", flat=True))
    items = [
        {
            "id": entry.id,
            "act": entry.act,
            "at": entry.at,
            "dossier_id": entry.dossier_id,
            "subject": entry.subject,
            "subject_id": entry.subject_id,
            "data": entry.data,
        }
        for entry in entries
        if entry.dossier_id in mine and entry.act.startswith("dossiers.") and entry.act not in READINGS
    ]
    return {"items": items, "cursor": str(cursor)}
