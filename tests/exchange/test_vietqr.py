"""VietQR: checksum, fields, and a picture that a reader reads back."""

import io

import pytest
import segno
import zxingcpp
from PIL import Image

from motcua.exchange.rules.vietqr import BankAccount, crc16, vietqr_text

ACCOUNT = BankAccount("970436", "0011001234567", "KHO BAC NHA NUOC")


def fields(text: str) -> dict[str, str]:
    found = {}
    while text:
        tag, length = text[:2], int(text[2:4])
        found[tag], text = text[4 : 4 + length], text[4 + length :]
    return found


@pytest.mark.parametrize(("content", "expected"), [(b"123456789", 0x29B1), (b"", 0xFFFF), (b"A", 0xB915)])
def test_the_checksum_has_the_published_values(content: bytes, expected: int) -> None:
    assert crc16(content) == expected


def test_every_field_is_where_a_bank_looks_for_it() -> None:
    text = vietqr_text(ACCOUNT, 16000, "MCABCDEFGHJKMN")
    found = fields(text)
    assert (found["00"], found["01"], found["53"], found["54"], found["58"]) == ("01", "12", "704", "16000", "VN")
    assert fields(found["38"]) == {"00": "A000000727", "01": "000697043601130011001234567", "02": "QRIBFTTA"}
    assert fields(found["62"]) == {"08": "MCABCDEFGHJKMN"}
    assert int(found["63"], 16) == crc16(text[:-4].encode())


def test_the_picture_is_read_back() -> None:
    text = vietqr_text(ACCOUNT, 16000, "MCABCDEFGHJKMN")
    picture = io.BytesIO()
    segno.make(text, error="m", micro=False).save(picture, kind="png", scale=4, border=4)
    assert zxingcpp.read_barcodes(Image.open(picture))[0].text == text


@pytest.mark.parametrize(("bank", "number"), [("", ""), ("97043", "1"), ("970436", ""), ("970436", "1 2")])
def test_an_account_that_is_not_set_shows_no_code(bank: str, number: str) -> None:
    assert not BankAccount(bank, number, "").is_usable
