"""Types by content, honest names, safe names."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.documents.rules.media import (
    NAME_MAX,
    FileEmpty,
    FileNotWhatItsNameSays,
    FileTypeNotAllowed,
    MediaType,
    accepted_type,
    clean_name,
    type_of_content,
)

PDF, JPEG, PNG = b"%PDF-1.7\n", b"\xff\xd8\xff\xe0", b"\x89PNG\r\n\x1a\n"


@pytest.mark.parametrize(
    ("name", "head", "media_type"),
    [("don.pdf", PDF, MediaType.PDF), ("ANH.JPEG", JPEG, MediaType.JPEG), ("anh.jfif", JPEG, MediaType.JPEG),
     ("quét.png", PNG, MediaType.PNG), ("không đuôi", PDF, MediaType.PDF), ("v1.2 bản cuối", PNG, MediaType.PNG)],
)  # fmt: skip
def test_honest_files_are_accepted(name: str, head: bytes, media_type: MediaType) -> None:
    assert accepted_type(name, head) == media_type


@pytest.mark.parametrize(
    ("name", "head", "refusal"),
    [("don.pdf", PNG, FileNotWhatItsNameSays), ("anh.png", PDF, FileNotWhatItsNameSays),
     ("don.pdf", b"MZ\x90\x00", FileNotWhatItsNameSays), ("don.exe", PDF, FileTypeNotAllowed),
     ("don.pdf.html", PDF, FileTypeNotAllowed), ("don.docx", b"PK\x03\x04", FileTypeNotAllowed),
     ("trang", b"<html>", FileTypeNotAllowed), ("don.pdf", b"", FileEmpty),
     ("don.pdf", b" %PDF-", FileNotWhatItsNameSays)],
)  # fmt: skip
def test_files_that_lie_or_are_of_another_type_are_refused(name: str, head: bytes, refusal: type[Exception]) -> None:
    with pytest.raises(refusal):
        accepted_type(name, head)


@pytest.mark.parametrize(
    ("name", "clean"),
    [("../../etc/passwd.pdf", "passwd.pdf"), ("C:\\Users\\Lan\\Đơn xin.PDF", "Đơn xin.pdf"),
     ("Giấy chứng sinh.pdf", "Giấy chứng sinh.pdf"), ("don\u202efdp.exe", "donfdp.pdf"), ("...", "giay-to.pdf"),
     ("a\nb\x00c.pdf", "abc.pdf"), ('x"<y>|z?.pdf', "x_y_z_.pdf"), ("Tên  dài   .pdf", "Tên dài.pdf"),
     ("", "giay-to.pdf")],
)  # fmt: skip
def test_names_are_made_safe(name: str, clean: str) -> None:
    assert clean_name(name, MediaType.PDF) == clean


@given(st.text(max_size=400), st.sampled_from(list(MediaType)))
def test_a_clean_name_is_short_visible_and_has_the_extension_of_the_content(name: str, media_type: MediaType) -> None:
    clean = clean_name(name, media_type)
    assert clean.endswith(media_type.extension)
    assert len(clean) <= NAME_MAX
    assert clean.isprintable()
    assert not set(clean) & set('/\\:*?"<>|')
    assert clean_name(clean, media_type) == clean


@given(st.binary(max_size=64))
def test_any_bytes_have_a_type_or_none(head: bytes) -> None:
    found = type_of_content(head)
    assert found is None or head.startswith((b"%PDF-", b"\xff\xd8\xff", b"\x89PNG"))
