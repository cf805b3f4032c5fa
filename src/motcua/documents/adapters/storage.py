"""Where the bytes lie: below `FILES_DIRECTORY`, named by their SHA-256, written once and whole."""

import os
import shutil
from datetime import datetime
from pathlib import Path

from django.conf import settings


def content_path(sha256: str) -> Path:
    """Where the content with this hash is kept."""
    assert len(sha256) == 64, "a SHA-256 in hexadecimal"
    return Path(settings.FILES_DIRECTORY) / "content" / sha256[:2] / sha256[2:4] / sha256


def incoming_directory() -> Path:
    """Where files wait until they are checked; on the same disk, so that they can be moved in one step."""
    directory = Path(settings.FILES_DIRECTORY) / "incoming"
    directory.mkdir(parents=True, exist_ok=True)
    return directory


def preview_path(sha256: str, page: int) -> Path:
    """Where the picture of a page is kept; it can be made again at any time."""
    return Path(settings.FILES_DIRECTORY) / "previews" / sha256[:2] / sha256 / f"{page}.png"


def keep(source: Path, destination: Path) -> None:
    """Move the file to its place, durable before it is visible; content that is there already stays."""
    if destination.exists():
        os.utime(destination)  # seen just now: whoever clears away leaves it alone
        source.unlink()
        return
    destination.parent.mkdir(parents=True, exist_ok=True)
    source.chmod(0o440)
    _sync(source)
    os.replace(source, destination)
    _sync(destination.parent)


def drop(sha256: str, *, unused_since: datetime) -> None:
    """Delete a content with its previews, unless it came in again since."""
    path = content_path(sha256)
    if path.exists() and path.stat().st_mtime < unused_since.timestamp():
        shutil.rmtree(preview_path(sha256, 1).parent, ignore_errors=True)
        path.unlink()


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
