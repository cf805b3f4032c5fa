"""Rules of mandates: who may act for whom, on what ground, from when to when."""

from datetime import date

from motcua.kernel.choices import Choice
from motcua.kernel.refusal import Refusal


class MandateGround(Choice):
    PARENT = "parent"
    """For one's own child."""
    CHILD = "child"
    """For one's own father or mother."""
    GUARDIAN = "guardian"
    COMPANY = "company"
    """For an organisation one represents by law."""
    AUTHORISED = "authorised"
    """By a written authorisation."""


class MandateNotPossible(Refusal):
    """The mandate cannot be entered like this. Check the person, the paper and the period."""


class MandateNotFound(Refusal):
    """There is no such mandate of yours. Choose one from your list."""

    status = 404


class MandateClosed(Refusal):
    """This mandate has ended. Enter a new one if it goes on."""


def check_mandate(
    *,
    ground: MandateGround,
    representative_identifier: str,
    principal_identifier: str,
    principal_name: str,
    paper: str,
    start: date,
    end: date | None,
) -> None:
    """Raises MandateNotPossible with what has to be mended."""
    if not principal_name:
        raise MandateNotPossible(reason="name_missing")
    if principal_identifier and principal_identifier == representative_identifier:
        raise MandateNotPossible(reason="oneself")
    if end is not None and end <= start:
        raise MandateNotPossible(reason="period_empty")
    if ground in {MandateGround.AUTHORISED, MandateGround.GUARDIAN} and not paper:
        raise MandateNotPossible(reason="paper_missing")
    if ground == MandateGround.AUTHORISED and end is None:
        raise MandateNotPossible(reason="end_missing")
