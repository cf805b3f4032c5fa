"""Words that the glossary says are in the code are there, as whole names."""

import re

import pytest

from tests.architecture.source import ROOT, modules_of_the_rooms

PAGE = (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8")
ROWS = [line for line in PAGE.splitlines() if line.startswith("| ") and not line.startswith("| Vietnamese")]


@pytest.fixture(scope="module")
def names() -> set[str]:
    return {name for module in modules_of_the_rooms() for name in re.findall(r"\w+", module.text)}


def test_every_identifier_is_in_the_sources(names: set[str]) -> None:
    named = [name for row in ROWS for name in re.findall(r"`(\w+)`", row)]
    assert len(named) > len(ROWS)
    assert [name for name in named if name not in names] == []


def test_no_word_is_explained_twice() -> None:
    words = [row.split(" | ")[0] for row in ROWS]
    assert len(words) == len(set(words))
