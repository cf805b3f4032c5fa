"""Expiry of drafts: personal data that nobody came back for are deleted."""

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from motcua.directory.rules.actors import SYSTEM
from motcua.documents.actions.forgetting import forget_files
from motcua.dossiers.models import Draft
from motcua.dossiers.queries.draft_expiry import UPLOADS_UNUSED_FOR, files_only_in, unused_uploads
from motcua.kernel import journal

_EMPTY: dict[str, Any] = {"parties": {}, "answers": {}, "members": None, "return_address": "", "asked": None}


def expire_draft(*, draft_id: int, at: datetime) -> bool:
    """Delete the draft with its pages and files; of a filed one the code stays, for the progress of its dossier.

    False when it was saved again meanwhile.
    """
    with transaction.atomic():
        draft = Draft.objects.select_for_update(no_key=True).filter(id=draft_id, expires_at__lte=at).first()
        if draft is None or draft.emptied_at is not None:
            return False
        file_ids = files_only_in(draft)
        draft.files.all().delete()
        draft.pages.all().delete()
        journal.record(
            "dossiers.draft_expired",
            actor=SYSTEM,
            at=at,
            subject="draft",
            subject_id=draft.id,
            dossier_id=draft.dossier_id,
            react=False,
        )
        if draft.dossier_id is None:
            draft.delete()
        else:
            for column, value in _EMPTY.items():
                setattr(draft, column, value)
            draft.emptied_at = at
            draft.save(update_fields=[*_EMPTY, "emptied_at"])
    forget_files(file_ids=file_ids, unused_since=at)
    return True


def forget_unused_uploads(*, at: datetime) -> int:
    """Uploads of people that were replaced, removed or never reached their paper. Returns how many were deleted."""
    return forget_files(file_ids=unused_uploads(at), unused_since=at - timedelta(hours=UPLOADS_UNUSED_FOR))
