"""The counter finds a procedure by acronym, code or words, with the errors people type."""

from datetime import date, datetime

import pytest

from motcua.catalogue.actions.editions import import_edition, publish
from motcua.catalogue.queries.search import search
from motcua.catalogue.rules.words import acronym_text, readings
from motcua.directory.rules.actors import Actor
from tests.catalogue.files import RESIDENCE, SINGLE, changed

COPIES = changed(
    SINGLE,
    ('"1.001193"', '"2.000815"'),
    ("Đăng ký khai sinh, en: Birth registration", "Chứng thực bản sao từ bản chính, en: Certification of copies"),
    ("acronyms: [ks]", "acronyms: [ctbs]"),
)


@pytest.fixture
def catalogue(db: None, steward: Actor, now: datetime) -> None:
    for text in (SINGLE, RESIDENCE, COPIES):
        row = import_edition(text=text, name="file.yaml", actor=steward, at=now)
        publish(edition_id=row.id, start=None, actor=steward, at=now)


@pytest.mark.usefixtures("catalogue")
@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("dkks", "1.001193"),
        ("KS", "1.001193"),
        ("ctbs", "2.000815"),
        ("2.000815", "2.000815"),
        ("000815", "2.000815"),
        ("2000815", "2.000815"),
        ("khai sinh", "1.001193"),
        ("sinh khai", "1.001193"),
        ("Đăng ký khai sinh", "1.001193"),
        ("Đăng ký khai sinh", "1.001193"),
        ("ĐĂNG KÝ THƯỜNG", "1.004222"),
        ("birth", "1.001193"),
        ("ddawng kys thuwowngf trus", "1.004222"),
        ("chuwngs thuwcj banr sao", "2.000815"),
        ("d9ang8 ky1 khai sinh", "1.001193"),
        ("dang ky kai sinh", "1.001193"),
        ("chung thuc ban sa", "2.000815"),
        ("chugn thuc ban soa", "2.000815"),
    ],
)
def test_the_first_answer_is_the_one_meant(typed: str, code: str) -> None:
    assert search(typed, 5)[0].code == code


@pytest.mark.usefixtures("catalogue")
@pytest.mark.parametrize("typed", ["", "   ", "%", "_", "xyz qwerty", "';--", "a" * 5000])
def test_nonsense_finds_nothing_and_breaks_nothing(typed: str) -> None:
    assert search(typed, 5) == []


@pytest.mark.usefixtures("catalogue")
def test_an_acronym_comes_before_words_and_the_limit_holds() -> None:
    assert [found.code for found in search("dk", 10)] == ["1.001193", "1.004222"]
    assert len(search("dk", 1)) == 1


@pytest.mark.usefixtures("catalogue")
def test_only_what_is_in_force_on_the_day_is_offered() -> None:
    assert search("dkks", 5, on=date(2025, 6, 30)) == []
    (found,) = search("dkks", 5, on=date(2025, 7, 1))
    assert found.edition_id is not None


def test_keys_of_an_input_method_are_read_away() -> None:
    assert "dang ky khai sinh" in readings("ddawng kys khai sinh")
    assert "chung thuc chu ky" in readings("chuwngs thuwcj chuwx kys")
    assert "giay phep xay dung" in readings("giaays pheps xaay duwngj")
    assert "ho kinh doanh" in readings("hoj kinh doanh")
    assert readings("khai sinh") == ["khai sinh"]


def test_the_automatic_acronym_stands_beside_those_given() -> None:
    assert acronym_text("Đăng ký khai sinh", ("ks", "dkks")) == " ks dkks "
