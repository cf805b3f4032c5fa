"""Where a matter is handed in and who decides: for a place that the person picks, without signing in."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.http import HttpRequest

from motcua.catalogue.queries.settings import law_settings
from motcua.catalogue.rules.edition import Edition, TerritoryScope
from motcua.catalogue.rules.terms import limit_for
from motcua.directory.models import AdministrativeUnit
from motcua.directory.queries.calendars import work_calendar
from motcua.directory.queries.cards import AgencyCard, agency_card
from motcua.directory.queries.one_stop_units import DeskNear, desks_near
from motcua.directory.queries.places import find_place, search_units
from motcua.dossiers.actions.forecast import forecast
from motcua.dossiers.actions.ground import decider_of
from motcua.dossiers.rules.clock import ClockTerms, due_after
from motcua.dossiers.rules.intake import Intake, PartyData
from motcua.dossiers.rules.stages import Channel
from motcua.kernel.refusal import Refusal
from motcua.kernel.worktime import TIME_ZONE

HITS = 8
_NOBODY = PartyData(kind="citizen", name="")


@dataclass(frozen=True)
class PlaceChoice:
    """What the person picked or typed, and what follows from it."""

    typed: str = ""
    unit: AdministrativeUnit | None = None
    hits: list[AdministrativeUnit] = field(default_factory=list)
    decider: AgencyCard | None = None
    desks: list[DeskNear] = field(default_factory=list)

    @property
    def is_unknown(self) -> bool:
        """Words were typed and nothing is called so."""
        return bool(self.typed) and self.unit is None and not self.hits

    @property
    def code(self) -> str:
        return self.unit.code if self.unit else ""


def place_of(request: HttpRequest, edition: Edition, at: datetime) -> PlaceChoice:
    """By `place`, the code of a unit, else by `noi`, words without marks."""
    on = at.astimezone(TIME_ZONE).date()
    code, typed = request.GET.get("place", "")[:10], request.GET.get("noi", "").strip()[:100]
    try:
        unit = find_place(code, on) if code.isdigit() else None
    except Refusal:
        unit = None
    if unit is None:
        hits = search_units(typed, on, HITS) if typed else []
        return PlaceChoice(typed=typed, hits=hits)
    try:
        decider = agency_card(decider_of(edition, unit.pk, on))
    except Refusal:
        decider = None
    desks = desks_near(unit, on, everywhere=edition.territory == TerritoryScope.NATION)
    return PlaceChoice(
        unit=unit, decider=decider, desks=desks if edition.territory != TerritoryScope.NONE else desks[:1]
    )


def due_if_filed(edition: Edition, answers: dict[str, Any], place: PlaceChoice, at: datetime) -> datetime | None:
    """When the result would be due if everything were handed in now; None when nobody can say.

    With a place by its agencies' own hours, without one by the ordinary hours of offices; a group needs a place, for
    its procedures wait for one another. Members that one may choose are left out.
    """
    try:
        if place.unit is not None and place.decider is not None and place.desks:
            intake = Intake(
                procedure=edition.procedure,
                place_id=place.unit.pk,
                applicant=_NOBODY,
                receiving_unit_id=place.desks[0].id,
                channel=Channel.DIRECT,
                marks=(),
                data=answers,
                members={member.key: None for member in edition.members if not member.optional} or None,
            )
            return forecast(intake=intake, at=at).due_at
        if edition.is_group:
            return None
        law = law_settings(at.astimezone(TIME_ZONE).date(), edition.procedure)
        terms = ClockTerms(same_day_cutoff=law.same_day_cutoff, supplement_effect=law.supplement_effect)
        return due_after(at, limit_for(edition, {"data": answers}).limit, work_calendar(None, at), terms)
    except Refusal:
        return None
