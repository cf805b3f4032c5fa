"""An edition is published when somebody somewhere can do every step of its route; where nobody can, it is told."""

from datetime import date

import pytest
from django.test import Client

from motcua.catalogue.actions.editions import EditionUnstaffed, import_edition, publish
from motcua.catalogue.models import ProcedureEdition
from motcua.catalogue.queries.publication import forecast, staffing_findings
from motcua.directory.models import Account, Posting
from motcua.directory.rules.actors import SYSTEM
from motcua.directory.rules.roles import RoleName
from tests.desks.steward import BIRTH, client_of, next_edition
from tests.world import MONDAY, World

START = date(2027, 1, 1)


@pytest.fixture
def draft(world: World) -> ProcedureEdition:
    return import_edition(text=next_edition(start=START)[1], name="birth.yaml", actor=SYSTEM, at=MONDAY)


def nobody_leads(role: RoleName = RoleName.LEADER) -> None:
    Posting.objects.filter(role=role).update(end=MONDAY.date())


def address(draft: ProcedureEdition) -> str:
    return f"/kiem-soat/thu-tuc/{BIRTH}/{draft.number}/cong-bo/"


def test_agencies_that_lack_somebody_are_told_and_keep_nothing_back(world: World, draft: ProcedureEdition) -> None:
    plan = forecast(draft, None, MONDAY)
    assert plan.held_nowhere == []
    assert {str(finding.values["named"]) for finding in plan.not_held} == {"UBND phường Trấn Biên"}
    assert {
        (finding.values["role"], finding.values["without"], finding.values["agencies"]) for finding in plan.not_held
    } == {("leader", 1, 3)}
    page = client_of(world, "steward").get(address(draft)).content.decode()
    assert "1 trong 3 cơ quan" in page
    assert "UBND phường Trấn Biên" in page
    assert publish(edition_id=draft.id, start=None, actor=SYSTEM, at=MONDAY).published_at == MONDAY


def test_a_step_that_nobody_can_do_anywhere_keeps_the_edition_back(world: World, draft: ProcedureEdition) -> None:
    nobody_leads()
    with pytest.raises(EditionUnstaffed) as refused:
        publish(edition_id=draft.id, start=None, actor=SYSTEM, at=MONDAY)
    assert {finding.values["role"] for finding in refused.value.findings} == {"leader"}
    client = client_of(world, "steward")
    for values in ({"start": "01/01/2027"}, {"start": "01/01/2027", "confirm": "1"}):
        answer = client.post(address(draft), values)
        assert "không cơ quan nào trong 3 cơ quan" in answer.content.decode()
    assert answer.status_code == 409
    draft.refresh_from_db()
    assert draft.published_at is None
    assert publish(edition_id=draft.id, start=None, actor=SYSTEM, at=MONDAY, before_people=True).published_at


def test_who_may_close_the_step_counts_whatever_the_role_is_called(world: World, draft: ProcedureEdition) -> None:
    """Leaders process, too; but only they decide."""
    nobody_leads(RoleName.CASE_OFFICER)
    assert forecast(draft, None, MONDAY).held_nowhere == []


def test_an_account_that_is_closed_and_a_posting_that_has_ended_by_then_do_not_count(
    world: World, draft: ProcedureEdition
) -> None:
    Posting.objects.filter(role=RoleName.LEADER).exclude(account_id=world.id_of("ha")).update(end=START)
    assert forecast(draft, None, MONDAY).held_nowhere == []
    Account.objects.filter(id=world.id_of("ha")).update(is_active=False)
    assert forecast(draft, None, MONDAY).held_nowhere != []


def test_before_anybody_is_posted_nothing_is_asked(world: World, draft: ProcedureEdition) -> None:
    Posting.objects.filter(agency__isnull=False).update(end=MONDAY.date())
    plan = forecast(draft, None, MONDAY)
    assert (plan.held_nowhere, plan.not_held) == ([], [])


def test_a_group_has_no_route_and_nothing_to_ask(world: World) -> None:
    group = ProcedureEdition.objects.filter(procedure__code="2.002621").latest("number")
    plan = forecast(group, None, MONDAY)
    assert staffing_findings(plan.content, START) == []


def test_outsiders_do_not_publish(world: World, draft: ProcedureEdition) -> None:
    client: Client = client_of(world, "lan")
    assert client.post(address(draft), {"start": "01/01/2027", "confirm": "1"}).status_code == 403
