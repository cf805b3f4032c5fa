"""What a check of catalogue data found: a code for machines, a sentence for people, the line to go to."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any


@dataclass(frozen=True)
class Finding:
    """One fault, with the place and what to do.

    `text` is a Vietnamese message id; its `{names}` are filled from `values`, so that a page can translate it first.
    """

    code: str
    text: str
    line: int | None = None
    """From 1; empty when the data has no lines."""
    path: str = ""
    """Where in the document, e.g. `limits[0].when`."""
    values: Mapping[str, Any] = field(default_factory=dict)

    def __str__(self) -> str:
        return self.in_words(lambda message: message)

    def in_words(self, translate: Callable[[str], str]) -> str:
        """The sentence in another language, e.g. with Django's `gettext`."""
        text = translate(self.text)
        return text.format(**self.values) if self.values else text

    def at_line(self, line: int | None) -> "Finding":
        return replace(self, line=line)

    def to_json(self) -> dict[str, Any]:
        return {
            "code": self.code,
            "text": self.text,
            "line": self.line,
            "path": self.path,
            "values": {name: str(value) for name, value in self.values.items()},
        }

    @classmethod
    def from_json(cls, document: Mapping[str, Any]) -> "Finding":
        return cls(**document)
