"""Every environment variable that the product reads is explained to whoever runs it, and no other."""

import ast
import re

from tests.architecture.source import ROOT, modules_of_the_rooms

OPERATIONS = (ROOT / "docs" / "operations.md").read_text(encoding="utf-8")
OF_THE_TOOLS = {"MOTCUA_CHROMIUM"}
"""Read by bin/ and tests, not by the product."""
NAME = re.compile(r"(?:MOTCUA|DJANGO)_[A-Z_]+|DATABASE_URL")


def test_the_table_of_settings_is_complete() -> None:
    read = {
        node.value
        for module in modules_of_the_rooms()
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and NAME.fullmatch(node.value)
    }
    table = OPERATIONS.partition("## Settings")[2].partition("\n## ")[0]
    explained = {name for cell in re.findall(r"`([^`]*)`", table) for name in NAME.findall(cell)}
    assert "MOTCUA_HOME" in read
    assert explained == read | OF_THE_TOOLS


def test_directories_of_the_installation_are_explained() -> None:
    settings = (ROOT / "src/motcua/project/settings.py").read_text(encoding="utf-8")
    kept = set(re.findall(r'HOME / "([^"]+)"', settings))
    assert kept
    assert [name for name in kept if f"`{name}" not in OPERATIONS] == []
