"""What people type becomes JSON of the schema's types; a summary reads it back to them in the form's words."""

from typing import Any

from motcua.catalogue.rules.forms import questions, read_fields, summary_of
from tests.catalogue.e_forms import ANSWERS, FORM


def read(**typed: str | list[str]) -> dict[str, Any]:
    sent = {name.replace("__", "-"): [text] if isinstance(text, str) else text for name, text in typed.items()}
    return read_fields(FORM, [field for _page, field in questions(FORM)], sent)


def test_each_answer_gets_the_type_of_its_field() -> None:
    assert read(
        spouse_name="  Lê   Bé ",
        spouse_id="025 190 001 234",
        born_on="1/9/2026",
        income="12.000.000 đ",
        area="12,5",
        phone="0912.345.678",
        has_children="on",
        uses=["rent", "sell"],
        status="",
        needs_verification="on",
    ) == {
        "spouse_name": "Lê Bé",
        "spouse_id": "025190001234",
        "born_on": "2026-09-01",
        "income": 12_000_000,
        "area": 12.5,
        "phone": "0912345678",
        "has_children": True,
        "uses": ["rent", "sell"],
    }


def test_what_cannot_be_read_stays_as_it_was_typed() -> None:
    assert read(income="ba đồng", born_on="31/02/2026") == {"income": "ba đồng", "born_on": "31/02/2026"}


def test_a_date_in_three_boxes() -> None:
    assert read(born_on_0="15", born_on_1="3", born_on_2="1990") == {"born_on": "1990-03-15"}
    assert read(born_on_0="15", born_on_1="", born_on_2="1990") == {"born_on": "15//1990"}
    assert read(born_on_0="", born_on_1="", born_on_2="") == {}


def test_entries_of_a_repeat_and_an_address() -> None:
    assert read(
        children__row=["0", "1", "7"],
        children__0__name="An",
        children__1__name=" ",
        children__7__name="Bình",
        children__7__at_school="on",
        residence__line="Khu 5",
        residence__unit="nong trang",
    ) == {
        "children": [{"name": "An"}, {"name": "Bình", "at_school": True}],
        "residence": {"line": "Khu 5", "unit_text": "nong trang"},
    }


def test_the_summary_follows_the_form_and_leaves_out_what_is_hidden() -> None:
    pages = summary_of(FORM, ANSWERS, language="en", files={"proof": ["proof.pdf"]})
    told = {row.path: row.text for page in pages for row in page.rows}
    assert [page.title for page in pages] == ["Yourself", "Spouse", "Income", "Children"]
    assert told["residence"] == "Khu 5, Phường Nông Trang, Tỉnh Phú Thọ"
    assert (told["born_on"], told["income"], told["status"]) == ("15/03/1990", "12.000.000 đ", "Choose married")
    assert (told["children[0].name"], told["children[1].school"]) == ("Lê An", "Tiểu học Nông Trang")
    assert "children[0].school" not in told
    assert (told["area"], told["proof"]) == ("", "proof.pdf")
    single = summary_of(FORM, {**ANSWERS, "status": "single"}, language="vi")
    assert [page.key for page in single] == ["self", "money", "children"]


def test_an_address_tells_what_the_commune_was_called_before() -> None:
    moved = {**ANSWERS["residence"], "old_unit": "07900", "old_unit_name": "Xã Vân Phú"}
    pages = summary_of(FORM, {**ANSWERS, "residence": moved}, language="vi")
    assert "Khu 5, Phường Nông Trang, Tỉnh Phú Thọ (trước đây: Xã Vân Phú)" in {row.text for row in pages[0].rows}
