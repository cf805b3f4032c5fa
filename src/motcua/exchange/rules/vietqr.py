"""VietQR: the text of the QR code that every bank's app in the country reads (EMVCo merchant-presented mode).

Source: NAPAS, "Đặc tả kỹ thuật mã VietQR"; EMVCo QR Code Specification for Payment Systems, merchant-presented mode.
"""

import re
from dataclasses import dataclass

NAPAS = "A000000727"
TO_ACCOUNT = "QRIBFTTA"
DONG = "704"


@dataclass(frozen=True)
class BankAccount:
    """Where the fees of this installation are collected."""

    bank: str
    """The bank's identification number at NAPAS (BIN), 6 digits."""
    number: str
    holder: str

    @property
    def is_usable(self) -> bool:
        return bool(re.fullmatch(r"\d{6}", self.bank) and re.fullmatch(r"[0-9A-Za-z]{1,19}", self.number))


def vietqr_text(account: BankAccount, amount_vnd: int, purpose: str) -> str:
    """The content of the code for one transfer of this amount, which carries `purpose` (at most 25 letters, digits)."""
    assert account.is_usable and amount_vnd > 0 and re.fullmatch(r"[0-9A-Za-z]{1,25}", purpose)
    receiver = _field("00", account.bank) + _field("01", account.number)
    body = "".join(
        (
            _field("00", "01"),
            _field("01", "12"),
            _field("38", _field("00", NAPAS) + _field("01", receiver) + _field("02", TO_ACCOUNT)),
            _field("53", DONG),
            _field("54", str(amount_vnd)),
            _field("58", "VN"),
            _field("62", _field("08", purpose)),
            "6304",
        )
    )
    return f"{body}{crc16(body.encode('ascii')):04X}"


def crc16(content: bytes) -> int:
    """CRC-16 with polynomial 1021 and start FFFF, as EMVCo asks."""
    value = 0xFFFF
    for byte in content:
        value ^= byte << 8
        for _ in range(8):
            value = (value << 1) ^ 0x1021 if value & 0x8000 else value << 1
        value &= 0xFFFF
    return value


def _field(tag: str, value: str) -> str:
    return f"{tag}{len(value):02d}{value}"
