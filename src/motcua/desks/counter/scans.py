"""Scans that arrive with a form: each is stored at once, and a bad one does not cost the others."""

from datetime import datetime

from django.core.files.uploadedfile import UploadedFile
from django.http import QueryDict

from motcua.desks.counter.numbers import whole_number
from motcua.desks.requests import DeskRequest
from motcua.directory.rules.actors import Actor
from motcua.documents.actions.files import store_upload
from motcua.documents.queries.files import files_stored_by
from motcua.kernel.refusal import Refusal
from motcua.kernel.wording import words_of

_SENT, _KEPT = "file-", "kept-"


def keep_scans(request: DeskRequest, values: QueryDict, at: datetime) -> list[str]:
    """Store every file that was sent and remember its number in `values`; returns what is wrong, in words."""
    remarks = []
    for name, upload in request.FILES.items():
        if not name.startswith(_SENT) or not isinstance(upload, UploadedFile):
            continue
        try:
            stored = store_upload(stream=upload, name=upload.name or "", actor=request.actor, at=at)
        except Refusal as refusal:
            remarks.append(words_of(refusal))
        else:
            values[_KEPT + name.removeprefix(_SENT)] = str(stored.id)
    return remarks


def kept_scans(values: QueryDict, actor: Actor) -> dict[str, tuple[int, str]]:
    """Id and name of the scans kept so far, by component; only what this person stored."""
    ids = {
        name.removeprefix(_KEPT): number
        for name, value in values.items()
        if name.startswith(_KEPT) and (number := whole_number(value)) is not None
    }
    ours = files_stored_by(actor.id, ids.values()) if ids else {}
    return {key: (file_id, ours[file_id].name) for key, file_id in ids.items() if file_id in ours}
