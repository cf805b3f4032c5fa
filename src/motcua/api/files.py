"""Files: checked, cleaned and kept before a dossier refers to them."""

from typing import Any

from django.http import HttpRequest
from ninja import File, Router
from ninja.files import UploadedFile

from motcua.api import schemas
from motcua.api.auth import Scope, caller_of
from motcua.documents.actions.files import store_upload
from motcua.kernel import clock

router = Router(tags=["files"])


@router.post("/files", response={201: schemas.FileOut}, operation_id="uploadFile")
def upload_file(request: HttpRequest, file: File[UploadedFile]) -> tuple[int, dict[str, Any]]:
    """Keep one PDF, JPEG or PNG file; its type is judged by its content. Refer to it by its id afterwards."""
    actor = caller_of(request).with_scope(Scope.FILES)
    stored = store_upload(stream=file, name=file.name or "", actor=actor, at=clock.now())
    return 201, {
        "id": stored.id,
        "name": stored.name,
        "media_type": stored.media_type,
        "bytes": stored.bytes,
        "sha256": stored.sha256,
        "pages": stored.pages,
    }
