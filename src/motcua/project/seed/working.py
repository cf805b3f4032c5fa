"""How people work on a dossier: hand in, step after step, hand over."""

from collections.abc import Callable

from motcua.catalogue.queries.editions import edition as edition_by_id
from motcua.dossiers.actions.assignment import assign, take
from motcua.dossiers.actions.intake import accept
from motcua.dossiers.actions.outcome import decide, propose_outcome
from motcua.dossiers.actions.processing import complete_step
from motcua.dossiers.actions.returning import return_results
from motcua.dossiers.models import Task
from motcua.dossiers.models.acts import CollectionCheck
from motcua.dossiers.rules.stages import OutcomeKind, ReturnWay
from motcua.project.seed.play import Play

HALF_A_DAY = 225
"""Units: working minutes."""
Stop = Callable[[Play, Task, tuple[str, ...]], bool]
"""Whether the history ends, or turns, before this step is done."""


class StepSkipped(RuntimeError):
    """The route allows the act only in a step that this dossier did not need."""


def hand_in(play: Play) -> None:
    """Accepted at the desk; the papers go to the agency."""
    play.dossier = accept(intake=play.intake(), actor=play.clerk, at=play.at)
    play.carry_papers()


def work(play: Play, stop: Stop | None = None) -> None:
    """Step after step by whoever has the role, until every leg has its outcome or `stop` says so."""
    steps = sum(len(leg_route(play, leg.edition_id)) for leg in play.legs() if leg.edition_id)
    while task := play.next_task():
        acts = leg_route(play, task.leg.edition_id).get(task.step, ())
        if stop and stop(play, task, acts):
            return
        play.pass_time_for(task, steps)
        do_step(play, task, acts)


def work_until(play: Play, act: str) -> Task:
    """Work until a step is open that allows the act. Raises StepSkipped when none comes."""
    work(play, lambda _play, _task, acts: act in acts)
    task = play.next_task()
    if task is None:
        raise StepSkipped(act)
    return task


def leg_route(play: Play, edition_id: int | None) -> dict[str, tuple[str, ...]]:
    """The steps of the leg's route with the acts they allow."""
    route = edition_by_id(edition_id).route if edition_id else None
    return {step.key: step.acts for step in route.steps} if route else {}


def do_step(play: Play, task: Task, acts: tuple[str, ...], kind: OutcomeKind = OutcomeKind.GRANTED) -> None:
    """One step: taken or assigned first, as often happens; the last one is the decision."""
    agency_id, where = task.agency_id, "leader" if task.role == "leader" else "officer"
    doer, leader = play.actor(agency_id, where), play.actor(agency_id, "leader")
    if where == "officer" and play.chance.random() < 0.5:
        assert doer.id is not None, "people have accounts"
        if play.chance.random() < 0.6:
            assign(task_id=task.id, assignee_id=doer.id, actor=leader, at=play.at)
        else:
            take(task_id=task.id, actor=doer, at=play.at)
        play.wait(5, 40)
    number = f"{play.chance.randint(1, 900)}/QĐ"
    reasons = "Không đủ điều kiện theo quy định" if kind is OutcomeKind.REJECTED else ""
    if "decide" in acts:
        decide(leg_id=task.leg_id, kind=kind, number=number, reasons=reasons, actor=doer, at=play.at)
        return
    if "propose_outcome" in acts:
        propose_outcome(leg_id=task.leg_id, kind=kind, number=number, reasons=reasons, actor=doer, at=play.at)
        play.wait(2, 20)
    complete_step(task_id=task.id, note="", facts=None, actor=doer, at=play.at)


def hand_over(play: Play) -> None:
    """The applicant, or who filed for them, fetches the result with the receipt."""
    assert play.dossier is not None, "accepted before"
    play.wait(HALF_A_DAY, 4 * HALF_A_DAY)
    collector = play.stage.people["submitter" if play.dossier.submitter_id else "applicant"]
    return_results(
        dossier_id=play.id,
        way=ReturnWay.DESK,
        check=CollectionCheck.RECEIPT,
        recipient=collector,
        actor=play.clerk,
        at=play.at,
    )
