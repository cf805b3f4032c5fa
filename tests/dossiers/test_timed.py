"""What the passing of time asks for is found once, done once, and a failure on one dossier holds no other up."""

from datetime import datetime, timedelta
from fractions import Fraction

import pytest
from procrastinate.contrib.django.models import ProcrastinateJob

from motcua.directory.rules.actors import SYSTEM
from motcua.dossiers import jobs
from motcua.dossiers.actions.outage import announce_outage, end_outage
from motcua.dossiers.actions.reminders import warn
from motcua.dossiers.models import ClockWarning, CollectionReminder, Dossier, Leg, SupplementRequest
from motcua.dossiers.queries.timed import legs_to_warn, unanswered_supplements, uncollected_dossiers
from motcua.dossiers.rules import refusals
from motcua.dossiers.rules.stages import Stage
from motcua.kernel.models import JournalEntry
from motcua.project import reactions
from tests.world import MONDAY, World, accepted_birth, at, marks_for

THREE_DAYS = "1.004873"
"""A marital-status certificate: 3 working days."""


@pytest.fixture
def leg(world: World) -> Leg:
    return accept_three_days(world).legs.get()


def accept_three_days(world: World) -> Dossier:
    return accepted_birth(world, procedure=THREE_DAYS, marks=marks_for("declaration"))


def at_hand(monkeypatch: pytest.MonkeyPatch, now: datetime) -> None:
    monkeypatch.setattr(jobs.clock, "now", lambda: now)


def test_warnings_come_at_half_three_quarters_and_the_end_once_each(leg: Leg, monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[str] = []
    for moment in ("2026-09-08T10:00", "2026-09-09T14:00", "2026-09-09T14:10", "2026-09-10T10:00", "2026-09-10T17:00",
                   "2026-09-11T09:00"):  # fmt: skip
        at_hand(monkeypatch, at(moment))
        jobs.warn_of_deadlines(timestamp=0)
        new = ClockWarning.objects.filter(fired_at=at(moment)).values_list("fraction", flat=True)
        told.append(f"{moment[8:]} {' '.join(sorted(new))}".strip())
    assert told == ["08T10:00", "09T14:00 1/2", "09T14:10", "10T10:00 3/4", "10T17:00 1", "11T09:00"]
    assert JournalEntry.objects.filter(act="dossiers.warned").count() == 3
    assert list(legs_to_warn(at("2026-12-01T09:00"))) == []


def test_many_legs_are_looked_at_in_a_few_statements(
    world: World, django_assert_max_num_queries: pytest.FixtureRequest
) -> None:
    for _ in range(6):
        accept_three_days(world)
    list(legs_to_warn(MONDAY))
    with django_assert_max_num_queries(12):  # type: ignore[operator]
        assert len(list(legs_to_warn(at("2026-09-09T14:00")))) == 6


def test_a_standing_clock_warns_of_nothing(leg: Leg) -> None:
    announce_outage(reason="Mất kết nối", legal_basis="NĐ 301/2026", actor=SYSTEM, at=at("2026-09-07T10:00"))
    jobs.apply_outage_to(outage_id=_last_outage(), dossier_ids=[leg.dossier_id])
    assert list(legs_to_warn(at("2026-09-20T10:00"))) == []


def _last_outage() -> int:
    return JournalEntry.objects.filter(act__startswith="dossiers.outage").latest("id").subject_id


def test_an_outage_stops_every_clock_it_touches_and_recovery_lets_them_run_on(leg: Leg) -> None:
    due_before = leg.due_at
    outage = announce_outage(reason="Mất điện", legal_basis="NĐ 301/2026", actor=SYSTEM, at=at("2026-09-08T07:30"))
    _react_and_work("dossiers.outage_announced")
    leg.refresh_from_db()
    assert (leg.state, leg.due_at) == ("suspended", None)
    end_outage(outage_id=outage.id, actor=SYSTEM, at=at("2026-09-09T07:30"))
    _react_and_work("dossiers.outage_ended")
    leg.refresh_from_db()
    assert due_before is not None
    assert (leg.state, leg.due_at) == ("open", due_before + timedelta(days=1))


def _react_and_work(act: str) -> None:
    """Do by hand what the worker does: the reaction, and the jobs it defers."""
    entry = JournalEntry.objects.filter(act=act).latest("id")
    done = set(ProcrastinateJob.objects.values_list("id", flat=True))
    reactions.react(entry_id=entry.pk, at=entry.at)
    for job in ProcrastinateJob.objects.filter(task_name="motcua.apply_outage").exclude(id__in=done):
        jobs.apply_outage_to(**job.args)
        jobs.apply_outage_to(**job.args)


def test_reminders_to_collect_follow_the_dated_schedule_and_end(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    dossier = accept_three_days(world)
    Dossier.objects.filter(pk=dossier.pk).update(stage=Stage.DECIDED, finished_at=at("2026-09-09T10:00"))
    assert uncollected_dossiers(at("2026-09-11T10:00")) == []
    reminded = []
    for day in range(10, 30):
        now = at(f"2026-09-{day}T17:00")
        at_hand(monkeypatch, now)
        if uncollected_dossiers(now):
            jobs.remind_of_collections(timestamp=0)
            reminded.append(day)
    assert reminded == [14, 23]
    assert list(CollectionReminder.objects.order_by("number").values_list("number", flat=True)) == [1, 2]
    Dossier.objects.filter(pk=dossier.pk).update(stage=Stage.RETURNED, returned_at=at("2026-09-30T10:00"))
    assert uncollected_dossiers(at("2027-01-11T10:00")) == []


def test_a_supplement_lapses_only_after_its_deadline_and_where_it_has_one(leg: Leg) -> None:
    request = SupplementRequest.objects.create(
        dossier=leg.dossier, leg=leg, stage="processing", number=1, items=[], legal_basis="", requested_at=MONDAY,
        notified_at=MONDAY, answer_due_at=at("2026-09-16T10:00"),
    )  # fmt: skip
    assert unanswered_supplements(at("2026-09-16T10:00")) == []
    assert unanswered_supplements(at("2026-09-16T10:01")) == [request.id]
    SupplementRequest.objects.update(answer_due_at=None)
    assert unanswered_supplements(at("2027-09-16T10:01")) == []


def test_one_failure_does_not_hold_the_others_up_and_is_told() -> None:
    done: list[int] = []

    def act(number: int) -> None:
        if number == 2:
            raise ValueError("broken")
        if number == 3:
            raise refusals.DossierNotInWork
        done.append(number)

    with pytest.raises(ExceptionGroup, match="1 failed"):
        jobs._each([1, 2, 3, 4], act)
    assert done == [1, 4]


def test_a_warning_asked_for_twice_fires_once(leg: Leg) -> None:
    now = at("2026-09-09T14:00")
    assert warn(leg_id=leg.pk, at=now) == [Fraction(1, 2)]
    assert warn(leg_id=leg.pk, at=now) == []
