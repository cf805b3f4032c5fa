"""The citizen prepares and files a dossier without signing in; nothing typed before "continue" is ever lost."""

import re
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from icalendar import Calendar

from motcua.dossiers.actions.online import send_filing_back
from motcua.dossiers.models import Dossier, Draft, DraftPage
from motcua.kernel.models import JournalEntry
from tests.contract.casebook import PNG
from tests.desks.drafting import BEGIN, CHILD, PERSON, begin, declare, fill_in, hidden, pages_of_birth, send, upload
from tests.world import World


@pytest.fixture(autouse=True)
def _own_files(tmp_path: Path, settings: Any) -> None:
    settings.FILES_DIRECTORY = tmp_path


def test_from_the_beginning_to_the_confirmation(client: Client, world: World) -> None:
    draft = begin(client)
    fill_in(client, draft, world)
    tasks = client.get(f"/ban-nhap/{draft.code}/").content.decode()
    assert "Đã xong 15 trong 15 việc" in tasks
    summary = client.get(f"/ban-nhap/{draft.code}/kiem-tra/").content.decode()
    for said in ("Trần Văn Nam", "01/09/2026", "Phường Nông Trang", "giay.png", "TTPVHCC phường Nông Trang"):
        assert said in summary
    assert declare(client, draft).headers["Location"] == f"/ban-nhap/{draft.code}/da-nop/"
    assert declare(client, draft).headers["Location"] == f"/ban-nhap/{draft.code}/da-nop/", "pressed twice"
    dossier = Dossier.objects.get()
    assert (dossier.stage, dossier.data["child_name"], dossier.return_way) == (
        "submitted",
        "Trần Văn Nam",
        "electronic",
    )
    filed = client.get(f"/ban-nhap/{draft.code}/da-nop/").content.decode()
    for component in dossier.components.filter(file__isnull=False).select_related("file"):
        assert component.file is not None
        assert component.file.sha256 in filed
    with pypdfium2.PdfDocument(client.get(f"/ban-nhap/{draft.code}/da-nop.pdf").content) as pdf:
        text = pdf[0].get_textpage().get_text_bounded()
    assert draft.code in text
    with pypdfium2.PdfDocument(client.get(f"/ban-nhap/{draft.code}/to-khai.pdf").content) as pdf:
        assert "Trần Văn Nam" in pdf[0].get_textpage().get_text_bounded()
    assert Client().get(f"/ban-nhap/{draft.code}/to-khai.pdf").status_code == 404
    [event] = Calendar.from_ical(client.get(f"/ban-nhap/{draft.code}/da-nop.ics").content).events
    assert event.start == dossier.filings.get().reply_due_at
    assert "Tư" not in client.get(f"/ban-nhap/{draft.code}/da-nop.ics").content.decode()
    progress = Client().get(f"/t/{draft.code}/{draft.key}")
    assert progress.status_code == 200
    assert "TTPVHCC phường Nông Trang trả lời chậm nhất" in progress.content.decode()


def test_a_link_brings_place_and_answers_along(client: Client, world: World) -> None:
    shown = client.get(BEGIN, {"place": "07894", "a.child_sex": "female"})
    client.post(BEGIN, hidden(shown))
    draft = Draft.objects.get()
    assert draft.answers == {"child_sex": "female"}
    page = client.get(f"/ban-nhap/{draft.code}/trang/place/").content.decode()
    assert 'value="Phường Nông Trang"' in page


def test_the_place_is_found_without_marks_and_names_who_decides(client: Client, world: World) -> None:
    draft = begin(client)
    found = send(client, draft, "place", {"text": "nong trang"}, step="find")
    assert found.status_code == 200
    assert "Phường Nông Trang, Tỉnh Phú Thọ" in found.content.decode()
    assert "Hãy chọn một nơi" in send(client, draft, "place", {"text": "nong trang"}).content.decode()
    send(client, draft, "place", pages_of_birth(world)["place"])
    unit = client.get(f"/ban-nhap/{draft.code}/trang/unit/").content.decode()
    assert "Cơ quan có thẩm quyền giải quyết: <strong>UBND phường Nông Trang</strong>" in unit
    assert "TTPVHCC phường Nông Trang (nơi có thẩm quyền)" in unit


def test_what_is_wrong_is_kept_as_typed_and_told(client: Client, world: World) -> None:
    draft = begin(client)
    answer = send(client, draft, "applicant", {**PERSON, "identifier": "123"})
    assert answer.status_code == 422
    assert DraftPage.objects.get(draft=draft).typed["identifier"] == ["123"]
    again = Client()
    again.cookies = client.cookies
    shown = again.get(f"/ban-nhap/{draft.code}/trang/applicant/").content.decode()
    assert 'value="123"' in shown
    assert "12 chữ số" in shown
    assert "Cần sửa" in again.get(f"/ban-nhap/{draft.code}/").content.decode()


@pytest.mark.parametrize("page", ["place", "unit", "who", "applicant", "form-child", "return"])
def test_no_cookie_no_session_no_token_and_still_nothing_is_lost(client: Client, world: World, page: str) -> None:
    draft = begin(client)
    send(client, draft, "place", pages_of_birth(world)["place"])
    shown = client.get(f"/ban-nhap/{draft.code}/trang/{page}/")
    typed = pages_of_birth(world)[page]
    bare = Client(enforce_csrf_checks=True)  # cookies cleared, session over, another token
    answer = bare.post(f"/ban-nhap/{draft.code}/trang/{page}/", {**hidden(shown), **typed})
    assert answer.status_code == 302
    kept = DraftPage.objects.get(draft=draft, key=page)
    assert {name: texts[0] for name, texts in kept.typed.items()} == typed
    assert bare.get(answer.headers["Location"]).status_code == 200, "this device may go on"


def test_an_open_page_is_kept_every_few_seconds(client: Client, world: World) -> None:
    draft = begin(client)
    shown = client.get(f"/ban-nhap/{draft.code}/trang/form-child/")
    address = f"/ban-nhap/{draft.code}/luu/form-child/"
    bare = Client(enforce_csrf_checks=True)
    answer = bare.post(address, {**hidden(shown), "child_name": "Trần V"})
    assert 'data-version="1"' in answer.content.decode()
    assert 'value="Trần V"' in client.get(f"/ban-nhap/{draft.code}/trang/form-child/").content.decode()
    assert Draft.objects.get().answers == {}, 'it counts with "continue"'
    assert bare.post(address, {"draft_key": "WRONGKEY", "child_name": "x"}).status_code == 404


def test_two_windows_show_both_contents_and_the_person_chooses(client: Client, world: World) -> None:
    draft = begin(client)
    address = f"/ban-nhap/{draft.code}/trang/form-child/"
    first, second = hidden(client.get(address)), hidden(client.get(address))
    assert first["writer"] != second["writer"]
    client.post(address, {**first, **CHILD})
    mine = {**CHILD, "child_name": "Trần Văn Bắc"}
    conflict = client.post(address, {**second, **mine})
    assert conflict.status_code == 409
    text = conflict.content.decode()
    assert "Trần Văn Nam" in text
    assert "Trần Văn Bắc" in text
    assert Draft.objects.get().answers["child_name"] == "Trần Văn Nam"
    assert client.post(address, hidden(conflict)).status_code == 302
    assert Draft.objects.get().answers["child_name"] == "Trần Văn Bắc"


def test_code_and_key_open_it_on_another_device(client: Client, world: World) -> None:
    draft = begin(client)
    other = Client()
    assert other.get(f"/ban-nhap/{draft.code}/").status_code == 404
    opened = other.post("/ban-nhap/mo/", {"code": draft.code.lower(), "key": draft.key})
    assert opened.headers["Location"] == f"/ban-nhap/{draft.code}/"
    assert other.get(f"/ban-nhap/{draft.code}/").status_code == 200
    by_picture = Client()
    assert by_picture.get(f"/n/{draft.code}/{draft.key}").status_code == 302
    assert JournalEntry.objects.filter(act="dossiers.draft_opened").count() == 2
    assert draft.code in other.get("/ban-nhap/").content.decode()
    other.post(f"/ban-nhap/{draft.code}/roi-thiet-bi/")
    assert other.get(f"/ban-nhap/{draft.code}/").status_code == 404


def test_guessing_is_slowed_down_and_learns_nothing(client: Client, world: World) -> None:
    draft = begin(client)
    stranger = Client()
    known = stranger.get(f"/n/{draft.code}/AAAAAAAA")
    unknown = stranger.get("/n/NAAAAAAAA/AAAAAAAA")
    assert (known.status_code, unknown.status_code) == (404, 404)
    assert _without_token(known).replace(draft.code, "NAAAAAAAA") == _without_token(unknown)
    for _ in range(18):
        stranger.post(f"/ban-nhap/{draft.code}/trang/who/", {"draft_key": "AAAAAAAA", "who": "myself"})
    assert stranger.get(f"/n/{draft.code}/{draft.key}").status_code == 429


def test_several_pictures_one_bad_file_costs_nothing(client: Client, world: World) -> None:
    draft = begin(client)
    answer = upload(client, draft, "birth_notice", "trang-1.png", "trang-2.heic", "trang-3.png")
    assert answer.status_code == 422
    text = answer.content.decode()
    assert "trang-2.heic" in text
    assert [row.file.name for row in draft.files.order_by("position")] == ["trang-1.png", "trang-3.png"]
    fragment = upload(client, draft, "birth_notice", "trang-4.png", fragment="1")
    assert fragment.status_code == 200
    assert "<html" not in fragment.content.decode()
    row = draft.files.order_by("position")[0]
    picture = client.get(f"/ban-nhap/{draft.code}/tep/{row.id}/1/")
    assert picture.headers["Content-Type"] == "image/png"
    assert Client().get(f"/ban-nhap/{draft.code}/tep/{row.id}/1/").status_code == 404


def test_a_paper_without_a_file_says_what_is_missing(client: Client, world: World) -> None:
    draft = begin(client)
    address = f"/ban-nhap/{draft.code}/giay-to/birth_notice/"
    empty = client.post(address, {"draft_key": draft.key, "step": "continue"})
    assert empty.status_code == 422
    assert "Hãy chọn tệp" in empty.content.decode()
    assert "Tôi chưa có" not in empty.content.decode()
    later = client.post(address, {"draft_key": draft.key, "step": "later"})
    assert "phải có khi nộp" in later.content.decode()


def test_somebody_files_for_another(client: Client, world: World) -> None:
    draft = begin(client)
    send(client, draft, "who", {"who": "another"})
    submitter = {name: PERSON[name] for name in ("name", "identifier", "address", "phone", "email")}
    send(client, draft, "applicant", {**PERSON, "name": "Trần Văn Ba", "identifier": "025091009999"})
    lacking = send(client, draft, "submitter", submitter)
    assert "Hãy ghi căn cứ nộp thay" in lacking.content.decode()
    assert send(client, draft, "submitter", {**submitter, "mandate": "Giấy ủy quyền số 12"}).status_code == 302
    draft.refresh_from_db()
    assert draft.parties["applicant"]["name"] == "Trần Văn Ba"
    asked = client.get(f"/ban-nhap/{draft.code}/trang/form-requester/").content.decode()
    assert 'value="Nguyễn Thị Tư"' in asked, "who files is not asked twice"


def test_sent_back_it_opens_with_only_what_is_asked(client: Client, world: World) -> None:
    draft = begin(client)
    fill_in(client, draft, world)
    declare(client, draft)
    dossier = Dossier.objects.get()
    items = [
        {"page": "form-child", "text": "Người được khai sinh", "reason": "Quê quán ghi chưa đủ"},
        {"page": "paper-birth_notice", "text": "Giấy chứng sinh", "reason": "Ảnh mờ"},
    ]
    send_filing_back(
        dossier_id=dossier.id, items=items, legal_basis="", actor=world.actor("thu"), at=dossier.submitted_at
    )
    tasks = client.get(f"/ban-nhap/{draft.code}/").content.decode()
    assert "Quê quán ghi chưa đủ" in tasks
    assert "/trang/applicant/" not in tasks
    assert send(client, draft, "form-child", {**CHILD, "child_home_town": "Nông Trang, Phú Thọ"}).status_code == 302
    address = f"/ban-nhap/{draft.code}/trang/applicant/"
    assert client.post(address, {"draft_key": draft.key, **PERSON}).status_code == 409
    row = draft.files.get(component="birth_notice")
    replaced = {
        "draft_key": draft.key,
        "step": f"replace:{row.id}",
        f"replace-{row.id}": SimpleUploadedFile("ro.png", PNG, "image/png"),
    }
    assert client.post(f"/ban-nhap/{draft.code}/giay-to/birth_notice/", replaced).status_code == 302
    assert declare(client, draft).status_code == 302
    dossier.refresh_from_db()
    assert (dossier.stage, dossier.data["child_home_town"]) == ("submitted", "Nông Trang, Phú Thọ")
    assert dossier.filings.count() == 2


def _without_token(answer: Any) -> str:
    return re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"', "", answer.content.decode())
