"""How commands read dates and say refusals."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any

import click

from motcua.kernel.refusal import Refusal


class _Day(click.ParamType[date]):
    name = "date"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        if isinstance(value, date):
            return value
        try:
            return date.fromisoformat(value)
        except ValueError:
            self.fail(f"{value!r} is not a date; write it as 2025-07-01", param, ctx)


DAY = _Day()
"""A date as 2025-07-01."""


def in_words(refusal: Refusal) -> str:
    """The refusal's sentence with its findings, one a line, or its facts."""
    findings = getattr(refusal, "findings", None)
    if findings:
        return "\n".join([str(refusal.__doc__), *(f"    {finding}" for finding in findings)])
    facts = ", ".join(f"{name}: {fact}" for name, fact in refusal.details.items())
    return f"{refusal.__doc__} ({facts})" if facts else str(refusal.__doc__)


@contextmanager
def refusals_in_words() -> Iterator[None]:
    """A refusal ends the command with its words and exit code 1."""
    try:
        yield
    except Refusal as refusal:
        raise click.ClickException(in_words(refusal)) from None
