"""Start page of a procedure: everything one must know before beginning, on one page."""

from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe

from motcua.catalogue.queries.editions import edition_in_force, editions_in_force, procedure_by_code, published_at
from motcua.catalogue.rules.edition import Edition, FeeRule, Provenance, TerritoryScope
from motcua.catalogue.rules.needs import needs_questions
from motcua.catalogue.rules.terms import limit_for
from motcua.desks.access import anyone
from motcua.desks.catalogue_naming import in_language, sector_name
from motcua.desks.citizen.draft_access import known_drafts
from motcua.desks.citizen.start_place import due_if_filed, place_of
from motcua.desks.citizen.start_words import (
    CERTAINTY_WORDS,
    FILING_WAYS,
    amount_in_words,
    audiences_in_words,
    component_notes,
    limit_in_words,
)
from motcua.dossiers.models import Draft
from motcua.kernel import clock
from motcua.kernel.worktime import TIME_ZONE


@anyone
@require_safe
def procedure(request: HttpRequest, code: str) -> HttpResponse:
    """Who, result, fee, limit with a worked due date, papers, where, when last checked, by which law."""
    now = clock.now()
    on = now.astimezone(TIME_ZONE).date()
    edition_id, edition = edition_in_force(code, on)
    row = procedure_by_code(code)
    place = place_of(request, edition, now)
    context = {
        "edition": edition,
        "sector": sector_name(edition.sector),
        "audiences": audiences_in_words(row.audiences),
        "is_online": row.is_online,
        "fees": [_fee(rule) for rule in edition.fees],
        **_limit(edition),
        "due_at": due_if_filed(edition, {}, place, now),
        "papers": [
            {"name": part.name, "notes": component_notes(part, by_case=True), "when": part.when}
            for part in edition.components
        ],
        "members": _members(edition, now),
        "has_questions": bool(needs_questions(edition)),
        "drafts": [draft for draft in known_drafts(request) if _is_open(draft, code)],
        "place": place,
        "is_provincial": edition.territory == TerritoryScope.PROVINCE,
        "is_national": edition.territory == TerritoryScope.NATION,
        "checked_at": published_at(edition_id),
        "sources": _sources(edition),
    }
    status = 422 if place.is_unknown else 200
    response = render(request, "citizen/procedure.html", context | {"has_errors": place.is_unknown}, status=status)
    patch_cache_control(response, private=bool(context["drafts"]))
    return response


def _is_open(draft: Draft, code: str) -> bool:
    return draft.edition.procedure.code == code and draft.dossier is None


def _fee(rule: FeeRule) -> dict[str, object]:
    return {
        "name": rule.name,
        "amount": amount_in_words(rule),
        "way": FILING_WAYS[rule.channel],
        "is_by_case": rule.when is not None,
        "certainty": CERTAINTY_WORDS[rule.provenance.certainty],
    }


def _limit(edition: Edition) -> dict[str, object]:
    usual = limit_for(edition, {"data": {}}).limit
    others = dict.fromkeys(limit_in_words(rule.limit) for rule in edition.limits if rule.limit != usual)
    return {"limit": limit_in_words(usual), "other_limits": list(others)}


def _members(edition: Edition, at: datetime) -> list[dict[str, object]]:
    """The procedures of a group, in order."""
    if not edition.members:
        return []
    codes = [member.procedure for member in edition.members]
    known = editions_in_force(codes, at.astimezone(TIME_ZONE).date())
    return [
        {"code": member.procedure, "name": found.name, "is_optional": member.optional}
        for member in edition.members
        if (found := known.get(member.procedure)) is not None
    ]


def _sources(edition: Edition) -> list[dict[str, object]]:
    """Where each value is from and how sure it is, in plain words."""
    parts: list[tuple[str, Provenance]] = [(in_language(edition.name), edition.provenance)]
    parts += [(in_language(part.name), part.provenance) for part in edition.components]
    parts += [(limit_in_words(rule.limit), rule.provenance) for rule in edition.limits]
    parts += [(in_language(rule.name), rule.provenance) for rule in edition.fees]
    parts.append((in_language(edition.result.name), edition.result.provenance))
    return [
        {"what": what, "source": provenance.source, "certainty": CERTAINTY_WORDS[provenance.certainty]}
        for what, provenance in parts
    ]
