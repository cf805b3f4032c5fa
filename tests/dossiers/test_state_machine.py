"""Any lawful course of acts: the caches agree with the rows, refused acts change nothing, the journal tells all."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from motcua.dossiers.actions.apology import approve_apology, propose_apology
from motcua.dossiers.actions.casefile import Casefile
from motcua.dossiers.actions.consultation import answer, consult, withdraw
from motcua.dossiers.actions.obligation import record_payment, request_payment
from motcua.dossiers.actions.outcome import decide
from motcua.dossiers.actions.processing import complete_step
from motcua.dossiers.actions.returning import return_results
from motcua.dossiers.actions.stopping import request_stop
from motcua.dossiers.actions.supplement import complete_supplement, notify_supplement, request_supplement
from motcua.dossiers.models import Apology, ClockEntry, Dossier, Leg, Obligation, SupplementRequest, Task
from motcua.dossiers.models.acts import CollectionCheck
from motcua.dossiers.rules.stages import LegKind, OutcomeKind, ReturnWay
from motcua.kernel.models import JournalEntry
from motcua.kernel.refusal import Refusal
from tests.world import MONDAY, TU, World, accepted, set_stage

ITEMS = [{"text": "Giấy tờ", "reason": "Thiếu"}]
GROUP = "2.002621"
ACTS_OF_OFFICERS = [
    "step",
    "step",
    "step",
    "decide",
    "decide",
    "reject",
    "ask",
    "owe",
    "consult",
    "withdraw",
    "propose",
]
COURSES = [*ACTS_OF_OFFICERS, "approve", "tell", "supply", "pay", "answer", "return", "stop"]
Course = list[tuple[str, int, int]]


class Clerk:
    """Carries out one course of acts on one dossier, each by whoever may."""

    def __init__(self, world: World, dossier: Dossier) -> None:
        self.world, self.dossier = world, dossier

    def _legs(self) -> list[Leg]:
        return list(Leg.objects.filter(dossier=self.dossier).order_by("id"))

    def _leg(self, pick: int) -> Leg:
        legs = [leg for leg in self._legs() if leg.kind != LegKind.GROUP]
        return legs[pick % len(legs)]

    def _officer(self, leg: Leg, rank: str) -> Any:
        names = {
            "nong_trang": ("minh", "ha"), "police": ("dung", "dung_head"), "insurance_branch": ("hoa", "hoa_head"),
            "justice": ("an", "an_head"),
        }  # fmt: skip
        place = next(name for name in names if self.world.agency(name) == leg.agency_id)
        return self.world.actor(names[place][rank == "leader"])

    def do(self, act: str, pick: int, at: datetime) -> None:
        leg = self._leg(pick)
        lan, officer, leader = self.world.actor("lan"), self._officer(leg, "officer"), self._officer(leg, "leader")
        latest_request = (
            SupplementRequest.objects.filter(leg=leg).order_by("-id").values_list("id", flat=True).first() or 0
        )
        latest_debt = Obligation.objects.filter(leg=leg).order_by("-id").values_list("id", flat=True).first() or 0
        latest_apology = Apology.objects.filter(leg=leg).order_by("-id").values_list("id", flat=True).first() or 0
        task = Task.objects.filter(leg=leg, closed_at__isnull=True).order_by("id").first()
        doer = leader if task and task.role == "leader" else officer
        justice, minh = self.world.agency("justice"), self.world.actor("minh")
        later = (leg.due_at or at) + timedelta(days=7)
        acts: dict[str, Callable[[], object]] = {
            "step": lambda: complete_step(task_id=task.id if task else 0, note="", facts=None, actor=doer, at=at),
            "decide": lambda: decide(leg_id=leg.id, kind=OutcomeKind.GRANTED, actor=leader, at=at),
            "reject": lambda: decide(leg_id=leg.id, kind=OutcomeKind.REJECTED, reasons="Không đủ", actor=leader, at=at),
            "ask": lambda: request_supplement(leg_id=leg.id, items=ITEMS, legal_basis="", actor=officer, at=at),
            "tell": lambda: notify_supplement(request_id=latest_request, actor=lan, at=at),
            "supply": lambda: complete_supplement(request_id=latest_request, marks=(), actor=lan, at=at),
            "owe": lambda: request_payment(
                leg_id=leg.id, description="Phí", amount_vnd=1000, legal_basis="", actor=officer, at=at
            ),
            "pay": lambda: record_payment(obligation_id=latest_debt, proof="BL", actor=lan, at=at),
            "consult": lambda: consult(
                leg_id=leg.id, agency_id=justice, content="Hỏi", limit=None, legal_basis="", actor=officer, at=at
            ),
            "answer": lambda: answer(leg_id=leg.id, text="Đáp", actor=officer, at=at),
            "withdraw": lambda: withdraw(leg_id=leg.id, reason="Thôi", actor=minh, at=at),
            "propose": lambda: propose_apology(
                leg_id=leg.id, reason="Chậm", new_due_at=later, actor=officer, at=at
            ),
            "approve": lambda: approve_apology(apology_id=latest_apology, actor=leader, at=at),
            "return": lambda: return_results(
                dossier_id=self.dossier.id,
                way=ReturnWay.DESK,
                check=CollectionCheck.RECEIPT,
                recipient=TU,
                actor=lan,
                at=at,
            ),
            "stop": lambda: request_stop(dossier_id=self.dossier.id, reason="Thôi", actor=lan, at=at),
        }  # fmt: skip
        acts[act]()


def snapshot(dossier: Dossier) -> list[Any]:
    """Everything an act could change."""
    return [
        list(model.objects.order_by("id").values())  # type: ignore[attr-defined]
        for model in (Dossier, Leg, Task, ClockEntry, SupplementRequest, Obligation, Apology, JournalEntry)
    ]


def assert_caches_agree(dossier: Dossier) -> None:
    stored = Dossier.objects.get(id=dossier.id)
    last = ClockEntry.objects.filter(leg__dossier=dossier).latest("at", "id").at
    casefile = Casefile.open(dossier.id, max(last, stored.submitted_at))
    assert stored.stage == casefile.stage()
    assert stored.holder_ids == casefile.holders()
    for leg in casefile.legs.values():
        if leg.finished_at is None:
            assert leg.due_at == casefile.due(leg), leg.key
    for task in Task.objects.filter(leg__dossier=dossier, closed_at__isnull=True).select_related("leg"):
        assert task.due_at == task.leg.due_at
    assert stored.due_at == casefile.root.due_at
    assert (stored.finished_at is None) == (casefile.root.finished_at is None)


class Courses(TestCase):
    """One world for the class; every example is rolled back."""

    world: World

    @classmethod
    def setUpTestData(cls) -> None:
        cls.world = set_stage()

    @settings(max_examples=10)
    @given(
        grouped=st.booleans(),
        course=st.lists(
            st.tuples(st.sampled_from(COURSES), st.integers(0, 5), st.integers(0, 30)), min_size=1, max_size=14
        ),
    )
    def test_caches_follow_from_the_rows_whatever_happens(self, grouped: bool, course: Course) -> None:
        procedure = GROUP if grouped else "1.004873"
        chosen = {"birth": None, "residence": None, "health_card": None} if grouped else None
        dossier = accepted(self.world, procedure, members=chosen)
        clerk, at = Clerk(self.world, dossier), MONDAY
        for act, pick, hours in course:
            at += timedelta(hours=hours)
            before = snapshot(dossier)
            try:
                with transaction.atomic():
                    clerk.do(act, pick, at)
            except Refusal:
                assert snapshot(dossier) == before
                continue
            assert_caches_agree(dossier)
            assert JournalEntry.objects.filter(dossier_id=dossier.id).count() > sum(
                row["dossier_id"] == dossier.id for row in before[-1]
            )
