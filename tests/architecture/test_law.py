"""The law is addressable: clauses named in the code, rows of docs/law.md and files of tests/law are the same set."""

import ast
import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "src" / "motcua"
ID = r"[A-Z]+\d+(?:-\d{4})?(?:\.(?:\d+[a-zđ]?\d*|[A-Z]+\d*))+"
CERTAINTIES = {"sourced", "secondary", "own_knowledge", "uncertain"}


def clauses_of_the_code() -> dict[str, set[str]]:
    """Clause → files below src/motcua that name it."""
    found: dict[str, set[str]] = {}
    for path in SOURCE.rglob("*.py"):
        for line in re.findall(rf"\bLaw: ({ID}(?:, {ID})*)", path.read_text()):
            for clause in line.split(", "):
                found.setdefault(clause, set()).add(path.relative_to(SOURCE).as_posix())
    return found


def rows_of_the_page() -> dict[str, tuple[str, set[str]]]:
    """Clause → certainty and files named in its row."""
    rows = re.findall(rf"^\| ({ID}) \| .+ \| (\w+) \| (.+) \|$", (ROOT / "docs/law.md").read_text(), re.MULTILINE)
    assert len(rows) == len({clause for clause, _, _ in rows}), "a clause has two rows"
    return {clause: (certainty, set(re.findall(r"`([^`]+)`", where))) for clause, certainty, where in rows}


def clauses_of_the_tests() -> dict[str, Path]:
    """Clause → its file of worked examples."""
    files = {}
    for path in (ROOT / "tests/law").glob("test_*.py"):
        clause, _, _ = (ast.get_docstring(ast.parse(path.read_text())) or "").partition(":")
        files[clause] = path
    return files


def test_code_page_and_examples_name_the_same_clauses() -> None:
    code, page, examples = clauses_of_the_code().keys(), rows_of_the_page().keys(), clauses_of_the_tests().keys()
    assert code - page == set(), "named in the code, no row in docs/law.md"
    assert page - code == set(), "a row in docs/law.md, but no `Law:` line keeps it"
    assert page - examples == set(), "a row in docs/law.md, but no file in tests/law"
    assert examples - page == set(), "a file in tests/law, but no row in docs/law.md"


def test_every_law_line_can_be_read() -> None:
    lines = [
        (path.name, line.strip())
        for path in SOURCE.rglob("*.py")
        for line in path.read_text().splitlines()
        if "Law:" in line and not re.search(rf"\bLaw: {ID}(?:, {ID})*(?:$|[:.])", line.strip())
    ]
    assert lines == []


def test_rows_name_files_that_keep_the_clause() -> None:
    code = clauses_of_the_code()
    assert [clause for clause, (_, files) in rows_of_the_page().items() if not files or files - code[clause]] == []


def test_rows_say_how_sure_we_are() -> None:
    assert {certainty for certainty, _ in rows_of_the_page().values()} <= CERTAINTIES


def test_example_files_are_named_after_their_clause() -> None:
    for clause, path in clauses_of_the_tests().items():
        assert path.stem == "test_" + re.sub(r"[^a-z0-9đ]", "_", clause.lower())
