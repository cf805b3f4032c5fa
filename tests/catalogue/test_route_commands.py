"""`motcua routes import`, `publish` and `list`."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from motcua.catalogue.models import ImportedRoute
from motcua.project.command_line import main

pytestmark = pytest.mark.django_db
DATA = Path(__file__).parents[2] / "src/motcua/catalogue/data/routes"
TABLES = ("--procedures", str(DATA / "procedures.csv"), "--steps", str(DATA / "steps.csv"))
BROKEN = "TTHC-TINH-04"


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["routes", *arguments])


def test_import_says_what_became_of_the_routes_and_repeats_without_change() -> None:
    first, second = run("import", *TABLES), run("import", *TABLES)
    assert first.stdout.startswith("145 mới / new, 0 ") and first.exit_code == 0
    assert second.stdout.startswith("0 mới / new, 0 sửa đổi / updated, 145 không đổi") and second.exit_code == 0


def test_import_of_unreadable_tables_keeps_nothing(tmp_path: Path) -> None:
    (tmp_path / "S.csv").write_text("a,b\n", "utf-8")
    assert run("import", *TABLES[:2], "--steps", str(tmp_path / "S.csv")).exit_code == 2
    assert not ImportedRoute.objects.exists()


def test_import_names_what_it_refused(tmp_path: Path) -> None:
    run("import", *TABLES)
    run("publish", "TTHC-TINH-01")
    changed = tmp_path / "S.csv"
    changed.write_text(
        Path(TABLES[3]).read_text("utf-8").replace("TTHC-TINH-01,GĐ1,1,", "TTHC-TINH-01,GĐ1,99,"), "utf-8"
    )
    answer = run("import", *TABLES[:2], "--steps", str(changed))
    assert answer.exit_code == 1
    assert "TTHC-TINH-01: Quy trình đã công bố" in answer.stderr


def test_route_that_breaks_its_limit_is_published_only_with_a_reason_which_the_list_shows() -> None:
    run("import", *TABLES)
    refused = run("publish", BROKEN)
    assert refused.exit_code == 1 and "publish it with a reason" in refused.stderr
    assert run("publish", BROKEN, "--despite", "Theo nguồn").exit_code == 0
    listed = run("list", "--verdict", "exceeds").stdout.splitlines()
    assert len(listed) == 12
    assert [line for line in listed if "Theo nguồn" in line and line.startswith(BROKEN)]
    assert len(run("list", "--verdict", "exceeds", "--drafts").stdout.splitlines()) == 11


def test_unknown_key_is_told() -> None:
    answer = run("publish", "nowhere")
    assert answer.exit_code == 1 and "no such imported route" in answer.stderr
