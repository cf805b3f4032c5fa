"""How an e-form is laid out, and its parts as templates show them."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import Enum

from django.forms import BoundField


class Style(Enum):
    """For whom the form is laid out."""

    PAGE = "page"
    """For people who meet it once: three boxes for a date, two for an address, optional questions say so."""
    DESK = "desk"
    """For people who type all day: one box for each answer; papers are ticked off elsewhere on the screen."""


@dataclass(frozen=True)
class Layout:
    """How and when a form is shown, and what it need not ask."""

    style: Style = Style.PAGE
    on: date | None = None
    """The day as of which communes are looked up; today when none is given."""
    leave_out: Collection[str] = ()
    """Questions that the screen around the form asks itself."""
    is_examined: bool = True
    """Whether faults are looked for; not while a screen is only shown again as it stands."""
    is_whole: bool = True
    """Whether missing answers are faults; not when a paper declaration carries them."""
    prefix: str | None = None
    kept_files: Mapping[str, Sequence[str]] = field(default_factory=dict)
    """Names of the files that are there already, by component."""


@dataclass(frozen=True)
class Row:
    """One entry of a repeat on the page."""

    number: int
    called: str
    boxes: list[BoundField]
    may_remove: bool


@dataclass(frozen=True)
class Part:
    """One question on the page, or one repeat with its entries."""

    box: BoundField
    rows: list[Row] | None = None
    revealed_by: str = ""
    """Name of the box whose value shows this one, for browsers with scripts."""
    revealed_for: str = ""
    """The values that show it, separated by spaces."""
    act: str = ""
    """Name of the buttons that add and remove entries."""
    adds: str = ""
    """What the button adds; empty when there may be no more entries."""
    files: Sequence[str] = ()
    """Names of the files that are there already."""
