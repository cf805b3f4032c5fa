"""From the JSON document in the database back to an edition; it was checked before it was stored."""

from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from typing import Any

from motcua.catalogue.rules.edition import (
    Certainty,
    CompetenceRule,
    Component,
    Edition,
    FeeBasis,
    FeeChannel,
    FeeRule,
    Limit,
    LimitRule,
    LimitUnit,
    Member,
    PaperForm,
    Provenance,
    Regime,
    Result,
    Route,
    Step,
    SupplementEffect,
    SupplementTerms,
    TerritoryScope,
    Text,
)
from motcua.directory.rules.agencies import AgencyKind
from motcua.directory.rules.roles import RoleName
from motcua.directory.rules.territory import UnitLevel

Document = Mapping[str, Any]


def from_json(document: Document) -> Edition:
    """The edition of a document that `to_json` made; it was checked before it was stored."""
    return Edition(
        procedure=document["procedure"],
        code_certainty=Certainty(document["code_certainty"]),
        number=document["edition"],
        name=Text(**document["name"]),
        acronyms=tuple(document["acronyms"]),
        sector=document["sector"],
        regime=Regime(document["regime"]),
        start=date.fromisoformat(document["start"]),
        end=date.fromisoformat(document["end"]) if document["end"] else None,
        instant=document["instant"],
        territory=TerritoryScope(document["territory"]),
        components=tuple(_to_component(entry) for entry in document["components"]),
        limits=tuple(_to_limit_rule(entry) for entry in document["limits"]),
        fees=tuple(_to_fee(entry) for entry in document["fees"]),
        legal_basis=tuple(document["legal_basis"]),
        result=_to_result(document["result"]),
        competence=tuple(_to_competence(entry) for entry in document["competence"]),
        route=_to_route(document["route"]) if document["route"] else None,
        members=tuple(_to_member(entry) for entry in document["members"]),
        supplement=_to_supplement(document["supplement"]) if document["supplement"] else None,
        form=document["form"],
        provenance=_to_provenance(document),
    )


def _to_provenance(entry: Document) -> Provenance:
    return Provenance(source=entry["source"], certainty=Certainty(entry["certainty"]))


def _to_limit(entry: Document | None) -> Limit | None:
    return Limit(value=Fraction(entry["value"]), unit=LimitUnit(entry["unit"])) if entry else None


def _to_component(entry: Document) -> Component:
    return Component(
        key=entry["key"],
        name=Text(**entry["name"]),
        required=entry["required"],
        accepts=tuple(PaperForm(form) for form in entry["accepts"]),
        copies=entry["copies"],
        shown_only=entry["shown_only"],
        when=entry["when"],
        provenance=_to_provenance(entry),
        filled_by=entry["filled_by"],
    )


def _to_limit_rule(entry: Document) -> LimitRule:
    return LimitRule(
        key=entry["key"],
        limit=Limit(value=Fraction(entry["value"]), unit=LimitUnit(entry["unit"])),
        when=entry["when"],
        provenance=_to_provenance(entry),
    )


def _to_fee(entry: Document) -> FeeRule:
    return FeeRule(
        key=entry["key"],
        name=Text(**entry["name"]),
        basis=FeeBasis(entry["basis"]),
        channel=FeeChannel(entry["channel"]),
        amount_vnd=entry["amount_vnd"],
        amount_later_vnd=entry["amount_later_vnd"],
        later_from=entry["later_from"],
        amount_max_vnd=entry["amount_max_vnd"],
        when=entry["when"],
        provenance=_to_provenance(entry),
    )


def _to_result(entry: Document) -> Result:
    return Result(
        key=entry["key"],
        name=Text(**entry["name"]),
        is_document=entry["is_document"],
        provenance=_to_provenance(entry),
    )


def _to_competence(entry: Document) -> CompetenceRule:
    return CompetenceRule(
        start=date.fromisoformat(entry["start"]),
        end=date.fromisoformat(entry["end"]) if entry["end"] else None,
        level=UnitLevel(entry["level"]),
        agency=AgencyKind(entry["agency"]),
        provenance=_to_provenance(entry),
    )


def _to_supplement(entry: Document) -> SupplementTerms:
    return SupplementTerms(
        effect=SupplementEffect(entry["effect"]) if entry["effect"] else None,
        notice=_to_limit(entry["notice"]),
        answer=_to_limit(entry["answer"]),
        provenance=_to_provenance(entry),
    )


def _to_route(entry: Document) -> Route:
    return Route(steps=tuple(_to_step(step) for step in entry["steps"]), provenance=_to_provenance(entry))


def _to_step(entry: Document) -> Step:
    return Step(
        key=entry["key"],
        name=Text(**entry["name"]),
        role=RoleName(entry["role"]),
        budget=_to_limit(entry["budget"]),
        after=tuple(entry["after"]),
        when=entry["when"],
        acts=tuple(entry["acts"]),
    )


def _to_member(entry: Document) -> Member:
    return Member(
        key=entry["key"],
        procedure=entry["procedure"],
        after=tuple(entry["after"]),
        optional=entry["optional"],
        limit=_to_limit(entry["limit"]),
        provenance=_to_provenance(entry),
    )
