"""What can be asked for, from whom: procedures and competence."""

from datetime import date
from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Router, Schema
from pydantic import Field

from motcua.api import schemas
from motcua.api.auth import Scope, caller_of
from motcua.catalogue.queries.editions import edition_in_force
from motcua.catalogue.queries.search import search
from motcua.catalogue.rules.document import to_json
from motcua.catalogue.rules.edition import TerritoryScope
from motcua.directory.queries.cards import agency_by_code, agency_card
from motcua.directory.queries.places import find_place
from motcua.dossiers.actions.ground import decider_of
from motcua.dossiers.actions.territory import require_in_territory
from motcua.kernel import clock
from motcua.kernel.refusal import Refusal
from motcua.kernel.worktime import TIME_ZONE

router = Router(tags=["catalogue"])
Code = Annotated[str, Field(pattern=r"^[A-Za-z0-9.-]{1,20}$")]


class ProcedureOut(Schema):
    code: str
    name: str


class FormNotThere(Refusal):
    """This procedure has no e-form. Send the papers, and leave `data` empty."""

    status = 404


class FormOut(Schema):
    procedure: str
    edition: int
    form: Annotated[dict[str, Any], Field(description="`schema` (JSON Schema 2020-12) and `pages`")]


class CompetenceOut(Schema):
    code: str
    name: str
    territory: TerritoryScope


@router.get("/procedures", response=list[ProcedureOut], operation_id="searchProcedures")
def search_procedures(
    request: HttpRequest, q: Annotated[str, Field(min_length=1, max_length=100)]
) -> list[dict[str, Any]]:
    """Procedures by acronym, code or unaccented words."""
    caller_of(request).with_scope(Scope.READ)
    return [{"code": found.code, "name": found.name_vi} for found in search(q)]


@router.get("/procedures/{code}", response=dict[str, Any], operation_id="readProcedure")
def read_procedure(request: HttpRequest, code: Code, on: schemas.Day | None = None) -> dict[str, Any]:
    """The edition in force on a day (today when none is named), with sources and certainty."""
    caller_of(request).with_scope(Scope.READ)
    return to_json(edition_in_force(code, on or _today())[1])


@router.get("/procedures/{code}/form", response=FormOut, operation_id="readForm")
def read_form(request: HttpRequest, code: Code, on: schemas.Day | None = None) -> dict[str, Any]:
    """The e-form in force on a day: its JSON Schema, and the pages with labels, hints and conditions.

    `data` of a dossier is examined by it. An answer to a question whose `show_if` does not hold is dropped.
    """
    caller_of(request).with_scope(Scope.READ)
    edition = edition_in_force(code, on or _today())[1]
    if edition.form is None:
        raise FormNotThere(procedure=code)
    return {"procedure": edition.procedure, "edition": edition.number, "form": edition.form}


@router.get("/competence", response=CompetenceOut, operation_id="findCompetence")
def find_competence(
    request: HttpRequest,
    procedure: Code,
    place: Annotated[str, Field(min_length=1, max_length=200)],
    on: schemas.Day | None = None,
    receiving_unit: Annotated[str, Field(max_length=35, description="Ask also whether this desk may receive it")] = "",
) -> dict[str, Any]:
    """The agency that is competent for a procedure at a place on a day, and at which desks it may be handed in."""
    caller_of(request).with_scope(Scope.READ)
    day = on or _today()
    edition, place_id = edition_in_force(procedure, day)[1], find_place(place, day).id
    agency = agency_card(decider_of(edition, place_id, day))
    if receiving_unit:
        require_in_territory(edition, agency.id, agency_by_code(receiving_unit, day).id, place_id, day)
    return {"code": agency.code, "name": agency.name, "territory": edition.territory}


def _today() -> date:
    return clock.now().astimezone(TIME_ZONE).date()
