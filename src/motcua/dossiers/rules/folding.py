"""What follows from a dossier's rows: its stage and who takes part."""

from collections.abc import Iterable
from dataclasses import dataclass

from motcua.dossiers.rules.stages import LegKind, LegState, Stage

WORKING_KINDS = frozenset({LegKind.LEAD, LegKind.LINKED})
"""Legs that end in a result for the applicant."""


@dataclass(frozen=True)
class LegFacts:
    """What the stage needs to know of one leg."""

    kind: LegKind
    state: LegState
    is_started: bool
    has_result: bool
    is_returned: bool


@dataclass(frozen=True)
class IntakeFacts:
    """What happened before the dossier had legs."""

    is_accepted: bool
    is_refused: bool
    awaits_components: bool
    stop_requested: bool
    """A stop was asked for and has not taken effect yet; a decision overtakes it."""


def dossier_stage(intake: IntakeFacts, legs: Iterable[LegFacts]) -> Stage:
    """The stage of the whole dossier; one leg that waits for the applicant does not hide another one at work."""
    if not intake.is_accepted:
        if intake.is_refused:
            return Stage.REFUSED
        return Stage.INCOMPLETE if intake.awaits_components else Stage.SUBMITTED
    working = [leg for leg in legs if leg.kind in WORKING_KINDS]
    if all(leg.state is LegState.STOPPED for leg in working):
        return Stage.STOPPED
    if all(leg.state in {LegState.DONE, LegState.STOPPED} for leg in working):
        uncollected = any(leg.has_result and not leg.is_returned for leg in working)
        return Stage.DECIDED if uncollected else Stage.RETURNED
    if intake.stop_requested and not any(leg.state is LegState.DONE for leg in working):
        return Stage.STOP_REQUESTED
    return _stage_in_work(working)


def _stage_in_work(working: list[LegFacts]) -> Stage:
    open_legs = [leg for leg in working if leg.state in {LegState.OPEN, LegState.SUSPENDED}]
    if open_legs:
        return Stage.PROCESSING if any(leg.is_started for leg in working) else Stage.ACCEPTED
    if any(leg.state is LegState.AWAITING_SUPPLEMENT for leg in working):
        return Stage.AWAITING_SUPPLEMENT
    if any(leg.state is LegState.AWAITING_PAYMENT for leg in working):
        return Stage.AWAITING_PAYMENT
    return Stage.PROCESSING if any(leg.is_started for leg in working) else Stage.ACCEPTED
