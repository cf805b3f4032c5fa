"""Whole numbers from people and addresses: anything else is no number, however long."""

_DIGITS_MAX = 18
"""What the database can count to."""


def whole_number(text: object) -> int | None:
    """The number, or None."""
    if not isinstance(text, str):
        return None
    digits = text.strip()
    return int(digits) if digits.isascii() and digits.isdigit() and len(digits) <= _DIGITS_MAX else None
