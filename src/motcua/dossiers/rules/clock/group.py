"""The due date of interconnected procedures: the latest end over the graph of legs."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from graphlib import CycleError, TopologicalSorter

from motcua.catalogue.rules.edition import Limit
from motcua.dossiers.rules.clock.ledger import ClockTerms
from motcua.dossiers.rules.clock.reckoning import due_after
from motcua.kernel.refusal import Refusal
from motcua.kernel.worktime import WorkCalendar


class LegsInCircle(Refusal):
    """These procedures wait for each other in a circle. Correct what each member of the group comes after."""


@dataclass(frozen=True)
class LegPlan:
    """One leg for the reckoning of its group: an end that is known, or the limit it will have."""

    requires: frozenset[str]
    limit: Limit
    calendar: WorkCalendar
    end_at: datetime | None = None
    """When it was finished, else its own due date; None while it is pending or suspended."""
    is_suspended: bool = False


def critical_path(legs: Mapping[str, LegPlan], start: datetime, terms: ClockTerms | None = None) -> datetime | None:
    """The latest end over all legs; a pending leg has its whole limit from the end of what it waits for.

    None when a leg is suspended, because no end can be promised then. Raises LegsInCircle.
    """
    if any(leg.is_suspended for leg in legs.values()):
        return None
    try:
        order = tuple(TopologicalSorter({key: leg.requires for key, leg in legs.items()}).static_order())
    except CycleError as problem:
        raise LegsInCircle(legs=sorted(set(problem.args[1]))) from None
    ends: dict[str, datetime] = {}
    for key in order:
        leg = legs[key]
        begin = max((ends[required] for required in leg.requires), default=start)
        ends[key] = leg.end_at or due_after(begin, leg.limit, leg.calendar, terms)
    return max(ends.values(), default=None)
