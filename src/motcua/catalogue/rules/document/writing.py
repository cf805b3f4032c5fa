"""From an edition to its JSON document and its file, and from the document back."""

import hashlib
import json
from datetime import date
from typing import Any

import yaml

from motcua.catalogue.rules.edition import (
    CompetenceRule,
    Component,
    Edition,
    FeeRule,
    Limit,
    LimitRule,
    Member,
    Provenance,
    Route,
    SupplementTerms,
    Text,
)


def dump(edition: Edition) -> str:
    """The edition as a catalogue file; reading it again gives the same edition."""
    document = to_json(edition)
    for period in (document, *document["competence"]):
        period["start"] = date.fromisoformat(period["start"])
        period["end"] = date.fromisoformat(period["end"]) if period["end"] else None
    text: str = yaml.dump(
        document, Dumper=_Dumper, default_flow_style=False, sort_keys=False, allow_unicode=True, width=120
    )
    return text


class _Dumper(yaml.SafeDumper):
    """Writes every value out in full where it stands."""

    def ignore_aliases(self, data: Any) -> bool:
        return True


def fingerprint(edition: Edition) -> str:
    """SHA-256 of the edition's content, whatever its file looks like."""
    canonical = json.dumps(to_json(edition), sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()


def to_json(edition: Edition) -> dict[str, Any]:
    """The edition as JSON data, in the shape and order of its file; fractions are texts, dates ISO."""
    return {
        "procedure": edition.procedure,
        "code_certainty": edition.code_certainty.value,
        "edition": edition.number,
        "name": _text(edition.name),
        "acronyms": list(edition.acronyms),
        "sector": edition.sector,
        "regime": edition.regime.value,
        "start": edition.start.isoformat(),
        "end": edition.end.isoformat() if edition.end else None,
        "instant": edition.instant,
        "territory": edition.territory.value,
        **_provenance(edition.provenance),
        "components": [_component(component) for component in edition.components],
        "limits": [_limit_rule(rule) for rule in edition.limits],
        "fees": [_fee(rule) for rule in edition.fees],
        "legal_basis": list(edition.legal_basis),
        "result": {
            "key": edition.result.key,
            "name": _text(edition.result.name),
            "is_document": edition.result.is_document,
            **_provenance(edition.result.provenance),
        },
        "competence": [_competence(rule) for rule in edition.competence],
        "supplement": _supplement(edition.supplement) if edition.supplement else None,
        "route": _route(edition.route) if edition.route else None,
        "members": [_member(member) for member in edition.members],
        "form": edition.form,
    }


def _text(text: Text) -> dict[str, str]:
    return {"vi": text.vi, "en": text.en}


def _provenance(provenance: Provenance) -> dict[str, str]:
    return {"source": provenance.source, "certainty": provenance.certainty.value}


def _limit(limit: Limit | None) -> dict[str, str] | None:
    return {"value": str(limit.value), "unit": limit.unit.value} if limit else None


def _component(component: Component) -> dict[str, Any]:
    return {
        "key": component.key,
        "name": _text(component.name),
        "required": component.required,
        "accepts": [form.value for form in component.accepts],
        "copies": component.copies,
        "shown_only": component.shown_only,
        "when": component.when,
        "filled_by": component.filled_by,
        **_provenance(component.provenance),
    }


def _limit_rule(rule: LimitRule) -> dict[str, Any]:
    return {
        "key": rule.key,
        "value": str(rule.limit.value),
        "unit": rule.limit.unit.value,
        "when": rule.when,
        **_provenance(rule.provenance),
    }


def _fee(rule: FeeRule) -> dict[str, Any]:
    return {
        "key": rule.key,
        "name": _text(rule.name),
        "basis": rule.basis.value,
        "channel": rule.channel.value,
        "amount_vnd": rule.amount_vnd,
        "amount_later_vnd": rule.amount_later_vnd,
        "later_from": rule.later_from,
        "amount_max_vnd": rule.amount_max_vnd,
        "when": rule.when,
        **_provenance(rule.provenance),
    }


def _competence(rule: CompetenceRule) -> dict[str, Any]:
    return {
        "start": rule.start.isoformat(),
        "end": rule.end.isoformat() if rule.end else None,
        "level": rule.level.value,
        "agency": rule.agency.value,
        **_provenance(rule.provenance),
    }


def _supplement(terms: SupplementTerms) -> dict[str, Any]:
    return {
        "effect": terms.effect.value if terms.effect else None,
        "notice": _limit(terms.notice),
        "answer": _limit(terms.answer),
        **_provenance(terms.provenance),
    }


def _route(route: Route) -> dict[str, Any]:
    return {
        **_provenance(route.provenance),
        "steps": [
            {
                "key": step.key,
                "name": _text(step.name),
                "role": step.role.value,
                "budget": _limit(step.budget),
                "after": list(step.after),
                "when": step.when,
                "acts": list(step.acts),
            }
            for step in route.steps
        ],
    }


def _member(member: Member) -> dict[str, Any]:
    return {
        "key": member.key,
        "procedure": member.procedure,
        "after": list(member.after),
        "optional": member.optional,
        "limit": _limit(member.limit),
        **_provenance(member.provenance),
    }
