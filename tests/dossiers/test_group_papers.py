"""Papers of a group: what another procedure of the dossier gives is asked for from nobody; alone, it is."""

import dataclasses
from datetime import date

import pytest

from motcua.catalogue.queries.editions import edition_in_force
from motcua.catalogue.queries.publication import member_findings
from motcua.dossiers.actions.intake import accept
from motcua.dossiers.actions.outcome import decide
from motcua.dossiers.actions.supplement import request_supplement
from motcua.dossiers.models import Dossier, Leg, SupplementRequest
from motcua.dossiers.rules import refusals
from motcua.dossiers.rules.stages import OutcomeKind
from tests.desks.entering import Enter, enters
from tests.world import MONDAY, World, accepted, at, birth_intake, marks_for, step_to

GROUP, HEALTH_CARD = "2.002621", "MC.000046"
LATER = at("2026-09-07T15:30")


@pytest.fixture
def enter_as(world: World) -> Enter:
    return enters(world)


@pytest.fixture
def health_card(world: World) -> Leg:
    """The health card of a child whose birth was registered in the same dossier, on the officer's table."""
    dossier = accepted(world, GROUP, members={"birth": None, "residence": None, "health_card": None})
    task = step_to(world, dossier, "sign", at("2026-09-07T14:00"), leg_key="birth")
    decide(
        leg_id=task.leg_id, kind=OutcomeKind.GRANTED, number="45", actor=world.actor("ha"), at=at("2026-09-07T14:00")
    )
    return step_to(world, dossier, "appraise", at("2026-09-07T15:00"), leg_key="health_card").leg


def asked(component: str) -> list[dict[str, str]]:
    return [{"component": component, "text": "Giấy khai sinh", "reason": "Chưa có"}]


def test_the_group_is_accepted_without_what_its_members_give_each_other(world: World) -> None:
    dossier = accepted(world, GROUP)
    assert "birth_certificate" not in set(dossier.components.values_list("key", flat=True))


def test_the_same_procedure_alone_asks_for_it(world: World) -> None:
    _, edition = edition_in_force(HEALTH_CARD, MONDAY.date())
    wanted = [part.key for part in edition.components if part.required]
    assert "birth_certificate" in wanted
    others = marks_for(*(key for key in wanted if key != "birth_certificate"))
    with pytest.raises(refusals.ComponentsMissing) as refused:
        accept(intake=birth_intake(world, procedure=HEALTH_CARD, marks=others), actor=world.actor("lan"), at=MONDAY)
    assert refused.value.details["components"] == ["birth_certificate"]
    assert not Dossier.objects.exists()
    assert accepted(world, HEALTH_CARD).code


def test_no_officer_asks_the_applicant_for_it_inside_the_group(world: World, health_card: Leg) -> None:
    ask = {"leg_id": health_card.id, "legal_basis": "", "actor": world.actor("hoa"), "at": LATER}
    with pytest.raises(refusals.ComponentFilledInside):
        request_supplement(items=asked("birth_certificate"), **ask)  # type: ignore[arg-type]
    assert not SupplementRequest.objects.exists()
    assert request_supplement(items=asked(""), **ask).number == 1  # type: ignore[arg-type]


def test_the_officers_page_does_not_offer_it(enter_as: Enter, health_card: Leg) -> None:
    page = enter_as("hoa").get(f"/xu-ly/phan-viec/{health_card.id}/yeu-cau-bo-sung/")
    _, edition = edition_in_force(HEALTH_CARD, MONDAY.date())
    names = {part.key: part.name.vi for part in edition.components}
    offered = page.context["form"].known_texts
    assert names["birth_certificate"] not in offered
    assert set(offered) == set(names.values()) - {names["birth_certificate"]}


def test_a_groups_own_paper_is_filled_only_by_a_member_that_is_always_carried_out(world: World) -> None:
    _, group = edition_in_force(GROUP, date(2026, 9, 7))

    def found(result: str) -> list[str]:
        paper = dataclasses.replace(group.components[0], filled_by=result)
        return [one.code for one in member_findings(dataclasses.replace(group, components=(paper,)))]

    assert found("birth_certificate") == []
    assert found("moon") == ["group_fill_nobody"]
