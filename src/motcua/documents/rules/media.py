"""Which files are taken in: types by content, sizes, names."""

import re
import unicodedata

from motcua.kernel.choices import Choice
from motcua.kernel.refusal import Refusal

HEAD_BYTES = 1024
NAME_MAX = 120
IMAGE_PIXELS_MAX = 80_000_000
"""An A3 page scanned at 600 dpi has 70 million."""
PAGES_MAX = 2000


class MediaType(Choice):
    PDF = "application/pdf"
    JPEG = "image/jpeg"
    PNG = "image/png"

    @property
    def extension(self) -> str:
        return {MediaType.PDF: ".pdf", MediaType.JPEG: ".jpg", MediaType.PNG: ".png"}[self]


class FileRefused(Refusal):
    """This file cannot be taken in."""

    status = 422


class FileTooLarge(FileRefused):
    """The file is too large. Scan it at 200 dpi, or split it, and send it again."""

    status = 413


class FileEmpty(FileRefused):
    """The file is empty. Save or scan it again and send it again."""


class FileTypeNotAllowed(FileRefused):
    """Only PDF, JPEG and PNG files are taken in. Save the document as PDF and send it again."""

    status = 415


class FileNotWhatItsNameSays(FileTypeNotAllowed):
    """The content of the file is not what its name says. Open it, save it in the right form and send it again."""


class FileDamaged(FileRefused):
    """The file is damaged or was cut off on the way. Open it to check, save it again and send it again."""


class FileEncrypted(FileRefused):
    """The PDF is locked with a password. Save it without a password and send it again."""


class ImageTooLarge(FileRefused):
    """The picture has far too many pixels. Scan or photograph it at 200 to 300 dpi and send it again."""


class TooManyPages(FileRefused):
    """The PDF has far too many pages for one paper. Split it and send the parts."""


class FileInfected(FileRefused):
    """The virus scanner found something in the file; it was not kept. Clean your computer and make the file anew."""


class ScannerNotAnswering(FileRefused):
    """The file cannot be checked for viruses right now and was not kept. Try again in a few minutes."""

    status = 503


_SIGNATURES = ((b"%PDF-", MediaType.PDF), (b"\xff\xd8\xff", MediaType.JPEG), (b"\x89PNG\r\n\x1a\n", MediaType.PNG))
_TYPE_OF_EXTENSION = {
    "pdf": MediaType.PDF,
    "jpg": MediaType.JPEG,
    "jpeg": MediaType.JPEG,
    "jpe": MediaType.JPEG,
    "jfif": MediaType.JPEG,
    "png": MediaType.PNG,
}
_EXTENSION = re.compile(r"\.([A-Za-z0-9]{1,8})$")
_FORBIDDEN_IN_NAMES = re.compile(r'[\\/:*?"<>|]+')


def type_of_content(head: bytes) -> MediaType | None:
    """The type that the first bytes show; None when it is none of those taken in."""
    for signature, media_type in _SIGNATURES:
        if head.startswith(signature):
            return media_type
    return None


def accepted_type(name: str, head: bytes) -> MediaType:
    """The type by content, when the name does not say otherwise; a name without extension says nothing.

    Raises FileEmpty, FileTypeNotAllowed or FileNotWhatItsNameSays.
    """
    if not head:
        raise FileEmpty(name=name)
    found = type_of_content(head)
    match = _EXTENSION.search(name)
    if match is None:
        if found is None:
            raise FileTypeNotAllowed(name=name)
        return found
    named = _TYPE_OF_EXTENSION.get(match[1].lower())
    if named is None:
        raise FileTypeNotAllowed(name=name)
    if found != named:
        raise FileNotWhatItsNameSays(name=name, extension=match[1].lower())
    return named


def clean_name(name: str, media_type: MediaType) -> str:
    """A name that is safe on every system: no folders, nothing invisible, the extension of the content."""
    text = unicodedata.normalize("NFC", name).replace("\\", "/").rsplit("/", 1)[-1]
    visible = "".join(c for c in text if not unicodedata.category(c).startswith("C"))
    stem = _EXTENSION.sub("", _FORBIDDEN_IN_NAMES.sub("_", visible))
    stem = " ".join(stem.split()).strip(". ")[: NAME_MAX - len(media_type.extension)].rstrip(". ")
    return (stem or "giay-to") + media_type.extension
