"""Where a dossier may be handed in: the scope of the edition holds on the desk's page, for machines and online."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from motcua.catalogue.actions.editions import import_edition, publish
from motcua.catalogue.queries.editions import edition_in_force, editions_of, export
from motcua.catalogue.rules.document import dump
from motcua.catalogue.rules.edition import TerritoryScope
from motcua.catalogue.rules.terms import components_for
from motcua.directory.rules.actors import SYSTEM
from motcua.directory.rules.territory import Seat
from motcua.dossiers.actions.filing import file_draft
from motcua.dossiers.actions.forecast import forecast
from motcua.dossiers.actions.intake import accept, refuse, send_back
from motcua.dossiers.models import Dossier
from motcua.dossiers.rules.intake import Intake
from motcua.dossiers.rules.refusals import DeskOutsideTerritory
from motcua.dossiers.rules.territory import may_receive
from tests.api.conftest import Caller, birth, call
from tests.desks.counter_desk import CARD, INTAKE, screen, signed_in, wall_clock
from tests.dossiers.drafting import NOBODY, complete_draft, holder, saved
from tests.world import FOUNDED, MONDAY, World, birth_intake, marks_for

__all__ = ["birth", "call", "signed_in", "wall_clock"]
CHANGE = "1.004859"
MISSING = [{"component": "birth_notice", "text": "Giấy chứng sinh", "reason": "Chưa nộp"}]

COMMUNE, SISTER, CENTRE, FAR = (
    Seat(1, "commune", 10),
    Seat(2, "commune", 10),
    Seat(10, "province", 10),
    Seat(7, "commune", 20),
)
NONE, PROVINCE, NATION = TerritoryScope.NONE, TerritoryScope.PROVINCE, TerritoryScope.NATION


@pytest.mark.parametrize(
    ("scope", "desk", "agency", "place", "may"),
    [
        (NONE, COMMUNE, COMMUNE, COMMUNE, True),
        (NONE, SISTER, COMMUNE, COMMUNE, False),
        (NONE, COMMUNE, SISTER, COMMUNE, True),  # one agency serves several communes
        (NONE, COMMUNE, CENTRE, COMMUNE, False),  # a matter of the province is not handed in at a commune
        (NONE, CENTRE, CENTRE, COMMUNE, True),
        (NONE, CENTRE, COMMUNE, COMMUNE, False),
        (NONE, None, COMMUNE, COMMUNE, False),
        (PROVINCE, SISTER, COMMUNE, COMMUNE, True),
        (PROVINCE, CENTRE, COMMUNE, COMMUNE, True),
        (PROVINCE, FAR, COMMUNE, COMMUNE, False),
        (PROVINCE, COMMUNE, None, COMMUNE, True),  # an agency of the whole country
        (PROVINCE, None, None, COMMUNE, False),
        (NATION, FAR, COMMUNE, COMMUNE, True),
    ],
)
def test_the_rule(scope: TerritoryScope, desk: Seat | None, agency: Seat | None, place: Seat, may: bool) -> None:
    assert may_receive(scope, desk, agency, place) is may


def scoped(scope: TerritoryScope) -> None:
    """A change in the register with this scope, in an edition after the newest."""
    rows = editions_of(CHANGE)
    number, start = max(row.number for row in rows) + 1, max(row.start for row in rows) + timedelta(days=1)
    assert start <= MONDAY.date()
    edition = replace(export(CHANGE), number=number, start=start, end=None, territory=scope)
    row = import_edition(text=dump(edition), name="change.yaml", actor=SYSTEM, at=FOUNDED)
    publish(edition_id=row.id, start=None, actor=SYSTEM, at=FOUNDED)


def from_far(world: World) -> Any:
    return birth_intake(world, receiving_unit_id=world.agency("far_desk"))


def change(world: World, desk: str) -> Intake:
    _, edition = edition_in_force(CHANGE, MONDAY.date())
    marks = marks_for(*(part.key for part in components_for(edition, {"data": {}}) if part.required))
    return birth_intake(world, procedure=CHANGE, marks=marks, receiving_unit_id=world.agency(desk))


def test_a_desk_of_another_province_is_refused_and_told_where_to_go(world: World) -> None:
    with pytest.raises(DeskOutsideTerritory) as refused:
        accept(intake=from_far(world), actor=world.actor("son_desk"), at=MONDAY)
    assert refused.value.details["go_to"] == "TTPVHCC phường Nông Trang"
    with pytest.raises(DeskOutsideTerritory):
        forecast(intake=from_far(world), at=MONDAY)
    with pytest.raises(DeskOutsideTerritory):
        send_back(intake=from_far(world), items=MISSING, legal_basis="", actor=world.actor("son_desk"), at=MONDAY)
    assert not Dossier.objects.exists()


def test_a_desk_outside_may_say_in_writing_that_it_does_not_receive(world: World) -> None:
    refused = refuse(
        intake=from_far(world), reasons=["Nộp tại tỉnh Phú Thọ"], legal_basis="", actor=world.actor("son_desk"),
        at=MONDAY,
    )  # fmt: skip
    assert refused.forms.get().form == "refusal"


def test_where_territory_counts_only_the_desk_of_the_place_receives(world: World) -> None:
    scoped(NONE)
    with pytest.raises(DeskOutsideTerritory):
        accept(intake=change(world, "viet_tri_desk"), actor=world.actor("lan"), at=MONDAY)
    assert accept(intake=change(world, "nong_trang_desk"), actor=world.actor("thu"), at=MONDAY).code


def test_in_the_whole_nation_every_desk_receives(world: World) -> None:
    scoped(NATION)
    dossier = accept(intake=change(world, "far_desk"), actor=world.actor("son_desk"), at=MONDAY)
    assert dossier.competent_agency_id == world.agency("nong_trang")
    assert dossier.code.startswith("H19.100.01-")


def test_the_desks_page_says_it_before_anything_is_typed_further(
    signed_in: Callable[[str], Client], wall_clock: object
) -> None:
    client = signed_in("son_desk")
    sent = screen(client, procedure_text="dkks", place_text="nong trang", identifier=CARD)
    answer = client.post(INTAKE, {**sent, "step": "accept"})
    page = answer.content.decode()
    assert "chỉ tiếp nhận tại Bộ phận Một cửa của tỉnh có việc" in page
    assert "TTPVHCC phường Nông Trang" in page
    assert "Nguyễn Thị Tư" in page, "what was typed stays"
    assert not Dossier.objects.exists()


def test_machines_are_told(call: Caller, birth: dict[str, Any]) -> None:
    key = {"Idempotency-Key": "a-key-of-ours-1"}
    answer = call("son_desk", "post", "/dossiers", birth | {"receiving_unit": "H19.100.01"}, **key)
    told = answer.json()
    assert (answer.status_code, told["code"]) == (409, "DeskOutsideTerritory")
    assert told["details"] == {
        "scope": "province", "desk": "TTPVHCC phường Trấn Biên", "go_to": "TTPVHCC phường Nông Trang",
    }  # fmt: skip
    asked = "/competence?procedure=1.001193&place=phu+tho/nong+trang"
    assert call("lan", "get", asked).json() == {
        "code": "H44.101", "name": "UBND phường Nông Trang", "territory": "province",
    }  # fmt: skip
    assert call("lan", "get", f"{asked}&receiving_unit=H44.100.01").status_code == 200
    assert call("lan", "get", f"{asked}&receiving_unit=H19.100.01").json()["code"] == "DeskOutsideTerritory"
    assert call("lan", "get", f"{asked}&receiving_unit=X1").json()["code"] == "AgencyUnknown"


def test_nothing_is_filed_online_with_a_desk_outside(world: World) -> None:
    draft = complete_draft(world)
    saved(draft, "unit", receiving_unit_id=world.agency("far_desk"))
    with pytest.raises(DeskOutsideTerritory):
        file_draft(code=draft.code, holder=holder(draft), actor=NOBODY, at=MONDAY)
    assert not Dossier.objects.exists()
