"""How the times of published steps are added and compared with the limit."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.catalogue.rules.route_remarks import count_units
from motcua.catalogue.rules.route_sums import RouteSums, Verdict, check_sums, check_tables
from motcua.catalogue.rules.route_tables import (
    PROCEDURE_COLUMNS,
    STEP_COLUMNS,
    TableRoute,
    TablesNotReadable,
    TableStep,
    parse_number,
    read_tables,
)


def step(
    time: str = "",
    unit: str = "working_day",
    *,
    order: str = "",
    note: str = "",
    phase: str = "",
    task: str = "Thẩm định",
    who: str = "Phòng X",
) -> TableStep:
    return TableStep(2, phase, order, task, who, parse_number(time) if time else None, unit, note)


def check(*steps: TableStep, limit: str = "", difficult: str = "", text: str = "") -> RouteSums:
    numbered = tuple(
        one if one.order else TableStep(**{**one.__dict__, "order": str(number), "line": number + 1})
        for number, one in enumerate(steps, 1)
    )
    limits = [parse_number(value) if value else None for value in (limit, difficult)]
    return check_sums(TableRoute(2, "A", "", "Việc A", "", "", text, limits[0], limits[1], "", "", numbered))


def codes(checked: RouteSums) -> list[str]:
    return [finding.code for finding in checked.findings]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1", Fraction(1)), ("0.25", Fraction(1, 4)), ("0,5", Fraction(1, 2)), ("07", Fraction(7)),
        ("-2", Fraction(-2)), ("1/3", Fraction(1, 3)), ("1 / 2", Fraction(1, 2)),
        ("1 1/2", Fraction(3, 2)), ("½", Fraction(1, 2)),
        ("2½", Fraction(5, 2)), ("1 ¾", Fraction(7, 4)),
    ],
)  # fmt: skip
def test_numbers_are_read_exactly(text: str, value: Fraction) -> None:
    assert parse_number(text) == value


@pytest.mark.parametrize("text", ["", "x", "1/0", "1e3", "inf", "nan", "1.2.3", "1.", "²", "٣", "2-3", "9" * 99, "1 2"])
def test_what_is_not_one_number_is_refused(text: str) -> None:
    with pytest.raises(ValueError):
        parse_number(text)


def test_hours_among_days_count_an_eighth_of_a_day() -> None:
    checked = check(step("2", "hour"), step("1"), step("6", "hour"), limit="2")
    assert (checked.sum_days, checked.verdict) == (2, Verdict.MATCH)


def test_thirds_add_up_exactly() -> None:
    assert check(step("1/3"), step("1/3"), step("1/3"), limit="1").verdict is Verdict.MATCH


def test_sum_above_the_limit_exceeds_and_tells_the_difference() -> None:
    checked = check(step("2"), step("1.5"), limit="3")
    assert checked.verdict is Verdict.EXCEEDS and checked.breaks_limit
    assert "vượt thời hạn 3 ngày là 0,5 ngày" in str(checked.findings[0])


def test_sum_below_the_limit_is_short_and_tells_the_difference() -> None:
    checked = check(step("2"), limit="3")
    assert checked.verdict is Verdict.SHORT and not checked.breaks_limit
    assert "còn thiếu 1 ngày" in str(checked.findings[0])


def test_untimed_steps_count_nothing_and_are_named() -> None:
    checked = check(step("3"), step(note="giờ hành chính"), limit="3")
    assert checked.verdict is Verdict.MATCH
    assert [str(finding) for finding in checked.findings] == ["Bước 2 không ghi thời gian (giờ hành chính)"]


def test_route_without_any_time_or_limit_or_step_is_not_checkable() -> None:
    untimed = check(step(), step(), limit="1")
    assert (untimed.sum_days, untimed.limit_days, untimed.verdict) == (None, 1, Verdict.NOT_CHECKABLE)
    unlimited = check(step("13"))
    assert (unlimited.sum_days, unlimited.limit_days, unlimited.verdict) == (13, None, Verdict.NOT_CHECKABLE)
    empty = check(limit="1")
    assert (empty.sum_days, empty.verdict, codes(empty)) == (None, Verdict.NOT_CHECKABLE, ["no_steps"])


def test_zero_is_a_stated_time() -> None:
    assert check(step("0"), limit="1").verdict is Verdict.SHORT


def test_parts_of_a_step_count_too() -> None:
    assert check(step("1"), step("4", "hour", note="việc con của bước 1"), limit="1.5").verdict is Verdict.MATCH


@pytest.mark.parametrize(
    ("phase", "note"),
    [
        ("Ngoài thời hạn giải quyết", ""),
        ("", "không tính thời gian"),
        ("", "nguồn ghi 'ngày'; không tính vào thời hạn giải quyết"),
    ],
)
def test_time_outside_the_limit_is_left_out_and_told(phase: str, note: str) -> None:
    checked = check(step("3"), step("5", phase=phase, note=note), limit="3")
    assert checked.verdict is Verdict.MATCH
    assert codes(checked) == ["outside_limit"]


def test_note_that_only_mentions_time_not_counted_leaves_the_step_in() -> None:
    assert check(step("5", note="không tính thời gian chờ bổ sung hồ sơ"), limit="5").verdict is Verdict.MATCH


def test_time_shared_by_several_steps_counts_once() -> None:
    note = "dùng chung 07 ngày cho bước 6-13"
    assert check(step("7", note=note), step(note=note), limit="7").sum_days == 7
    assert check(step("7", note=note), step("7", note=note), limit="7").sum_days == 7
    assert check(step("56", "hour", note=note), step("7", note=note), limit="7").sum_days == 7
    assert check(step("3", note=note), step("4", note=note), limit="7").sum_days == 7
    assert check(step("3.5", note=note), step("3.5", note=note), limit="7").sum_days == 7


def test_unknown_unit_or_negative_time_leaves_the_verdict_open_unless_the_rest_exceeds() -> None:
    unknown = check(step("1", "fortnight"), step("1"), limit="3")
    assert (unknown.verdict, codes(unknown)) == (Verdict.NOT_CHECKABLE, ["unknown_time_unit"])
    negative = check(step("-1"), step("1"), limit="1")
    assert (negative.verdict, codes(negative)) == (Verdict.NOT_CHECKABLE, ["negative_time"])
    assert check(step("1", "fortnight"), step("4"), limit="3").verdict is Verdict.EXCEEDS


def test_calendar_days_among_working_days_are_told() -> None:
    assert codes(check(step("1", "calendar_day"), step("1"), limit="2")) == ["units_mixed"]


def test_difficult_area_takes_the_time_of_the_note_and_its_own_limit() -> None:
    steps = step("1", note="vùng khó khăn: 2; nguồn đánh số lặp: Bước 4"), step("2")
    assert "difficult_area_short_of_limit" not in codes(check(*steps, limit="3", difficult="4"))
    exceeding = check(*steps, limit="3", difficult="3")
    assert exceeding.verdict is Verdict.MATCH
    assert "difficult_area_exceeds_limit" in codes(exceeding) and exceeding.breaks_limit
    assert "difficult_area_short_of_limit" in codes(check(*steps, limit="3", difficult="5"))
    assert codes(check(step("3"), limit="3", difficult="13")) == ["difficult_area_not_split"]


def test_difficult_area_may_take_no_time_at_all() -> None:
    checked = check(step("3", note="vùng khó khăn: 0"), step("1"), limit="4", difficult="1")
    assert "difficult_area_exceeds_limit" not in codes(checked)


@pytest.mark.parametrize(
    ("phase", "text"),
    [
        ("Quy trình giải quyết tại cấp xã (03 ngày làm việc)", ""),
        ("Cấp xã (24 giờ)", ""),
        ("GĐ1 (03)", ""),
        ("Hẹn lần 1", "Không quá 5 ngày; hẹn lần 1: 3 ngày; hẹn lần 2: 2 ngày"),
    ],
)
def test_phase_is_compared_with_the_limit_it_states(phase: str, text: str) -> None:
    def phases(*times: str) -> list[str]:
        return codes(check(*(step(time, phase=phase) for time in times), step("2", phase="Khác"), limit="5", text=text))

    assert phases("2", "1") == []
    assert "phase_exceeds_limit" in phases("2", "2")
    assert "phase_short_of_limit" in phases("2")


def test_phase_states_its_limit_for_difficult_areas_too() -> None:
    steps = step("5", note="vùng khó khăn: 11", phase="GĐ1 (5; khó khăn 10)")
    findings = [str(finding) for finding in check(steps, limit="5").findings]
    assert findings == [
        "Giai đoạn “GĐ1 (5; khó khăn 10), vùng khó khăn”: tổng các bước là 11 ngày, vượt thời hạn 10 ngày của giai đoạn"
    ]


def test_limit_that_its_own_words_contradict_is_told() -> None:
    assert codes(check(step("7"), limit="7", text="Không quá 17 ngày")) == ["limit_text_differs"]
    assert codes(check(step("7"), limit="7", text="07 ngày làm việc")) == []
    assert codes(check(step("10"), limit="10", text="80 giờ làm việc")) == []
    assert codes(check(step("8"), limit="8", text="đề xuất 03 ngày; phê duyệt 05 ngày")) == []
    assert codes(check(step("1"), limit="1", text="Trong ngày nhận đủ hồ sơ")) == []


def test_numbering_that_repeats_or_leaves_gaps_is_told() -> None:
    assert codes(check(step("1", order="1"), step("1", order="1"), limit="2")) == ["duplicate_order"]
    assert codes(check(step("1", order="1"), step("1", order="3"), limit="2")) == ["order_not_continuous"]
    assert codes(check(step("1", order="1"), step("1", order="2a"), limit="2")) == []
    assert codes(check(step("2", note="nguồn đánh số lặp: Bước 4"), limit="2")) == ["duplicate_order"]


@pytest.mark.parametrize(
    ("unit", "count"),
    [
        ("Sở Nông nghiệp và Môi trường", 1),
        ("Phòng Quy hoạch, kế hoạch đất đai và Quản lý đo đạc, bản đồ, viễn thám", 1),
        ("Các Sở, ban, ngành được xin ý kiến", 1),
        ("Cán bộ đại đội, tiểu đoàn hoặc tương đương", 1),
        ("Trung tâm Phục vụ hành chính công (cấp tỉnh hoặc cấp xã)", 1),
        ("Phòng QL Đất đai; Sở Nông nghiệp và Môi trường", 2),
        ("Ban Chính sách/ Phòng Chính trị", 2),
        ("Văn phòng ĐKĐĐ hoặc Chi nhánh Văn phòng ĐKĐĐ", 2),
        ("Văn phòng Đăng ký đất đai và Sở Tài nguyên và Môi trường", 2),
        ("Chuyên viên xử lý hồ sơ, lãnh đạo phòng, lãnh đạo Sở, Văn thư", 4),
        ("Cơ quan chuyên môn cấp xã phối hợp Chi nhánh VPĐKĐĐ", 2),
    ],
)
def test_several_units_in_one_cell_are_counted(unit: str, count: int) -> None:
    assert count_units(unit) == count
    assert ("several_units" in codes(check(step("1", who=unit), limit="1"))) is (count > 1)


@pytest.mark.parametrize(
    ("task", "who", "note"),
    [
        ("Lãnh đạo Phòng Quy hoạch", "Lãnh đạo Phòng QH", ""),
        ("Chủ tịch UBND xã", "Ký duyệt hồ sơ", ""),
        ("Ký duyệt hồ sơ", "Lãnh đạo UBND tỉnh", "nguồn đảo cột công việc/đơn vị"),
    ],
)
def test_mixed_columns_are_told(task: str, who: str, note: str) -> None:
    assert codes(check(step("1", task=task, who=who, note=note), limit="1")) == ["columns_mixed"]


def test_task_that_tells_who_does_what_is_not_a_mixed_column() -> None:
    assert codes(check(step("1", task="Lãnh đạo Sở phê duyệt hồ sơ", who="Lãnh đạo Sở"), limit="1")) == []


def test_missing_unit_and_task_and_loops_are_told() -> None:
    checked = check(step("1", who="", task="", note="không đồng ý thì quay lại bước 3"), limit="1")
    assert codes(checked) == ["missing_unit", "missing_task", "goes_back"]


TIMES = st.fractions(min_value=0, max_value=40, max_denominator=8)


@given(st.lists(st.tuples(TIMES, st.sampled_from(["working_day", "hour"])), min_size=1, max_size=12), TIMES)
def test_verdict_follows_the_exact_sum_whatever_the_order(times: list[tuple[Fraction, str]], limit: Fraction) -> None:
    steps = [TableStep(2, "", "", "Thẩm định", "Phòng X", value, unit, "") for value, unit in times]
    forward, backward = check(*steps, limit=str(limit)), check(*reversed(steps), limit=str(limit))
    exact = sum((value / (8 if unit == "hour" else 1) for value, unit in times), Fraction(0))
    assert forward.sum_days == backward.sum_days == exact
    assert forward.verdict is backward.verdict
    assert (forward.verdict is Verdict.EXCEEDS) is (exact > limit)
    assert (forward.verdict is Verdict.MATCH) is (exact == limit)


WORDS = (
    "vùng khó khăn: 1|GĐ1 (05; khó khăn 10)|dùng chung 07 ngày cho bước 6-13|không tính thời gian|hẹn lần 1: 6 ngày|"
    'Hẹn lần 1|trong ngày|A|B||1|0,5|1/2|-1|x|hour|working_day|week|{0}|"|\n'
)
CELLS = st.sampled_from(WORDS.split("|"))


def table(columns: tuple[str, ...]) -> st.SearchStrategy[bytes]:
    row = st.lists(CELLS, min_size=len(columns), max_size=len(columns)) | st.lists(CELLS, max_size=12)
    rows = st.lists(row.map(",".join), max_size=6).map("\n".join)
    return rows.map(lambda text: f"{','.join(columns)}\n{text}".encode()) | st.binary(max_size=80)


@given(table(PROCEDURE_COLUMNS), table(STEP_COLUMNS))
def test_any_two_files_are_checked_or_refused_with_their_faults(procedures: bytes, steps: bytes) -> None:
    try:
        tables = read_tables(procedures, steps)
    except TablesNotReadable as refusal:
        assert refusal.faults and all(str(fault) for fault in refusal.faults)
        assert all(fault.path in ("procedures", "steps") for fault in refusal.faults)
        return
    checks = check_tables(tables)
    assert [one.route_id for one in checks][: len(tables.routes)] == [route.id for route in tables.routes]
    assert all(str(finding) for one in checks for finding in one.findings)


def test_fault_names_its_table_and_line_for_pages() -> None:
    with pytest.raises(TablesNotReadable) as refusal:
        read_tables(b"", f"{','.join(STEP_COLUMNS)}\nA,,1,x,y,ba,hour,\n".encode())
    assert refusal.value.details["faults"] == [
        "Bảng thủ tục: Tệp trống",
        "Bảng các bước, dòng 2: Cột time_value: “ba” không phải là số",
    ]
