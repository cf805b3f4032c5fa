"""Opening strangers' files in a process of its own, with little memory and time: a bomb or a crash stays there."""

import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from motcua.documents.rules.media import (
    PAGES_MAX,
    FileDamaged,
    FileEncrypted,
    ImageTooLarge,
    MediaType,
    TooManyPages,
)

TIMEOUT_SECONDS = 90
_REFUSALS = {
    "damaged": FileDamaged,
    "encrypted": FileEncrypted,
    "image_too_large": ImageTooLarge,
    "too_many_pages": TooManyPages,
}


@dataclass(frozen=True)
class Opened:
    """What was found when a file was opened and its clean copy made."""

    pages: int


def make_clean_copy(source: Path, target: Path, media_type: MediaType) -> Opened:
    """Write a copy without scripts, attachments, links outside or location data.

    Raises FileDamaged, FileEncrypted, ImageTooLarge or TooManyPages.
    """
    answer = _in_own_process("clean", str(source), str(target), media_type.value)
    return Opened(pages=int(answer["pages"]))


def make_preview(source: Path, target: Path, media_type: MediaType, page: int) -> None:
    """Write a picture of one page (from 1). Raises FileDamaged when it cannot be drawn."""
    _in_own_process("preview", str(source), str(target), media_type.value, str(page))


def _in_own_process(*arguments: str) -> dict[str, int]:
    try:
        done = subprocess.run(
            [sys.executable, "-m", "motcua.documents.adapters.opener", *arguments],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=TIMEOUT_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired as problem:
        raise FileDamaged(cause="took too long to open") from problem
    if done.returncode != 0:
        raise FileDamaged(cause=f"could not be opened ({done.returncode})")
    answer: dict[str, int | str] = json.loads(done.stdout)
    if "refused" in answer:
        refusal = _REFUSALS[str(answer["refused"])]
        raise refusal(pages_max=PAGES_MAX) if refusal is TooManyPages else refusal()
    return {key: int(value) for key, value in answer.items()}
