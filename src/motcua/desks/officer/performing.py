"""Each act of this desk: what was typed goes to its one action."""

from typing import Any

from motcua.desks.officer.act import Values
from motcua.desks.officer.ground import Ground
from motcua.desks.officer.step_forms import CompletionForm
from motcua.dossiers.actions.apology import approve_apology, decline_apology, propose_apology
from motcua.dossiers.actions.assignment import assign, take
from motcua.dossiers.actions.consultation import answer, consult, withdraw
from motcua.dossiers.actions.correction import correct
from motcua.dossiers.actions.obligation import request_payment
from motcua.dossiers.actions.outcome import decide, propose_outcome
from motcua.dossiers.actions.processing import VerificationRecord, complete_step, verify
from motcua.dossiers.actions.stopping import agree_to_stop, terminate
from motcua.dossiers.actions.supplement import request_supplement
from motcua.dossiers.actions.transfer import receive_papers
from motcua.dossiers.rules.stages import OutcomeKind, StopGround


def do_take(ground: Ground, given: Values, form: Any) -> object:
    return take(task_id=ground.id, actor=ground.actor, at=ground.at)


def do_assign(ground: Ground, given: Values, form: Any) -> object:
    return assign(task_id=ground.id, assignee_id=given["assignee_id"], actor=ground.actor, at=ground.at)


def do_complete(ground: Ground, given: Values, form: CompletionForm) -> object:
    return complete_step(
        task_id=ground.id,
        note=given["note"],
        facts=form.facts or None,
        next_assignee_id=given.get("next_assignee_id"),
        actor=ground.actor,
        at=ground.at,
    )


def do_verify(ground: Ground, given: Values, form: Any) -> object:
    names = ("when", "place", "participants", "content", "result", "applicant_present")
    record = VerificationRecord(**{name: given[name] for name in names}, file_id=given["file_id"])
    return verify(leg_id=ground.id, record=record, facts=None, actor=ground.actor, at=ground.at)


def do_consult(ground: Ground, given: Values, form: Any) -> object:
    names = ("agency_id", "content", "limit", "legal_basis")
    return consult(leg_id=ground.id, **{name: given[name] for name in names}, actor=ground.actor, at=ground.at)


def do_answer(ground: Ground, given: Values, form: Any) -> object:
    return answer(leg_id=ground.id, text=given["text"], actor=ground.actor, at=ground.at)


def do_withdraw(ground: Ground, given: Values, form: Any) -> object:
    return withdraw(leg_id=ground.id, reason=given["reason"], actor=ground.actor, at=ground.at)


def do_request_supplement(ground: Ground, given: Values, form: Any) -> object:
    return request_supplement(
        leg_id=ground.id,
        items=given["items"],
        legal_basis=given["legal_basis"],
        leader_reason=given.get("leader_reason", ""),
        actor=ground.actor,
        at=ground.at,
    )


def do_request_payment(ground: Ground, given: Values, form: Any) -> object:
    names = ("description", "amount_vnd", "legal_basis")
    return request_payment(leg_id=ground.id, **{name: given[name] for name in names}, actor=ground.actor, at=ground.at)


def do_propose_apology(ground: Ground, given: Values, form: Any) -> object:
    new_due_at = given["new_due_at"]
    return propose_apology(
        leg_id=ground.id, reason=given["reason"], new_due_at=new_due_at, actor=ground.actor, at=ground.at
    )


def do_approve_apology(ground: Ground, given: Values, form: Any) -> object:
    return approve_apology(apology_id=ground.id, actor=ground.actor, at=ground.at)


def do_decline_apology(ground: Ground, given: Values, form: Any) -> object:
    return decline_apology(apology_id=ground.id, reason=given["reason"], actor=ground.actor, at=ground.at)


def _outcome(given: Values) -> Values:
    names = ("number", "reasons", "legal_basis")
    return {name: given[name] for name in names} | {
        "kind": OutcomeKind(given["kind"]),
        "document_id": given["file_id"],
    }


def do_propose_outcome(ground: Ground, given: Values, form: Any) -> object:
    return propose_outcome(leg_id=ground.id, **_outcome(given), actor=ground.actor, at=ground.at)


def do_decide(ground: Ground, given: Values, form: Any) -> object:
    return decide(leg_id=ground.id, **_outcome(given), actor=ground.actor, at=ground.at)


def do_terminate(ground: Ground, given: Values, form: Any) -> object:
    return terminate(
        leg_id=ground.id,
        ground=StopGround(given["stop_ground"]),
        reason=given["reason"],
        legal_basis=given["legal_basis"],
        actor=ground.actor,
        at=ground.at,
    )


def do_agree_to_stop(ground: Ground, given: Values, form: Any) -> object:
    return agree_to_stop(dossier_id=ground.id, actor=ground.actor, at=ground.at)


def do_receive_papers(ground: Ground, given: Values, form: Any) -> object:
    return receive_papers(transfer_id=ground.id, actor=ground.actor, at=ground.at)


def do_correct(ground: Ground, given: Values, form: Any) -> object:
    return correct(correction_id=ground.id, new_number=given["new_number"], actor=ground.actor, at=ground.at)
