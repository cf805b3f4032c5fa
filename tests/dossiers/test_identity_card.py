"""The QR string of an identity card is read whole or refused; what a scanner garbles is left out."""

import unicodedata
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.dossiers.rules.identity_card import CardNotReadable, is_card, parse_card

CARD = "025190001234|131234567|Nguyễn Thị Tư|08031990|Nữ|Khu 5, Nông Trang, Việt Trì, Phú Thọ|25052021"


def test_all_seven_fields_are_read() -> None:
    card = parse_card(CARD)
    assert card.identifier == "025190001234"
    assert card.former_identifier == "131234567"
    assert card.name == "Nguyễn Thị Tư"
    assert card.born_on == date(1990, 3, 8)
    assert card.sex == "Nữ"
    assert card.address == "Khu 5, Nông Trang, Việt Trì, Phú Thọ"
    assert card.issued_on == date(2021, 5, 25)


def test_decomposed_letters_become_one_form() -> None:
    assert parse_card(unicodedata.normalize("NFD", CARD)).name == "Nguyễn Thị Tư"


def test_a_new_card_without_former_number_and_with_more_fields() -> None:
    card = parse_card("025190001234||Nguyễn Thị Tư|08031990|Nữ|Phú Thọ|25052024||Nguyễn Văn Ba|Trần Thị Bốn")
    assert (card.former_identifier, card.address) == ("", "Phú Thọ")


def test_a_person_of_whom_only_the_year_of_birth_is_known() -> None:
    assert parse_card(CARD.replace("08031990", "00001945")).born_on is None


@pytest.mark.parametrize("name", ["Nguy?n Th? T?", "Nguye64n Thi5 Tu7", "Ng�n"])
def test_a_garbled_name_is_left_to_be_typed(name: str) -> None:
    card = parse_card(CARD.replace("Nguyễn Thị Tư", name))
    assert card.name == ""
    assert card.identifier == "025190001234"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "025190001234",
        "|".join(["025190001234"] * 3),
        CARD.replace("025190001234", "02519000123"),
        CARD.replace("08031990", "31021990"),
        CARD.replace("25052021", "25/05/2021"),
        "https://example.vn/t/H44.100-260907-0001/ABCDEFGH",
    ],
)
def test_what_is_no_card_is_refused(text: str) -> None:
    with pytest.raises(CardNotReadable):
        parse_card(text)


def test_the_shape_of_a_card_is_told_by_its_bars() -> None:
    assert is_card(CARD)
    assert not is_card("dkks")


@given(st.text(max_size=200))
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        card = parse_card(text)
    except CardNotReadable:
        return
    assert len(card.identifier) == 12
