"""Forgetting files: what nobody kept is deleted with its bytes."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.db.models import Q

from motcua.documents.adapters.storage import drop
from motcua.documents.models import StoredFile


def forget_files(*, file_ids: Iterable[int], unused_since: datetime) -> int:
    """Delete these files; bytes that another file shares stay. Returns how many were deleted.

    The caller knows that nothing refers to them. What came in again after `unused_since` keeps its bytes.
    """
    with transaction.atomic():
        rows = list(StoredFile.objects.filter(id__in=list(file_ids), stored_at__lt=unused_since))
        StoredFile.objects.filter(id__in=[row.id for row in rows]).delete()
    for sha256 in {digest for row in rows for digest in (row.sha256, row.clean_sha256) if digest}:
        if not StoredFile.objects.filter(Q(sha256=sha256) | Q(clean_sha256=sha256)).exists():
            drop(sha256, unused_since=unused_since)
    return len(rows)
