"""Forms without the ways to reach people: officers meet the applicant through the one-stop unit alone."""

from collections.abc import Mapping
from typing import Any

CONTACTS = ("phone", "email")


def without_contacts(data: Mapping[str, Any]) -> dict[str, Any]:
    """A form's data with phone and e-mail of every person on it left empty.

    Law: ND61.5.1
    """
    return {
        name: value | dict.fromkeys(CONTACTS, "") if isinstance(value, dict) and "identifier" in value else value
        for name, value in data.items()
    }
