"""Drafts: begun, saved page by page, opened on another device, deleted when they expire."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from motcua.catalogue.queries.editions import edition_in_force
from motcua.catalogue.queries.settings import law_settings
from motcua.directory.rules.actors import Actor
from motcua.directory.rules.roles import Permission
from motcua.dossiers.actions.attaching import require_at_hand
from motcua.dossiers.actions.check_key import new_check_key
from motcua.dossiers.models import Draft, DraftFile, DraftPage
from motcua.dossiers.queries.drafts import DraftHolder, DraftSheet, draft_for, held_draft, sheet_of
from motcua.dossiers.rules.drafts import DraftFiled, DraftNotFound, PageNotAsked, PageState, SavedElsewhere
from motcua.kernel import journal
from motcua.kernel.worktime import TIME_ZONE

CODE_PREFIX = "N"
"""Codes of drafts begin with it, so that nobody takes one for the code of an accepted dossier."""


@dataclass(frozen=True)
class Beginning:
    """What is known when a draft is begun: from a link, or from what an officer typed at a desk."""

    procedure: str
    place_id: int | None = None
    receiving_unit_id: int | None = None
    answers: Mapping[str, Any] = field(default_factory=dict)
    parties: Mapping[str, Any] = field(default_factory=dict)
    typed: Mapping[str, Mapping[str, Sequence[str]]] = field(default_factory=dict)
    """Page → what was typed on it; the person looks it over and goes on."""
    files: Mapping[str, Sequence[int]] = field(default_factory=dict)
    """Component → files that an officer has scanned for it."""


@dataclass(frozen=True)
class PageSave:
    """One page as the person sent it."""

    key: str
    typed: Mapping[str, Sequence[str]]
    version: int
    """Of the page, when it was shown; 0 when it had not been saved before."""
    writer: str
    state: PageState
    effect: Mapping[str, Any] = field(default_factory=dict)
    """Columns of the draft that a page without faults sets."""


def begin_draft(*, beginning: Beginning, account_id: int | None, actor: Actor, at: datetime) -> Draft:
    """A new draft on the edition in force. Raises ProcedureUnknown, EditionNotInForce."""
    edition_id, _ = edition_in_force(beginning.procedure, at.astimezone(TIME_ZONE).date())
    with transaction.atomic():
        draft = Draft.objects.create(
            code=CODE_PREFIX + new_check_key(),
            key=new_check_key(),
            account_id=account_id,
            edition_id=edition_id,
            place_id=beginning.place_id,
            receiving_unit_id=beginning.receiving_unit_id,
            answers=dict(beginning.answers),
            parties=dict(beginning.parties),
            begun_at=at,
            saved_at=at,
            expires_at=_expiry(beginning.procedure, at),
        )
        DraftPage.objects.bulk_create(
            DraftPage(draft=draft, key=key, typed=_plain(typed), state=PageState.BEGUN, saved_at=at)
            for key, typed in beginning.typed.items()
        )
        _record("draft_begun", draft, actor, at)
    return draft


def begin_draft_at_desk(*, beginning: Beginning, actor: Actor, at: datetime) -> Draft:
    """An officer begins a draft for the person at the desk, who finishes it at home. Raises FileNotAtHand."""
    assert beginning.receiving_unit_id is not None, "a desk has a unit"
    actor.require(Permission.RECEIVE_DOSSIER, beginning.receiving_unit_id)
    require_at_hand([file_id for files in beginning.files.values() for file_id in files], actor)
    with transaction.atomic():
        draft = begin_draft(beginning=beginning, account_id=None, actor=actor, at=at)
        draft.begun_by_id = actor.id
        draft.save(update_fields=["begun_by"])
        DraftFile.objects.bulk_create(
            DraftFile(draft=draft, component=component, position=position, file_id=file_id, added_at=at)
            for component, files in beginning.files.items()
            for position, file_id in enumerate(files, start=1)
        )
    return draft


def open_draft(*, code: str, holder: DraftHolder, actor: Actor, at: datetime) -> Draft:
    """Somebody opens the draft on a new device with code and key; the look is journalled. Raises DraftNotFound."""
    draft = draft_for(code, holder, at)
    _record("draft_opened", draft, actor, at)
    return draft


def save_page(*, code: str, holder: DraftHolder, save: PageSave, actor: Actor, at: datetime) -> DraftPage:
    """Keep what was typed, right or wrong; a page without faults also counts for the dossier.

    Raises DraftNotFound, DraftFiled, PageNotAsked, and SavedElsewhere with what another window saved meanwhile.
    """
    with transaction.atomic():
        sheet = open_for_change(code, holder, at, page=save.key)
        page = _keep(sheet, save, at)
        for column, value in save.effect.items():
            setattr(sheet.draft, column, value)
        touch(sheet.draft, at, *save.effect)
        _record("draft_saved", sheet.draft, actor, at, page=save.key, version=page.version, state=save.state)
    return page


def autosave_page(*, code: str, holder: DraftHolder, save: PageSave, at: datetime) -> DraftPage:
    """Keep what was typed so far on an open page; no act of the person, so nothing is journalled.

    Raises what `save_page` raises.
    """
    with transaction.atomic():
        sheet = open_for_change(code, holder, at, page=save.key)
        page = _keep(sheet, save, at)
        touch(sheet.draft, at)
    return page


def own_draft(*, code: str, holder: DraftHolder, account_id: int, actor: Actor, at: datetime) -> Draft:
    """A draft that was begun without signing in becomes the person's who has signed in. Raises DraftNotFound."""
    with transaction.atomic():
        draft = held_draft(Draft.objects.select_for_update(no_key=True), code, holder, at)
        if draft.account_id not in {None, account_id}:
            raise DraftNotFound(code=code)
        if draft.account_id is None:
            draft.account_id = account_id
            draft.save(update_fields=["account"])
            _record("draft_owned", draft, actor, at)
    return draft


def open_for_change(code: str, holder: DraftHolder, at: datetime, page: str) -> DraftSheet:
    """The draft, locked, with its pages and files. Raises DraftNotFound, DraftFiled, PageNotAsked."""
    rows = Draft.objects.select_for_update(of=("self",), no_key=True).select_related("dossier")
    sheet = sheet_of(held_draft(rows, code, holder, at))
    if not sheet.is_open:
        raise DraftFiled(code=code)
    if sheet.asked is not None and page not in sheet.asked:
        raise PageNotAsked(page=page)
    return sheet


def touch(draft: Draft, at: datetime, *columns: str) -> None:
    """It was worked on: its days begin anew."""
    draft.saved_at = at
    draft.expires_at = _expiry("", at)
    draft.save(update_fields=["saved_at", "expires_at", *columns])


def _keep(sheet: DraftSheet, save: PageSave, at: datetime) -> DraftPage:
    typed = _plain(save.typed)
    page = sheet.pages.get(save.key)
    if page is None:
        page = DraftPage(draft=sheet.draft, key=save.key, version=0)
    elif page.version != save.version and page.writer != save.writer and page.typed != typed:
        raise SavedElsewhere(page.version, page.typed)
    page.typed, page.state, page.writer, page.saved_at = typed, save.state, save.writer, at
    page.version += 1
    page.save()
    return page


def _plain(typed: Mapping[str, Sequence[str]]) -> dict[str, list[str]]:
    return {name: list(texts) for name, texts in typed.items()}


def _expiry(procedure: str, at: datetime) -> datetime:
    """Units: calendar days."""
    kept = law_settings(at.astimezone(TIME_ZONE).date(), procedure).draft_kept
    return at + timedelta(days=float(kept.value))


def _record(act: str, draft: Draft, actor: Actor, at: datetime, **data: Any) -> None:
    journal.record(
        f"dossiers.{act}",
        actor=actor,
        at=at,
        subject="draft",
        subject_id=draft.id,
        dossier_id=draft.dossier_id,
        data=data,
        react=False,
    )
