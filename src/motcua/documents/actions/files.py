"""Taking files in: quarantine, checks, clean copy, storage by hash."""

import hashlib
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import BinaryIO, Protocol

from django.conf import settings
from django.db import transaction

from motcua.directory.rules.actors import Actor
from motcua.documents.adapters import virus_scanner
from motcua.documents.adapters.opening import make_clean_copy, make_preview
from motcua.documents.adapters.storage import content_path, incoming_directory, keep, preview_path
from motcua.documents.models import StoredFile
from motcua.documents.rules.media import HEAD_BYTES, FileTooLarge, MediaType, accepted_type, clean_name
from motcua.kernel import journal

CHUNK_BYTES = 256 * 1024


class ByteStream(Protocol):
    """An upload or an open file."""

    def read(self, size: int, /) -> bytes: ...


def store_upload(*, stream: ByteStream | BinaryIO, name: str, actor: Actor, at: datetime) -> StoredFile:
    """Check the file, keep it by its hash and make the clean copy that officers open.

    Reads and checks before it opens its transaction; call it outside of one. Raises FileTooLarge, FileEmpty,
    FileTypeNotAllowed, FileNotWhatItsNameSays, FileDamaged, FileEncrypted, ImageTooLarge, TooManyPages, FileInfected
    or ScannerNotAnswering, and leaves nothing behind then.
    """
    _refuse_too_large(getattr(stream, "size", None), name)
    with _quarantine() as directory:
        original, clean = directory / "original", directory / "clean"
        sha256, size, head = _copy(stream, original, name)
        media_type = accepted_type(name, head)
        if settings.VIRUS_SCANNER:
            virus_scanner.scan(original, settings.VIRUS_SCANNER)
        opened = make_clean_copy(original, clean, media_type)
        clean_sha256 = _sha256(clean)
        keep(original, content_path(sha256))
        keep(clean, content_path(clean_sha256))
    with transaction.atomic():
        stored = StoredFile.objects.create(
            sha256=sha256,
            name=clean_name(name, media_type),
            media_type=media_type,
            bytes=size,
            pages=opened.pages,
            clean_sha256=clean_sha256,
            stored_at=at,
            stored_by_id=actor.id,
        )
        journal.record(
            "documents.file_stored",
            actor=actor,
            at=at,
            subject="stored_file",
            subject_id=stored.pk,
            data={"sha256": sha256, "media_type": media_type.value, "bytes": size, "pages": opened.pages},
            react=False,
        )
    return stored


def ensure_preview(stored: StoredFile, page: int) -> Path:
    """The picture of one page (from 1) of the clean copy; made at the first look. Raises FileDamaged."""
    path = preview_path(stored.clean_sha256, page)
    if not path.exists():
        with _quarantine() as directory:
            picture = directory / "page.png"
            make_preview(content_path(stored.clean_sha256), picture, MediaType(stored.media_type), page)
            keep(picture, path)
    return path


def unreadable(files: Iterable[StoredFile]) -> list[StoredFile]:
    """Those whose original or clean copy can no longer be read back byte by byte."""
    return [stored for stored in files if not (_is_whole(stored.sha256) and _is_whole(stored.clean_sha256))]


def _is_whole(sha256: str) -> bool:
    path = content_path(sha256)
    return path.exists() and _sha256(path) == sha256


@contextmanager
def _quarantine() -> Iterator[Path]:
    """A directory of its own that is gone afterwards, whatever happens."""
    with tempfile.TemporaryDirectory(dir=incoming_directory()) as directory:
        yield Path(directory)


def _copy(stream: ByteStream | BinaryIO, target: Path, name: str) -> tuple[str, int, bytes]:
    """Write the stream to a file, never more than allowed; returns its hash, size and first bytes."""
    digest, size, head = hashlib.sha256(), 0, b""
    with target.open("wb") as file:
        while chunk := stream.read(CHUNK_BYTES):
            size += len(chunk)
            _refuse_too_large(size, name)
            digest.update(chunk)
            if len(head) < HEAD_BYTES:
                head += chunk[: HEAD_BYTES - len(head)]
            file.write(chunk)
    return digest.hexdigest(), size, head


def _refuse_too_large(size: int | None, name: str) -> None:
    if size is not None and size > settings.UPLOAD_BYTES_MAX:
        raise FileTooLarge(name=name, megabytes_max=settings.UPLOAD_BYTES_MAX // 1024**2)


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
