"""`motcua competence`: which agency is competent for a procedure at a place on a date."""

import json
import sys
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, NoReturn

import click

from motcua.project.command_line import with_database

if TYPE_CHECKING:
    from motcua.catalogue.rules.edition import Edition
    from motcua.directory.models import AdministrativeUnit
    from motcua.directory.queries.competence import Competence
    from motcua.kernel.refusal import Refusal

REASONS = {
    "no_rule": "Thủ tục không nêu cơ quan có thẩm quyền vào ngày này / the procedure names no agency on this date",
    "place_too_wide": (
        "Nơi nêu ra rộng hơn cấp có thẩm quyền ({needed}), hãy nêu cụ thể hơn"
        " / the place is too wide, name the {needed} in it"
    ),
    "no_agency": "Danh bạ không có cơ quan loại này tại nơi đó / the directory has no agency of this kind there",
    "several_agencies": "Danh bạ có nhiều cơ quan loại này tại nơi đó / the directory has several such agencies there",
}

RECEIVED_AT = {
    "none": "chỉ nơi có thẩm quyền / only where the competent agency is",
    "province": "mọi Bộ phận Một cửa trong tỉnh / any one-stop unit of the province",
    "nation": "mọi Bộ phận Một cửa / any one-stop unit",
}


@click.command()
@click.option("--procedure", required=True, help="National code of the procedure, e.g. 1.001193.")
@click.option("--place", required=True, help="Unit code, or path without accents, e.g. 'ha noi/ba dinh/cong vi'.")
@click.option("--on", "on_text", required=True, help="Date as YYYY-MM-DD.")
@click.option("--received-at", "desk", metavar="CODE", help="Ask also whether this one-stop unit may receive it.")
@click.option("--json", "as_json", is_flag=True, help="Print the answer as one JSON object.")
def command(procedure: str, place: str, on_text: str, desk: str | None, as_json: bool) -> None:
    """Print the one agency competent on the date, or the provincial service centre with the reason.

    A unit code that exists in both schemes means the unit of the date. An old place on a new date is followed to its
    successor, and a new place on an old date to its origin; where it was divided, the others are named.
    Exit status 2 when procedure, place, date or desk is not known, or the procedure is not received at that desk.
    """
    try:
        on = datetime.strptime(on_text, "%Y-%m-%d").date()  # noqa: DTZ007
    except ValueError:
        _refuse(f"{on_text} is not a date; write it as YYYY-MM-DD, e.g. 2025-06-30.")
    with_database()
    from motcua.catalogue.queries.editions import edition_in_force
    from motcua.directory.models import AdministrativeUnit
    from motcua.directory.queries.competence import competence_at
    from motcua.directory.queries.places import find_place
    from motcua.kernel.refusal import Refusal

    if not AdministrativeUnit.objects.exists():
        _refuse("The directory is empty. Load it first: motcua load")
    try:
        _, edition = edition_in_force(procedure, on)
        scope = edition
        while edition.is_group and not edition.competence:
            _, edition = edition_in_force(edition.members[0].procedure, on)
        answer = competence_at(edition.competence, find_place(place, on), on)
        if desk is not None:
            _require_desk(scope, answer, desk, on)
    except Refusal as refusal:
        _refuse(_sentence(refusal))
    found = _described(answer, edition, procedure, on) | {"territory": scope.territory.value}
    click.echo(json.dumps(found, ensure_ascii=False) if as_json else _in_words(found))


def _require_desk(edition: "Edition", answer: "Competence", code: str, on: date) -> None:
    """Raises AgencyUnknown, DeskOutsideTerritory, or NobodyCompetent: what nobody decides no desk receives."""
    from motcua.directory.queries.cards import agency_by_code
    from motcua.directory.rules.competence import NobodyCompetent
    from motcua.dossiers.actions.territory import require_in_territory

    if answer.agency is None or answer.fallback is not None:
        raise NobodyCompetent(reason=answer.fallback, place=answer.place.path)
    require_in_territory(edition, answer.agency.id, agency_by_code(code, on).id, answer.place.id, on)


def _described(answer: "Competence", edition: "Edition", procedure: str, on: date) -> dict[str, Any]:
    from motcua.directory.queries.competence import successors_of

    agency, rule = answer.agency, answer.rule
    provenance = next((own.provenance for own in edition.competence if own is rule), None)
    needed = rule.level.value if rule else None
    return {
        "code": agency and agency.code,
        "name": agency and agency.name,
        "rule": rule
        and {
            "level": rule.level.value,
            "agency": rule.agency.value,
            "start": rule.start.isoformat(),
            "end": rule.end and rule.end.isoformat(),
            "source": provenance and provenance.source,
            "certainty": provenance and provenance.certainty.value,
        },
        "successors": [
            {"code": heir.agency.code, "name": heir.agency.name, "default": heir.is_default}
            for heir in (successors_of(agency) if agency else [])
        ],
        "code_certainty": agency and agency.code_certainty,
        "procedure": procedure,
        "edition": edition.number,
        "on": on.isoformat(),
        "place": _unit(answer.place),
        "other_places": [_unit(unit) for unit in answer.other_places],
        "fallback": answer.fallback
        and {
            "reason": answer.fallback.value,
            "needed": needed,
            "words": REASONS[answer.fallback].format(needed=needed),
            "choices": list(answer.choices),
        },
    }


def _in_words(found: dict[str, Any]) -> str:
    lines = [f"{found['fallback']['words']}."] if found["fallback"] else []
    lines.append(
        f"{found['code']}  {found['name']}" if found["code"] else "No provincial service centre is known there either."
    )
    lines.append(f"  received at: {RECEIVED_AT[found['territory']]}")
    lines.append(f"  place: {found['place']['name']} ({found['place']['path']})")
    lines += [f"  or, if it lies there: {unit['name']} ({unit['path']})" for unit in found["other_places"]]
    for heir in found["successors"]:
        lines.append(f"  followed by: {heir['code']}  {heir['name']}{'  (default)' if heir['default'] else ''}")
    return "\n".join(lines)


def _unit(unit: "AdministrativeUnit") -> dict[str, str]:
    return {"code": unit.code, "name": unit.full_name, "path": unit.path, "level": unit.level}


def _sentence(refusal: "Refusal") -> str:
    """The refusal in words, with its facts."""
    facts = [
        f"{name}: {', '.join(map(str, value)) if isinstance(value, list) else value}"
        for name, value in refusal.details.items()
        if value not in (None, [], "")
    ]
    words = " ".join(str(type(refusal).__doc__).split())
    return f"{words} ({'; '.join(facts)})" if facts else words


def _refuse(sentence: str) -> NoReturn:
    click.echo(sentence, err=True)
    sys.exit(2)
