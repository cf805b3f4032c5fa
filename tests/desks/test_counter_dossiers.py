"""After intake: lists, the dossier's page, supplements, payments, papers, results; each act once, by the right desk."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client

from motcua.dossiers.actions.intake import send_back
from motcua.dossiers.actions.obligation import request_payment
from motcua.dossiers.actions.supplement import request_supplement
from motcua.dossiers.models import Correction, Dossier, FeeDue, Obligation, ResultReturn, SupplementRequest, Transfer
from motcua.dossiers.rules.intake import PartyData
from motcua.dossiers.rules.stages import Stage
from motcua.kernel.models import JournalEntry
from tests.desks.counter_desk import CARD, INTAKE, DeskClock, screen, signed_in, wall_clock, with_papers
from tests.world import MONDAY, TU, World, accepted, accepted_birth, at, birth_intake, decided_birth, step_to

__all__ = ["signed_in", "wall_clock"]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("wall_clock")]
SignedIn = Callable[[str], Client]
ITEMS = [{"component": "birth_notice", "text": "Giấy chứng sinh", "reason": "Ảnh mờ, không đọc được"}]


@pytest.fixture
def lan(signed_in: SignedIn) -> Client:
    return signed_in("lan")


def asked_to_supplement(world: World) -> SupplementRequest:
    dossier = accepted_birth(world)
    task = step_to(world, dossier, "appraise", at("2026-09-07T09:00"))
    return request_supplement(
        leg_id=task.leg_id,
        items=ITEMS,
        legal_basis="Luật Hộ tịch",
        actor=world.actor("minh"),
        at=at("2026-09-07T09:10"),
    )


# ---------------------------------------------------------------------- lists


def test_the_list_of_the_day_shows_what_this_desk_received(lan: Client, signed_in: SignedIn, world: World) -> None:
    dossier = accepted_birth(world)
    assert dossier.code in lan.get("/quay/").content.decode()
    assert dossier.code not in signed_in("thu").get("/quay/").content.decode()
    assert dossier.code not in lan.get("/quay/?tu=01/09/2026&den=05/09/2026").content.decode()


@pytest.mark.parametrize(
    ("asked", "is_found"),
    [
        ("tim=nguyen+tu", True),
        ("tim=025190001234", True),
        ("tim=le", False),
        ("giai-doan=returned", False),
        ("giai-doan=accepted", True),
    ],
)
def test_the_list_is_narrowed_by_words_and_stage(lan: Client, world: World, asked: str, is_found: bool) -> None:
    accepted_birth(world)
    assert ("Nguyễn Thị Tư" in lan.get(f"/quay/?{asked}").content.decode()) == is_found


@pytest.mark.parametrize("asked", ["before=zzz", "before=%7C", "giai-doan=xyz", "don-vi=x"])
def test_nonsense_in_an_address_shows_the_plain_list(lan: Client, world: World, asked: str) -> None:
    assert lan.get(f"/quay/?{asked}").status_code == 200


@pytest.mark.parametrize("asked", ["tu=abc", "tu=31/02/2026", "den=45/13/2026"])
def test_a_day_of_no_calendar_is_told_and_no_list_is_made_of_another(lan: Client, world: World, asked: str) -> None:
    dossier = accepted_birth(world)
    answer = lan.get(f"/quay/?{asked}")
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Ngày này không có trong lịch" in page
    assert f'value="{asked.partition("=")[2]}"' in page, "what was typed stays"
    assert dossier.code not in page
    for file in ("danh-sach.csv", "so-theo-doi.pdf"):
        assert lan.get(f"/quay/{file}?{asked}").headers["Location"].startswith("/quay/?")


def test_the_list_goes_page_by_page_without_gap_or_double(
    lan: Client, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    codes = [
        accepted_birth(
            world, MONDAY + timedelta(minutes=minute), applicant=PartyData(kind="citizen", name=f"Lê {minute}")
        ).code
        for minute in range(5)
    ]
    monkeypatch.setattr("motcua.dossiers.queries.worklists.desk_list.__kwdefaults__", {"after": "", "size": 2})
    seen, key = [], ""
    while True:
        page = lan.get("/quay/", {"before": key} if key else {}).context["page"]
        seen += [row.code for row in page.rows]
        key = page.next_key
        if not key:
            break
    assert seen == codes[::-1]


def test_the_list_as_a_file_is_harmless_in_a_spreadsheet_and_journalled(lan: Client, world: World) -> None:
    accepted_birth(world, applicant=PartyData(kind="citizen", name="=HYPERLINK(1)"))
    response = lan.get("/quay/danh-sach.csv")
    text = response.content.decode("utf-8-sig")
    assert "'=HYPERLINK(1)" in text
    assert JournalEntry.objects.filter(act="dossiers.list_exported", actor_id=world.id_of("lan")).count() == 1


@pytest.mark.parametrize(
    ("look", "text"),
    [
        (lambda lan: lan.get("/quay/?tim=nguyen+tu"), "nguyen tu"),
        (lambda lan: lan.post("/quay/tra-ket-qua/", {"scan": "Nguyễn Thị Tư"}), "Nguyễn Thị Tư"),
    ],
    ids=["list", "results"],
)
def test_looking_for_a_person_is_journalled(
    lan: Client, world: World, look: Callable[[Client], object], text: str
) -> None:
    decided_birth(world)
    look(lan)
    entry = JournalEntry.objects.get(act="dossiers.searched")
    assert (entry.actor_id, entry.data) == (world.id_of("lan"), {"text": text, "found": 1})


def test_the_register_and_the_control_slip_are_printed(lan: Client, world: World) -> None:
    dossier = decided_birth(world)
    for address in (
        "/quay/so-theo-doi.pdf?tu=1/9/2026&den=30092026",
        f"/quay/ho-so/{dossier.id}/phieu-kiem-soat.pdf",
    ):
        assert lan.get(address).content.startswith(b"%PDF")


# ---------------------------------------------------------------------- the dossier's page


def test_the_page_says_where_the_dossier_is_and_reading_it_is_journalled(lan: Client, world: World) -> None:
    dossier = accepted_birth(world)
    page = lan.get(f"/quay/ho-so/{dossier.id}/").content.decode()
    assert "UBND phường Nông Trang" in page
    assert "Phân công xử lý" in page
    assert JournalEntry.objects.filter(act="dossiers.read", dossier_id=dossier.id).count() == 1


@pytest.mark.parametrize("name", ["thu", "son_desk", "post_agent"])
def test_other_desks_do_not_see_the_dossier(signed_in: SignedIn, world: World, name: str) -> None:
    dossier = accepted_birth(world)
    client = signed_in(name)
    pages = [f"/quay/bieu-mau/{dossier.forms.get().id}.pdf"]
    pages += [
        f"/quay/ho-so/{dossier.id}/{page}" for page in ("", "phieu-kiem-soat.pdf", "dung/", "hoan-thien/", "sai-sot/")
    ]
    assert {client.get(page).status_code for page in pages} == {404}


def test_a_contractors_agent_sees_only_what_they_received(signed_in: SignedIn, world: World) -> None:
    accepted_birth(world)
    agent = signed_in("post_agent")
    assert "Nguyễn Thị Tư" not in agent.get("/quay/").content.decode()
    agent.post(
        INTAKE, {**with_papers(screen(agent, procedure_text="ctbs", identifier=CARD), "original"), "step": "accept"}
    )
    own = Dossier.objects.latest("id")
    assert own.code in agent.get("/quay/").content.decode()


def test_a_fee_is_paid_once(lan: Client, world: World) -> None:
    dossier = accepted(world, "2.000815", place_id=world.unit("viet_tri"))
    fee = dossier.fees.get()
    lan.post(f"/quay/ho-so/{dossier.id}/phi/{fee.id}/", {"proof": ""})
    assert FeeDue.objects.get().paid_at is None
    lan.post(f"/quay/ho-so/{dossier.id}/phi/{fee.id}/", {"proof": "BL-0012"})
    assert FeeDue.objects.get().proof == "BL-0012"
    assert lan.post(f"/quay/ho-so/{dossier.id}/phi/{fee.id}/", {"proof": "BL-0013"}).status_code == 409
    assert FeeDue.objects.get().proof == "BL-0012"


def test_an_obligation_is_met_at_the_desk(lan: Client, world: World, wall_clock: DeskClock) -> None:
    task = step_to(world, accepted_birth(world), "appraise", at("2026-09-07T09:00"))
    obligation = request_payment(
        leg_id=task.leg_id,
        description="Thuế",
        amount_vnd=50_000,
        legal_basis="Luật Đất đai",
        actor=world.actor("minh"),
        at=at("2026-09-07T09:10"),
    )
    dossier = Dossier.objects.get()
    wall_clock.at = at("2026-09-07T10:00")
    assert "50.000 đ" in lan.get(f"/quay/ho-so/{dossier.id}/").content.decode()
    lan.post(f"/quay/ho-so/{dossier.id}/nghia-vu/{obligation.id}/", {"proof": "CT-1"})
    assert Obligation.objects.get().met_at == wall_clock.at
    assert Dossier.objects.get().stage == Stage.PROCESSING


def test_a_stop_asked_for_is_form_05_and_needs_a_reason(lan: Client, world: World) -> None:
    dossier = accepted_birth(world)
    assert lan.post(f"/quay/ho-so/{dossier.id}/dung/", {"reason": " "}).status_code == 422
    assert not dossier.forms.filter(form="termination").exists()
    lan.post(f"/quay/ho-so/{dossier.id}/dung/", {"reason": "Chuyển nơi cư trú"})
    assert Dossier.objects.get().stage == Stage.STOPPED
    assert dossier.forms.filter(form="termination").count() == 1
    assert "Hẹn trả" not in lan.get(f"/quay/ho-so/{dossier.id}/").content.decode()
    assert lan.post(f"/quay/ho-so/{dossier.id}/dung/", {"reason": "Lần nữa"}).status_code == 409


# ---------------------------------------------------------------------- supplement and completion


def test_form_02_of_an_agency_is_given_and_answered_at_the_desk(
    lan: Client, world: World, wall_clock: DeskClock
) -> None:
    asked = asked_to_supplement(world)
    wall_clock.at = at("2026-09-07T10:00")
    dossier = asked.dossier
    assert dossier.code in lan.get("/quay/bo-sung/").content.decode()
    lan.post(f"/quay/ho-so/{dossier.id}/thong-bao/{asked.id}/")
    assert Dossier.objects.get().stage == Stage.AWAITING_SUPPLEMENT
    assert dossier.forms.filter(form="supplement").count() == 1
    assert lan.post(f"/quay/ho-so/{dossier.id}/thong-bao/{asked.id}/").status_code == 409
    wall_clock.at = at("2026-09-08T09:00")
    address = f"/quay/ho-so/{dossier.id}/bo-sung/{asked.id}/"
    assert "Ảnh mờ" in lan.get(address).content.decode()
    empty = lan.post(address, {})
    assert (empty.status_code, "Hãy đánh dấu giấy tờ" in empty.content.decode()) == (422, True)
    assert Dossier.objects.get().stage == Stage.AWAITING_SUPPLEMENT
    lan.post(address, {"mark-birth_notice": "original", "note": "Bản rõ"})
    assert Dossier.objects.get().stage == Stage.PROCESSING
    assert dossier.components.filter(key="birth_notice").count() == 2


def test_an_incomplete_dossier_is_completed_and_gets_its_receipt(lan: Client, world: World) -> None:
    sent = with_papers(screen(lan, procedure_text="dkks", place_text="nong trang", identifier=CARD), "declaration")
    rows = {"item_text": "Giấy chứng sinh", "item_reason": "Chưa có", "legal_basis": "NĐ 118/2025/NĐ-CP"}
    lan.post(INTAKE, {**sent, **rows, "mode": "incomplete", "step": "incomplete"})
    dossier = Dossier.objects.get()
    assert "Nguyễn Thị Tư" in lan.get("/quay/bo-sung/").content.decode()
    address = f"/quay/ho-so/{dossier.id}/hoan-thien/"
    assert "Giấy chứng sinh" in lan.get(address).content.decode()
    refused = lan.post(address, {"mark-birth_notice": "original"})
    assert refused.status_code == 409
    assert Dossier.objects.get().stage == Stage.INCOMPLETE
    assert 'value="original" checked' in refused.content.decode()
    lan.post(address, {"mark-birth_notice": "original", "mark-identity_paper": "original"})
    dossier.refresh_from_db()
    assert dossier.stage == Stage.ACCEPTED
    assert dossier.forms.filter(form="receipt").count() == 1


# ---------------------------------------------------------------------- papers


def test_fees_by_the_page_count_the_pages_of_the_first_visit(lan: Client, world: World) -> None:
    intake = birth_intake(world, procedure="2.000815", marks=(), data={"pages": 10, "copies": 1})
    waiting = send_back(intake=intake, items=ITEMS, legal_basis="", actor=world.actor("lan"), at=MONDAY)
    address = f"/quay/ho-so/{waiting.id}/hoan-thien/"
    assert "12.000" in lan.get(address).content.decode()
    lan.post(address, {"mark-original": "original", "mark-copies": "copy", "paid": "certification"})
    assert FeeDue.objects.get(dossier=waiting).amount_vnd == 12_000


def test_papers_leave_with_a_slip_by_their_time(lan: Client, world: World, wall_clock: DeskClock) -> None:
    accepted_birth(world)
    page = lan.get("/quay/ban-giao/").content.decode()
    assert "UBND phường Nông Trang" in page
    assert "Quá giờ chuyển" not in page
    wall_clock.at = at("2026-09-09T08:00")
    assert "Quá giờ chuyển" in lan.get("/quay/ban-giao/").content.decode()
    transfer = Transfer.objects.get(sent_at__isnull=True)
    response = lan.post("/quay/ban-giao/", {"transfer": transfer.id, f"papers-{transfer.id}": "3"}, follow=True)
    transfer.refresh_from_db()
    assert transfer.sent_at == wall_clock.at
    (group,) = response.context["sent"]
    assert lan.get(f"/quay/ban-giao/phieu.pdf?{group['query']}").content.startswith(b"%PDF")
    lan.post("/quay/ban-giao/", {"transfer": transfer.id})
    assert Transfer.objects.get(id=transfer.id).sent_at == wall_clock.at


def test_papers_of_another_desk_are_not_sent_nor_printed(signed_in: SignedIn, world: World) -> None:
    accepted_birth(world)
    transfer = Transfer.objects.get(sent_at__isnull=True)
    thu = signed_in("thu")
    thu.post("/quay/ban-giao/", {"transfer": transfer.id})
    assert Transfer.objects.get(id=transfer.id).sent_at is None
    assert thu.get(f"/quay/ban-giao/phieu.pdf?so={transfer.id}").status_code == 404


# ---------------------------------------------------------------------- results


def test_a_scanned_receipt_leads_to_its_result(lan: Client, world: World, wall_clock: DeskClock) -> None:
    wall_clock.at = at("2026-09-08T09:00")
    dossier = decided_birth(world)
    assert dossier.code in lan.get("/quay/tra-ket-qua/").content.decode()
    scanned = f"http://127.0.0.1:8000/t/{dossier.code}/{dossier.check_key}"
    found = lan.post("/quay/tra-ket-qua/", {"scan": scanned})
    assert found.headers["Location"] == f"/quay/tra-ket-qua/{dossier.id}/"
    by_name = lan.post("/quay/tra-ket-qua/", {"scan": "nguyen thi tu"})
    assert by_name.context["dossiers"] == [dossier]
    assert "Không có kết quả nào" in lan.post("/quay/tra-ket-qua/", {"scan": "H1-0-1"}).content.decode()


def test_a_result_is_handed_over_after_a_check(lan: Client, world: World, wall_clock: DeskClock) -> None:
    wall_clock.at = at("2026-09-08T09:00")
    dossier = decided_birth(world)
    address = f"/quay/tra-ket-qua/{dossier.id}/"
    assert lan.get(address).context["form"].initial["recipient_name"] == TU.name
    stranger = {
        "check": "receipt",
        "recipient_name": "Lê Văn Ba",
        "recipient_identifier": "025091009999",
        "way": "desk",
    }
    assert lan.post(address, stranger).status_code == 409
    assert not ResultReturn.objects.exists()
    lan.post(address, {**stranger, "check": "authorisation", "authorisation": "Số 12, UBND phường"})
    handed = ResultReturn.objects.get()
    assert (handed.recipient_name, handed.check_made) == ("Lê Văn Ba", "authorisation")
    assert Dossier.objects.get().stage == Stage.RETURNED
    assert lan.post(address, stranger).status_code == 409


def test_a_scanned_card_names_the_recipient(lan: Client, world: World, wall_clock: DeskClock) -> None:
    wall_clock.at = at("2026-09-08T09:00")
    dossier = decided_birth(world)
    typed = {"check": "identity", "recipient_identifier": CARD, "recipient_name": "", "way": "desk"}
    shown = lan.post(f"/quay/tra-ket-qua/{dossier.id}/", typed).context["form"].initial
    assert (shown["recipient_identifier"], shown["recipient_name"]) == ("025190001234", "Nguyễn Thị Tư")
    assert not ResultReturn.objects.exists()


def test_only_the_unit_of_return_hands_over(signed_in: SignedIn, world: World) -> None:
    dossier = decided_birth(world)
    for name in ("thu", "son_desk"):
        assert signed_in(name).get(f"/quay/tra-ket-qua/{dossier.id}/").status_code == 404


def test_an_error_in_a_result_is_reported_to_the_agency_at_fault(
    lan: Client, world: World, wall_clock: DeskClock
) -> None:
    wall_clock.at = at("2026-09-08T09:00")
    dossier = decided_birth(world)
    leg = dossier.legs.get()
    answer = {"leg": leg.id, "error": "Sai ngày sinh của trẻ", "agency_at_fault": world.agency("nong_trang")}
    assert (
        lan.post(f"/quay/ho-so/{dossier.id}/sai-sot/", {**answer, "agency_at_fault": world.agency("far")}).status_code
        == 422
    )
    lan.post(f"/quay/ho-so/{dossier.id}/sai-sot/", answer)
    assert Correction.objects.get().agency_at_fault_id == world.agency("nong_trang")
