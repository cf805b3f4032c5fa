"""E-forms on pages: one page at a time or all at once, without scripts, nothing typed lost."""

from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict
from django.utils.translation import override

from motcua.desks.e_forms import Layout, PageForm, Style, page_form, summary_rows
from tests.catalogue.e_forms import ANSWERS, FORM
from tests.reference import Reference
from tests.world import World

ON = date(2026, 9, 7)
LAYOUT = Layout(on=ON)


def sent(**typed: str | list[str]) -> QueryDict:
    data = QueryDict(mutable=True)
    for name, texts in typed.items():
        data.setlist(name.replace("__", "-"), [texts] if isinstance(texts, str) else texts)
    return data


def filled(page: str, answers: dict[str, Any] | None = None, layout: Layout = LAYOUT, **typed: Any) -> PageForm:
    return page_form(FORM, page, answers or {}, sent(**typed), None, layout)


SELF = {"status": "single", "born_on_0": "15", "born_on_1": "3", "born_on_2": "1990"}


@pytest.mark.django_db
def test_a_page_that_is_right_gives_its_answers(world: World) -> None:
    form = filled("self", **SELF, residence__line="Khu 5", residence__unit="nong trang, phu tho")
    assert form.is_valid(), form.errors
    assert form.cleaned["status"] == "single"
    assert form.cleaned["born_on"] == "1990-03-15"
    assert form.cleaned["residence"]["unit_name"] == "Phường Nông Trang, Tỉnh Phú Thọ"


@pytest.mark.django_db
def test_every_fault_of_the_page_is_told_beside_its_box_and_only_of_this_page(world: World) -> None:
    form = filled("self", status="married", born_on="31/02/1990", residence__line="Khu 5", residence__unit="xyzzy")
    assert not form.is_valid()
    assert {name: list(errors) for name, errors in form.errors.items()} == {
        "spouse_name": ["Ghi tên vợ."],
        "born_on": ["Ngày này không có trong lịch. Hãy nhập ngày/tháng/năm, ví dụ 15/03/1990."],
        "residence": ["Hãy gõ tên xã, phường và tỉnh rồi chọn trong danh sách, ví dụ: Nông Trang, Phú Thọ."],
    }
    page = str(form)
    assert 'value="xyzzy"' in page
    assert 'href="#id_residence-line"' in page


@pytest.mark.django_db
def test_faults_are_told_in_english_on_an_english_page(world: World) -> None:
    with override("en"):
        form = filled("self", status="married", spouse_name="A", born_on="1/1/1990")
        assert form.errors["spouse_name"] == ["Enter at least 2 characters."]
        assert form.fields["status"].label == "Item status"


@pytest.mark.django_db
def test_an_old_commune_is_taken_for_what_it_has_become_and_both_are_kept(reference_data: Reference) -> None:
    form = filled("self", **SELF, residence__line="Số 1", residence__unit="cong vi, ba dinh, ha noi")
    assert form.is_valid(), form.errors
    address = form.cleaned["residence"]
    assert address["unit_name"] == "Phường Ngọc Hà, Thành phố Hà Nội"
    assert address["old_unit_name"] == "Phường Cống Vị, Quận Ba Đình, Thành phố Hà Nội"
    page = str(form)
    assert "Trước đây: Phường Cống Vị" in page
    assert 'value="Phường Giảng Võ, Thành phố Hà Nội"' in page, "the other ward that took over a part of it"
    again = filled(
        "self",
        **SELF,
        residence__line="Số 1",
        residence__unit=address["unit_name"],
        residence__former=address["old_unit_name"],
    )
    assert again.cleaned["residence"] == address


@pytest.mark.django_db
def test_words_that_may_mean_several_communes_offer_them(world: World) -> None:
    form = filled("self", **SELF, residence__line="Số 1", residence__unit="nong")
    assert not form.is_valid()
    assert "Phường Nông Trang, Tỉnh Phú Thọ" in str(form)
    chosen = filled(
        "self",
        **SELF,
        residence__line="Số 1",
        residence__unit="nong",
        residence__choice="Phường Nông Trang, Tỉnh Phú Thọ",
    )
    assert chosen.is_valid(), chosen.errors


def test_a_question_that_does_not_count_is_shown_without_scripts_and_dropped() -> None:
    form = page_form(FORM, "self", {}, None, None, LAYOUT)
    page = str(form)
    assert 'data-revealed-by="status" data-revealed-for="married"' in page
    assert 'name="spouse_name"' in page
    assert "spouse_id" not in page


def test_entries_are_added_and_removed_with_nothing_lost() -> None:
    answers = {"has_children": True}
    first = page_form(FORM, "children", answers, None, None, LAYOUT)
    assert 'name="children-0-name"' in str(first)
    typed = {"children__row": ["0"], "children__0__name": "An"}
    added = filled("children", answers, **typed, repeat="add:children")
    assert not added.is_valid()
    assert not added.errors
    assert 'name="children-1-name"' in str(added)
    assert 'name="children-0-name" value="An"' in str(added)
    both = {"children__row": ["0", "1"], "children__0__name": "An", "children__1__name": "Bình"}
    removed = filled("children", answers, **both, repeat="remove:children:0")
    assert removed.cleaned["children"] == [{"name": "Bình"}]
    assert "children-1-name" not in str(removed)


def test_there_are_no_more_entries_than_the_form_allows() -> None:
    typed = {f"children__{row}__name": "An" for row in range(3)}
    form = filled("children", {"has_children": True}, children__row=["0", "1", "2"], **typed)
    assert 'value="add:children"' not in str(form)


def test_a_fault_in_an_entry_is_told_in_the_entry() -> None:
    form = filled(
        "children",
        {"has_children": True},
        Layout(on=ON, kept_files={"proof": ["proof.pdf"]}),
        children__row=["0", "1", "2"],
        children__0__name="An",
        children__2__at_school="on",
    )
    assert set(form.errors) == {"children-1-name", "children-1-school"}


def test_a_paper_says_what_is_taken_and_must_come_once() -> None:
    answers, typed = {"has_children": True}, {"children__row": ["0"], "children__0__name": "An"}
    form = filled("children", answers, **typed)
    assert set(form.errors) == {"proof"}
    assert "Nhận tệp PDF, JPG, mỗi tệp nhiều nhất 10 MB." in str(form)
    files = MultiValueDict({"proof": [SimpleUploadedFile("a.pdf", b"%PDF"), SimpleUploadedFile("b.pdf", b"%PDF")]})
    with_files = page_form(FORM, "children", answers, sent(**typed), files, LAYOUT)
    assert with_files.is_valid()
    assert [file.name for file in with_files.uploads["proof"]] == ["a.pdf", "b.pdf"]
    kept = filled("children", answers, Layout(on=ON, kept_files={"proof": ["cũ.pdf"]}), **typed)
    assert kept.is_valid()
    assert "cũ.pdf" in str(kept)


def test_a_page_that_is_not_asked_asks_nothing() -> None:
    assert not page_form(FORM, "spouse", {"status": "single"}, None, None, LAYOUT).names


def test_answers_given_before_are_in_their_boxes() -> None:
    self_page = str(page_form(FORM, "self", ANSWERS, None, None, LAYOUT))
    assert 'name="born_on_2" value="1990"' in self_page
    assert 'value="married" class="govuk-radios__input" id="id_status_1" checked' in self_page
    money = str(page_form(FORM, "money", ANSWERS, None, None, LAYOUT))
    assert 'value="12.000.000 đ"' in money
    assert "Mục area (không bắt buộc)" in money


@pytest.mark.django_db
def test_a_desk_has_all_pages_at_once_with_one_box_for_each_answer(world: World) -> None:
    layout = Layout(style=Style.DESK, on=ON, prefix="answer", leave_out={"born_on"}, is_whole=False)
    data = sent(answer__status="married", answer__residence="Khu 5, Nông Trang, Phú Thọ", other="x")
    form = page_form(FORM, None, {"born_on": "1990-03-15"}, data, None, layout)
    assert form.is_valid(), form.errors
    assert form.cleaned["residence"]["line"] == "Khu 5"
    assert form.cleaned["residence"]["unit_name"] == "Phường Nông Trang, Tỉnh Phú Thọ"
    assert not {"born_on", "proof"} & form.names
    assert {"spouse_id", "children"} <= form.names
    assert 'data-revealed-by="answer-has_children"' in str(form)


def test_the_summary_is_in_the_language_of_the_page() -> None:
    assert [page.title for page in summary_rows(FORM, {"status": "single"})] == ["Bản thân", "Thu nhập"]
    with override("en"):
        assert summary_rows(FORM, {"agrees": True})[1].rows[4].text == "Yes"
