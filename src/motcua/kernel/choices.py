"""Enums whose members are stored as text and shown in words elsewhere."""

from enum import StrEnum


class Choice(StrEnum):
    """A closed list of values; the words for people live in templates."""

    @classmethod
    def choices(cls) -> list[tuple[str, str]]:
        return [(member.value, member.value) for member in cls]
