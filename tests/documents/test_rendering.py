"""Official forms come out as archivable PDF with the right words, from their data alone."""

import io
from datetime import timedelta
from typing import Any

import pikepdf
import pypdfium2
import pytest
import zxingcpp
from hypothesis import given, settings
from hypothesis import strategies as st

from motcua.catalogue.actions.settings import load_law_settings
from motcua.catalogue.rules.settings import FormSet
from motcua.directory.rules.actors import SYSTEM
from motcua.documents.queries.rendering import limit_words, render_form, render_issued
from motcua.documents.rules.form_sets import FORM_SETS, OFFICIAL_FORMS
from motcua.documents.rules.forms import FormComponent, FormKind, FormParty
from tests.documents.forms import CODE, FORMS, LINK, MORNING, head, receipt

A5_POINTS = (419.5, 595.3)
A4_POINTS = (595.3, 841.9)
A4_FLIPPED_POINTS = (841.9, 595.3)
PAPERS = {FormKind.REGISTER: A4_FLIPPED_POINTS, FormKind.DECLARATION: A4_POINTS}
"""What is not printed on A5."""


def text_of(pdf: bytes) -> str:
    document = pypdfium2.PdfDocument(pdf)
    pages = [page.get_textpage().get_text_range() for page in document]
    return " ".join(" ".join(pages).replace("\u200b", "").split())


def codes_on(pdf: bytes) -> list[str]:
    image = pypdfium2.PdfDocument(pdf)[0].render(scale=3).to_pil()
    return [code.text for code in zxingcpp.read_barcodes(image)]


@pytest.mark.parametrize("kind", list(FormKind))
@pytest.mark.parametrize("form_set", list(FormSet))
def test_every_form_of_both_sets_carries_its_title_number_and_instrument(kind: FormKind, form_set: FormSet) -> None:
    titled = OFFICIAL_FORMS[form_set].titles[kind]
    text = text_of(render_form(kind, form_set, FORMS[kind].to_json()))
    assert titled.title in text
    assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in text
    assert "Độc lập - Tự do - Hạnh phúc" in text
    assert "Việt Trì, ngày 02 tháng 03 năm 2026" in text
    assert FORMS[kind].head.number in text
    if titled.number:
        assert f"Mẫu số {titled.number} – {OFFICIAL_FORMS[form_set].instrument}" in text


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        (FormKind.RECEIPT, ("Trần Thị Tư", "025164000123", "Tờ khai đăng ký khai sinh", "đối chiếu bản chính",
                            "2,5 ngày làm việc", "09 giờ 15 phút, ngày 02/03/2026", "09 giờ 15 phút, ngày 05/03/2026",
                            "1.024.000 đ (chưa nộp)", "K7MP3Q", "Nguyễn Thị Lan")),
        (FormKind.SUPPLEMENT, ("Giấy chứng sinh bản chính", "Bản nộp không có dấu", "NĐ 123/2015/NĐ-CP Điều 9",
                               "09 giờ 15 phút, ngày 11/03/2026", "0210 384 6647")),
        (FormKind.REFUSAL, ("Người nộp không có giấy ủy quyền.", "Không thuộc phạm vi tiếp nhận.", CODE)),
        (FormKind.APOLOGY, ("xin lỗi Ông/Bà", "09 giờ 15 phút, ngày 05/03/2026", "09 giờ 15 phút, ngày 09/03/2026",
                            "Chờ xác minh nơi cư trú.", "CHỦ TỊCH", "Đỗ Thu Hà")),
        (FormKind.TERMINATION, ("theo đề nghị của người nộp hồ sơ", "Đã đăng ký tại nơi khác", "Giấy chứng sinh")),
        (FormKind.CONTROL_SLIP, ("Công an phường Việt Trì", "Trước hạn", "……giờ……phút")),
        (FormKind.REGISTER, ("Hộ tịch", "H44.12.001-260302-0030", "nhận trực tiếp", "Trang 1/")),
        (FormKind.FILING, ("NT4K7/1", "chung-sinh.pdf", "a1a1a1", "Khai trên biểu mẫu điện tử")),
        (FormKind.DECLARATION, ("Kính gửi: Ủy ban nhân dân phường Nông Trang", "Người nộp thay: Lê Văn Ba",
                                "Họ tên: Lê An", "Quê quán: (không khai)", "Trẻ sinh cùng 1")),
        (FormKind.TRANSFER_SLIP, ("Sở Tư pháp", "Tổng số: 1 hồ sơ, 3 giấy tờ")),
    ],
)  # fmt: skip
def test_the_form_says_what_its_data_says(kind: FormKind, words: tuple[str, ...]) -> None:
    text = text_of(render_form(kind, "tt03_2025", FORMS[kind].to_json()))
    assert [word for word in words if word not in text] == []


@pytest.mark.parametrize("kind", list(FormKind))
def test_the_file_is_archivable_tagged_a5_with_its_fonts_inside(kind: FormKind) -> None:
    pdf = pikepdf.open(io.BytesIO(render_form(kind, "tt03_2025", FORMS[kind].to_json())))
    with pdf.open_metadata() as metadata:
        assert metadata.pdfa_status == "2A"
    assert str(pdf.Root.Lang) == "vi-VN"
    assert "/StructTreeRoot" in pdf.Root
    wanted = PAPERS.get(kind, A5_POINTS)
    for page in pdf.pages:
        assert [float(edge) for edge in page.mediabox] == pytest.approx([0, 0, *wanted], abs=0.5)
        for font in page.Resources.Font.values():
            descriptor = font.DescendantFonts[0].FontDescriptor
            assert "/FontFile2" in descriptor or "/FontFile3" in descriptor


@pytest.mark.parametrize(
    "kind",
    [
        FormKind.RECEIPT,
        FormKind.SUPPLEMENT,
        FormKind.APOLOGY,
        FormKind.TERMINATION,
        FormKind.CONTROL_SLIP,
        FormKind.FILING,
        FormKind.DECLARATION,
    ],
)
def test_the_code_on_the_form_opens_the_progress_page(kind: FormKind) -> None:
    assert codes_on(render_form(kind, "tt03_2025", FORMS[kind].to_json())) == [LINK]


def test_the_same_data_gives_the_same_bytes() -> None:
    data = receipt().to_json()
    assert render_form("receipt", "tt03_2025", data) == render_form("receipt", "tt03_2025", data)


def test_an_instant_is_printed_in_local_time_whatever_its_offset() -> None:
    data = receipt().to_json()
    data["received_at"] = "2026-03-02T02:15:00+00:00"
    assert "nhận hồ sơ: 09 giờ 15 phút, ngày 02/03/2026" in text_of(render_form("receipt", "tt03_2025", data))


def test_without_a_due_date_the_receipt_says_from_when_it_counts() -> None:
    text = text_of(render_form("receipt", "tt03_2025", receipt(due_at=None).to_json()))
    assert "tính từ khi cơ quan có thẩm quyền nhận hồ sơ" in text


def test_many_papers_go_on_over_pages_with_their_heading() -> None:
    papers = tuple(FormComponent(name=f"Giấy tờ thứ {number} của hồ sơ", form="copy") for number in range(1, 61))
    pdf = render_form("receipt", "tt03_2025", receipt(components=papers).to_json())
    document = pypdfium2.PdfDocument(pdf)
    assert len(document) > 1
    assert text_of(pdf).count("Tên giấy tờ") == len(document)
    assert "Giấy tờ thứ 60 của hồ sơ" in text_of(pdf)


HOSTILE = [
    "#pagebreak() #read(\"/etc/passwd\")", "$x$ *đậm* _nghiêng_ `mã` <nhãn> @trích", "\\ // /* */ ] [ ) } {",
    "😀 中文 العربية", "\u202eđảo ngược\u202c", "chuông\u0007", "Tên\nnhiều\ndòng", "= Tiêu đề", "\"}]); sys.inputs",
]  # fmt: skip


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_only_text(text: str) -> None:
    plain = render_form("receipt", "tt03_2025", receipt().to_json())
    data = receipt(applicant=FormParty(name=text), subject=text).to_json()
    pdf = render_form("receipt", "tt03_2025", data)
    assert len(pypdfium2.PdfDocument(pdf)) == len(pypdfium2.PdfDocument(plain))
    shown = text_of(pdf)
    for word in text.split():
        if word.isascii() and word.isprintable():
            assert word in shown
    assert "root:" not in shown
    assert "\u202e" not in shown


def test_a_word_longer_than_the_page_is_broken_not_cut() -> None:
    name = "Abcdefghij" * 30
    pdf = pypdfium2.PdfDocument(render_form("receipt", "tt03_2025", receipt(applicant=FormParty(name=name)).to_json()))
    page = pdf[0].get_textpage()
    boxes = [page.get_charbox(index) for index in range(page.count_chars())]
    assert max(right for _, _, right, _ in boxes) <= A5_POINTS[0]


@settings(max_examples=25, deadline=None)
@given(st.text(max_size=300), st.text(max_size=60))
def test_any_text_can_be_printed(name: str, address: str) -> None:
    data = receipt(applicant=FormParty(name=name, address=address), head=head(address)).to_json()
    assert render_form("receipt", "tt03_2025", data).startswith(b"%PDF-")


@pytest.mark.parametrize(
    ("value", "unit", "words"),
    [("3", "working_day", "3 ngày làm việc"), ("5/2", "working_day", "2,5 ngày làm việc"),
     ("4", "working_hour", "4 giờ làm việc"), ("30", "calendar_day", "30 ngày"), ("10", "calendar_day", "10 ngày"),
     ("1", "same_day", "trong ngày làm việc"), ("", "", "theo quy định của từng thủ tục")],
)  # fmt: skip
def test_limits_in_words(value: str, unit: str, words: str) -> None:
    assert limit_words(value, unit) == words


def test_every_set_that_a_setting_may_name_has_its_forms() -> None:
    assert {forms.key for forms in FORM_SETS} == set(FormSet)
    assert all(set(forms.titles) == set(FormKind) for forms in FORM_SETS)
    with pytest.raises(ValueError, match="tt99"):
        render_form("receipt", "tt99_1999", receipt().to_json())


@pytest.mark.django_db
def test_a_form_is_printed_in_the_layout_of_its_day() -> None:
    load_law_settings(actor=SYSTEM, at=MORNING)
    data: dict[str, Any] = FORMS[FormKind.APOLOGY].to_json()
    early = text_of(render_issued("apology", issued_at=MORNING - timedelta(days=365), data=data))
    late = text_of(render_issued("apology", issued_at=MORNING, data=data))
    assert "PHIẾU XIN LỖI VÀ HẸN LẠI NGÀY TRẢ KẾT QUẢ" in early
    assert "VĂN BẢN XIN LỖI VÀ ĐỀ NGHỊ GIA HẠN THỜI GIAN GIẢI QUYẾT" in late
