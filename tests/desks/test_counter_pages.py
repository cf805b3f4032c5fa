"""Every page of the counter and of tracking, in both languages, on a desk's screen and on a phone: no barrier."""

import pytest
from playwright.sync_api import Page

from motcua.directory.models import Account
from motcua.dossiers.actions.outcome import decide
from motcua.dossiers.models import Dossier
from motcua.dossiers.rules.intake import PartyData
from motcua.dossiers.rules.stages import OutcomeKind
from tests.browser import assert_accessible, enter
from tests.desks.test_counter_dossiers import asked_to_supplement
from tests.world import World, accepted, accepted_birth, at, step_to

pytestmark = [pytest.mark.browser, pytest.mark.django_db]

LONG_NAME = "Nguyễn Phước Quý Hoàng Đặng Thị Ngọc Ánh Ẫn Ở Tại Phường Nông Trang"


@pytest.fixture
def addresses(world: World) -> list[str]:
    """Every page, with something on it."""
    asked = asked_to_supplement(world)
    waiting = accepted(world, "2.000815", place_id=world.unit("viet_tri"))
    done = accepted_birth(world, applicant=PartyData(kind="citizen", name=LONG_NAME, identifier="025190009999"))
    task = step_to(world, done, "sign", at("2026-09-07T10:00"))
    decided_at = at("2026-09-07T11:00")
    decide(leg_id=task.leg_id, kind=OutcomeKind.GRANTED, number="45/2026", actor=world.actor("ha"), at=decided_at)
    return [
        "tiep-nhan/", "tiep-nhan/?thu-tuc=2.002621", "tiep-nhan/?thu-tuc=2.000815", "?tu=01/09/2026",
        "bo-sung/", "ban-giao/", "tra-ket-qua/", f"tra-ket-qua/{done.id}/", f"ho-so/{asked.dossier_id}/",
        f"ho-so/{done.id}/",
        f"ho-so/{waiting.id}/", f"ho-so/{waiting.id}/dung/", f"ho-so/{done.id}/sai-sot/",
        f"ho-so/{asked.dossier_id}/bo-sung/{asked.id}/",
    ]  # fmt: skip


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_no_page_of_the_desk_has_a_barrier(
    page: Page, phone: Page, world: World, addresses: list[str], prefix: str
) -> None:
    lan = Account.objects.get(id=world.id_of("lan"))
    for view in (page, phone):
        enter(view, lan)
        for address in addresses:
            answer = view.goto(f"{prefix}/quay/{address}")
            assert answer is not None
            assert answer.status == 200, address
            assert_accessible(view)


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_tracking_has_no_barrier(page: Page, phone: Page, addresses: list[str], prefix: str) -> None:
    for view in (page, phone):
        for dossier in Dossier.objects.order_by("id"):
            view.goto(f"{prefix}/t/{dossier.code}/{dossier.check_key}")
            assert_accessible(view)
        view.goto(f"{prefix}/tra-cuu/")
        assert_accessible(view)
        view.get_by_role("button").last.click()
        assert_accessible(view)
