"""Ledgers that cannot have happened are refused; those that can give one due date, explained."""

from fractions import Fraction

import pytest

from motcua.dossiers.rules.clock import (
    AlreadyStopped,
    ExtendedWhilePaused,
    ExtensionNotLater,
    LedgerNotLawful,
    LimitNotLawful,
    NotStarted,
    OutOfOrder,
    ResumedWithoutPause,
    SpanKind,
    StartedTwice,
    SuspendedTwice,
    check_next,
    delay_minutes,
    explain,
    left,
    reckon,
    warnings_passed,
)
from motcua.kernel.worktime import CalendarNotCovering
from tests.law.examples import VIETNAM, due, instant, limit, line, reckoned, words

TEN_DAYS = ("09:00 09/03/2026", "10 working_day")
PAUSE = ("suspended 09:00 10/03/2026", "resumed 09:00 11/03/2026")


class TestRefusedLedgers:
    @pytest.mark.parametrize(
        ("events", "refusal"),
        [
            (("resumed 09:00 10/03/2026",), ResumedWithoutPause),
            ((*PAUSE, "resumed 09:00 12/03/2026"), ResumedWithoutPause),
            ((PAUSE[0], "restarted 09:00 11/03/2026", "resumed 09:00 12/03/2026"), ResumedWithoutPause),
            (("suspended 09:00 10/03/2026", "suspended 09:00 11/03/2026"), SuspendedTwice),
            (("started 09:00 10/03/2026",), StartedTwice),
            (("suspended 08:59 09/03/2026",), NotStarted),
            (("suspended 09:00 11/03/2026", "resumed 09:00 10/03/2026"), OutOfOrder),
            (("stopped 09:00 10/03/2026", "suspended 09:00 11/03/2026"), AlreadyStopped),
            (("stopped 09:00 10/03/2026", "restarted 09:00 11/03/2026"), AlreadyStopped),
            (("suspended 09:00 10/03/2026", "extended 09:00 11/03/2026 to 17:00 30/03/2026"), ExtendedWhilePaused),
        ],
    )  # fmt: skip
    def test_what_cannot_have_happened(self, events: tuple[str, ...], refusal: type[LedgerNotLawful]) -> None:
        with pytest.raises(refusal):
            reckoned(*TEN_DAYS, *events)

    def test_a_resumption_without_a_pause_is_never_credited(self) -> None:
        with pytest.raises(ResumedWithoutPause) as refusal:
            reckoned(*TEN_DAYS, "resumed 09:00 16/03/2026")
        assert refusal.value.details == {"event": "resumed", "at": "2026-03-16T09:00+07:00"}

    @pytest.mark.parametrize(
        "entry", ["extended 09:00 11/03/2026 to 17:00 23/03/2026", "extended 09:00 30/03/2026 to 09:00 30/03/2026"]
    )
    def test_an_extension_to_an_earlier_date_cannot_be_entered(self, entry: str) -> None:
        ledger = [line("started 09:00 09/03/2026")]
        with pytest.raises(ExtensionNotLater):
            check_next(ledger, line(entry), limit("10 working_day"), VIETNAM)

    def test_a_line_that_cannot_follow_cannot_be_entered(self) -> None:
        ledger = [line("started 09:00 09/03/2026")]
        check_next(ledger, line("extended 09:00 11/03/2026 to 17:00 24/03/2026"), limit("10 working_day"), VIETNAM)
        with pytest.raises(ResumedWithoutPause):
            check_next(ledger, line("resumed 09:00 11/03/2026"), limit("10 working_day"), VIETNAM)

    def test_a_ledger_begins_with_the_start(self) -> None:
        for ledger in ([], [line("suspended 09:00 10/03/2026")]):
            with pytest.raises(NotStarted):
                reckon(ledger, limit("1 working_day"), VIETNAM)

    @pytest.mark.parametrize("of", ["0 working_day", "-1 working_hour", "2 same_day", "1/2 same_day"])
    def test_a_limit_that_is_none(self, of: str) -> None:
        with pytest.raises(LimitNotLawful):
            reckoned("09:00 09/03/2026", of)

    @pytest.mark.parametrize("of", ["300 working_day", "9999 working_hour", "9999999 calendar_day"])
    def test_a_limit_beyond_the_calendar(self, of: str) -> None:
        with pytest.raises(CalendarNotCovering):
            reckoned("09:00 01/12/2026", of)

    def test_an_event_beyond_the_calendar(self) -> None:
        with pytest.raises(CalendarNotCovering):
            reckoned(*TEN_DAYS, "suspended 09:00 10/03/2026", "resumed 23:59 31/12/9999")


class TestSuspension:
    def test_a_pause_after_the_due_date_heals_nothing(self) -> None:
        late = reckoned(*TEN_DAYS, "suspended 08:00 24/03/2026")
        assert words(late.due_at) == "17:00 23/03/2026"
        assert due(*TEN_DAYS, "suspended 08:00 24/03/2026", "resumed 08:00 30/03/2026") == "17:00 23/03/2026"

    def test_a_pause_that_begins_with_the_due_date_heals_nothing(self) -> None:
        assert due(*TEN_DAYS, "suspended 17:00 23/03/2026", "resumed 10:00 25/03/2026") == "17:00 23/03/2026"

    def test_between_the_last_minute_and_the_end_of_that_day_the_clock_can_still_be_suspended(self) -> None:
        first = ("suspended 09:00 10/03/2026", "resumed 10:00 10/03/2026")
        assert due(*TEN_DAYS, *first) == "17:00 24/03/2026"
        second = ("suspended 14:00 24/03/2026", "resumed 10:00 26/03/2026")
        assert due(*TEN_DAYS, *first, *second) == "17:00 26/03/2026"

    def test_several_pauses_add_up(self) -> None:
        events = (
            "suspended 09:00 10/03/2026", "resumed 09:00 11/03/2026",
            "suspended 15:00 16/03/2026", "resumed 15:00 18/03/2026",
        )  # fmt: skip
        assert due(*TEN_DAYS, *events) == "17:00 26/03/2026"

    def test_calendar_days_are_suspended_too(self) -> None:
        events = ("suspended 12:00 11/03/2026", "resumed 12:00 13/03/2026")
        assert due("09:00 09/03/2026", "8 calendar_day") == "17:00 17/03/2026"
        assert due("09:00 09/03/2026", "8 calendar_day", *events) == "17:00 19/03/2026"

    def test_calendar_days_used_up_before_a_pause_at_the_end_of_the_last_day(self) -> None:
        first = ("suspended 12:00 11/03/2026", "resumed 10:00 12/03/2026")
        second = ("suspended 14:00 17/03/2026", "resumed 00:00 19/03/2026")
        assert due("09:00 09/03/2026", "7 calendar_day", *first) == "17:00 17/03/2026"
        assert due("09:00 09/03/2026", "7 calendar_day", *first, *second) == "17:00 19/03/2026"


class TestRestartAndExtension:
    def test_a_restart_ends_a_pause_and_voids_an_extension(self) -> None:
        events = (
            "extended 09:00 10/03/2026 to 17:00 30/03/2026",
            "suspended 09:00 11/03/2026",
            "restarted 09:00 16/03/2026",
        )
        assert due(*TEN_DAYS, *events) == "17:00 30/03/2026"
        again = reckoned(*TEN_DAYS, *events)
        assert (again.budget, words(again.started_at)) == (10, "09:00 16/03/2026")
        assert again.spans[0].kind is SpanKind.VOID

    def test_an_extension_is_the_date_that_was_given(self) -> None:
        longer = reckoned(*TEN_DAYS, "extended 09:00 20/03/2026 to 10:30 27/03/2026")
        assert words(longer.due_at) == "10:30 27/03/2026"
        assert longer.budget == 13 + Fraction(180, 450)

    def test_a_late_leg_can_be_extended(self) -> None:
        assert due(*TEN_DAYS, "extended 09:00 25/03/2026 to 17:00 31/03/2026") == "17:00 31/03/2026"

    def test_a_pause_after_an_extension_moves_it_on(self) -> None:
        events = (
            "extended 09:00 20/03/2026 to 17:00 27/03/2026",
            "suspended 08:00 26/03/2026",
            "resumed 08:00 30/03/2026",
        )
        assert due(*TEN_DAYS, *events) == "17:00 31/03/2026"

    def test_an_extension_that_the_limit_has_grown_past_has_no_effect(self) -> None:
        extended = "extended 09:00 10/03/2026 to 17:00 13/03/2026"
        assert due("09:00 09/03/2026", "3 working_day", extended) == "17:00 13/03/2026"
        assert due("09:00 09/03/2026", "8 working_day", extended) == "17:00 19/03/2026", "after verification"


class TestStop:
    def test_a_stopped_clock_keeps_its_due_date_and_what_it_used(self) -> None:
        done = reckoned(*TEN_DAYS, "stopped 17:00 13/03/2026")
        assert (words(done.due_at), done.is_running, words(done.stopped_at)) == (
            "17:00 23/03/2026",
            False,
            "17:00 13/03/2026",
        )
        assert (done.consumed, done.consumed_at(instant("17:00 20/03/2026"))) == (4, 4)
        ledger = [line("started 09:00 09/03/2026"), line("stopped 17:00 13/03/2026")]
        assert reckon(ledger, limit("10 working_day"), VIETNAM, until=instant("17:00 20/03/2026")).consumed == 4

    def test_stopped_while_suspended_it_has_no_due_date(self) -> None:
        done = reckoned(*TEN_DAYS, "suspended 09:00 10/03/2026", "stopped 09:00 20/03/2026")
        assert done.due_at is None
        assert words(done.spans[-1].end) == "09:00 20/03/2026"


class TestMeasures:
    def test_warnings_pass_at_fractions_of_the_budget_and_the_last_at_the_due_date(self) -> None:
        clock = reckoned(*TEN_DAYS)
        half, most, whole = Fraction(1, 2), Fraction(3, 4), Fraction(1)
        assert warnings_passed(clock, instant("16:59 16/03/2026")) == ()
        assert warnings_passed(clock, instant("17:00 16/03/2026")) == (half,)
        assert warnings_passed(clock, instant("13:30 19/03/2026")) == (half, most)
        assert warnings_passed(clock, instant("16:59 23/03/2026")) == (half, most)
        assert warnings_passed(clock, instant("17:00 23/03/2026")) == (half, most, whole)

    def test_no_warning_while_the_clock_stands_still(self) -> None:
        later = instant("17:00 01/04/2026")
        assert warnings_passed(reckoned(*TEN_DAYS, "suspended 16:00 20/03/2026"), later) == ()
        assert warnings_passed(reckoned(*TEN_DAYS, "stopped 16:00 20/03/2026"), later) == ()

    def test_delay_is_counted_in_working_minutes(self) -> None:
        due_at = instant("17:00 13/03/2026")
        assert delay_minutes(instant("09:00 16/03/2026"), due_at, VIETNAM) == 90
        assert delay_minutes(instant("09:00 15/03/2026"), due_at, VIETNAM) == 0
        assert delay_minutes(instant("09:00 12/03/2026"), due_at, VIETNAM) == 0

    @pytest.mark.parametrize(
        ("now", "of", "is_left"),
        [
            ("17:00 11/03/2026", "1 working_day", Fraction(2)),
            ("17:00 11/03/2026", "1 working_hour", Fraction(15)),
            ("09:00 13/03/2026", "1 working_day", Fraction(360, 450)),
            ("17:00 16/03/2026", "1 working_day", Fraction(-1)),
            ("17:00 15/03/2026", "1 calendar_day", Fraction(-2)),
            ("17:00 15/03/2026", "1 working_hour", Fraction(0)),
        ],
    )
    def test_what_is_left_is_told_in_the_unit_of_the_limit(self, now: str, of: str, is_left: Fraction) -> None:
        assert left(instant(now), instant("17:00 13/03/2026"), VIETNAM, limit(of).unit) == is_left


class TestExplanation:
    def test_it_names_what_was_counted_and_what_was_not(self) -> None:
        rows = explain(reckoned("14:00 12/02/2026", "3 working_day"))
        assert [(row["kind"], row["note"]) for row in rows] == [
            ("receipt_day", ""),
            ("counted", ""),
            ("day_off", "weekly_rest"),
            ("day_off", "Giao thừa Tết Nguyên Đán"),
            ("day_off", "Tết Nguyên Đán"),
            ("day_off", "Mùng hai Tết Nguyên Đán"),
            ("day_off", "Mùng ba Tết Nguyên Đán"),
            ("day_off", "Mùng bốn Tết Nguyên Đán"),
            ("day_off", "weekly_rest"),
            ("counted", ""),
            ("counted", ""),
        ]
        assert [row["consumed"] for row in rows if row["kind"] == "counted"] == ["1", "2", "3"]

    def test_a_clock_that_starts_outside_hours_says_so(self) -> None:
        kinds = [span.kind for span in reckoned("06:00 10/03/2026", "1 working_hour").spans]
        assert kinds == [SpanKind.CLOSED, SpanKind.COUNTED]
