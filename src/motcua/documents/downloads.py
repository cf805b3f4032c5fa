"""Handing files out, so that a browser does with them only what is meant.

Whether a person may see a file is asked of the dossier it belongs to, before.
"""

from django.http import FileResponse

from motcua.documents.actions.files import ensure_preview
from motcua.documents.models import StoredFile
from motcua.documents.rules.media import MediaType
from motcua.documents.storage import content_path

_POLICY = "default-src 'none'; img-src 'self'; style-src 'unsafe-inline'; sandbox; frame-ancestors 'none'"


def file_response(stored: StoredFile, *, original: bool = False) -> FileResponse:
    """The clean copy as a download, or the original as it came in (for signatures and evidence)."""
    sha256 = stored.sha256 if original else stored.clean_sha256
    return _safe(
        FileResponse(
            content_path(sha256).open("rb"), as_attachment=True, filename=stored.name, content_type=stored.media_type
        )
    )


def preview_response(stored: StoredFile, page: int) -> FileResponse:
    """The picture of one page, shown in place. Raises FileDamaged for a page that cannot be drawn."""
    path = ensure_preview(stored, page)
    return _safe(FileResponse(path.open("rb"), filename=f"{stored.name}-{page}.png", content_type=MediaType.PNG.value))


def _safe(response: FileResponse) -> FileResponse:
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = _POLICY
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    response["Cache-Control"] = "private, no-store"
    return response
