"""`motcua routes check` on the published tables, and on tables that cannot be read."""

import csv
import json
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from motcua.project.command_line import main

DATA = Path(__file__).parents[2] / "src/motcua/catalogue/data/routes"
PROCEDURES = DATA / "procedures.csv"
STEPS = DATA / "steps.csv"
PROCEDURE_HEADER = PROCEDURES.read_text("utf-8").splitlines()[0]
STEP_HEADER = STEPS.read_text("utf-8").splitlines()[0]


def check(procedures: Path, steps: Path, *options: str) -> Result:
    return CliRunner().invoke(
        main, ["routes", "check", "--procedures", str(procedures), "--steps", str(steps), *options]
    )


@pytest.fixture
def tables(tmp_path: Path) -> tuple[Path, Path]:
    """Two small sound tables to spoil."""
    procedures, steps = tmp_path / "P.csv", tmp_path / "S.csv"
    procedures.write_text(f"{PROCEDURE_HEADER}\nA,src,Việc A,xã,Đất đai,3 ngày,3,,,\n", "utf-8")
    steps.write_text(f"{STEP_HEADER}\nA,,1,Làm,Phòng X,2,working_day,\nA,,2,Ký,Lãnh đạo,8,hour,\n", "utf-8")
    return procedures, steps


def test_published_routes_get_the_published_verdicts() -> None:
    answer = check(PROCEDURES, STEPS, "--json")
    assert answer.exit_code == 0
    with (DATA / "check.csv").open(encoding="utf-8", newline="") as file:
        expected = [
            (
                row["procedure_id"],
                float(row["sum_days"]) if row["sum_days"] else None,
                float(row["limit_days"]) if row["limit_days"] else None,
                row["verdict"],
            )
            for row in csv.DictReader(file)
        ]
    found = [(e["procedure_id"], e["sum_days"], e["limit_days"], e["verdict"]) for e in json.loads(answer.stdout)]
    assert len(found) == 145
    assert found == expected


def test_answer_has_its_documented_shape_with_whole_numbers_as_integers(tables: tuple[Path, Path]) -> None:
    answer = check(*tables, "--json")
    assert json.loads(answer.stdout) == [
        {"procedure_id": "A", "sum_days": 3, "limit_days": 3, "verdict": "match", "findings": []}
    ]
    assert '"sum_days": 3,' in answer.stdout


def test_findings_name_their_step_table_and_line(tables: tuple[Path, Path]) -> None:
    procedures, steps = tables
    steps.write_text(steps.read_text("utf-8") + "A,,3,Trả kết quả,,,,\n", "utf-8")
    findings = json.loads(check(procedures, steps, "--json").stdout)[0]["findings"]
    assert findings == [
        {
            "code": "untimed_step",
            "step": "3",
            "table": "steps",
            "line": 4,
            "text": "Bước 3 không ghi thời gian",
        },
        {
            "code": "missing_unit",
            "step": "3",
            "table": "steps",
            "line": 4,
            "text": "Bước 3 không ghi đơn vị thực hiện",
        },
    ]


def test_report_in_words_counts_the_verdicts() -> None:
    answer = check(PROCEDURES, STEPS)
    assert answer.exit_code == 0
    assert "vượt thời hạn 7 ngày là 1,5 ngày" in answer.stdout
    assert answer.stdout.rstrip().splitlines()[-1].startswith("145 quy trình / routes: 120 khớp / match, 12 vượt")


def test_check_runs_without_a_database_or_django() -> None:
    program = (
        "import sys; from motcua.project.command_line import main\n"
        f"try: main(['routes', 'check', '--procedures', {str(PROCEDURES)!r}, '--steps', {str(STEPS)!r}])\n"
        "except SystemExit as end: assert end.code == 0\n"
        "assert 'django' not in sys.modules and 'psycopg' not in sys.modules"
    )
    assert subprocess.run([sys.executable, "-c", program], capture_output=True, check=False).returncode == 0


def test_strict_fails_only_when_a_route_exceeds_its_limit(tables: tuple[Path, Path]) -> None:
    procedures, steps = tables
    assert check(procedures, steps, "--strict").exit_code == 0
    steps.write_text(steps.read_text("utf-8").replace(",2,working_day", ",1,working_day"), "utf-8")
    assert check(procedures, steps, "--strict").exit_code == 0
    steps.write_text(steps.read_text("utf-8").replace(",1,working_day", ",9,working_day"), "utf-8")
    assert check(procedures, steps).exit_code == 0
    assert check(procedures, steps, "--strict").exit_code == 1


def test_step_of_an_unknown_procedure_is_told_after_the_known_ones(tables: tuple[Path, Path]) -> None:
    procedures, steps = tables
    steps.write_text(steps.read_text("utf-8") + "GHOST,,1,Làm,Phòng X,2,working_day,\n", "utf-8")
    entries = json.loads(check(procedures, steps, "--json").stdout)
    assert [entry["procedure_id"] for entry in entries] == ["A", "GHOST"]
    assert entries[1]["verdict"] == "not_checkable"
    assert [finding["code"] for finding in entries[1]["findings"]] == ["unknown_procedure"]


def test_every_fault_of_both_tables_is_told_at_once_by_line(tables: tuple[Path, Path]) -> None:
    procedures, steps = tables
    procedures.write_text(
        procedures.read_text("utf-8") + "A,src,Lần hai,xã,,,3,,,\nB,src,Sai số,xã,,,ba,x,,\n,src,Không mã,xã,,,-1,,,\n",
        "utf-8",
    )
    steps.write_text(steps.read_text("utf-8") + "A,,3,Làm,Phòng X,1/0,hour,\nA,,4\n,,5,Làm,,,,\n", "utf-8")
    answer = check(procedures, steps, "--json")
    assert (answer.exit_code, answer.stdout) == (2, "")
    places = [Path(line.split(": ")[0]).name for line in answer.stderr.splitlines()]
    assert places == ["P.csv:3", "P.csv:4", "P.csv:4", "P.csv:5", "P.csv:5", "S.csv:4", "S.csv:5", "S.csv:6"]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "Tệp trống"),
        (b"\xef\xbb\xbf\n \n", "Tệp trống"),
        (f"{STEP_HEADER}\nA,,1,K\0,X,1,hour,\n".encode(), ":2: Tệp chứa ký tự NUL"),
        (STEP_HEADER.replace("time_value,", "").encode(), ":1: Thiếu cột time_value"),
        (STEP_HEADER.replace(",", ";").encode(), ":1: Các ô phải cách nhau bằng dấu phẩy"),
        (f"{STEP_HEADER},note".encode(), ":1: Cột note có nhiều hơn một lần"),
        (
            f"{STEP_HEADER}\nA,,1,Ký,X,1,hour,\nA,,2,".encode() + "Tiếp nhận".encode("utf-16"),
            ":3: Tệp không phải",
        ),
        (f'{STEP_HEADER}\nA,,1,Ký,X,1,hour,\nA,,2,"Ký'.encode(), ":3: CSV hỏng"),
        (f"{STEP_HEADER}\nA,,1,Ký,X,nhanh,hour,\n".encode(), ":2: Cột time_value: “nhanh” không phải là số"),
        (f"{STEP_HEADER}\nA,,1,Ký,X,NaN,hour,\n".encode(), ":2: Cột time_value: “NaN” không phải là số"),
        (f"{STEP_HEADER}\nA,,1,Ký,X,1e9,hour,\n".encode(), ":2: Cột time_value: “1e9” không phải là số"),
        (f"{STEP_HEADER}\n{'A' * 41},,1,Ký,X,1,hour,\n".encode(), ":2: Cột procedure_id dài quá 40 ký tự"),
    ],
)
def test_table_that_cannot_be_read_is_refused_in_words(tables: tuple[Path, Path], content: bytes, words: str) -> None:
    procedures, steps = tables
    steps.write_bytes(content)
    answer = check(procedures, steps, "--json")
    assert (answer.exit_code, answer.stdout) == (2, "")
    assert words in answer.stderr


def test_missing_file_and_faults_of_the_other_are_told_together(tables: tuple[Path, Path]) -> None:
    procedures, steps = tables
    steps.write_text("a,b\n", "utf-8")
    answer = check(procedures.with_name("absent.csv"), steps)
    assert answer.exit_code == 2
    assert "absent.csv: Không mở được tệp" in answer.stderr
    assert answer.stderr.count("Thiếu cột") == 8


def test_table_of_procedures_without_rows_is_refused(tables: tuple[Path, Path]) -> None:
    procedures, steps = tables
    procedures.write_text(f"{PROCEDURE_HEADER}\n", "utf-8")
    assert check(procedures, steps).exit_code == 2


def test_column_order_byte_order_mark_blank_lines_and_line_ends_do_not_matter(tables: tuple[Path, Path]) -> None:
    procedures, steps = tables
    rows = list(csv.reader(steps.read_text("utf-8").splitlines()))
    turned = "\r\n".join(",".join(reversed(row)) for row in rows)
    steps.write_bytes(b"\xef\xbb\xbf" + turned.encode() + b"\r\n\r\n,,,,,,,\r\n")
    answer = check(procedures, steps, "--json")
    assert json.loads(answer.stdout)[0]["verdict"] == "match"


def test_help_tells_the_exit_codes() -> None:
    words = CliRunner().invoke(main, ["routes", "check", "--help"]).stdout
    assert "--strict" in words and "Exit code" in words
