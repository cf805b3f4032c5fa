"""JSON Schema with patterns that take linear time, whatever somebody types: RE2 instead of Python's own."""

from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any

import re2
from jsonschema import Draft202012Validator
from jsonschema.exceptions import ValidationError
from jsonschema.validators import extend


def validator_of(schema: Mapping[str, Any]) -> Any:
    """Examines answers by the schema."""
    return _Validator(schema, format_checker=Draft202012Validator.FORMAT_CHECKER)


def pattern_problem(pattern: str) -> str:
    """Why a pattern cannot be used; empty when it can."""
    try:
        _compiled(pattern)
    except re2.error as problem:
        told = problem.args[0] if problem.args else ""
        return told.decode(errors="replace") if isinstance(told, bytes) else str(told)
    return ""


def _pattern(_validator: Any, pattern: str, text: Any, _schema: Any) -> Iterator[ValidationError]:
    if isinstance(text, str) and not _compiled(pattern).search(text):
        yield ValidationError(f"{text!r} does not match {pattern!r}")


@lru_cache(maxsize=512)
def _compiled(pattern: str) -> Any:
    options = re2.Options()
    options.log_errors = False
    return re2.compile(pattern, options=options)


_Validator = extend(Draft202012Validator, {"pattern": _pattern})  # type: ignore[no-untyped-call]
