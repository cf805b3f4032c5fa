"""Every template loads, and none carries code or style of its own or text that cannot be translated."""

import re

import pytest
from django.template.loader import get_template

from tests.architecture.source import TEMPLATE_FOLDERS

FILES = {
    path.relative_to(folder).as_posix(): path for folder in TEMPLATE_FOLDERS for path in sorted(folder.rglob("*.*"))
}
INLINE = re.compile(r"<style|\bstyle=|\son[a-z]+=[\"']|<script(?![^>]*\bsrc=)|javascript:|\bhx-on|hx-vals=[\"']js:")
VIETNAMESE = re.compile(r"[àáảãạăằắẳẵặâầấẩẫậđèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵ]", re.IGNORECASE)
TRANSLATED = re.compile(
    r"\{%\s*(?:blocktranslate|blocktrans)\b.*?%\}.*?\{%\s*end(?:blocktranslate|blocktrans)\s*%\}"
    r"|\{%.*?%\}|\{\{.*?\}\}|\{#.*?#\}|\{%\s*comment.*?endcomment\s*%\}",
    re.DOTALL,
)


@pytest.mark.parametrize("name", FILES)
def test_a_template_loads(name: str) -> None:
    assert get_template(name).template.nodelist is not None


@pytest.mark.parametrize("name", FILES)
def test_a_template_has_no_inline_code_or_style(name: str) -> None:
    assert INLINE.findall(FILES[name].read_text()) == []


@pytest.mark.parametrize("name", FILES)
def test_a_templates_vietnamese_is_translatable(name: str) -> None:
    bare = TRANSLATED.sub("", FILES[name].read_text())
    without_currency = re.sub(r"\bđ\b", "", bare)
    assert [line.strip() for line in without_currency.splitlines() if VIETNAMESE.search(line)] == []
