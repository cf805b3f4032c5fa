"""Reading YAML with lines: a cursor over the nodes that notes every fault and goes on."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction
from math import isfinite
from typing import Any, TypeVar

import yaml

from motcua.catalogue.rules.faults import fault
from motcua.catalogue.rules.findings import Finding

NO_DATE = date.min
"""Stands for a date that could not be read; later checks leave it alone."""

LONGEST_FILE = 1_000_000
DEEPEST = 40

_LOADER: type[Any] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_NUMBER = re.compile(r"-?[0-9]{1,9}(\.[0-9]{1,9}|/[0-9]{1,9})?")
_NULLS = {"", "~", "null", "Null", "NULL"}
_TRUE, _FALSE = {"true", "True", "TRUE"}, {"false", "False", "FALSE"}
_INTEGER = re.compile(r"[-+]?(0|[1-9][0-9]{0,29})")
_FLOAT = re.compile(r"[-+]?([0-9]+\.[0-9]*|\.[0-9]+)([eE][-+][0-9]{1,3})?")
"""Numbers without quotes, as in YAML 1.2; the parser's own guesses (`no` is false, `12:30` a number) are not used."""

Member = TypeVar("Member", bound=StrEnum)


class Reading:
    """What was found while reading one document, and the line of every path seen."""

    def __init__(self) -> None:
        self.findings: list[Finding] = []
        self.lines: dict[str, int] = {}

    def note(self, code: str, line: int | None, path: str, /, **values: object) -> None:
        self.findings.append(fault(code, line, path, **values))

    def line_of(self, path: str) -> int | None:
        """The line of the path, or of the nearest thing around it."""
        while path and path not in self.lines:
            cut = max(path.rfind("."), path.rfind("["))
            path = path[:cut] if cut > 0 else ""
        return self.lines.get(path)


def open_text(text: str) -> tuple["Cursor | None", Reading]:
    """The root of the document, or None with the fault when it is not YAML at all."""
    reading = Reading()
    if len(text) > LONGEST_FILE:
        reading.note("file_too_long", 1, "", longest=LONGEST_FILE, length=len(text))
        return None, reading
    try:
        _check_events(text, reading)
        if reading.findings:
            return None, reading
        node = yaml.compose(text, Loader=_LOADER)
    except yaml.MarkedYAMLError as problem:
        mark = problem.problem_mark or problem.context_mark
        reading.note("not_yaml", mark.line + 1 if mark else 1, "", problem=problem.problem or "")
        return None, reading
    except (yaml.YAMLError, ValueError) as problem:
        reading.note("not_yaml", 1, "", problem=str(problem).partition("\n")[0])
        return None, reading
    if not isinstance(node, yaml.MappingNode):
        reading.note("not_a_mapping", 1, "")
        return None, reading
    return Cursor(reading, node, "", 1), reading


def _check_events(text: str, reading: Reading) -> None:
    """Notes aliases and too deep nesting before anything recursive looks at the document."""
    depth = 0
    for event in yaml.parse(text, Loader=_LOADER):
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > DEEPEST:
            reading.note("too_deep", _line(event), "")
            return
        if getattr(event, "anchor", None) is not None:
            reading.note("alias", _line(event), "")


def _line(event: yaml.Event) -> int:
    mark: Any = event.start_mark
    return int(mark.line) + 1


def _is_plain(node: yaml.Node | None, words: set[str]) -> bool:
    """Whether the node is one of the words, written without quotes."""
    return isinstance(node, yaml.ScalarNode) and not node.style and node.value in words


@dataclass(frozen=True)
class Cursor:
    """One place of the document; `node` is None when it is missing, which was noted already."""

    reading: Reading
    node: yaml.Node | None
    path: str
    line: int

    def note(self, code: str, /, **values: object) -> None:
        self.reading.note(code, self.line, self.path, **values)

    def _at(self, node: yaml.Node | None, path: str, line: int) -> "Cursor":
        self.reading.lines.setdefault(path, line)
        return Cursor(self.reading, node, path, line)

    # what is here

    @property
    def is_missing(self) -> bool:
        return self.node is None

    @property
    def is_null(self) -> bool:
        return self.node is None or _is_plain(self.node, _NULLS)

    def mapping(self, *required: str, optional: Sequence[str] = ()) -> dict[str, "Cursor"]:
        """A cursor for every key, required or optional; notes keys that are missing, unknown or given twice."""
        found: dict[str, Cursor] = {}
        known = (*required, *optional)
        prefix = f"{self.path}." if self.path else ""
        if self.node is not None and not isinstance(self.node, yaml.MappingNode):
            self.note("not_a_mapping")
        elif self.node is not None:
            for key_node, value_node in self.node.value:
                key = str(getattr(key_node, "value", ""))
                line = key_node.start_mark.line + 1
                if key not in known:
                    self.reading.note("unknown_key", line, f"{prefix}{key}", key=key, known=", ".join(known))
                elif key in found:
                    self.reading.note("key_twice", line, f"{prefix}{key}", key=key)
                else:
                    found[key] = self._at(value_node, f"{prefix}{key}", line)
            for key in required:
                if key not in found:
                    self.reading.note("missing_key", self.line, f"{prefix}{key}", key=key)
        for key in known:
            found.setdefault(key, self._at(None, f"{prefix}{key}", self.line))
        return found

    def items(self) -> list["Cursor"]:
        if self.node is None:
            return []
        if not isinstance(self.node, yaml.SequenceNode):
            self.note("not_a_list")
            return []
        return [
            self._at(node, f"{self.path}[{index}]", node.start_mark.line + 1)
            for index, node in enumerate(self.node.value)
        ]

    def _scalar(self) -> str | None:
        """The scalar as written; None when it is missing, empty or something else, which is noted."""
        if self.node is None:
            return None
        if not isinstance(self.node, yaml.ScalarNode):
            self.note("not_a_text")
            return None
        if self.is_null:
            self.note("empty")
            return None
        return str(self.node.value)

    def text(self, longest: int = 2000) -> str:
        raw = self._scalar()
        if raw is None:
            return ""
        value = unicodedata.normalize("NFC", raw.strip())
        if not value:
            self.note("empty")
        elif len(value) > longest:
            self.note("too_long", longest=longest, length=len(value))
        elif "\x00" in value:
            self.note("not_a_text")
        return value

    def text_or_none(self) -> str | None:
        return None if self.is_null else self.text()

    def day(self) -> date:
        raw = self._scalar()
        if raw is None:
            return NO_DATE
        try:
            if len(raw) != 10:
                raise ValueError(raw)
            return date.fromisoformat(raw)
        except ValueError:
            self.note("not_a_date", value=raw)
            return NO_DATE

    def day_or_none(self) -> date | None:
        return None if self.is_null else self.day()

    def integer(self, least: int = 0) -> int:
        raw = self._scalar()
        if raw is None:
            return least
        if not _INTEGER.fullmatch(raw):
            self.note("not_an_integer", value=raw)
            return least
        if int(raw) < least:
            self.note("too_small", value=raw, least=least)
            return least
        if int(raw) > 10**12:
            self.note("too_large", value=raw)
            return least
        return int(raw)

    def integer_or_none(self, least: int = 0) -> int | None:
        return None if self.is_null else self.integer(least)

    def boolean(self) -> bool:
        raw = self._scalar()
        if raw is None:
            return False
        if not _is_plain(self.node, _TRUE | _FALSE):
            self.note("not_a_boolean", value=raw)
        return raw in _TRUE

    def fraction(self) -> Fraction:
        raw = self._scalar()
        if raw is None:
            return Fraction(1)
        try:
            if not _NUMBER.fullmatch(raw):
                raise ValueError(raw)
            value = Fraction(raw)
        except (ValueError, ZeroDivisionError):
            self.note("not_a_number", value=raw)
            return Fraction(1)
        if value <= 0:
            self.note("not_positive", value=raw)
            return Fraction(1)
        return value

    def choice(self, members: type[Member]) -> Member:
        raw = self._scalar()
        if raw is not None:
            try:
                return members(raw)
            except ValueError:
                self.note("unknown_choice", value=raw, known=", ".join(member.value for member in members))
        return next(iter(members))

    def choice_or_none(self, members: type[Member]) -> Member | None:
        return None if self.is_null else self.choice(members)

    def texts(self) -> tuple[str, ...]:
        return tuple(item.text() for item in self.items())

    def plain(self) -> Any:
        """The node as JSON data; a value JSON has no word for (a date) stays as written."""
        node = self.node
        if node is None:
            return None
        if isinstance(node, yaml.MappingNode):
            document: dict[str, Any] = {}
            for key_node, value_node in node.value:
                key, line = str(getattr(key_node, "value", "")), key_node.start_mark.line + 1
                if key in document:
                    self.reading.note("key_twice", line, f"{self.path}.{key}", key=key)
                document[key] = self._at(value_node, f"{self.path}.{key}", line).plain()
            return document
        if isinstance(node, yaml.SequenceNode):
            return [item.plain() for item in self.items()]
        assert isinstance(node, yaml.ScalarNode)
        return _plain_scalar(node)


def _plain_scalar(node: yaml.ScalarNode) -> Any:
    raw = str(node.value)
    if node.style:
        return raw
    if raw in _NULLS:
        return None
    if raw in _TRUE or raw in _FALSE:
        return raw in _TRUE
    if _INTEGER.fullmatch(raw):
        return int(raw)
    if _FLOAT.fullmatch(raw) and isfinite(float(raw)):
        return float(raw)
    return raw
