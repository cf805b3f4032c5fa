"""Fields of forms: dates in boxes and in one box, letters in one form, words for time left."""

import unicodedata
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from django import forms
from django.utils.translation import override

from motcua.desks.forms import DateBoxesField, DateTextField, Form
from motcua.desks.templatetags.page_parts import dossier_date, due, working_time


class Birth(Form):
    name = forms.CharField(label="Họ tên")
    born_on = DateBoxesField(label="Ngày sinh")
    filed_on = DateTextField(label="Ngày nộp", required=False)
    way = forms.ChoiceField(label="Cách", choices=[("a", "A"), ("b", "B")], widget=forms.RadioSelect, required=False)


def birth(**given: str) -> Birth:
    boxes = {"born_on_0": "15", "born_on_1": "3", "born_on_2": "1990"}
    return Birth({"name": "Bà Tư"} | boxes | given)


def test_an_empty_field_is_named_in_its_own_error() -> None:
    assert birth(name="").errors["name"] == ["Hãy điền mục “Họ tên”."]


def test_three_boxes_make_a_date() -> None:
    form = birth()
    assert form.is_valid(), form.errors
    assert form.cleaned_data["born_on"] == date(1990, 3, 15)


@pytest.mark.parametrize(
    ("day", "month", "year"), [("31", "4", "2026"), ("a", "3", "1990"), ("1", "1", "90"), ("", "3", "1990")]
)
def test_an_impossible_date_is_told_in_words(day: str, month: str, year: str) -> None:
    form = birth(born_on_0=day, born_on_1=month, born_on_2=year)
    assert list(form.errors) == ["born_on"]
    assert "gày" in form.errors["born_on"][0]


@pytest.mark.parametrize("text", ["15/3/1990", "15-03-1990", "15.3.1990", "15031990", " 15/03/1990 "])
def test_one_box_takes_a_date_as_people_type_it(text: str) -> None:
    form = birth(filed_on=text)
    assert form.is_valid(), form.errors
    assert form.cleaned_data["filed_on"] == date(1990, 3, 15)


@pytest.mark.parametrize("text", ["1990-03-15", "31/4/2026", "hôm qua", "150390"])
def test_one_box_refuses_what_is_no_date(text: str) -> None:
    assert list(birth(filed_on=text).errors) == ["filed_on"]


def test_decomposed_letters_arrive_composed() -> None:
    form = birth(name=unicodedata.normalize("NFD", "Nguyễn Thị Hòa"))
    assert form.is_valid()
    assert form.cleaned_data["name"] == "Nguyễn Thị Hòa"


def test_errors_are_summed_up_with_links_to_the_first_box_or_choice() -> None:
    page = str(birth(born_on_0="31", born_on_1="4", name="", way="c"))
    for target in ("#id_name", "#id_born_on_0", "#id_way_0"):
        assert f'href="{target}"' in page
        assert f'id="{target[1:]}"' in page


@pytest.mark.parametrize(
    ("minutes", "words"),
    [(0, "0 phút làm việc"), (59, "59 phút làm việc"), (60, "1 giờ làm việc"), (150, "2 giờ 30 phút làm việc"),
     (480, "1 ngày làm việc"), (1110, "2 ngày 2 giờ làm việc")],
)  # fmt: skip
def test_working_time_in_words(minutes: int, words: str) -> None:
    with override("vi"):
        assert working_time(minutes) == words


def test_a_due_date_says_late_soon_or_paused_in_words() -> None:
    at = datetime(2026, 3, 2, 9, 30, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))
    assert due(at, -120)["state"] == "late"
    assert due(at, 120)["state"] == "soon"
    assert due(at, 960)["state"] == "far"
    assert due(at, 960, paused=True)["state"] == "paused"


def test_dates_are_written_as_on_receipts() -> None:
    assert dossier_date(datetime(2026, 3, 2, 2, 30, tzinfo=ZoneInfo("UTC"))) == "09:30 02/03/2026"
    assert dossier_date(date(2026, 3, 2)) == "02/03/2026"
    assert dossier_date(None) == ""
