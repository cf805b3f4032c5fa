"""The route engine: which steps open next, as a pure function of what is done.

Steps form an acyclic graph. Several steps after one are a parallel fork, several names in `after` are a join, `when`
makes a branch; there is no other control flow, so every route that passes `route_check` ends.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from motcua.catalogue.rules.conditions import holds
from motcua.catalogue.rules.edition import Route, Step

_FACT = re.compile(r"\bdata\.(\w+)")


@dataclass(frozen=True)
class Advance:
    """What follows from the steps done so far."""

    open: tuple[str, ...]
    """Every step that is due to be worked on now, in the route's order, those opened earlier included."""
    skipped: tuple[str, ...]
    """Steps newly skipped because their condition is false, in the order they were decided."""


def next_steps(route: Route, done: frozenset[str], skipped: frozenset[str], facts: Mapping[str, Any]) -> Advance:
    """The steps to open and to skip once `done` are done and `skipped` were skipped before.

    A step opens when every step of `after` is done or skipped and its `when` is empty or true; a false `when` skips
    it, and the steps behind it go on as if it were done. Conditions are asked only of steps that are due. The caller
    keeps steps that are open already: a fact that changes later does not close them.

    Raises ConditionNotDecidable when a condition of a step that is due cannot be decided from the facts.
    """
    passed = done | skipped
    newly_skipped: list[str] = []
    open_steps: set[str] = set()
    waiting = [step for step in route.steps if step.key not in passed]
    settled = False
    while not settled:
        settled = True
        still_waiting = []
        for step in waiting:
            if not passed.issuperset(step.after):
                still_waiting.append(step)
            elif step.when is None or holds(step.when, facts):
                open_steps.add(step.key)
            else:
                newly_skipped.append(step.key)
                passed |= {step.key}
                settled = False
        waiting = still_waiting
    return Advance(open=tuple(step.key for step in route.steps if step.key in open_steps), skipped=tuple(newly_skipped))


def facts_behind(route: Route, step_key: str) -> tuple[str, ...]:
    """Names of the facts of `data` that the conditions of the steps after this one ask for, in the route's order."""
    behind = {step_key}
    names: dict[str, None] = {}
    for _ in route.steps:
        behind |= {step.key for step in route.steps if behind & set(step.after)}
    for step in route.steps:
        if step.key in behind - {step_key} and step.when:
            names |= dict.fromkeys(_FACT.findall(step.when))
    return tuple(names)


def steps_after(route: Route, step_key: str) -> tuple[Step, ...]:
    """The steps that wait for this one directly."""
    return tuple(step for step in route.steps if step_key in step.after)


def is_finished(route: Route, done: frozenset[str], skipped: frozenset[str]) -> bool:
    """Whether every step is done or skipped."""
    return all(step.key in done or step.key in skipped for step in route.steps)
