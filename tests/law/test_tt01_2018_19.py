"""TT01-2018.19: the dossier code is identifier, date and a number of the day with four digits."""

from datetime import date

from motcua.dossiers.rules.numbering import code_pattern, owner_identifier


def test_the_seventh_dossier_of_15_january_2021() -> None:
    identifier = owner_identifier("H19.12", "tt01_2018")
    assert code_pattern(identifier, date(2021, 1, 15), 7, 4) == "000.00.12.H19-210115-0007"
