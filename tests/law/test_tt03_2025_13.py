"""TT03-2025.13: the code begins with the identifier from its first level down; the number grows past four digits."""

from datetime import date

from motcua.dossiers.rules.numbering import code_pattern, owner_identifier


def test_a_code_of_7_september_2026() -> None:
    assert code_pattern(owner_identifier("H44.101", "tt03_2025"), date(2026, 9, 7), 1, 4) == "H44.101-260907-0001"


def test_more_than_9999_dossiers_in_a_day() -> None:
    assert code_pattern("H44.101", date(2026, 9, 7), 12345, 4) == "H44.101-260907-12345"
