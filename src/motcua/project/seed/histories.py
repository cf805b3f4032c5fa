"""The histories: what happens to dossiers, from the one that goes smoothly to the one that is late and forgotten."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from motcua.catalogue.rules.edition import Edition, LimitUnit
from motcua.dossiers.actions.apology import approve_apology, propose_apology
from motcua.dossiers.actions.consultation import answer, consult
from motcua.dossiers.actions.intake import complete, refuse, resolve_at_once, send_back
from motcua.dossiers.actions.obligation import record_payment, request_payment
from motcua.dossiers.actions.opening import Payment
from motcua.dossiers.actions.stopping import request_stop
from motcua.dossiers.actions.supplement import complete_supplement, notify_supplement, request_supplement
from motcua.dossiers.rules.stages import OutcomeKind
from motcua.project.seed.play import Play
from motcua.project.seed.working import HALF_A_DAY, do_step, hand_in, hand_over, work, work_until


@dataclass(frozen=True)
class History:
    """A course of acts, how often it happens, and how long it may stay as it ends."""

    key: str
    weight: float
    act: Callable[[Play], None]
    needs: str = ""
    """An act that some step of the route must allow."""
    least_days: int = 0
    """Procedures with a shorter limit cannot take this course."""
    is_late: bool = False
    stays_days: int = 4
    """How long nothing more may happen to a dossier that is not finished; the desk is not asleep."""

    def fits(self, edition: Edition) -> bool:
        if self.key == "at_once" or edition.instant:
            return self.key in {"at_once", "smooth"} and edition.instant
        if self.needs and not (edition.route and any(self.needs in step.acts for step in edition.route.steps)):
            return False
        return _days(edition) >= self.least_days and (not edition.is_group or not self.needs)


def _days(edition: Edition) -> int:
    limit = edition.limits[-1].limit
    return 0 if limit.unit in {LimitUnit.SAME_DAY, LimitUnit.WORKING_HOUR} else int(limit.value)


def smooth(play: Play) -> None:
    hand_in(play)
    work(play)
    hand_over(play)


def at_once(play: Play) -> None:
    play.dossier = resolve_at_once(intake=play.intake(), number="", actor=play.clerk, at=play.at)


def not_collected(play: Play) -> None:
    hand_in(play)
    work(play)


def ask(play: Play) -> int:
    """The agency finds something missing; the one-stop unit tells the applicant."""
    hand_in(play)
    task = work_until(play, "request_supplement")
    play.wait(30, HALF_A_DAY)
    request = request_supplement(
        leg_id=task.leg_id,
        items=[{"text": "Giấy tờ chứng minh nơi cư trú", "reason": "Bản chụp không rõ"}],
        legal_basis="; ".join(play.edition.legal_basis)[:200],
        actor=play.actor(task.agency_id, "officer"),
        at=play.at,
    )
    play.wait(10, 100)
    notify_supplement(request_id=request.id, actor=play.clerk, at=play.at)
    return request.id


def not_supplemented(play: Play) -> None:
    ask(play)


def supplemented(play: Play) -> None:
    request_id = ask(play)
    play.wait(HALF_A_DAY, 6 * HALF_A_DAY)
    complete_supplement(request_id=request_id, marks=(), actor=play.clerk, at=play.at)
    work(play)
    hand_over(play)


def consulted(play: Play) -> None:
    """Another agency is asked for its opinion and gives it."""
    hand_in(play)
    task = work_until(play, "consult")
    play.wait(30, HALF_A_DAY)
    asked_id = play.neighbour(task.leg)
    consultation = consult(
        leg_id=task.leg_id,
        agency_id=asked_id,
        content="Đề nghị xác nhận thông tin cư trú của người nộp hồ sơ",
        limit=None,
        legal_basis="",
        actor=play.actor(task.agency_id, "officer"),
        at=play.at,
    )
    play.wait(60, 2 * HALF_A_DAY)
    officer = play.actor(asked_id, "officer")
    answer(leg_id=consultation.leg_id, text="Thông tin đúng như hồ sơ", actor=officer, at=play.at)
    work(play)
    hand_over(play)


def paid(play: Play) -> None:
    hand_in(play)
    task = work_until(play, "request_payment")
    play.wait(30, 120)
    obligation = request_payment(
        leg_id=task.leg_id,
        description="Nghĩa vụ tài chính theo thông báo",
        amount_vnd=1000 * play.chance.randint(50, 3000),
        legal_basis="; ".join(play.edition.legal_basis)[:200],
        actor=play.actor(task.agency_id, "officer"),
        at=play.at,
    )
    play.wait(60, 3 * HALF_A_DAY)
    proof = f"BL{play.chance.randint(1000, 99999)}"
    record_payment(obligation_id=obligation.id, proof=proof, actor=play.clerk, at=play.at)
    work(play)
    hand_over(play)


def apologised(play: Play) -> None:
    """The head of the agency asks for one more date in time, and keeps it."""
    hand_in(play)
    task = work_until(play, "propose_apology")
    assert task.leg.due_at is not None, "the clock of an open leg runs"
    play.wait(20, 120)
    new_due_at = task.leg.due_at
    for _ in range(play.chance.randint(2, 5)):
        new_due_at = play.calendar.closing(play.calendar.next_working_day(new_due_at.date()))
    apology = propose_apology(
        leg_id=task.leg_id,
        reason="Hồ sơ phức tạp, cần xác minh thêm",
        new_due_at=new_due_at,
        actor=play.actor(task.agency_id, "officer"),
        at=play.at,
    )
    play.wait(10, 60)
    approve_apology(apology_id=apology.id, actor=play.actor(task.agency_id, "leader"), at=play.at)
    work(play)
    hand_over(play)


def rejected(play: Play) -> None:
    hand_in(play)
    task = work_until(play, "decide")
    play.pass_time_for(task, 3)
    do_step(play, task, ("decide",), OutcomeKind.REJECTED)
    if not play.next_task():
        hand_over(play)


def stopped(play: Play) -> None:
    hand_in(play)
    play.wait(HALF_A_DAY, 2 * HALF_A_DAY)
    request_stop(dossier_id=play.id, reason="Người nộp xin rút hồ sơ", actor=play.clerk, at=play.at)


def send_home(play: Play) -> None:
    """A paper is missing at the desk: form 02."""
    items = [{"text": "Tờ khai", "reason": "Chưa có trong hồ sơ"}]
    basis = "; ".join(play.edition.legal_basis)[:200]
    play.dossier = send_back(
        intake=play.intake(lacking=1), items=items, legal_basis=basis, actor=play.clerk, at=play.at
    )


def completed(play: Play) -> None:
    send_home(play)
    play.wait(HALF_A_DAY, 4 * HALF_A_DAY)
    marks = play.intake().marks[:1]
    complete(dossier_id=play.id, marks=marks, payment=Payment(), actor=play.clerk, at=play.at)
    play.carry_papers()
    work(play)
    hand_over(play)


def refused(play: Play) -> None:
    reasons = ["Không thuộc thẩm quyền giải quyết theo nơi cư trú"]
    basis = "; ".join(play.edition.legal_basis)[:200]
    play.dossier = refuse(intake=play.intake(), reasons=reasons, legal_basis=basis, actor=play.clerk, at=play.at)


def forgotten(play: Play) -> None:
    """Nobody decides, the due date passes, every warning is fired."""
    hand_in(play)
    work_until(play, "decide")
    due_at: datetime | None = max((leg.due_at for leg in play.legs() if leg.due_at), default=None)
    if due_at is not None:
        play.go_on_to(max(play.at, play.calendar.opening(play.calendar.next_working_day(due_at.date()))))
        play.at += timedelta(seconds=1)


HISTORIES = (
    History("smooth", 40, smooth),
    History("at_once", 25, at_once),
    History("late", 4, smooth, is_late=True),
    History("supplemented", 6, supplemented, needs="request_supplement", least_days=2),
    History("consulted", 4, consulted, needs="consult", least_days=3),
    History("paid", 2, paid, needs="request_payment", least_days=3),
    History("apologised", 2, apologised, needs="propose_apology", least_days=3, is_late=True),
    History("rejected", 3, rejected),
    History("stopped", 2, stopped, least_days=2),
    History("completed", 4, completed),
    History("refused", 2, refused),
    History("not_collected", 2, not_collected, stays_days=3),
    History("not_supplemented", 2, not_supplemented, needs="request_supplement", least_days=2, stays_days=10),
    History("sent_back", 2, send_home, stays_days=10),
    History("forgotten", 0.3, forgotten, is_late=True, stays_days=45),
)
"""Weights say how often a history is chosen among those that fit the day; of late days few are over yet."""
