"""The steward's catalogue: found, read with sources, imported with every fault at once, published from a date."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from playwright.sync_api import Page, expect

from motcua.catalogue.models import Procedure, ProcedureEdition
from motcua.kernel.models import JournalEntry
from tests.browser import assert_accessible, enter
from tests.desks.steward import BIRTH, account, client_of, next_edition
from tests.world import World

HOME = "/kiem-soat/thu-tuc/"
IMPORT = f"{HOME}nhap/"


@pytest.fixture
def steward(world: World) -> Client:
    return client_of(world, "steward")


def test_the_list_is_found_by_acronym_and_unaccented_words_and_filtered_by_sector(steward: Client) -> None:
    for words in ("dkks", "dang ky khai sinh"):
        page = steward.get(HOME, {"words": words}).content.decode()
        assert BIRTH in page
        assert "Đăng ký khai sinh" in page
    page = steward.get(HOME, {"sector": "certification"}).content.decode()
    assert f"{HOME}{BIRTH}/" not in page
    assert "Chứng thực" in page


def test_the_list_goes_on_over_pages_without_losing_or_repeating_a_procedure(steward: Client) -> None:
    Procedure.objects.bulk_create(
        Procedure(code=f"9.{n:06}", name_vi=f"Thủ tục {n}", acronyms=" ", search=" ", sector="other") for n in range(70)
    )
    expected = list(Procedure.objects.order_by("code").values_list("code", flat=True))
    seen, cursor = [], ""
    while True:
        answer = steward.get(HOME, {"before": cursor} if cursor else {})
        page = answer.context["page"]
        seen += [row.code for row in page.rows]
        if not page.older:
            break
        cursor = page.older
    assert seen == expected
    back = steward.get(HOME, {"after": page.newer}).context["page"]
    assert [row.code for row in back.rows] == expected[expected.index(seen[-len(page.rows)]) - 50 :][:50]
    assert not steward.get(HOME, {"before": "not a cursor"}).context["page"].newer


def test_the_list_is_exported_with_formulas_defused(steward: Client) -> None:
    Procedure.objects.create(code="9.000001", name_vi="=1+1", acronyms=" ", search=" ", sector="other")
    answer = steward.get(f"{HOME}danh-muc.csv")
    lines = answer.content.decode("utf-8-sig").splitlines()
    assert answer.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert len(lines) == Procedure.objects.count() + 1
    assert any("'=1+1" in line for line in lines)


def test_an_edition_shows_every_value_with_source_and_certainty_and_its_steps(steward: Client) -> None:
    row = ProcedureEdition.objects.filter(procedure__code=BIRTH).latest("start")
    answer = steward.get(f"{HOME}{BIRTH}/{row.number}/")
    page = answer.content.decode()
    for component in row.document["components"]:
        assert component["name"]["vi"] in page
    for step in row.document["route"]["steps"]:
        assert step["name"]["vi"] in page
    for words in ("Thời hạn giải quyết", "Đã đọc văn bản", "Quy trình nội bộ", "Lãnh đạo", "quyết định"):
        assert words in page


@pytest.mark.parametrize("code", ["1.001193", "2.002622"])
def test_what_is_exported_can_be_imported_again(steward: Client, code: str) -> None:
    if not Procedure.objects.filter(code=code).exists():
        code = Procedure.objects.filter(sector="interconnected").values_list("code", flat=True)[0]
    row = ProcedureEdition.objects.filter(procedure__code=code).latest("start")
    text = steward.get(f"{HOME}{code}/{row.number}.yaml").content.decode()
    mended = text.replace(f"edition: {row.number}\n", f"edition: {row.number + 9}\n", 1)
    assert steward.post(IMPORT, {"text": mended}).status_code == 302
    assert ProcedureEdition.objects.get(procedure__code=code, number=row.number + 9).published_at is None


def test_every_fault_is_named_by_line_and_what_was_pasted_is_kept(steward: Client) -> None:
    number, text = next_edition()
    lines = text.splitlines()
    at = next(index for index, line in enumerate(lines) if line.startswith("regime:"))
    lines[at] = "regime: nd999"
    lines.append("colour: red")
    pasted = "\n".join(lines)
    answer = steward.post(IMPORT, {"text": pasted})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert f"Dòng {at + 1}" in page
    assert f"Dòng {len(lines)}" in page
    assert "regime: nd999" in page
    assert answer.context["form"].initial["text"] == pasted
    assert not ProcedureEdition.objects.filter(procedure__code=BIRTH, number=number).exists()
    assert not JournalEntry.objects.filter(act="catalogue.edition_imported").exists()


def test_a_file_that_is_no_text_is_refused_in_words(steward: Client) -> None:
    answer = steward.post(IMPORT, {"file": SimpleUploadedFile("a.yaml", b"\xff\xfe\x00")})
    assert answer.status_code == 422
    assert "UTF-8" in answer.content.decode()
    assert "Hãy chọn một tệp hoặc dán" in steward.post(IMPORT, {}).content.decode()


def test_publishing_shows_what_ends_and_asks_before_it_does(steward: Client) -> None:
    number, text = next_edition()
    running = ProcedureEdition.objects.get(procedure__code=BIRTH, end__isnull=True)
    steward.post(IMPORT, {"text": text})
    address = f"{HOME}{BIRTH}/{number}/cong-bo/"
    page = steward.post(address, {"start": "01/02/2027"}).content.decode()
    assert f"Phiên bản {running.number} đang áp dụng kết thúc: ngày 01/02/2027" in page
    assert ProcedureEdition.objects.get(procedure__code=BIRTH, number=number).published_at is None
    assert steward.post(address, {"start": "01/02/2027", "confirm": "1"}).status_code == 302
    running.refresh_from_db()
    published = ProcedureEdition.objects.get(procedure__code=BIRTH, number=number)
    assert (running.end, published.start) == (date(2027, 2, 1), date(2027, 2, 1))
    assert published.published_at is not None


def test_a_faulty_draft_is_not_published_and_says_why(steward: Client) -> None:
    number, text = next_edition()
    steward.post(IMPORT, {"text": text.replace("acts:\n    - decide", "acts: []").replace("- decide", "- verify")})
    row = ProcedureEdition.objects.get(procedure__code=BIRTH, number=number)
    answer = steward.post(f"{HOME}{BIRTH}/{number}/cong-bo/", {"start": "01/02/2027", "confirm": "1"})
    assert answer.status_code == 409
    assert "bước cuối nhưng không quyết định" in answer.content.decode()
    row.refresh_from_db()
    assert row.published_at is None


def test_an_edition_does_not_start_before_a_later_one(steward: Client) -> None:
    number, text = next_edition()
    steward.post(IMPORT, {"text": text})
    earliest = ProcedureEdition.objects.filter(procedure__code=BIRTH, published_at__isnull=False).earliest("start")
    start = f"{earliest.start:%d/%m/%Y}"
    answer = steward.post(f"{HOME}{BIRTH}/{number}/cong-bo/", {"start": start, "confirm": "1"})
    assert answer.status_code == 409
    assert ProcedureEdition.objects.get(procedure__code=BIRTH, number=number).published_at is None


def test_a_draft_is_withdrawn_and_a_published_edition_is_not(steward: Client) -> None:
    number, text = next_edition()
    steward.post(IMPORT, {"text": text})
    assert steward.post(f"{HOME}{BIRTH}/{number}/huy/").status_code == 302
    assert not ProcedureEdition.objects.filter(procedure__code=BIRTH, number=number).exists()
    kept = ProcedureEdition.objects.filter(procedure__code=BIRTH).latest("start")
    assert steward.post(f"{HOME}{BIRTH}/{kept.number}/huy/").status_code == 409
    assert ProcedureEdition.objects.filter(pk=kept.pk).exists()


def test_two_editions_are_compared_in_words(steward: Client) -> None:
    number, text = next_edition()
    steward.post(IMPORT, {"text": text})
    page = steward.get(f"{HOME}{BIRTH}/so-sanh/", {"tu": number - 1, "den": number}).content.decode()
    assert "tên thủ tục" in page
    assert steward.get(f"{HOME}{BIRTH}/so-sanh/", {"tu": "x", "den": number}).status_code == 404


def test_unknown_procedures_and_editions_are_told_in_words(steward: Client) -> None:
    for path in ("9.999999/", f"{BIRTH}/99/", f"{BIRTH}/99.yaml", f"{BIRTH}/99/cong-bo/"):
        answer = steward.get(f"{HOME}{path}")
        assert answer.status_code == 404, path


@pytest.mark.parametrize("name", ["lan", "minh", "ha", "admin", "auditor", "post_agent"])
def test_nobody_else_opens_the_catalogue_desk_or_acts_on_it(world: World, name: str) -> None:
    client = client_of(world, name)
    _, text = next_edition()
    before = ProcedureEdition.objects.count()
    for path in ("", "danh-muc.csv", "nhap/", f"{BIRTH}/", f"{BIRTH}/1/", f"{BIRTH}/1.yaml", f"{BIRTH}/so-sanh/"):
        assert client.get(f"{HOME}{path}").status_code == 403, path
    for path, values in (("nhap/", {"text": text}), (f"{BIRTH}/1/cong-bo/", {}), (f"{BIRTH}/1/huy/", {})):
        assert client.post(f"{HOME}{path}", values).status_code == 403, path
    assert ProcedureEdition.objects.count() == before


@pytest.mark.browser
def test_a_faulty_file_is_mended_in_the_browser_and_published_from_a_date(plain_page: Page, world: World) -> None:
    number, text = next_edition()
    enter(plain_page, account(world, "steward"))
    plain_page.goto(HOME)
    plain_page.get_by_role("link", name="Nhập tệp thủ tục").click()
    faulty = text.replace("sector: civil_status", "sector:")
    plain_page.get_by_label("Tệp YAML").set_input_files(
        {"name": "khai-sinh.yaml", "mimeType": "application/yaml", "buffer": faulty.encode()}
    )
    plain_page.get_by_role("button", name="Kiểm tra và nhập").click()
    expect(plain_page.get_by_text("1 điểm cần sửa")).to_be_visible()
    box = plain_page.get_by_label("Hoặc dán nội dung tệp")
    assert box.input_value().strip() == faulty.strip()
    box.fill(text)
    plain_page.get_by_role("button", name="Kiểm tra và nhập").click()
    plain_page.get_by_role("link", name="Công bố", exact=True).click()
    plain_page.get_by_label("Có hiệu lực từ ngày").fill("1/3/2027")
    plain_page.get_by_role("button", name="Xem trước khi công bố").click()
    expect(plain_page.get_by_text("ngày 01/03/2027 không còn hiệu lực")).to_be_visible()
    plain_page.get_by_role("button", name="Xác nhận công bố").click()
    expect(plain_page.get_by_text(f"Đã công bố phiên bản {number}, từ 01/03/2027.")).to_be_visible()


@pytest.mark.browser
@pytest.mark.parametrize("path", ["", "?words=dkks", "nhap/", f"{BIRTH}/", f"{BIRTH}/1/", f"{BIRTH}/1/huy/"])
def test_the_catalogue_is_accessible_on_desk_and_phone(page: Page, phone: Page, world: World, path: str) -> None:
    for screen in (page, phone):
        enter(screen, account(world, "steward"))
        screen.goto(f"{HOME}{path}")
        assert_accessible(screen)
