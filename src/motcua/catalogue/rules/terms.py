"""What an edition asks in one case: the limit, the fees, the components and the members that fit the facts.

Facts are JSON values by variable: `data` holds the answers of the e-form and what officers found out. A condition
about something nobody has stated yet is not fulfilled.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from motcua.catalogue.rules.conditions import ConditionNotDecidable, holds
from motcua.catalogue.rules.edition import (
    Component,
    Edition,
    FeeBasis,
    FeeChannel,
    FeeRule,
    LimitRule,
    Member,
    PaperForm,
)

Facts = Mapping[str, Any]


def limit_for(edition: Edition, facts: Facts) -> LimitRule:
    """The first limit whose condition is fulfilled; the last one holds without condition."""
    fitting = next((rule for rule in edition.limits if _is_fulfilled(rule.when, facts)), None)
    assert fitting is not None, f"edition {edition.procedure}/{edition.number} has no limit without condition"
    return fitting


def fees_for(edition: Edition, facts: Facts, copies: int, pages: int, channel: FeeChannel) -> list[tuple[FeeRule, int]]:
    """The fees that are due, each with its amount; `pages` is the number of pages of one copy.

    What is free of charge is not due, although the edition says so with its source. Units: dong.
    """
    amounts = ((rule, _amount_vnd(rule, copies, pages)) for rule in fee_rules_for(edition, facts, channel))
    return [(rule, amount_vnd) for rule, amount_vnd in amounts if amount_vnd > 0]


def fee_rules_for(edition: Edition, facts: Facts, channel: FeeChannel) -> list[FeeRule]:
    """The rules about fees that fit this case and this way of filing, those that say it is free included."""
    return [
        rule for rule in edition.fees if rule.channel in {FeeChannel.ANY, channel} and _is_fulfilled(rule.when, facts)
    ]


def _amount_vnd(rule: FeeRule, copies: int, pages: int) -> int:
    match rule.basis:
        case FeeBasis.CASE:
            return rule.amount_vnd
        case FeeBasis.COPY:
            return _graded_vnd(rule, copies)
        case FeeBasis.PAGE:
            per_copy = _graded_vnd(rule, pages)
            return copies * (per_copy if rule.amount_max_vnd is None else min(per_copy, rule.amount_max_vnd))


def _graded_vnd(rule: FeeRule, count: int) -> int:
    """The amount for so many copies or pages, the later ones at their own amount."""
    if rule.later_from is None or rule.amount_later_vnd is None:
        return count * rule.amount_vnd
    first = min(count, rule.later_from - 1)
    return first * rule.amount_vnd + (count - first) * rule.amount_later_vnd


def components_for(edition: Edition, facts: Facts) -> tuple[Component, ...]:
    """The components asked for in this case.

    What the result of a member of the group fills is asked for from nobody; of a procedure that stands alone, it is.
    """
    return tuple(
        component
        for component in edition.components
        if _is_fulfilled(component.when, facts) and not (edition.is_group and component.filled_by)
    )


def missing(edition: Edition, marks: Mapping[str, PaperForm], facts: Facts) -> list[Component]:
    """The required components that were not handed in, or not in a form the procedure accepts.

    `marks` says by component key what was handed in.
    """
    return [
        component
        for component in components_for(edition, facts)
        if component.required and marks.get(component.key, PaperForm.NONE) not in component.accepts
    ]


def filled_by_others(edition: Edition, others: Iterable[Edition]) -> frozenset[str]:
    """Keys of the member's components that results of the group's other procedures fill; nobody is asked for them."""
    results = {other.result.key for other in others}
    return frozenset(component.key for component in edition.components if component.filled_by in results)


def members_for(edition: Edition, chosen: frozenset[str] | None) -> tuple[Member, ...]:
    """The members of a group to carry out: the required ones and those chosen by key; all when nothing was chosen."""
    return tuple(member for member in edition.members if chosen is None or not member.optional or member.key in chosen)


def _is_fulfilled(when: str | None, facts: Facts) -> bool:
    if when is None:
        return True
    try:
        return holds(when, facts)
    except ConditionNotDecidable:
        return False
