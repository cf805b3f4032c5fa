"""Reading bodies and queries: strictly JSON in UTF-8, and only text that can be kept."""

import json
import math
from typing import Any, NoReturn

from django.http import HttpRequest
from django.utils.datastructures import MultiValueDict
from ninja.parser import Parser

from motcua.kernel.refusal import Refusal

DEPTH_MAX = 20
"""How deep answers of e-forms may be nested."""


class ContentTypeNotAccepted(Refusal):
    """The body must be JSON. Send it with `Content-Type: application/json`."""

    status = 415


class TextNotStorable(Refusal):
    """The request has a character that no text has, such as NUL or half of a surrogate pair. Take it out."""

    status = 422


class NumberNotPossible(Refusal):
    """The request has a number that JSON does not know, or one that is too large. Mend it."""

    status = 422


class NestedTooDeeply(Refusal):
    """The values in the request are nested too deeply. Flatten them."""

    status = 422


class StrictParser(Parser):
    """JSON as RFC 8259 says, and nothing that the database would choke on."""

    def parse_body(self, request: HttpRequest) -> dict[str, Any]:
        if request.content_type != "application/json":
            raise ContentTypeNotAccepted(content_type=request.content_type)
        body: dict[str, Any] = json.loads(request.body.decode(), parse_constant=_not_a_number, parse_float=_finite)
        _check(body)
        return body

    def parse_querydict(
        self, data: MultiValueDict[str, Any], list_fields: list[str], request: HttpRequest
    ) -> dict[str, Any]:
        parsed = super().parse_querydict(data, list_fields, request)
        _check(parsed)
        return parsed


def _not_a_number(text: str) -> NoReturn:
    raise NumberNotPossible(number=text)


def _finite(text: str) -> float:
    number = float(text)
    if not math.isfinite(number):
        raise NumberNotPossible(number=text[:40])
    return number


def _check(value: object, depth: int = 0) -> None:
    if depth > DEPTH_MAX:
        raise NestedTooDeeply(depth_max=DEPTH_MAX)
    if isinstance(value, str):
        if "\0" in value or any("\ud800" <= letter <= "\udfff" for letter in value):
            raise TextNotStorable
    elif isinstance(value, dict):
        for key, item in value.items():
            _check(key, depth)
            _check(item, depth + 1)
    elif isinstance(value, list):
        for item in value:
            _check(item, depth + 1)
