"""Uploads to a draft: each file is checked and kept by itself, and a bad one does not cost the others."""

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest

from motcua.desks.citizen.draft_access import actor_of, holder_of
from motcua.documents.actions.files import store_upload
from motcua.dossiers.actions.draft_papers import attach_file
from motcua.dossiers.queries.drafts import DraftSheet
from motcua.dossiers.rules.drafts import FORM_PREFIX
from motcua.kernel import clock
from motcua.kernel.refusal import Refusal
from motcua.kernel.wording import words_of


def take_in(request: HttpRequest, sheet: DraftSheet, page: str) -> list[str]:
    """Keep the files that came with a page of the e-form; returns what is wrong with the others, in words."""
    if not page.startswith(FORM_PREFIX) or sheet.edition.form is None or not request.FILES:
        return []
    remarks = []
    for on_page in sheet.edition.form["pages"]:
        if FORM_PREFIX + on_page["key"] != page:
            continue
        for field in on_page["fields"]:
            if field.get("widget") == "file":
                remarks += add_files(request, sheet, field["component"], field["name"])
    return remarks


def add_files(
    request: HttpRequest, sheet: DraftSheet, component: str, field: str, replaces: int | None = None
) -> list[str]:
    """Check and keep every file of the field, in the order sent; returns what is wrong, in words."""
    remarks = []
    for upload in request.FILES.getlist(field):
        if not isinstance(upload, UploadedFile):
            continue
        now, actor = clock.now(), actor_of(request)
        try:
            stored = store_upload(stream=upload, name=upload.name or "", actor=actor, at=now)
            attach_file(
                code=sheet.draft.code, holder=holder_of(request, sheet.draft.code), component=component,
                stored=stored, replaces=replaces, actor=actor, at=now,
            )  # fmt: skip
        except Refusal as refusal:
            remarks.append(words_of(refusal))
        replaces = None
    return remarks
