"""Handing files out: journalled, and so that a browser does with them only what is meant.

Whether a person may see a file is asked of the dossier it belongs to, before.
"""

from datetime import datetime

from django.http import FileResponse

from motcua.directory.rules.actors import Actor
from motcua.documents.actions.files import ensure_preview
from motcua.documents.adapters.storage import content_path
from motcua.documents.models import StoredFile
from motcua.documents.rules.media import MediaType
from motcua.kernel import journal

_POLICY = "default-src 'none'; img-src 'self'; style-src 'unsafe-inline'; sandbox; frame-ancestors 'none'"


def hand_out(
    stored: StoredFile, *, dossier_id: int, original: bool = False, actor: Actor, at: datetime
) -> FileResponse:
    """The clean copy as a download, or the original as it came in (for signatures and evidence)."""
    _record_reading(stored, dossier_id, actor, at, what="original" if original else "clean")
    sha256 = stored.sha256 if original else stored.clean_sha256
    file = content_path(sha256).open("rb")
    return _safe(FileResponse(file, as_attachment=True, filename=stored.name, content_type=stored.media_type))


def show_page(stored: StoredFile, page: int, *, dossier_id: int | None, actor: Actor, at: datetime) -> FileResponse:
    """The picture of one page (from 1), shown in place. Raises FileDamaged for a page that cannot be drawn."""
    path = ensure_preview(stored, page)
    _record_reading(stored, dossier_id, actor, at, what=f"page {page}")
    return _safe(FileResponse(path.open("rb"), filename=f"{stored.name}-{page}.png", content_type=MediaType.PNG.value))


def _record_reading(stored: StoredFile, dossier_id: int | None, actor: Actor, at: datetime, *, what: str) -> None:
    journal.record(
        "documents.file_read",
        actor=actor,
        at=at,
        subject="stored_file",
        subject_id=stored.pk,
        dossier_id=dossier_id,
        data={"what": what},
        react=False,
    )


def _safe(response: FileResponse) -> FileResponse:
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = _POLICY
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    response["Cache-Control"] = "private, no-store"
    return response
