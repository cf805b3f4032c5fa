"""Every refusal that can reach a person has its words in Vietnamese, and names of refusals say what they are."""

import importlib
import pkgutil
from collections.abc import Iterator

import motcua
from motcua.kernel.refusal import Refusal
from tests.architecture.source import TEMPLATE_FOLDERS


def refusals() -> Iterator[type[Refusal]]:
    """Every refusal of the rooms."""
    for module in pkgutil.walk_packages(motcua.__path__, "motcua."):
        if ".migrations" not in module.name and not module.name.endswith("__main__"):
            importlib.import_module(module.name)
    waiting = [Refusal]
    while waiting:
        kind = waiting.pop()
        for below in kind.__subclasses__():
            if below.__module__.startswith("motcua."):
                waiting.append(below)
                yield below


WORDS = [path for folder in TEMPLATE_FOLDERS for path in sorted((folder / "refusals").glob("*.html"))]


def test_every_refusal_has_its_words() -> None:
    named = {path.stem for path in WORDS}
    silent = [f"{kind.__module__}.{kind.__name__}" for kind in refusals() if kind.__name__ not in named]
    assert sorted(set(silent)) == []


def test_no_words_without_a_refusal() -> None:
    names = {kind.__name__ for kind in refusals()}
    assert [path.name for path in WORDS if path.stem not in names] == []


def test_words_are_written_once() -> None:
    stems = [path.stem for path in WORDS]
    assert sorted({stem for stem in stems if stems.count(stem) > 1}) == []


def test_message_ids_are_unique() -> None:
    names = [kind.__name__ for kind in set(refusals())]
    assert sorted({name for name in names if names.count(name) > 1}) == []


def test_a_refusal_says_in_its_docstring_what_to_do() -> None:
    silent = [kind.__name__ for kind in refusals() if not (kind.__doc__ or "").strip().endswith(".")]
    assert silent == []
