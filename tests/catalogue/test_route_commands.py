"""`motcua routes`: import, publish, list, and drawings out and in."""

from datetime import datetime
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from motcua.catalogue.actions.editions import import_edition, publish
from motcua.catalogue.models import ImportedRoute, ProcedureEdition
from motcua.directory.rules.actors import SYSTEM
from motcua.kernel.worktime import TIME_ZONE
from motcua.project.command_line import main

pytestmark = pytest.mark.django_db
AT = datetime(2026, 3, 2, 8, tzinfo=TIME_ZONE)
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


def load(code: str) -> None:
    text = (DATA.parent / "procedures" / f"{code}.yaml").read_text("utf-8")
    row = import_edition(text=text, name=f"{code}.yaml", actor=SYSTEM, at=AT)
    publish(edition_id=row.id, start=None, actor=SYSTEM, at=AT)


def test_exported_route_comes_back_and_a_changed_one_becomes_a_draft_with_its_findings(tmp_path: Path) -> None:
    load("1.001193")
    drawing = tmp_path / "route.bpmn"
    assert run("export", "--procedure", "1.001193", "--output", str(drawing)).exit_code == 0
    assert "here already" in run("import-bpmn", str(drawing), "--procedure", "1.001193").stdout
    assert ProcedureEdition.objects.count() == 1
    drawing.write_text(drawing.read_text("utf-8").replace('budget="4"', 'budget="40"'), "utf-8")
    for _attempt in range(2):
        answer = run("import-bpmn", str(drawing), "--procedure", "1.001193")
        assert answer.exit_code == 0 and "draft" in answer.stdout and "vượt thời hạn" in answer.stdout
    draft = ProcedureEdition.objects.get(published_at__isnull=True)
    assert [finding["code"] for finding in draft.findings] == ["budget_exceeds_limit"]


def test_drawing_that_cannot_be_a_route_is_refused_in_words_and_leaves_nothing(tmp_path: Path) -> None:
    load("1.001193")
    (tmp_path / "bad.bpmn").write_text("<a/>", "utf-8")
    answer = run("import-bpmn", str(tmp_path / "bad.bpmn"), "--procedure", "1.001193")
    assert answer.exit_code == 1 and "Tệp cần đúng một quy trình" in answer.stderr
    assert ProcedureEdition.objects.count() == 1


def test_export_of_an_unknown_procedure_is_refused() -> None:
    answer = run("export", "--procedure", "9.999999")
    assert answer.exit_code == 1 and "no procedure with this code" in answer.stderr
