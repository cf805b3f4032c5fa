"""The intake screen without a browser: each step gives everything back, each act is done once or refused in words."""

from collections.abc import Callable
from io import BytesIO

import pytest
from django.test import Client

from motcua.dossiers.models import Dossier, DossierComponent, IssuedForm, Party
from motcua.dossiers.rules.stages import Stage
from motcua.kernel.models import JournalEntry
from tests.desks.counter_desk import CARD, INTAKE, DeskClock, screen, signed_in, wall_clock, with_papers
from tests.world import World, accepted_birth

__all__ = ["signed_in", "wall_clock"]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("wall_clock")]
SignedIn = Callable[[str], Client]
BIRTH = {"procedure_text": "dkks", "place_text": "nong trang", "identifier": CARD}
BIRTH_KEYS = ("declaration", "birth_notice", "identity_paper")


@pytest.fixture
def lan(signed_in: SignedIn) -> Client:
    return signed_in("lan")


def test_an_acronym_a_place_without_marks_and_a_card_fill_in_the_screen(lan: Client) -> None:
    shown = screen(lan, **BIRTH)
    assert shown["procedure"] == "1.001193"
    assert shown["place_text"] == "Phường Nông Trang, Tỉnh Phú Thọ"
    assert (shown["identifier"], shown["name"], shown["born_on"]) == ("025190001234", "Nguyễn Thị Tư", "08/03/1990")


def test_the_competent_agency_and_the_due_date_are_shown_before_acceptance(lan: Client, world: World) -> None:
    response = lan.post(INTAKE, {**screen(lan, **BIRTH), "step": "show"})
    assert "UBND phường Nông Trang" in response.content.decode()
    forecast = response.context["sheet"].forecast
    lan.post(INTAKE, {**with_papers(screen(lan, **BIRTH), *BIRTH_KEYS), "step": "accept"})
    assert forecast.due_at == Dossier.objects.get().due_at


def test_acceptance_gives_a_receipt_and_a_screen_for_the_next_person(lan: Client, world: World) -> None:
    sent = with_papers(screen(lan, **BIRTH), *BIRTH_KEYS)
    response = lan.post(INTAKE, {**sent, "step": "accept"}, follow=True)
    dossier = Dossier.objects.get()
    assert dossier.stage == Stage.ACCEPTED
    assert dossier.competent_agency_id == world.agency("nong_trang")
    assert dossier.code in response.content.decode()
    assert response.context["sheet"].text("name") == ""
    pdf = lan.get(f"/quay/bieu-mau/{dossier.forms.get().id}.pdf")
    assert pdf.headers["Content-Type"] == "application/pdf"
    assert pdf.content.startswith(b"%PDF")


def test_a_double_submit_gives_one_dossier(lan: Client) -> None:
    sent = {**with_papers(screen(lan, **BIRTH), *BIRTH_KEYS), "step": "accept"}
    first, second = lan.post(INTAKE, sent), lan.post(INTAKE, sent)
    assert first.headers["Location"] == second.headers["Location"]
    assert Dossier.objects.count() == 1


def test_the_key_of_one_matter_does_not_swallow_another(lan: Client) -> None:
    sent = {**with_papers(screen(lan, **BIRTH), *BIRTH_KEYS), "step": "accept"}
    lan.post(INTAKE, sent)
    other = screen(lan, procedure_text="ctbs", identifier=CARD)
    response = lan.post(
        INTAKE, {**with_papers(other, "original"), "idempotency_key": sent["idempotency_key"], "step": "accept"}
    )
    assert response.status_code == 409
    again = response.context["sheet"].values
    assert again["idempotency_key"] != sent["idempotency_key"]
    assert Dossier.objects.count() == 1


def test_missing_papers_are_named_and_nothing_is_left_behind(lan: Client) -> None:
    response = lan.post(INTAKE, {**with_papers(screen(lan, **BIRTH), "declaration"), "step": "accept"})
    assert response.status_code == 409
    assert "Giấy chứng sinh" in response.content.decode()
    assert response.context["sheet"].values["mark-declaration"] == "original"
    assert not Dossier.objects.exists()
    assert not Party.objects.exists()


def test_what_has_not_been_seen_is_not_accepted(lan: Client) -> None:
    """The place was typed after the last look: the first hit is shown, not taken in silence."""
    sent = with_papers(screen(lan, procedure_text="dkks", identifier=CARD), *BIRTH_KEYS)
    response = lan.post(INTAKE, {**sent, "place_text": "nong trang", "step": "accept"})
    assert response.status_code == 200
    assert "UBND phường Nông Trang" in response.content.decode()
    assert not Dossier.objects.exists()


def test_a_place_that_does_not_exist_is_told_and_the_rest_is_kept(lan: Client) -> None:
    response = lan.post(
        INTAKE, {**screen(lan, **BIRTH), "place_text": "xyzzy", "mark-declaration": "original", "step": "show"}
    )
    page = response.content.decode()
    assert "Không tìm thấy" in page
    assert 'name="mark-declaration" value="original"' in page
    assert "Nguyễn Thị Tư" in page


@pytest.mark.parametrize(
    "changes", [{"place": "abc"}, {"place": "9" * 30}, {"procedure": "0.000000"}, {"return_unit": "x"}]
)
def test_numbers_that_mean_nothing_do_no_harm(lan: Client, changes: dict[str, str]) -> None:
    sent = with_papers(screen(lan, **BIRTH), *BIRTH_KEYS)
    response = lan.post(INTAKE, {**sent, **changes, "step": "accept"})
    assert response.status_code in {200, 404, 409, 422}
    assert not Dossier.objects.exists()


def test_a_person_the_desk_knows_is_filled_in_and_the_look_up_is_journalled(lan: Client, world: World) -> None:
    accepted_birth(world)
    shown = screen(lan, procedure_text="ctbs", identifier="025190001234")
    assert (shown["name"], shown["phone"]) == ("Nguyễn Thị Tư", "0912345678")
    assert JournalEntry.objects.filter(act="dossiers.party_read", actor_id=world.id_of("lan")).count() == 1


def test_a_person_known_elsewhere_is_not_filled_in(signed_in: SignedIn, world: World) -> None:
    accepted_birth(world)
    shown = screen(signed_in("son_desk"), identifier="025190001234")
    assert not shown.get("name")
    assert not JournalEntry.objects.filter(act="dossiers.party_read").exists()


def test_the_next_card_leaves_nothing_of_the_person_before(lan: Client) -> None:
    shown = screen(lan, identifier=CARD, phone="0912345678", email="tu@example.vn")
    other = CARD.replace("025190001234", "025091009999").replace("Nguyễn Thị Tư", "Lê Văn Ba")
    response = lan.post(INTAKE, {**shown, "identifier": other, "step": "show"})
    values = response.context["sheet"].values
    assert (values["name"], values["phone"], values["email"]) == ("Lê Văn Ba", "", "")


def test_a_garbled_card_is_told(lan: Client) -> None:
    response = lan.post(INTAKE, {**screen(lan), "identifier": CARD.replace("08031990", "0803199x"), "step": "show"})
    assert "Hãy quét lại" in response.content.decode()


def test_a_bad_scan_is_told_and_the_good_one_is_kept(lan: Client) -> None:
    good, bad = BytesIO(PNG), BytesIO(b"MZ\x90\x00 not a picture")
    good.name, bad.name = "to-khai.png", "giay-chung-sinh.pdf"
    response = lan.post(
        INTAKE, {**screen(lan, **BIRTH), "file-declaration": good, "file-birth_notice": bad, "step": "show"}
    )
    assert "giay-chung-sinh.pdf" in response.content.decode()
    sent = with_papers(response.context["sheet"].values.dict(), *BIRTH_KEYS)
    assert sent["kept-declaration"]
    lan.post(INTAKE, {**sent, "step": "accept"})
    kept = DossierComponent.objects.get(key="declaration").file
    assert kept is not None
    assert kept.name == "to-khai.png"
    assert not DossierComponent.objects.filter(key="birth_notice", file__isnull=False).exists()


def test_nobody_attaches_the_upload_of_another(lan: Client, signed_in: SignedIn) -> None:
    thu = signed_in("thu")
    scan = BytesIO(PNG)
    scan.name = "x.png"
    stored = thu.post(INTAKE, {**screen(thu, **BIRTH), "file-declaration": scan, "step": "show"})
    number = stored.context["sheet"].values["kept-declaration"]
    sent = {**with_papers(screen(lan, **BIRTH), *BIRTH_KEYS), "kept-declaration": number}
    lan.post(INTAKE, {**sent, "step": "accept"})
    assert DossierComponent.objects.get(key="declaration").file is None


def test_certified_copies_are_resolved_at_once(lan: Client) -> None:
    sent = with_papers(screen(lan, procedure_text="ctbs", identifier=CARD, copies="3", pages="4"), "original")
    lan.post(INTAKE, {**sent, "number": "812/2026", "paid": "certification", "step": "at_once"})
    dossier = Dossier.objects.get()
    assert dossier.stage == Stage.RETURNED
    assert dossier.fees.get().amount_vnd == 3 * (2 * 2000 + 2 * 1000)
    assert dossier.fees.get().paid_at is not None


def test_what_is_missing_becomes_form_02_with_a_reason_for_each(lan: Client) -> None:
    sent = with_papers(screen(lan, **BIRTH), "declaration")
    asked = lan.post(INTAKE, {**sent, "note-birth_notice": "Bệnh viện chưa cấp", "step": "ask_incomplete"})
    rows = [row for row in asked.context["items"] if row["text"]]
    assert [row["component"] for row in rows] == ["birth_notice", "identity_paper"]
    assert rows[0]["reason"] == "Bệnh viện chưa cấp"
    columns = {f"item_{part}": [row[part] for row in rows] for part in ("component", "text", "reason")}
    lan.post(
        INTAKE, {**sent, **columns, "legal_basis": "NĐ 118/2025/NĐ-CP", "mode": "incomplete", "step": "incomplete"}
    )
    assert Dossier.objects.get().stage == Stage.INCOMPLETE
    form = IssuedForm.objects.get()
    assert form.form == "supplement"
    assert len(form.data["items"]) == 2


def test_form_03_without_a_reason_asks_for_it_and_not_for_papers(lan: Client) -> None:
    sent = screen(lan, procedure_text="dkks", identifier=CARD)
    answer = lan.post(INTAKE, {**sent, "reason": [""], "mode": "refuse", "step": "refuse"})
    assert answer.status_code == 409
    assert "Hãy ghi rõ lý do" in answer.content.decode()
    assert not answer.context["tells_missing"]
    assert not Dossier.objects.exists()


def test_a_wrong_personal_number_is_told_once(lan: Client) -> None:
    answer = lan.post(INTAKE, {**screen(lan, procedure_text="dkks", identifier="12345"), "step": "accept"})
    assert answer.status_code == 422
    assert len(answer.context["form"].errors["identifier"]) == 1


def test_form_02_without_a_reason_is_refused_and_stays_open(lan: Client) -> None:
    sent = screen(lan, **BIRTH)
    response = lan.post(
        INTAKE, {**sent, "item_text": "Giấy chứng sinh", "item_reason": "", "mode": "incomplete", "step": "incomplete"}
    )
    assert response.status_code == 409
    assert response.context["items"][0]["text"] == "Giấy chứng sinh"
    assert not Dossier.objects.exists()


def test_a_refusal_is_form_03(lan: Client) -> None:
    sent = screen(lan, **BIRTH)
    lan.post(
        INTAKE, {**sent, "reason": ["Đã đăng ký khai sinh ngày 01/09/2026", ""], "mode": "refuse", "step": "refuse"}
    )
    assert Dossier.objects.get().stage == Stage.REFUSED
    assert IssuedForm.objects.get().data["reasons"] == ["Đã đăng ký khai sinh ngày 01/09/2026"]


def test_optional_members_of_a_group_are_chosen(lan: Client) -> None:
    plain = screen(lan, procedure_text="2.002621", place_text="nong trang", identifier=CARD)
    response = lan.post(INTAKE, {**plain, "step": "show"})
    sheet = response.context["sheet"]
    required = [member.key for member in sheet.edition.members if not member.optional]
    assert [leg.key for leg in sheet.forecast.legs] == required
    optional = [member.key for member in sheet.edition.members if member.optional]
    response = lan.post(INTAKE, {**plain, "member": optional, "step": "show"})
    assert {leg.key for leg in response.context["sheet"].forecast.legs} == {*required, *optional}


def test_answers_are_examined_by_the_form_of_the_procedure(lan: Client) -> None:
    sent = with_papers(screen(lan, **BIRTH), *BIRTH_KEYS)
    response = lan.post(INTAKE, {**sent, "answer-child_born_on": "31/02/2026", "step": "accept"})
    assert response.status_code == 422
    assert response.context["answers"].errors["child_born_on"]
    lan.post(INTAKE, {**sent, "answer-child_born_on": "1/9/2026", "answer-child_name": "Lê An", "step": "accept"})
    data = Dossier.objects.get().data
    assert data["child_born_on"] == "2026-09-01"
    assert data["requester_name"] == "Nguyễn Thị Tư"


def test_a_birthday_of_no_calendar_is_told_and_kept_as_typed(lan: Client) -> None:
    sent = with_papers(screen(lan, **BIRTH), *BIRTH_KEYS)
    response = lan.post(INTAKE, {**sent, "born_on": "31/02/1990", "step": "accept"})
    assert response.status_code == 422
    assert "Ngày này không có trong lịch" in response.content.decode()
    assert 'value="31/02/1990"' in response.content.decode()
    assert not Dossier.objects.exists()


def test_a_wholly_electronic_dossier_needs_the_whole_form(lan: Client) -> None:
    sent = with_papers(screen(lan, **BIRTH), *BIRTH_KEYS, form="electronic")
    response = lan.post(INTAKE, {**sent, "step": "accept"})
    assert response.status_code == 422
    assert response.context["answers"].errors["child_name"]
    assert not Dossier.objects.exists()


@pytest.mark.parametrize("name", ["minh", "ha", "steward", "auditor", "admin"])
def test_who_does_not_receive_dossiers_does_not_see_the_screen(signed_in: SignedIn, name: str) -> None:
    client = signed_in(name)
    assert client.get(INTAKE).status_code == 403
    assert client.post(INTAKE, {"step": "accept"}).status_code == 403


def test_late_in_the_day_the_same_day_promise_moves_on(lan: Client, wall_clock: DeskClock) -> None:
    wall_clock.at = wall_clock.at.replace(hour=15, minute=30)
    sheet = lan.post(INTAKE, {**screen(lan, procedure_text="dkks"), "step": "show"}).context["sheet"]
    assert f"{sheet.forecast.due_at:%d/%m}" == "08/09"


PNG = (
    b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x02\x00\x00\x00\x90wS\xde"
    b"\x00\x00\x00\x0cIDATx\x9cc\xf8\xff\xff?\x00\x05\xfe\x02\xfe\r\xefF\xb8\x00\x00\x00\x00IEND\xaeB`\x82"
)
