"""What a person needs in their own case: a few questions taken from the edition's conditions, and the answer to them.

The questions are those of the e-form on which a paper, the limit or a fee depends; nothing personal is asked.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from motcua.catalogue.rules.edition import Component, Edition, FeeBasis, FeeChannel, FeeRule, Limit, Text
from motcua.catalogue.rules.forms.questions import facts_in, questions, schema_of
from motcua.catalogue.rules.terms import components_for, fee_rules_for, fees_for, limit_for

QUESTIONS_MAX = 6
COUNT_MAX = 100
YES, NO = "true", "false"
_COUNTED = {FeeBasis.COPY: ("copies",), FeeBasis.PAGE: ("copies", "pages")}


@dataclass(frozen=True)
class NeedChoice:
    value: str
    label: Text


@dataclass(frozen=True)
class NeedQuestion:
    """One question in the words of the e-form."""

    name: str
    label: Text
    hint: Text | None
    choices: tuple[NeedChoice, ...]
    """Empty: a number is asked for."""

    def read(self, typed: str) -> Any:
        """The answer as JSON; None when it is none of the choices or no possible number."""
        if not self.choices:
            return int(typed) if typed.isascii() and typed.isdigit() and 1 <= int(typed[:9]) <= COUNT_MAX else None
        if typed not in {choice.value for choice in self.choices}:
            return None
        return typed if typed not in {YES, NO} else typed == YES


YES_OR_NO = (NeedChoice(YES, Text("Có", "Yes")), NeedChoice(NO, Text("Không", "No")))


def needs_questions(edition: Edition) -> tuple[NeedQuestion, ...]:
    """At most `QUESTIONS_MAX`, those on which most depends, in the order of the form."""
    if edition.form is None:
        return ()
    weights: Counter[str] = Counter()
    conditions = [part.when for part in edition.components]
    conditions += [rule.when for rule in edition.limits] + [fee.when for fee in edition.fees]
    for condition in conditions:
        weights.update(facts_in(condition))
    for fee in edition.fees:
        weights.update(_COUNTED.get(fee.basis, ()))
    asked = [_question(edition.form, field) for _, field in questions(edition.form) if field["name"] in weights]
    found = [question for question in asked if question is not None]
    kept = sorted(found, key=lambda question: -weights[question.name])[:QUESTIONS_MAX]
    return tuple(question for question in found if question in kept)


def _question(form: Mapping[str, Any], field: Mapping[str, Any]) -> NeedQuestion | None:
    """None for what cannot be asked with a few choices."""
    schema = schema_of(form, field["name"])
    choices: tuple[NeedChoice, ...]
    if schema.get("type") == "boolean":
        choices = YES_OR_NO
    elif field.get("choices") and schema.get("type") != "array":
        choices = tuple(NeedChoice(str(one["value"]), Text(**one["label"])) for one in field["choices"])
    elif schema.get("type") == "integer":
        choices = ()
    else:
        return None
    hint = Text(**field["hint"]) if field.get("hint") else None
    return NeedQuestion(field["name"], Text(**field["label"]), hint, choices)


@dataclass(frozen=True)
class Needs:
    """What is asked of a person who answered so."""

    components: tuple[Component, ...]
    limit: Limit
    limit_found: Limit | None
    """The limit when the agency finds that it must look further, where that makes a difference."""
    fees: Mapping[FeeChannel, tuple[tuple[FeeRule, int], ...]]
    """By way of filing the fees with their amounts, free ones included. Units: dong."""

    def total_vnd(self, channel: FeeChannel) -> int:
        return sum(amount for _, amount in self.fees[channel])

    @property
    def differs_by_channel(self) -> bool:
        return self.fees[FeeChannel.DESK] != self.fees[FeeChannel.ONLINE]


def needs_for(edition: Edition, answers: Mapping[str, Any]) -> Needs:
    """The papers, the limit and the fees for these answers."""
    facts = {"data": dict(answers)}
    limit = limit_for(edition, facts).limit
    found = limit_for(edition, {"data": {**_findings(edition), **answers}}).limit
    return Needs(
        components=components_for(edition, facts),
        limit=limit,
        limit_found=found if found != limit else None,
        fees={channel: _fees(edition, facts, answers, channel) for channel in (FeeChannel.DESK, FeeChannel.ONLINE)},
    )


def _fees(
    edition: Edition, facts: Mapping[str, Any], answers: Mapping[str, Any], channel: FeeChannel
) -> tuple[tuple[FeeRule, int], ...]:
    due = fees_for(edition, facts, answers.get("copies", 1), answers.get("pages", 1), channel)
    amounts = {rule.key: amount for rule, amount in due}
    return tuple((rule, amounts.get(rule.key, 0)) for rule in fee_rules_for(edition, facts, channel))


def _findings(edition: Edition) -> dict[str, bool]:
    """What only an officer can find, as if it were found: facts of limits that stand on no page of the form."""
    if edition.form is None:
        return {}
    shown = {field["name"] for _, field in questions(edition.form)}
    named = {fact for rule in edition.limits for fact in facts_in(rule.when)}
    return {fact: True for fact in named - shown if schema_of(edition.form, fact).get("type") == "boolean"}
