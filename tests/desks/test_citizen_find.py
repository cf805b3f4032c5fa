"""Home, search, life events, start page, what one needs: their content, their addresses, their way back."""

from typing import Any
from urllib.parse import parse_qs, urlsplit

import pypdfium2
import pytest
import zxingcpp
from django.test import Client
from PIL import Image

from motcua.catalogue.actions.finding import load_finding
from motcua.desks.hand_over import COOKIE
from motcua.directory.rules.actors import SYSTEM
from motcua.dossiers.models import Draft
from motcua.kernel import clock
from motcua.kernel.models import JournalEntry
from tests.world import MONDAY, World

pytestmark = pytest.mark.django_db
LIST = "/thu-tuc/1.001193/can-gi/danh-sach/"


@pytest.fixture(autouse=True)
def _loaded(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    load_finding(actor=SYSTEM, at=MONDAY)
    monkeypatch.setattr(clock, "now", lambda: MONDAY)


def words(answer: Any) -> str:
    return " ".join(answer.content.decode().split())


def test_home_leads_to_eight_events_search_and_tracking(client: Client) -> None:
    page = words(client.get("/"))
    assert page.count('href="/su-kien/') == 8
    assert 'action="/thu-tuc/"' in page
    assert 'action="/tra-cuu/"' in page
    assert "thiết bị này" not in page
    assert words(client.get("/en/")).count('href="/en/su-kien/') == 8


def test_search_shows_count_facets_and_pages_and_keeps_what_was_chosen(client: Client) -> None:
    page = words(client.get("/thu-tuc/", {"q": "khai sinh"}))
    assert "Có 8 thủ tục." in page
    assert '<option value="civil_status">Hộ tịch (5)</option>' in page
    narrowed = words(client.get("/thu-tuc/", {"q": "khai sinh", "linh-vuc": "interconnected", "doi-tuong": "citizen"}))
    assert "Có 3 thủ tục." in narrowed
    assert '<option value="interconnected" selected>' in narrowed
    assert "Bỏ thu hẹp" in narrowed
    second = words(client.get("/thu-tuc/", {"trang": "2", "sap-xep": "name"}))
    assert "sap-xep=name" in second
    assert "Trang 2 / 3" in second
    assert "đây là những thủ tục có thể bạn muốn tìm" in words(client.get("/thu-tuc/", {"q": "dang ky khia sinh"}))
    assert "Sinh con" in words(client.get("/thu-tuc/", {"q": "em be"}))


@pytest.mark.parametrize(
    "query",
    [
        {"q": "\x00'\";--%_"},
        {"q": "a" * 9000},
        {"trang": "0"},
        {"trang": "-1"},
        {"trang": "99999"},
        {"trang": "x"},
        {"sap-xep": "drop"},
        {"linh-vuc": "không có"},
        {"doi-tuong": "%"},
        {"truc-tuyen": "maybe"},
    ],
)
def test_odd_requests_are_answered(client: Client, query: dict[str, str]) -> None:
    assert client.get("/thu-tuc/", query).status_code == 200


def test_an_event_names_its_procedures_in_order_and_what_they_share(client: Client) -> None:
    page = words(client.get("/su-kien/death/"))
    codes = ("2.002622", "1.000656", "1.003197")
    places = [page.index(f'href="/thu-tuc/{code}/"') for code in codes]
    assert places == sorted(places)
    assert "Trích lục khai tử" in page
    assert client.get("/su-kien/nothing/").status_code == 404


def test_the_start_page_says_everything_before_one_begins(client: Client) -> None:
    page = words(client.get("/thu-tuc/1.004222/"))
    for said in (
        "Công dân", "20.000 đ", "10.000 đ", "7 ngày làm việc", "Luật Cư trú", "Kiểm tra và công bố lần cuối ngày",
        "chắc chắn", "hẹn trả lúc 17:00 16/09/2026", "/nop/1.004222/", "/thu-tuc/1.004222/can-gi/",
    ):  # fmt: skip
        assert said in page
    unknown = client.get("/thu-tuc/9.999999/")
    assert unknown.status_code == 404


def test_a_place_is_picked_by_words_and_names_agency_desks_and_due_date(client: Client) -> None:
    hits = words(client.get("/thu-tuc/1.004873/", {"noi": "nong trang"}))
    assert 'name="place" value="07894"' in hits
    page = words(client.get("/thu-tuc/1.004873/", {"place": "07894"}))
    assert "UBND phường Nông Trang" in page
    assert page.index("TTPVHCC phường Nông Trang") < page.index("TTPVHCC phường Việt Trì")
    assert "Trấn Biên" not in page
    assert "hẹn trả lúc 17:00 10/09/2026" in page
    assert "/nop/1.004873/?place=07894" in page
    nowhere = client.get("/thu-tuc/1.004873/", {"noi": "qwerty"})
    assert nowhere.status_code == 422
    assert "<title>Lỗi:" in words(nowhere)
    for odd in ({"place": "99999"}, {"place": "x"}, {"place": "25"}):
        assert client.get("/thu-tuc/1.004873/", odd).status_code == 200


def test_a_group_names_its_procedures_and_a_due_date_once_a_place_is_known(client: Client) -> None:
    page = words(client.get("/thu-tuc/2.002621/"))
    assert "/thu-tuc/1.001193/" in page
    assert "hẹn trả lúc" not in page
    assert "hẹn trả lúc" in words(client.get("/thu-tuc/2.002621/", {"place": "07894"}))


def test_drafts_of_this_device_are_shown_first_and_nobody_elses(client: Client) -> None:
    client.post("/nop/1.001193/")
    code = Draft.objects.get().code
    for address in ("/", "/thu-tuc/1.001193/"):
        answer = client.get(address)
        assert f"/ban-nhap/{code}/" in words(answer)
        assert "private" in answer["Cache-Control"]
        assert code not in words(Client().get(address))
    assert code not in words(client.get("/thu-tuc/1.000894/"))


def test_questions_are_asked_again_with_the_fault_beside_them(client: Client) -> None:
    asked = client.get(LIST)
    assert asked.status_code == 422
    assert 'href="#a.registered_late"' in words(asked)
    assert "Hãy chọn một câu trả lời." in words(asked)
    assert client.get("/thu-tuc/1.001193/can-gi/").status_code == 200
    assert client.get("/thu-tuc/2.000815/can-gi/danh-sach/", {"a.copies": "0", "a.pages": "2"}).status_code == 422


def test_the_list_opens_from_its_own_qr_code_and_holds_no_person(client: Client) -> None:
    before = JournalEntry.objects.count()
    answer = client.get(LIST, {"a.registered_late": "true", "place": "07894", "a.child_name": "Nguyễn Văn Bé"})
    page = words(answer)
    link = answer.context["link"]
    asked = parse_qs(urlsplit(link).query)
    assert asked == {"a.registered_late": ["true"], "place": ["07894"]}
    assert client.get(f"{urlsplit(link).path}?{urlsplit(link).query}").context["papers"] == answer.context["papers"]
    assert "chưa có mức của địa phương" in page
    assert "Giấy chứng sinh" in page
    assert "Bé" not in page.replace("Bên", "")
    assert 'src="data:image/svg+xml' in page
    assert JournalEntry.objects.count() == before


@pytest.mark.parametrize(("prefix", "said"), [("", "Những gì bạn cần"), ("/en", "What you need")])
def test_the_printed_list_says_the_same_and_its_code_leads_back(client: Client, prefix: str, said: str) -> None:
    query = {"a.registered_late": "false", "place": "07894"}
    answer = client.get(f"{prefix}/thu-tuc/1.001193/can-gi/danh-sach.pdf", query)
    assert answer["Content-Type"] == "application/pdf"
    with pypdfium2.PdfDocument(answer.content) as document:
        page = document[0]
        text = page.get_textpage().get_text_bounded()
        picture: Image.Image = page.render(scale=3).to_pil()
    assert said in text
    assert "1.001193" in text
    (code,) = zxingcpp.read_barcodes(picture)
    assert code.text.endswith(f"{prefix}{LIST}?a.registered_late=false&place=07894")
    assert client.get("/thu-tuc/1.001193/can-gi/danh-sach.pdf").status_code == 422


def test_the_way_back_to_the_portal_is_remembered(client: Client) -> None:
    back = "https://dichvucong.gov.vn/p/home?x=1&y=2"
    assert "Trở lại cổng dichvucong.gov.vn" in words(client.get("/thu-tuc/1.001193/", {"tu-cong": back}))
    later = words(client.get("/tra-cuu/"))
    assert 'href="https://dichvucong.gov.vn/p/home?x=1&amp;y=2"' in later


@pytest.mark.parametrize(
    "address",
    [
        "https://evil.example/", "https://dichvucong.gov.vn.evil.example/", "https://dichvucong.gov.vn@evil.example/",
        "http://dichvucong.gov.vn/", "//evil.example", "javascript:alert(1)", "https://dichvucong.gov.vn\\@evil.example",
        "https://[", "https://dichvucong.gov.vn:8443/", "/tra-cuu/", "",
    ],
)  # fmt: skip
def test_nobody_is_led_anywhere_else(client: Client, address: str) -> None:
    assert "Trở lại cổng" not in words(client.get("/", {"tu-cong": address}))
    assert COOKIE not in client.cookies
    client.cookies[COOKIE] = address
    assert "Trở lại cổng" not in words(client.get("/"))
