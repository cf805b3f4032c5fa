"""The citizen's own dossiers: listed by number, told in plain words, theirs alone, and stopped at their request."""

import pytest

from motcua.dossiers.actions.mandates import Declared, confirm_mandate, declare_mandate
from motcua.dossiers.actions.supplement import notify_supplement
from motcua.dossiers.models import Dossier
from motcua.dossiers.queries import own
from motcua.dossiers.rules.intake import PartyData
from motcua.dossiers.rules.mandates import MandateGround
from motcua.kernel.models import JournalEntry
from tests.desks.counter_desk import DeskClock, signed_in, wall_clock
from tests.desks.following import Enter, Person, enter, standing, tu
from tests.desks.test_counter_dossiers import asked_to_supplement
from tests.world import MONDAY, World, accepted_birth, at, decided_birth

__all__ = ["enter", "signed_in", "standing", "tu", "wall_clock"]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("standing")]
NAM, SON = ("Trần Văn Nam", "025188001111"), PartyData("citizen", "Trần Văn Nam", "025188001111")


def test_the_list_has_what_one_applied_for_and_filed_for_others(enter: Enter, tu: Person, world: World) -> None:
    first, second = accepted_birth(world), accepted_birth(world, submitter=SON, mandate="Số 12/2026")
    listed = tu.page("/cong-dan/")
    assert first.code in listed
    assert second.code in listed
    assert listed.index(str(second.code)) < listed.index(str(first.code)), "the last one first"
    of_submitter = enter(*NAM).page("/cong-dan/")
    assert second.code in of_submitter
    assert first.code not in of_submitter
    assert "Chưa có hồ sơ nào" in enter("Phan Thị Ngọc", "079190004321").page("/cong-dan/")


def test_a_person_without_a_number_finds_only_what_they_filed(enter: Enter, world: World) -> None:
    accepted_birth(world, applicant=PartyData("citizen", "Không rõ số"))
    assert "Chưa có hồ sơ nào" in enter("Không rõ số", "").page("/cong-dan/")


def test_a_long_list_goes_on_by_pages(tu: Person, world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(own, "PAGE_ROWS", 2)
    codes = [str(accepted_birth(world).code) for _ in range(3)]
    first = tu.browser.get("/cong-dan/")
    assert [code in first.content.decode() for code in codes] == [False, True, True]
    older = tu.page("/cong-dan/", before=first.context["older"])
    assert [code in older for code in codes] == [True, False, False]
    assert codes[2] in tu.page("/cong-dan/", before="x" * 40), "nonsense shows the first page"


def test_the_page_says_who_has_it_what_they_do_and_how_long(tu: Person, world: World, standing: DeskClock) -> None:
    dossier = accepted_birth(world)
    page = tu.page(f"/cong-dan/ho-so/{dossier.id}/")
    for said in (str(dossier.code), "UBND phường Nông Trang", "Còn", "17:00 07/09/2026", "Nguyễn Thị Tư", "(PDF)"):
        assert said in page
    assert "Lan" not in page, "no official by name"
    reading = JournalEntry.objects.get(act="dossiers.read", dossier_id=dossier.id)
    assert reading.actor_id == tu.citizen.account_id
    standing.at = at("2026-09-08T10:00")
    assert "Quá hạn" in tu.page(f"/cong-dan/ho-so/{dossier.id}/")


def test_the_page_says_why_the_clock_stands_still(tu: Person, world: World, standing: DeskClock) -> None:
    asked = asked_to_supplement(world)
    standing.at = at("2026-09-07T10:00")
    notify_supplement(request_id=asked.id, actor=world.actor("lan"), at=standing.at)
    page = tu.page(f"/cong-dan/ho-so/{asked.dossier_id}/")
    assert "Thời hạn đang tạm dừng để chờ bạn bổ sung giấy tờ" in page
    assert "Vì sao chưa tính giờ" in page
    assert "Phiếu yêu cầu bổ sung" in page


def test_forms_and_papers_are_the_applicants_alone(enter: Enter, tu: Person, world: World) -> None:
    dossier = accepted_birth(world)
    receipt = dossier.forms.get(form="receipt")
    answer = tu.browser.get(f"/cong-dan/ho-so/{dossier.id}/bieu-mau/{receipt.id}.pdf")
    assert answer.headers["Content-Type"] == "application/pdf"
    assert JournalEntry.objects.filter(act="dossiers.form_read", subject_id=receipt.id).exists()
    other = enter("Phan Thị Ngọc", "079190004321").browser
    for address in ("", f"bieu-mau/{receipt.id}.pdf", "dung/", f"giay-to/{dossier.components.earliest('id').id}/"):
        assert other.get(f"/cong-dan/ho-so/{dossier.id}/{address}").status_code == 404
    without_file = dossier.components.earliest("id")
    assert tu.browser.get(f"/cong-dan/ho-so/{dossier.id}/giay-to/{without_file.id}/").status_code == 404


# ------------------------------------------------------------------ stopping


def test_the_applicant_stops_while_there_is_no_decision(tu: Person, world: World) -> None:
    dossier = accepted_birth(world)
    address = f"/cong-dan/ho-so/{dossier.id}/dung/"
    assert tu.browser.post(address, {"reason": "Đổi ý"}).status_code == 422, "not without the tick"
    assert Dossier.objects.get().stage == "accepted"
    answer = tu.browser.post(address, {"reason": "", "sure": "on"}, follow=True)
    page = answer.content.decode()
    assert "Dừng xử lý" in page
    assert "Phiếu dừng xử lý hồ sơ" in page
    dossier.refresh_from_db()
    assert (dossier.stage, dossier.forms.filter(form="termination").count()) == ("stopped", 1)
    assert tu.browser.post(address, {"sure": "on"}).status_code == 409, "once"


def test_a_decided_dossier_is_not_stopped(tu: Person, world: World, standing: DeskClock) -> None:
    dossier = decided_birth(world)
    standing.at = at("2026-09-07T16:00")
    assert "Dừng giải quyết hồ sơ này" not in tu.page(f"/cong-dan/ho-so/{dossier.id}/")
    assert tu.browser.post(f"/cong-dan/ho-so/{dossier.id}/dung/", {"sure": "on"}).status_code == 409
    assert not dossier.forms.filter(form="termination").exists()


def test_who_filed_for_another_stops_only_by_a_confirmed_mandate(enter: Enter, tu: Person, world: World) -> None:
    dossier = accepted_birth(world, submitter=SON, mandate="Số 12/2026")
    nam, address = enter(*NAM), f"/cong-dan/ho-so/{dossier.id}/dung/"
    assert "dung/" not in nam.page(f"/cong-dan/ho-so/{dossier.id}/")
    assert nam.browser.post(address, {"sure": "on"}).status_code == 403
    declared = Declared(
        "citizen", tu.citizen.name, MandateGround.CHILD, MONDAY.date(), principal_identifier=tu.citizen.identifier
    )
    mandate = declare_mandate(declared=declared, actor=nam.actor, at=MONDAY)
    assert nam.browser.post(address, {"sure": "on"}).status_code == 403, "declared, not confirmed"
    confirm_mandate(mandate_id=mandate.id, actor=world.actor("lan"), at=MONDAY)
    assert nam.browser.post(address, {"sure": "on"}).status_code == 302
    dossier.refresh_from_db()
    assert dossier.stage == "stopped"
