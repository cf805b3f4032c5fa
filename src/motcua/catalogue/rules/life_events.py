"""Life events: the procedures an event in a person's life brings, in the order to do them, and what they share.

A guide only: what the law asks stands in the procedures' own editions.
"""

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from motcua.catalogue.rules.document import CatalogueFileFaulty
from motcua.catalogue.rules.document.reading import Cursor, open_text
from motcua.catalogue.rules.edition import Certainty, Provenance, Text

_KEY = re.compile(r"[a-z][a-z0-9_]{0,39}")
NO_WORDS = Text("", "")


@dataclass(frozen=True)
class EventStep:
    """One procedure or group to file; `note` says when it is for you, empty when it is for everybody."""

    procedure: str
    note: Text


@dataclass(frozen=True)
class EventPart:
    """Steps that belong together, done one after the other."""

    title: Text
    steps: tuple[EventStep, ...]


@dataclass(frozen=True)
class SharedData:
    """What is given once and used again: the procedure that takes or makes it, and those that use it."""

    name: Text
    given_in: str
    used_in: tuple[str, ...]


@dataclass(frozen=True)
class LifeEventGuide:
    key: str
    position: int
    name: Text
    summary: Text
    words: tuple[str, ...]
    """Other words that people look for it by."""
    parts: tuple[EventPart, ...]
    shared: tuple[SharedData, ...]
    provenance: Provenance

    @property
    def procedures(self) -> tuple[str, ...]:
        """Codes of all its procedures, in order, each once."""
        return tuple(dict.fromkeys(step.procedure for part in self.parts for step in part.steps))


def read_life_events(text: str, name: str) -> list[LifeEventGuide]:
    """The guides of a file.

    Raises CatalogueFileFaulty with every fault, each with its line.
    """
    root, reading = open_text(text)
    guides: list[LifeEventGuide] = []
    if root is not None:
        for cursor in root.mapping("events")["events"].items():
            guide = _guide(cursor)
            if guide.key in {other.key for other in guides}:
                cursor.note("twice", key=guide.key, section="events")
            guides.append(guide)
    if reading.findings:
        raise CatalogueFileFaulty(name, reading.findings)
    return guides


def _guide(cursor: Cursor) -> LifeEventGuide:
    at = cursor.mapping("key", "position", "name", "summary", "words", "parts", "shared", "source", "certainty")
    key = at["key"].text()
    if key and not _KEY.fullmatch(key):
        at["key"].note("bad_key", key=key)
    guide = LifeEventGuide(
        key=key,
        position=at["position"].integer(1),
        name=_text(at["name"]),
        summary=_text(at["summary"]),
        words=at["words"].texts(),
        parts=tuple(_part(part) for part in at["parts"].items()),
        shared=tuple(_shared(shared) for shared in at["shared"].items()),
        provenance=Provenance(at["source"].text(), at["certainty"].choice(Certainty)),
    )
    if not guide.parts:
        at["parts"].note("nothing", section="parts")
    _check_shared(at["shared"], guide)
    return guide


def _part(cursor: Cursor) -> EventPart:
    at = cursor.mapping("title", "steps")
    steps = tuple(_step(step) for step in at["steps"].items())
    if not steps:
        at["steps"].note("nothing", section="steps")
    return EventPart(_text(at["title"]), steps)


def _step(cursor: Cursor) -> EventStep:
    at = cursor.mapping("procedure", "note")
    return EventStep(at["procedure"].text(), NO_WORDS if at["note"].is_null else _text(at["note"]))


def _shared(cursor: Cursor) -> SharedData:
    at = cursor.mapping("name", "given_in", "used_in")
    return SharedData(_text(at["name"]), at["given_in"].text(), at["used_in"].texts())


def _check_shared(cursor: Cursor, guide: LifeEventGuide) -> None:
    """What is shared is shared by procedures of the event."""
    for item, shared in zip(cursor.items(), guide.shared, strict=True):
        for code in (shared.given_in, *shared.used_in):
            if code not in guide.procedures:
                item.note("event_shared_unknown", procedure=code, event=guide.key)


def _text(cursor: Cursor) -> Text:
    at = cursor.mapping("vi", "en")
    return Text(at["vi"].text(longest=400), at["en"].text(longest=400))


def to_json(guide: LifeEventGuide) -> dict[str, Any]:
    """The guide as JSON data, in the shape and order of its file."""
    return {
        "key": guide.key,
        "position": guide.position,
        "name": _words(guide.name),
        "summary": _words(guide.summary),
        "words": list(guide.words),
        "parts": [
            {
                "title": _words(part.title),
                "steps": [
                    {"procedure": step.procedure, "note": None if step.note == NO_WORDS else _words(step.note)}
                    for step in part.steps
                ],
            }
            for part in guide.parts
        ],
        "shared": [
            {"name": _words(shared.name), "given_in": shared.given_in, "used_in": list(shared.used_in)}
            for shared in guide.shared
        ],
        "source": guide.provenance.source,
        "certainty": guide.provenance.certainty.value,
    }


def from_json(document: Mapping[str, Any]) -> LifeEventGuide:
    """The guide of a document that `to_json` made; it was checked before it was stored."""
    return LifeEventGuide(
        key=document["key"],
        position=document["position"],
        name=Text(**document["name"]),
        summary=Text(**document["summary"]),
        words=tuple(document["words"]),
        parts=tuple(
            EventPart(
                Text(**part["title"]),
                tuple(
                    EventStep(step["procedure"], Text(**step["note"]) if step["note"] else NO_WORDS)
                    for step in part["steps"]
                ),
            )
            for part in document["parts"]
        ),
        shared=tuple(
            SharedData(Text(**shared["name"]), shared["given_in"], tuple(shared["used_in"]))
            for shared in document["shared"]
        ),
        provenance=Provenance(document["source"], Certainty(document["certainty"])),
    )


def fingerprint(guide: LifeEventGuide) -> str:
    """SHA-256 of the guide's content, whatever its file looks like."""
    canonical = json.dumps(to_json(guide), sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()


def _words(text: Text) -> dict[str, str]:
    return {"vi": text.vi, "en": text.en}
