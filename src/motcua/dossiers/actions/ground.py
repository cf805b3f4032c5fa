"""What a dossier stands on when it comes in: the edition, the agencies, and its legs before any of them starts."""

from dataclasses import dataclass
from datetime import date, datetime

from motcua.catalogue.queries.editions import edition_in_force
from motcua.catalogue.rules.edition import Edition
from motcua.catalogue.rules.terms import limit_for, members_for
from motcua.directory.queries.competence import competent_agency_id
from motcua.dossiers.actions.casefile import Casefile
from motcua.dossiers.actions.territory import require_in_territory
from motcua.dossiers.models import Dossier, Leg
from motcua.dossiers.rules.intake import Intake
from motcua.dossiers.rules.stages import LegKind, LegState
from motcua.kernel.worktime import TIME_ZONE


@dataclass(frozen=True)
class Ground:
    """The edition and the agency that a dossier stands on."""

    edition_id: int
    edition: Edition
    competent_agency_id: int


def ground_of(procedure: str, place_id: int, at: datetime) -> Ground:
    """The edition in force at the instant and who decides; raises what the catalogue and the directory refuse."""
    on = at.astimezone(TIME_ZONE).date()
    edition_id, edition = edition_in_force(procedure, on)
    return Ground(edition_id, edition, decider_of(edition, place_id, on))


def ground_at_desk(intake: Intake, at: datetime) -> Ground:
    """The same for a desk that wants to take the dossier in; raises DeskOutsideTerritory, too."""
    ground = ground_of(intake.procedure, intake.place_id, at)
    on = at.astimezone(TIME_ZONE).date()
    require_in_territory(ground.edition, ground.competent_agency_id, intake.receiving_unit_id, intake.place_id, on)
    return ground


def decider_of(edition: Edition, place_id: int, on: date) -> int:
    """The agency that decides; of a group, the one of its first procedure."""
    while edition.is_group:
        edition = edition_in_force(edition.members[0].procedure, on)[1]
    return competent_agency_id(edition.competence, place_id, on)


def new_casefile(dossier: Dossier, ground: Ground, at: datetime) -> Casefile:
    """A casefile with the dossier's legs, none of them started."""
    casefile = Casefile(dossier, at)
    edition = ground.edition
    rule = limit_for(edition, casefile.facts)
    dossier.limit_key = rule.key if rule else ""
    root = Leg(
        key="group" if edition.is_group else "lead",
        kind=LegKind.GROUP if edition.is_group else LegKind.LEAD,
        agency_id=ground.competent_agency_id,
        edition_id=ground.edition_id,
        limit_value=str(rule.limit.value) if rule else "",
        limit_unit=rule.limit.unit if rule else "",
        state=LegState.WAITING,
    )
    casefile.add_leg(root)
    if edition.is_group:
        _add_members(casefile, root, edition, dossier.members or {}, prefix="")
    return casefile


def _add_members(casefile: Casefile, group: Leg, edition: Edition, chosen: dict[str, int | None], prefix: str) -> None:
    on = casefile.at.astimezone(TIME_ZONE).date()
    members = members_for(edition, frozenset(chosen) or None)
    keys = {member.key for member in members}
    for member in members:
        edition_id, of_member = edition_in_force(member.procedure, on)
        rule = limit_for(of_member, casefile.facts)
        limit = member.limit or (rule.limit if rule else None)
        leg = Leg(
            key=prefix + member.key,
            kind=LegKind.GROUP if of_member.is_group else LegKind.LINKED,
            agency_id=decider_of(of_member, chosen.get(member.key) or casefile.dossier.place_id, on),
            edition_id=edition_id,
            limit_value=str(limit.value) if limit else "",
            limit_unit=limit.unit if limit else "",
            state=LegState.WAITING,
        )
        after = frozenset(prefix + key for key in member.after if key in keys)
        casefile.add_leg(leg, parent=group, after=after)
        if of_member.is_group:
            _add_members(casefile, leg, of_member, {}, prefix=f"{prefix}{member.key}.")
