"""Folding and sorting of Vietnamese text."""

import unicodedata

from motcua.kernel.text import acronym, fold, name_sort_key, normalise


def test_fold_drops_tones_marks_and_dstroke() -> None:
    assert fold("Đăng ký  Khai SINH") == "dang ky khai sinh"


def test_composed_and_decomposed_letters_fold_alike() -> None:
    assert fold(unicodedata.normalize("NFD", "Hòa Bình")) == fold("Hòa Bình") == "hoa binh"


def test_acronym_takes_first_letters() -> None:
    assert acronym("Đăng ký khai sinh") == "dkks"


def test_normalise_composes_and_trims() -> None:
    assert normalise(unicodedata.normalize("NFD", "  Trần  Ánh ")) == "Trần Ánh"


def test_names_sort_by_given_name_in_the_vietnamese_alphabet() -> None:
    names = ["Nguyễn Văn Đào", "Lê An", "Lê Ánh", "Trần Dung", "Bùi Ăn", "Vũ Ân", "Lê Ấn"]
    assert sorted(names, key=name_sort_key) == [
        "Lê An", "Lê Ánh", "Bùi Ăn", "Vũ Ân", "Lê Ấn", "Trần Dung", "Nguyễn Văn Đào",
    ]  # fmt: skip
