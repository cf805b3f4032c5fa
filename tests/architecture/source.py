"""The code as these tests read it."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "src" / "motcua"
TEMPLATE_FOLDERS = (
    SOURCE / "desks" / "templates",
    SOURCE / "documents" / "templates",
    SOURCE / "exchange" / "templates",
)
ROOMS_DOWNWARDS = (
    "project",
    "desks",
    "api",
    "planning",
    "indicators",
    "visits",
    "exchange",
    "dossiers",
    "documents",
    "catalogue",
    "directory",
    "kernel",
)


@dataclass(frozen=True)
class Module:
    """One Python file below src/motcua, tests or bench."""

    path: Path

    @cached_property
    def text(self) -> str:
        return self.path.read_text(encoding="utf-8")

    @cached_property
    def tree(self) -> ast.Module:
        return ast.parse(self.text)

    @property
    def name(self) -> str:
        """As people cite it, e.g. `src/motcua/kernel/text.py`."""
        return self.path.relative_to(ROOT).as_posix()

    @property
    def parts(self) -> tuple[str, ...]:
        """Below src/motcua, without the suffix, e.g. `("kernel", "text")`."""
        return self.path.relative_to(SOURCE).with_suffix("").parts

    @property
    def room(self) -> str:
        return self.parts[0]


def modules_of_the_rooms() -> Iterator[Module]:
    """Every module of the product except migrations."""
    for path in sorted(SOURCE.rglob("*.py")):
        if "migrations" not in path.parts:
            yield Module(path)


def modules_of_everything() -> Iterator[Module]:
    """Those of the product, the tests and the benchmarks."""
    yield from modules_of_the_rooms()
    for folder in ("tests", "bench"):
        for path in sorted((ROOT / folder).rglob("*.py")):
            yield Module(path)
