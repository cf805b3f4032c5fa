"""Forecast: what acceptance would say, worked out by the same steps without writing anything."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from motcua.catalogue.rules.edition import Component, Edition, FeeChannel, FeeRule
from motcua.catalogue.rules.terms import components_for, fees_for, missing
from motcua.directory.queries.cards import AgencyCard, agency_card
from motcua.dossiers.actions.casefile import Casefile
from motcua.dossiers.actions.ground import ground_at_desk, new_casefile
from motcua.dossiers.actions.transfer import arrange_transfers
from motcua.dossiers.models import Dossier
from motcua.dossiers.rules.clock import explain
from motcua.dossiers.rules.intake import Intake
from motcua.dossiers.rules.stages import Channel, LegKind, Stage


@dataclass(frozen=True)
class LegForecast:
    """One agency's part of the work."""

    key: str
    edition: Edition
    agency: AgencyCard
    due_at: datetime | None
    """None while the part waits for another one."""


@dataclass(frozen=True)
class Forecast:
    """The receipt before it is issued."""

    edition: Edition
    agency: AgencyCard
    """The agency that decides."""
    is_own: bool
    """The desk belongs to the agency that decides."""
    is_running: bool
    """The clock starts at acceptance; otherwise when the papers arrive at the agency."""
    due_at: datetime | None
    explanation: list[dict[str, Any]]
    legs: list[LegForecast]
    """The parts of a group; empty for a single procedure."""
    components: tuple[Component, ...]
    missing: list[Component]
    fees: list[tuple[FeeRule, int]]


def forecast(*, intake: Intake, at: datetime) -> Forecast:
    """What `accept` would promise at the instant; papers still missing are named, not refused.

    Raises DeskOutsideTerritory and what the catalogue and the directory refuse.
    """
    ground = ground_at_desk(intake, at)
    dossier = Dossier(
        edition_id=ground.edition_id,
        channel=intake.channel,
        receiving_unit_id=intake.receiving_unit_id,
        competent_agency_id=ground.competent_agency_id,
        return_unit_id=intake.return_unit_id or intake.receiving_unit_id,
        place_id=intake.place_id,
        data=intake.data,
        members=intake.members,
        submitted_at=at,
        stage=Stage.SUBMITTED,
    )
    casefile = new_casefile(dossier, ground, at)
    arrange_transfers(casefile, intake.marks)
    root, edition, facts = casefile.root, ground.edition, casefile.facts
    reckoning = casefile.reckoning(root)
    channel = FeeChannel.ONLINE if intake.channel == Channel.ONLINE else FeeChannel.DESK
    return Forecast(
        edition=edition,
        agency=agency_card(ground.competent_agency_id),
        is_own=agency_card(intake.receiving_unit_id).parent_id == ground.competent_agency_id,
        is_running=root.received_at is not None,
        due_at=casefile.due(root),
        explanation=explain(reckoning) if reckoning else [],
        legs=_parts(casefile),
        components=components_for(edition, facts),
        missing=missing(edition, {mark.key: mark.form for mark in intake.marks}, facts),
        fees=fees_for(edition, facts, intake.copies, intake.pages, channel),
    )


def _parts(casefile: Casefile) -> list[LegForecast]:
    return [
        LegForecast(
            key=leg.key,
            edition=casefile.edition_of(leg),
            agency=agency_card(leg.agency_id),
            due_at=casefile.due(leg) if leg.received_at else None,
        )
        for leg in casefile.legs.values()
        if leg.kind == LegKind.LINKED
    ]
