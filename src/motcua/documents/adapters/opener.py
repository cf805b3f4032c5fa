"""The process that opens one file: `… -m motcua.documents.adapters.opener clean|preview SOURCE TARGET TYPE [PAGE]`.

It loads neither Django nor the database, and prints one JSON object.
"""

import json
import resource
import sys
import warnings
from pathlib import Path

import pikepdf
import pypdfium2
from pikepdf.sanitize import Sanitizer
from PIL import Image, ImageOps, UnidentifiedImageError

from motcua.documents.rules.media import IMAGE_PIXELS_MAX, PAGES_MAX, MediaType

MEMORY_BYTES = 2 * 1024**3
CPU_SECONDS = 60
JPEG_QUALITY = 90
PREVIEW_PIXELS = 1400
"""Longer edge of a preview: an A4 page can be read at this size."""
END_BYTES = 2048

SANITIZER = (
    Sanitizer()
    .remove_javascript()
    .remove_external_access()
    .remove_attachments()
    .remove_multimedia()
    .remove_collection()
    .remove_private_app_data()
    .remove_web_capture()
)


class Refused(Exception):
    """The file cannot be taken in; the first argument says why."""


def clean_pdf(source: Path, target: Path) -> int:
    """Copy the PDF without active content; returns its number of pages."""
    try:
        pdf = _open_pdf(source)
    except pikepdf.PasswordError as problem:
        raise Refused("encrypted") from problem
    except (pikepdf.PdfError, pikepdf.DataDecodingError) as problem:
        raise Refused("damaged") from problem
    with pdf:
        pages = len(pdf.pages)
        if pages == 0:
            raise Refused("damaged")
        if pages > PAGES_MAX:
            raise Refused("too_many_pages")
        SANITIZER.apply(pdf)
        if "/AcroForm" in pdf.Root and "/XFA" in pdf.Root.AcroForm:
            del pdf.Root.AcroForm.XFA  # a second, scriptable form inside the form
        pdf.remove_unreferenced_resources()
        pdf.save(target, encryption=False, deterministic_id=True)  # the same file has one clean copy
    return pages


def _open_pdf(source: Path) -> pikepdf.Pdf:
    """A file whose table of objects is broken may be mended, but not one whose end is missing."""
    try:
        return pikepdf.open(source, attempt_recovery=False)
    except pikepdf.PasswordError:
        raise
    except pikepdf.PdfError:
        with source.open("rb") as file:
            file.seek(max(0, source.stat().st_size - END_BYTES))
            if b"%%EOF" not in file.read():
                raise
        return pikepdf.open(source)


def clean_image(source: Path, target: Path, media_type: MediaType) -> int:
    """Draw the picture anew, upright, without the notes a camera leaves in it (place, time, owner)."""
    Image.MAX_IMAGE_PIXELS = IMAGE_PIXELS_MAX
    try:
        with Image.open(source, formats=["JPEG" if media_type == MediaType.JPEG else "PNG"]) as image:
            if image.width * image.height > IMAGE_PIXELS_MAX:
                raise Refused("image_too_large")
            image.load()
            upright = ImageOps.exif_transpose(image)
            mode = "RGB" if media_type == MediaType.JPEG else _png_mode(upright)
            bare = Image.new(mode, upright.size)
            bare.paste(upright.convert(mode))
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as problem:
        raise Refused("image_too_large") from problem
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError) as problem:
        raise Refused("damaged") from problem
    if media_type == MediaType.JPEG:
        bare.save(target, format="JPEG", quality=JPEG_QUALITY, optimize=True)
    else:
        bare.save(target, format="PNG", optimize=True)
    return 1


def _png_mode(image: Image.Image) -> str:
    if image.mode in {"1", "L"}:
        return image.mode
    return "RGBA" if "A" in image.getbands() or "transparency" in image.info else "RGB"


def preview(source: Path, target: Path, media_type: MediaType, page: int) -> None:
    """Draw one page of a clean copy."""
    if media_type == MediaType.PDF:
        document = pypdfium2.PdfDocument(source)
        if not 1 <= page <= len(document):
            raise Refused("damaged")
        sheet = document[page - 1]
        picture = sheet.render(scale=PREVIEW_PIXELS / max(*sheet.get_size(), 1)).to_pil()
    else:
        picture = Image.open(source)
        picture.thumbnail((PREVIEW_PIXELS, PREVIEW_PIXELS))
    picture.convert("RGB").save(target, format="PNG", optimize=True)


def main(arguments: list[str]) -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    warnings.simplefilter("error", Image.DecompressionBombWarning)
    task, source, target, media_type = arguments[0], Path(arguments[1]), Path(arguments[2]), MediaType(arguments[3])
    answer: dict[str, int | str]
    try:
        if task == "preview":
            preview(source, target, media_type, int(arguments[4]))
            answer = {"pages": 1}
        elif media_type == MediaType.PDF:
            answer = {"pages": clean_pdf(source, target)}
        else:
            answer = {"pages": clean_image(source, target, media_type)}
    except Refused as refused:
        answer = {"refused": refused.args[0]}
    sys.stdout.write(json.dumps(answer))


if __name__ == "__main__":
    main(sys.argv[1:])
