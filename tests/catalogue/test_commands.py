"""`motcua catalogue` and `motcua law`: check by line, import, publish, list, compare, export, change a rule."""

from datetime import datetime
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from motcua.catalogue.actions.settings import load_law_settings
from motcua.catalogue.models import ProcedureEdition
from motcua.catalogue.rules.document import parse
from motcua.directory.rules.actors import Actor
from motcua.project.commands import catalogue, law
from tests.catalogue.files import GROUP, RESIDENCE, SINGLE, changed

SECOND = changed(SINGLE, ("edition: 1", "edition: 2"), ("8000", "9000"))


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> "Runner":
    for module in (catalogue, law):
        monkeypatch.setattr(module, "with_database", lambda: None)
    monkeypatch.chdir(tmp_path)
    return Runner(tmp_path)


class Runner:
    def __init__(self, directory: Path) -> None:
        self.directory = directory

    def write(self, **texts: str) -> None:
        for name, text in texts.items():
            (self.directory / f"{name}.yaml").write_text(text, encoding="utf-8")

    def __call__(self, *arguments: str) -> Result:
        return CliRunner().invoke(catalogue.command, arguments)

    def law(self, *arguments: str) -> Result:
        return CliRunner().invoke(law.command, arguments)


def test_check_prints_every_fault_by_file_and_line(run: Runner) -> None:
    run.write(
        birth=changed(SINGLE, ("nd118", "nd119"), ("true", "maybe")),
        group=changed(GROUP, ('procedure: "1.004222"', 'procedure: "9.004222"')),
    )
    result = run("check", "birth.yaml", "group.yaml")
    assert result.exit_code == 1
    lines = result.stdout.splitlines()
    assert lines[0].startswith("birth.yaml:7: ") and "[unknown_choice]" in lines[0]
    assert lines[1].startswith("birth.yaml:17: ")
    assert lines[2].startswith("group.yaml:") and "9.004222" in lines[2]


def test_check_of_the_package_finds_nothing(run: Runner) -> None:
    result = run("check")
    assert (result.exit_code, result.stdout) == (0, "")


def test_what_cannot_be_read_is_named(run: Runner) -> None:
    (run.directory / "latin.yaml").write_bytes("tên".encode("utf-16"))
    assert "latin.yaml is not a text in UTF-8" in run("check", "latin.yaml").output
    assert "none.yaml" in run("check", "none.yaml").output
    assert run("import").exit_code == 2


@pytest.mark.django_db
def test_the_way_of_an_edition(run: Runner) -> None:
    run.write(birth=SINGLE, second=SECOND)
    assert run("import", "birth.yaml").stdout == "birth.yaml: 1.001193 edition 1, draft\n"
    assert "published from 2025-07-01" in run("import", "birth.yaml", "--publish-from", "2025-07-01").stdout
    assert "published from 2026-01-01" in run("import", "second.yaml", "--publish-from", "2026-01-01").stdout
    listed = run("list", "khai", "sinh").stdout
    assert "1.001193  Đăng ký khai sinh" in listed and "edition 1: 2025-07-01 … 2026-01-01" in listed
    assert run("list", "--on", "2025-01-01").stdout == ""
    assert "“8000” thành “9000”" in run("compare", "1.001193", "1", "2").stdout
    exported = parse(run("export", "1.001193", "--edition", "1").stdout, "exported")
    assert str(exported.end) == "2026-01-01"
    assert run("export", "1.001193", "--output", "out.yaml").exit_code == 0
    assert parse((run.directory / "out.yaml").read_text(encoding="utf-8"), "out.yaml").number == 2


@pytest.mark.django_db
def test_a_refused_file_does_not_keep_the_others_out(run: Runner) -> None:
    run.write(bad=changed(SINGLE, ("nd118", "nd119")), residence=RESIDENCE, group=GROUP)
    result = run("import", "bad.yaml", "residence.yaml", "group.yaml", "--publish-from", "2025-07-01")
    assert result.exit_code == 1
    assert "bad.yaml:7: " in result.stderr and "1.001193" in result.stderr
    assert "residence.yaml: 1.004222 edition 1, published" in result.stdout
    assert list(ProcedureEdition.objects.values_list("procedure__code", flat=True)) == ["1.004222"]


@pytest.mark.django_db
@pytest.mark.parametrize(
    "arguments",
    [("export", "1.001193"), ("compare", "1.001193", "1", "2"), ("export", "khai sinh")],
)
def test_an_unknown_procedure_is_answered_in_words(run: Runner, arguments: tuple[str, ...]) -> None:
    result = run(*arguments)
    assert result.exit_code == 1
    assert "There is no procedure with this code" in result.stderr


@pytest.mark.django_db
def test_a_draft_is_published_or_withdrawn_by_number(run: Runner) -> None:
    run.write(birth=SINGLE, second=SECOND)
    run("import", "birth.yaml", "second.yaml")
    assert run("publish", "1.001193", "1").stdout == "1.001193 edition 1, published from 2025-07-01\n"
    again = run("publish", "1.001193", "1")
    assert again.exit_code == 1 and "never changes" in again.stderr
    assert run("withdraw", "1.001193", "2").exit_code == 0
    assert list(ProcedureEdition.objects.values_list("number", flat=True)) == [1]


@pytest.mark.django_db
def test_a_rule_of_the_law_is_shown_and_changed(run: Runner, steward: Actor, now: datetime) -> None:
    load_law_settings(actor=steward, at=now)
    shown = run.law("list", "apology_max", "--on", "2026-01-01").stdout
    assert shown.startswith("apology_max  2025-07-01 …   1\n") and "[secondary]" in shown
    change = ("--from", "2027-01-01", "--basis", "NĐ 1/2027/NĐ-CP", "--certainty", "sourced")
    assert run.law("set", "apology_max", "2", *change).stdout == "apology_max from 2027-01-01 … \n"
    assert "2025-07-01 … 2027-01-01  1" in run.law("list", "apology_max").stdout
    assert "apology_latest" in run.law("list").stdout
    assert run.law("set", "apology_max", "two", *change).exit_code == 2
    assert run.law("set", "apology_max", "true", *change).exit_code == 1
    assert run.law("list", "colour").exit_code == 1


def test_an_impossible_date_is_refused(run: Runner) -> None:
    run.write(birth=SINGLE)
    result = run("import", "birth.yaml", "--publish-from", "2025-02-30")
    assert result.exit_code == 2 and "is not a date" in result.output
