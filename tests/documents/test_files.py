"""Files come in checked and clean, or not at all."""

import hashlib
import io
import socket
import struct
import threading
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
import pytest
from django.test import RequestFactory
from PIL import Image

from motcua.directory.rules.actors import SYSTEM
from motcua.documents.actions.downloads import hand_out, show_page
from motcua.documents.actions.files import ensure_preview, store_upload
from motcua.documents.adapters import opening
from motcua.documents.adapters.storage import content_path
from motcua.documents.models import StoredFile
from motcua.documents.rules.media import (
    FileDamaged,
    FileEmpty,
    FileEncrypted,
    FileInfected,
    FileNotWhatItsNameSays,
    FileRefused,
    FileTooLarge,
    FileTypeNotAllowed,
    ImageTooLarge,
    ScannerNotAnswering,
)
from motcua.kernel.models import JournalEntry
from motcua.kernel.wording import plain_words_of
from tests.documents.conftest import Files, hostile_pdf_bytes, pdf_bytes, photo_bytes
from tests.documents.forms import MORNING


def assert_refused(files: Files, content: bytes, name: str, refusal: type[FileRefused]) -> FileRefused:
    with pytest.raises(refusal) as caught:
        files.store(content, name)
    assert StoredFile.objects.count() == 0
    assert JournalEntry.objects.count() == 0
    assert files.kept() == []
    return caught.value


def test_a_pdf_is_kept_as_it_came_with_a_clean_copy_beside_it(files: Files) -> None:
    content = pdf_bytes(pages=3)
    stored = files.store(content, "Giấy chứng sinh.pdf")
    assert stored.sha256 == hashlib.sha256(content).hexdigest()
    assert content_path(stored.sha256).read_bytes() == content
    assert (stored.name, stored.media_type, stored.bytes, stored.pages) == (
        "Giấy chứng sinh.pdf", "application/pdf", len(content), 3,
    )  # fmt: skip
    assert len(pikepdf.open(content_path(stored.clean_sha256)).pages) == 3
    entry = JournalEntry.objects.get()
    assert (entry.act, entry.subject_id, entry.data["sha256"]) == ("documents.file_stored", stored.pk, stored.sha256)


def test_scripts_attachments_and_links_do_not_reach_the_clean_copy(files: Files) -> None:
    content = hostile_pdf_bytes()
    for trace in (b"JavaScript", b"MZ program", b"evil.example", b"XFA"):
        assert trace in content
    stored = files.store(content, "đơn.pdf")
    clean = pikepdf.open(content_path(stored.clean_sha256))
    assert len(clean.attachments) == 0
    buffer = io.BytesIO()
    clean.save(buffer, compress_streams=False, stream_decode_level=pikepdf.StreamDecodeLevel.all,
               object_stream_mode=pikepdf.ObjectStreamMode.disable)  # fmt: skip
    for trace in (b"JavaScript", b"MZ program", b"evil.example", b"XFA"):
        assert trace not in buffer.getvalue()
    assert content_path(stored.sha256).read_bytes() == content


@pytest.mark.parametrize(("form", "name"), [("JPEG", "ảnh.jpg"), ("PNG", "ảnh.png")])
def test_a_photograph_loses_its_place_and_stands_upright(files: Files, form: str, name: str) -> None:
    stored = files.store(photo_bytes(form), name)
    clean = Image.open(content_path(stored.clean_sha256))
    assert clean.format == form
    assert clean.size == (40, 60)
    assert not clean.getexif()
    assert b"Exif" not in content_path(stored.clean_sha256).read_bytes()
    assert stored.pages == 1


def test_a_transparent_png_stays_transparent(files: Files) -> None:
    buffer = io.BytesIO()
    Image.new("RGBA", (8, 8), (0, 0, 255, 100)).save(buffer, format="PNG")
    stored = files.store(buffer.getvalue(), "dấu.png")
    assert Image.open(content_path(stored.clean_sha256)).getpixel((0, 0)) == (0, 0, 255, 100)


def test_the_same_content_is_kept_once_however_often_it_comes(files: Files) -> None:
    content = hostile_pdf_bytes()
    first = files.store(content, "a.pdf")
    kept = len(files.kept())
    second = files.store(content, "b.pdf")
    assert first.pk != second.pk
    assert first.sha256 == second.sha256
    assert len(files.kept()) == kept


def test_a_name_in_decomposed_letters_is_kept_composed(files: Files) -> None:
    assert files.store(pdf_bytes(), "Gia\u0302\u0301y to\u031b\u0300.pdf").name == "Giấy tờ.pdf"


def test_a_lying_name_is_refused_in_words_that_say_what_to_do(files: Files) -> None:
    refusal = assert_refused(files, photo_bytes("PNG"), "đơn.pdf", FileNotWhatItsNameSays)
    assert "“.pdf”" in plain_words_of(refusal)
    assert "lưu lại đúng loại" in plain_words_of(refusal)


@pytest.mark.parametrize(
    ("content", "name", "refusal"),
    [
        (b"MZ\x90\x00 program", "đơn.pdf", FileNotWhatItsNameSays),
        (b"<script>alert(1)</script>", "trang.html", FileTypeNotAllowed),
        (b"", "đơn.pdf", FileEmpty),
        (pdf_bytes()[:-200], "đơn.pdf", FileDamaged),
        (b"%PDF-1.7\n" + b"\x00" * 3000, "đơn.pdf", FileDamaged),
        (pdf_bytes(pages=0), "đơn.pdf", FileDamaged),
        (photo_bytes()[:300], "ảnh.jpg", FileDamaged),
        (b"\xff\xd8\xff\xe0" + b"x" * 50, "ảnh.jpg", FileDamaged),
        (pdf_bytes(encryption=pikepdf.Encryption(user="mở", owner="chủ")), "đơn.pdf", FileEncrypted),
    ],
)
def test_broken_and_foreign_files_leave_nothing_behind(
    files: Files, content: bytes, name: str, refusal: type[FileRefused]
) -> None:
    assert plain_words_of(assert_refused(files, content, name, refusal))


def test_a_pdf_with_a_broken_table_of_objects_is_mended(files: Files) -> None:
    content = pdf_bytes(object_stream_mode=pikepdf.ObjectStreamMode.disable)
    place = content.rindex(b"startxref") + 10
    broken = content[:place] + b"9" + content[place:]
    assert files.store(broken, "quét.pdf").pages == 2


def test_a_pdf_that_only_forbids_printing_can_be_read(files: Files) -> None:
    stored = files.store(pdf_bytes(encryption=pikepdf.Encryption(user="", owner="chủ")), "đơn.pdf")
    assert not pikepdf.open(content_path(stored.clean_sha256)).is_encrypted


def bomb_bytes(width: int, height: int) -> bytes:
    """A PNG of a few kilobytes that unfolds to width × height pixels."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    packer = zlib.compressobj(9)
    rows = b"".join(packer.compress(b"\0" * (1 + width * 3)) for _ in range(min(height, 40))) + packer.flush()
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


@pytest.mark.parametrize("size", [(10000, 10000), (60000, 60000)])
def test_a_picture_that_unfolds_to_gigabytes_is_refused(files: Files, size: tuple[int, int]) -> None:
    assert_refused(files, bomb_bytes(*size), "ảnh.png", ImageTooLarge)


class Endless(io.RawIOBase):
    """A stream that would never end; remembers how much was taken from it."""

    def __init__(self) -> None:
        self.given = 0

    def read(self, size: int = -1) -> bytes:
        self.given += size
        return b"%PDF-" + b"x" * (size - 5)


def test_a_file_that_is_too_large_is_given_up_at_the_limit(files: Files, settings: Any) -> None:
    settings.UPLOAD_BYTES_MAX = 2 * 1024**2
    endless = Endless()
    with pytest.raises(FileTooLarge) as caught:
        store_upload(stream=endless, name="đơn.pdf", actor=SYSTEM, at=MORNING)  # type: ignore[arg-type]
    assert endless.given <= 3 * 1024**2
    assert files.kept() == []
    assert "tối đa 2 MB" in plain_words_of(caught.value)


def test_a_file_that_says_it_is_too_large_is_not_even_read(files: Files) -> None:
    endless = Endless()
    endless.size = 100 * 1024**2  # type: ignore[attr-defined]
    with pytest.raises(FileTooLarge):
        store_upload(stream=endless, name="đơn.pdf", actor=SYSTEM, at=MORNING)  # type: ignore[arg-type]
    assert endless.given == 0


def test_an_upload_over_the_limit_reaches_the_page_empty_with_its_true_size(files: Files, settings: Any) -> None:
    settings.UPLOAD_BYTES_MAX = 100_000
    large, small = io.BytesIO(b"%PDF-" + b"x" * 300_000), io.BytesIO(pdf_bytes())
    large.name, small.name = "lớn.pdf", "nhỏ.pdf"
    request = RequestFactory().post("/", {"large": large, "small": small, "note": "giấy tờ"})
    arrived = request.FILES["large"]
    assert (request.POST["note"], arrived.size, arrived.read(10)) == ("giấy tờ", 300_005, b"")
    with pytest.raises(FileTooLarge):
        store_upload(stream=arrived, name=arrived.name, actor=SYSTEM, at=MORNING)
    assert store_upload(stream=request.FILES["small"], name="nhỏ.pdf", actor=SYSTEM, at=MORNING).pages == 2
    request.close()


def test_a_file_that_takes_too_long_to_open_is_refused(files: Files, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opening, "TIMEOUT_SECONDS", 0.001)
    assert_refused(files, pdf_bytes(), "đơn.pdf", FileDamaged)


def test_pages_can_be_looked_at_as_pictures(files: Files) -> None:
    stored = files.store(pdf_bytes(), "đơn.pdf")
    picture = ensure_preview(stored, 2)
    assert max(Image.open(picture).size) in range(1399, 1402)
    assert ensure_preview(stored, 2) == picture
    photo = files.store(photo_bytes(size=(3000, 200)), "ảnh.jpg")
    assert Image.open(ensure_preview(photo, 1)).size[1] == 1400


@pytest.mark.parametrize("page", [0, 3, -1])
def test_a_page_that_is_not_there_has_no_picture(files: Files, page: int) -> None:
    stored = files.store(pdf_bytes(), "đơn.pdf")
    with pytest.raises(FileDamaged):
        ensure_preview(stored, page)


def test_files_are_handed_out_so_that_a_browser_does_nothing_else_with_them(files: Files) -> None:
    content = hostile_pdf_bytes()
    stored = files.store(content, "Giấy chứng sinh.pdf")
    reader: dict[str, Any] = {"dossier_id": 7, "actor": SYSTEM, "at": MORNING}
    clean, original = hand_out(stored, **reader), hand_out(stored, original=True, **reader)
    picture = show_page(stored, 1, **reader)
    read = JournalEntry.objects.filter(act="documents.file_read", dossier_id=7).order_by("id")
    assert [entry.data["what"] for entry in read] == ["clean", "original", "page 1"]
    assert clean["Content-Disposition"].startswith("attachment; filename*=utf-8''Gi%E1%BA%A5y")
    assert picture["Content-Disposition"].startswith("inline")
    assert b"".join(original.streaming_content) == content  # type: ignore[arg-type]
    assert len(pypdfium2.PdfDocument(b"".join(clean.streaming_content))) == 1  # type: ignore[arg-type]
    for response in (clean, original, picture):
        assert response["X-Content-Type-Options"] == "nosniff"
        assert "sandbox" in response["Content-Security-Policy"]
        assert response["Cache-Control"] == "private, no-store"
        response.close()


class Scanner:
    """Speaks ClamAV's protocol on a socket of its own."""

    def __init__(self, path: Path, answer: bytes) -> None:
        self.address = f"unix:{path}"
        self.answer = answer
        self.read = b""
        self.socket = socket.socket(socket.AF_UNIX)
        self.socket.bind(str(path))
        self.socket.listen(1)
        self.thread = threading.Thread(target=self._serve, daemon=True)
        self.thread.start()

    def _serve(self) -> None:
        connection, _ = self.socket.accept()
        with connection, connection.makefile("rb") as stream:
            assert stream.read(10) == b"zINSTREAM\0"
            while size := struct.unpack(">I", stream.read(4))[0]:
                self.read += stream.read(size)
            connection.sendall(self.answer)


@pytest.fixture
def scanner(tmp_path: Path, settings: Any) -> Iterator[Any]:
    made: list[Scanner] = []

    def start(answer: bytes) -> Scanner:
        made.append(Scanner(tmp_path / "clamd", answer))
        settings.VIRUS_SCANNER = made[0].address
        return made[0]

    yield start
    for one in made:
        one.socket.close()


def test_the_scanner_reads_every_byte_before_a_file_is_kept(files: Files, scanner: Any) -> None:
    clamd = scanner(b"stream: OK\0")
    content = pdf_bytes()
    assert files.store(content, "đơn.pdf").pages == 2
    assert clamd.read == content


def test_an_infected_file_is_not_kept(files: Files, scanner: Any) -> None:
    scanner(b"stream: Eicar-Test-Signature FOUND\0")
    refusal = assert_refused(files, pdf_bytes(), "đơn.pdf", FileInfected)
    assert refusal.details == {"found": "Eicar-Test-Signature"}


def test_an_answer_that_is_not_understood_counts_as_no_answer(files: Files, scanner: Any) -> None:
    scanner(b"INSTREAM size limit exceeded. ERROR\0")
    assert_refused(files, pdf_bytes(), "đơn.pdf", ScannerNotAnswering)


@pytest.mark.parametrize("address", ["unix:/nowhere/clamd", "nonsense", "127.0.0.1:1"])
def test_without_the_scanner_nothing_is_taken_in(files: Files, settings: Any, address: str) -> None:
    settings.VIRUS_SCANNER = address
    assert_refused(files, pdf_bytes(), "đơn.pdf", ScannerNotAnswering)
