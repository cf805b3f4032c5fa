"""What an identity provider says of a person, read by a mapping that an installation can change."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from motcua.kernel.choices import Choice
from motcua.kernel.refusal import Refusal
from motcua.kernel.text import normalise


class IdentitySource(Choice):
    PROVIDER = "provider"
    """Told by an identity provider over OpenID Connect."""


class IdentityNotUsable(Refusal):
    """The identity provider did not say who you are. Try again, or file at a desk with your identity card."""

    status = 403


class IdentityClash(Refusal):
    """Another person is registered with this number. Go to a desk with your identity card; it can put this right."""


FIELDS = frozenset({"identifier", "name", "born_on", "address", "phone", "email"})
"""What can be mapped; only the name has to be."""
DATE_SHAPES = ("%Y-%m-%d", "%d/%m/%Y", "%d%m%Y", "%Y%m%d", "%d-%m-%Y")


class MappingNotUsable(ValueError):
    """The mapping file names a field that is not known or lacks the name."""


@dataclass(frozen=True)
class Identity:
    """A person as the provider describes them; what it does not tell, or tells in no usable shape, is empty."""

    name: str
    identifier: str = ""
    born_on: date | None = None
    address: str = ""
    phone: str = ""
    email: str = ""


def check_mapping(mapping: Any) -> dict[str, tuple[str, ...]]:
    """Field → claims to look at, in order. Raises MappingNotUsable with what is wrong."""
    if not isinstance(mapping, dict) or not mapping:
        raise MappingNotUsable("the mapping is empty")
    if unknown := sorted(set(mapping) - FIELDS):
        raise MappingNotUsable(f"unknown fields: {', '.join(unknown)}; known: {', '.join(sorted(FIELDS))}")
    if "name" not in mapping:
        raise MappingNotUsable("no claim for the name")
    read: dict[str, tuple[str, ...]] = {}
    for field, claims in mapping.items():
        listed = [claims] if isinstance(claims, str) else claims
        if not isinstance(listed, list) or not all(isinstance(claim, str) and claim for claim in listed):
            raise MappingNotUsable(f"{field}: give a claim or a list of claims")
        read[field] = tuple(listed)
    return read


def identity_of(claims: Mapping[str, Any], mapping: Mapping[str, tuple[str, ...]]) -> Identity:
    """The person behind the claims. A claim `a.b` is the member `b` of the claim `a`; the first usable one counts.

    Raises IdentityNotUsable when no claim gives a name.
    """
    told = {field: [text for path in paths if (text := _at(claims, path))] for field, paths in mapping.items()}
    names = told.get("name", [])
    if not names:
        raise IdentityNotUsable
    return Identity(
        name=names[0][:200],
        identifier=next((text for text in told.get("identifier", []) if re.fullmatch(r"[0-9]{12}", text)), ""),
        born_on=next((day for text in told.get("born_on", []) if (day := _date(text))), None),
        address=_first(told.get("address", []))[:300],
        phone=next((text for text in map(_phone, told.get("phone", [])) if text), ""),
        email=next((text for text in told.get("email", []) if re.fullmatch(r"[^@\s]+@[^@\s]+\.[^@\s]+", text)), ""),
    )


def _at(claims: Mapping[str, Any], path: str) -> str:
    value: Any = claims
    for part in path.split("."):
        value = value.get(part) if isinstance(value, Mapping) else None
    return normalise(str(value)) if isinstance(value, str | int) and not isinstance(value, bool) else ""


def _first(texts: list[str]) -> str:
    return texts[0] if texts else ""


def _date(text: str) -> date | None:
    for shape in DATE_SHAPES:
        try:
            return datetime.strptime(text, shape).date()  # noqa: DTZ007 - a day of the calendar, not an instant
        except ValueError:
            continue
    return None


def _phone(text: str) -> str:
    digits = re.sub(r"[\s.()-]", "", text)
    national = re.sub(r"^(\+84|0084)", "0", digits)
    return national if re.fullmatch(r"0[0-9]{9,10}", national) else ""
