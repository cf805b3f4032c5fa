"""Size follows meaning, names say something, nothing is left unfinished."""

import ast
import re

from tests.architecture.source import ROOT, modules_of_everything, modules_of_the_rooms

LINES_MAX = 300
TEST_LINES_MAX = 400
"""Tests and benchmarks are read one test at a time."""
LARGER: dict[str, tuple[int, str]] = {
    "src/motcua/kernel/worktime.py": (334, "sessions, schedules and calendar are one idea, read together"),
    "src/motcua/dossiers/rules/clock/reckoning.py": (320, "one pass over the ledger with its explanation"),
    "src/motcua/api/acts.py": (380, "one address per act, each a few lines"),
}
"""File → its lines today and why it is one piece; the number may only fall."""
FUNCTION_LINES_MAX = 60
TEST_FUNCTION_LINES_MAX = 90
"""A test's world is a list of facts."""
LONGER: dict[str, tuple[int, str]] = {}
"""Function → its lines today and why it is one piece; the number may only fall."""
UNFINISHED = re.compile(r"\b(TODO|FIXME|XXX|HACK)\b|NotImplementedError|pragma: no cover")
BANNED = re.compile(r"\b(simply|obviously|magic number|blah|foobar)\b", re.IGNORECASE)
THIS = "tests/architecture/test_tidiness.py"
TEXT_SUFFIXES = {".py", ".html", ".md", ".js", ".mjs", ".scss", ".yaml", ".toml", ""}


def test_no_file_outgrows_a_page_of_attention() -> None:
    too_long = {}
    for module in modules_of_everything():
        lines = module.text.count("\n")
        usual = LINES_MAX if module.name.startswith("src/") else TEST_LINES_MAX
        allowed = LARGER.get(module.name, (usual, ""))[0]
        if lines > allowed:
            too_long[module.name] = lines
    assert too_long == {}, f"split by capability what is longer than {LINES_MAX} lines"


def test_no_function_outgrows_a_screen() -> None:
    too_long = {}
    for module in modules_of_everything():
        for node in ast.walk(module.tree):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                lines = (node.end_lineno or node.lineno) - node.lineno + 1
                name = f"{module.name}::{node.name}"
                usual = FUNCTION_LINES_MAX if module.name.startswith("src/") else TEST_FUNCTION_LINES_MAX
                if lines > LONGER.get(name, (usual, ""))[0]:
                    too_long[name] = lines
    assert too_long == {}


def test_nothing_is_left_for_later() -> None:
    left = [
        f"{module.name}:{number}"
        for module in modules_of_everything()
        if module.name != THIS
        for number, line in enumerate(module.text.splitlines(), start=1)
        if UNFINISHED.search(line) or BANNED.search(line)
    ]
    assert left == []


def test_the_word_queue_is_never_alone() -> None:
    """It could be people waiting, jobs waiting or messages waiting: each has a name of its own."""
    alone = re.compile(r"^\s*(def|class) _?queue\b|\bqueue\s*[:=](?!=)")
    wrong = [
        f"{module.name}:{number}"
        for module in modules_of_the_rooms()
        for number, line in enumerate(module.text.splitlines(), start=1)
        if alone.search(line)
    ]
    assert wrong == []


def test_every_module_and_class_says_what_it_is() -> None:
    silent = []
    for module in modules_of_the_rooms():
        is_machinery = module.parts[-1] in {"__init__", "apps"}
        is_schema = module.parts[-1] == "schemas"
        if not is_machinery and ast.get_docstring(module.tree) is None:
            silent.append(module.name)
        if is_machinery or is_schema:
            continue
        silent += [
            f"{module.name}::{node.name}"
            for node in module.tree.body
            if isinstance(node, ast.ClassDef) and not node.name.startswith("_")
            if ast.get_docstring(node) is None and not _speaks_for_itself(node)
        ]
    assert silent == []


def _speaks_for_itself(node: ast.ClassDef) -> bool:
    """Lists of choices, forms and plain values say what they are by their members."""
    bases = {base.id if isinstance(base, ast.Name) else getattr(base, "attr", "") for base in node.bases}
    is_value = any("dataclass" in ast.unparse(decorator) for decorator in node.decorator_list)
    return is_value or bool(bases & {"Choice", "StrEnum", "Enum", "Form", "NamedTuple", "Schema", "Given", "Protocol"})


def test_files_end_well_and_use_no_tabs() -> None:
    wrong = []
    for folder in ("src", "tests", "bench", "docs", "bin", "frontend", ".ci"):
        for path in (ROOT / folder).rglob("*"):
            parts = path.relative_to(ROOT).parts
            if not path.is_file() or {"node_modules", "built", "__pycache__"} & set(parts):
                continue
            if path.suffix not in TEXT_SUFFIXES:
                continue
            text = path.read_text(encoding="utf-8")
            if text and (not text.endswith("\n") or "\r" in text or "\t" in text):
                wrong.append("/".join(parts))
    assert wrong == []
