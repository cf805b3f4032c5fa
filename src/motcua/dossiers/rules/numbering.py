"""How codes of dossiers and numbers of forms are written."""

import re
from datetime import date

FORM_MARKS = {
    "supplement": "PBS",
    "refusal": "PTC",
    "apology": "PXL",
    "termination": "TBD",
    "control_slip": "PKS",
    "transfer_slip": "PC",
}
"""Marks in the number of each form as printed under TT 03/2025/TT-VPCP; `TBD` and `PC` are provisional."""


def owner_identifier(agency_code: str, pattern: str) -> str:
    """The identifier as the pattern writes it.

    `tt01_2018` writes four groups from the lowest level up (QCVN 102:2016), `tt03_2025` from level 1 down
    (QĐ 20/2020/QĐ-TTg): `H44.12` becomes `000.00.12.H44` or stays `H44.12`.
    """
    if pattern != "tt01_2018":
        return agency_code
    top, *lower = agency_code.split(".")
    widths = (2, 2, 3)
    groups = [(lower[index] if index < len(lower) else "").rjust(width, "0") for index, width in enumerate(widths)]
    return ".".join([*reversed(groups), top])


def code_pattern(identifier: str, on: date, number: int, digits: int) -> str:
    """The code: identifier, day, and the number in the day with at least `digits` digits."""
    return f"{identifier}-{on:%y%m%d}-{number:0{digits}d}"


def dossier_series(identifier: str, on: date) -> str:
    """The series of an owner's codes of one day."""
    return f"dossier:{identifier}:{on:%y%m%d}"


def form_series(form: str, unit_id: int, year: int) -> str:
    """The series of a unit's forms of one kind in one year."""
    return f"form:{form}:{unit_id}:{year}"


def form_number(form: str, number: int, unit_code: str, year: int) -> str:
    """The number of a form; unique over the node because it ends with the unit's code and the year."""
    return f"{number:04d}/{FORM_MARKS[form]}-TTPVHCC/{unit_code}/{year}"


def code_of_scan(text: str) -> str:
    """The dossier's code from what was typed, or from the address in the receipt's QR code: `…/t/<code>/<key>`."""
    in_address = re.search(r"/t/([^/\s]+)/[^/\s]+/?$", text.strip())
    return (in_address[1] if in_address else text.strip()).upper()
