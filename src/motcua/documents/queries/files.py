"""Finding stored files by who brought them in."""

from collections.abc import Iterable

from motcua.documents.models import StoredFile


def files_stored_by(account_id: int | None, file_ids: Iterable[int]) -> dict[int, StoredFile]:
    """Of these files, those that this account stored; nobody attaches another person's upload by its number."""
    rows = StoredFile.objects.filter(id__in=list(file_ids), stored_by_id=account_id)
    return {row.id: row for row in rows} if account_id is not None else {}
