"""Codes of dossiers and numbers of forms."""

from datetime import date

from motcua.dossiers.rules.numbering import code_pattern, form_number, owner_identifier


def test_identifier_of_2025_reads_from_level_one_down() -> None:
    assert owner_identifier("H44.101", "tt03_2025") == "H44.101"


def test_identifier_of_2018_reads_from_the_lowest_level_up() -> None:
    assert owner_identifier("H19", "tt01_2018") == "000.00.00.H19"
    assert owner_identifier("H19.12", "tt01_2018") == "000.00.12.H19"
    assert owner_identifier("H19.12.03", "tt01_2018") == "000.03.12.H19"


def test_code_carries_day_and_number_of_the_day() -> None:
    assert code_pattern("000.00.12.H19", date(2021, 1, 15), 7, 4) == "000.00.12.H19-210115-0007"
    assert code_pattern("H44.101", date(2026, 9, 7), 12345, 4) == "H44.101-260907-12345"


def test_form_numbers_of_two_units_differ() -> None:
    assert form_number("supplement", 3, "H44.100", 2026) == "0003/PBS-TTPVHCC/H44.100/2026"
    assert form_number("supplement", 3, "H44.101", 2026) != form_number("supplement", 3, "H44.100", 2026)
