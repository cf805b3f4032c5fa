"""Files as people send them, and a place of one's own to keep them."""

import io
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from PIL import Image

from motcua.directory.rules.actors import SYSTEM
from motcua.documents.actions.files import store_upload
from motcua.documents.models import StoredFile
from tests.documents.forms import MORNING


def pdf_bytes(pages: int = 2, **save: Any) -> bytes:
    pdf = pikepdf.new()
    for _ in range(pages):
        pdf.add_blank_page(page_size=(420, 595))
    buffer = io.BytesIO()
    pdf.save(buffer, **save)
    return buffer.getvalue()


def hostile_pdf_bytes() -> bytes:
    """Runs a script and fetches a page when opened, carries a program, and sends its form away."""
    pdf = pikepdf.new()
    page = pdf.add_blank_page(page_size=(420, 595))
    pdf.Root.OpenAction = pdf.make_indirect(
        pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS=pikepdf.String("app.alert('x')"))
    )
    pdf.attachments["run.exe"] = b"MZ program"
    link = pikepdf.Dictionary(S=pikepdf.Name.URI, URI=pikepdf.String("https://evil.example/track"))
    page.obj.Annots = pikepdf.Array(
        [
            pdf.make_indirect(
                pikepdf.Dictionary(
                    Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Link, Rect=pikepdf.Array([0, 0, 100, 100]), A=link
                )
            )
        ]
    )
    pdf.Root.AcroForm = pikepdf.Dictionary(Fields=pikepdf.Array([]), XFA=pikepdf.String("<xdp>script</xdp>"))
    buffer = io.BytesIO()
    pdf.save(buffer, compress_streams=False, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    return buffer.getvalue()


def photo_bytes(form: str = "JPEG", size: tuple[int, int] = (60, 40)) -> bytes:
    """A photograph with the place where it was taken, lying on its side."""
    image = Image.new("RGB", size, (200, 30, 30))
    notes = Image.Exif()
    notes[0x0112] = 6  # turned by 90 degrees
    notes[0x010F] = "Máy ảnh của Tư"
    notes.get_ifd(0x8825)[1] = "N"
    notes.get_ifd(0x8825)[2] = (21.0, 19.0, 20.0)
    buffer = io.BytesIO()
    image.save(buffer, format=form, exif=notes)
    return buffer.getvalue()


@dataclass(frozen=True)
class Files:
    """Where files are kept in this test, and how one comes in."""

    directory: Path

    def store(self, content: bytes, name: str) -> StoredFile:
        return store_upload(stream=io.BytesIO(content), name=name, actor=SYSTEM, at=MORNING)

    def kept(self) -> list[Path]:
        return [path for path in self.directory.rglob("*") if path.is_file()]


@pytest.fixture
def files(tmp_path: Path, settings: Any, db: None) -> Files:
    settings.FILES_DIRECTORY = tmp_path / "files"
    settings.VIRUS_SCANNER = ""
    return Files(tmp_path / "files")
