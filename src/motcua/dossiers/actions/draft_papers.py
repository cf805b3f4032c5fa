"""Papers of a draft: each file is kept as soon as it is uploaded, in the person's order."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F

from motcua.catalogue.rules.edition import Component
from motcua.directory.rules.actors import Actor
from motcua.documents.models import StoredFile
from motcua.dossiers.actions.drafts import open_for_change, touch
from motcua.dossiers.models import DraftFile, DraftPage
from motcua.dossiers.queries.drafts import DraftHolder, DraftSheet
from motcua.dossiers.rules.drafts import (
    FILES_PER_PAPER_MAX,
    LATER,
    DraftNotFound,
    PageState,
    PaperNeeded,
    TooManyFiles,
    may_come_later,
    paper_page,
)
from motcua.dossiers.rules.refusals import UnknownComponent
from motcua.kernel import journal


def attach_file(
    *,
    code: str,
    holder: DraftHolder,
    component: str,
    stored: StoredFile,
    replaces: int | None = None,
    actor: Actor,
    at: datetime,
) -> DraftFile:
    """Put an uploaded file at the end of the paper, or in the place of another one.

    Raises DraftNotFound, DraftFiled, PageNotAsked, UnknownComponent, TooManyFiles.
    """
    with transaction.atomic():
        sheet, _ = _open(code, holder, component, at)
        rows = sheet.files.get(component, [])
        if replaces is not None:
            row = _one(rows, replaces)
            row.file, row.added_at = stored, at
            row.save(update_fields=["file", "added_at"])
        else:
            if len(rows) >= FILES_PER_PAPER_MAX:
                raise TooManyFiles(component=component)
            position = rows[-1].position + 1 if rows else 1
            row = DraftFile.objects.create(
                draft=sheet.draft, component=component, position=position, file=stored, added_at=at
            )
        DraftPage.objects.filter(draft=sheet.draft, key=paper_page(component)).delete()
        _done("draft_file_added", sheet, actor, at, component=component, sha256=stored.sha256)
    return row


def remove_file(*, code: str, holder: DraftHolder, component: str, file_id: int, actor: Actor, at: datetime) -> None:
    """Take a file out of the paper; its bytes go with the next clearing. Raises DraftNotFound and as `attach_file`."""
    with transaction.atomic():
        sheet, _ = _open(code, holder, component, at)
        row = _one(sheet.files.get(component, []), file_id)
        row.delete()
        _done("draft_file_removed", sheet, actor, at, component=component, sha256=row.file.sha256)


def move_file(
    *, code: str, holder: DraftHolder, component: str, file_id: int, up: bool, actor: Actor, at: datetime
) -> None:
    """Change places with the file before or after it; the first one stays first. Raises as `remove_file`."""
    with transaction.atomic():
        sheet, _ = _open(code, holder, component, at)
        rows = sheet.files.get(component, [])
        place = rows.index(_one(rows, file_id))
        other = place - 1 if up else place + 1
        if not 0 <= other < len(rows):
            return
        first, second = rows[place], rows[other]
        first.position, second.position = second.position, first.position
        DraftFile.objects.bulk_update([first, second], ["position"])
        _done("draft_file_moved", sheet, actor, at, component=component)


def bring_later(*, code: str, holder: DraftHolder, component: str, actor: Actor, at: datetime) -> DraftPage:
    """The person does not have the paper yet. Raises PaperNeeded where the law wants it at filing."""
    with transaction.atomic():
        sheet, asked = _open(code, holder, component, at)
        if not may_come_later(asked):
            raise PaperNeeded(component=component)
        page, _ = DraftPage.objects.update_or_create(
            draft=sheet.draft,
            key=paper_page(component),
            defaults={"typed": {LATER: ["1"]}, "state": PageState.DONE, "saved_at": at, "version": F("version") + 1},
            create_defaults={"typed": {LATER: ["1"]}, "state": PageState.DONE, "saved_at": at},
        )
        _done("draft_paper_later", sheet, actor, at, component=component)
    return page


def _open(code: str, holder: DraftHolder, component: str, at: datetime) -> tuple[DraftSheet, Component]:
    sheet = open_for_change(code, holder, at, page=paper_page(component))
    asked = next((paper for paper in sheet.papers if paper.key == component), None)
    if asked is None:
        raise UnknownComponent(components=[component])
    return sheet, asked


def _one(rows: list[DraftFile], file_id: int) -> DraftFile:
    for row in rows:
        if row.id == file_id:
            return row
    raise DraftNotFound(file_id=file_id)


def _done(act: str, sheet: DraftSheet, actor: Actor, at: datetime, **data: Any) -> None:
    touch(sheet.draft, at)
    journal.record(
        f"dossiers.{act}",
        actor=actor,
        at=at,
        subject="draft",
        subject_id=sheet.draft.id,
        dossier_id=sheet.draft.dossier_id,
        data=data,
        react=False,
    )
