"""Printing official forms as PDF/A, from their data alone."""

import json
import re
import unicodedata
from datetime import datetime
from fractions import Fraction
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any, Final
from zoneinfo import ZoneInfo

import segno
import typst
from fontTools.ttLib import TTFont

from motcua.catalogue.queries.settings import law_settings
from motcua.catalogue.rules.settings import FormSet
from motcua.documents.rules.form_sets import OFFICIAL_FORMS
from motcua.documents.rules.forms import FormKind

TEMPLATES = Path(__file__).parents[1] / "forms"
PDF_STANDARD: Final = "a-2a"
"""Archivable and tagged, so that screen readers can read it."""
LOCAL = ZoneInfo("Asia/Ho_Chi_Minh")
FONT_PACKAGES = ("fontpkg_noto_serif",)
_STAND_IN = "?"
_LONG_WORD = re.compile(r"\S{30,}")
_LIMIT_UNITS = {
    "working_day": "ngày làm việc",
    "working_hour": "giờ làm việc",
    "calendar_day": "ngày",
}


def render_form(form: str, form_set: str, data: dict[str, Any]) -> bytes:
    """The form as PDF. `data` is what `to_json()` of its dataclass gave; the same data gives the same bytes.

    Raises ValueError for a form or a set that does not exist.
    """
    kind = FormKind(form)
    chosen = OFFICIAL_FORMS[FormSet(form_set)]
    titled = chosen.titles[kind]
    printed = printable(data)
    number = f"Mẫu số {titled.number} – " if titled.number else ""
    meta = {
        "title": titled.title,
        "instrument": f"{number}{chosen.instrument}" if titled.number else "",
        "qr": qr_svg(data.get("tracking_url", "")),
        "limit": limit_words(data.get("limit_value", ""), data.get("limit_unit", "")),
    }
    issued_at = datetime.fromisoformat(data["head"]["issued_at"])
    return typst.compile(
        str(TEMPLATES / f"{kind}.typ"),
        root=str(TEMPLATES),
        format="pdf",
        pdf_standards=PDF_STANDARD,
        font_paths=form_fonts(),
        ignore_system_fonts=True,
        sys_inputs={"data": json.dumps(printed), "meta": json.dumps(meta)},
        timestamp=int(issued_at.timestamp()),
    )


def render_issued(form: str, *, issued_at: datetime, data: dict[str, Any]) -> bytes:
    """The form as it was issued, in the set that was in force that day. Raises LawSettingMissing."""
    return render_form(form, law_settings(issued_at.astimezone(LOCAL).date()).form_set, data)


def limit_words(value: str, unit: str) -> str:
    """A time limit as printed: "3 ngày làm việc", "2,5 ngày làm việc", "trong ngày"."""
    if unit == "same_day" or not value:
        return "trong ngày làm việc" if unit == "same_day" else "theo quy định của từng thủ tục"
    number = Fraction(value)
    text = str(number.numerator) if number.denominator == 1 else f"{float(number):.2f}".rstrip("0").replace(".", ",")
    return f"{text} {_LIMIT_UNITS.get(unit, unit)}"


@cache
def form_fonts() -> typst.Fonts:
    """The fonts of the forms alone, so that a form looks the same on every machine."""
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=_font_directories())


def _font_directories() -> list[str]:
    return [str(files(package) / "files") for package in FONT_PACKAGES]


@cache
def _covered() -> frozenset[int]:
    """Code points that every style of the font can show."""
    styles = [path for directory in _font_directories() for path in Path(directory).glob("*.ttf")]
    assert styles, "the font package of the forms holds no fonts"
    return frozenset.intersection(*(frozenset(TTFont(path, lazy=True).getBestCmap()) for path in styles))


def printable(value: Any, key: str = "") -> Any:
    """The data with local times and only characters that can be printed; nothing invisible that turns text around."""
    if isinstance(value, dict):
        return {name: printable(item, name) for name, item in value.items()}
    if isinstance(value, list):
        return [printable(item, key) for item in value]
    if not isinstance(value, str):
        return value
    if key.endswith("_at"):
        return datetime.fromisoformat(value).astimezone(LOCAL).isoformat()
    text = "".join(_character(character) for character in unicodedata.normalize("NFC", value))
    return text if key == "tracking_url" else _LONG_WORD.sub(_with_breaks, text)


def _character(character: str) -> str:
    if character in "\n\t":
        return " "
    if unicodedata.category(character).startswith("C"):
        return ""
    return character if ord(character) in _covered() else _STAND_IN


def _with_breaks(word: re.Match[str]) -> str:
    """A word wider than a column may be cut anywhere by a zero-width space, rather than run off the page."""
    return "\u200b".join(word[0])


def qr_svg(link: str) -> str:
    """The link as an SVG; empty without a link."""
    if not link:
        return ""
    svg: str = segno.make(link, error="m", micro=False).svg_inline(border=2, omitsize=True)
    return svg
