"""Acts on dossiers: a write is a noun, and makes a row."""

from collections.abc import Callable
from datetime import datetime
from fractions import Fraction
from typing import Any, Protocol

from django.http import HttpRequest
from ninja import Router

from motcua.api import schemas
from motcua.api.auth import Scope, caller_of
from motcua.api.reading import marks_of, party_of
from motcua.api.views import dossier_out
from motcua.catalogue.rules.edition import Limit
from motcua.directory.queries.cards import agency_by_code
from motcua.directory.rules.actors import Actor
from motcua.dossiers.actions import (
    apology,
    assignment,
    components,
    consultation,
    correction,
    obligation,
    outcome,
    processing,
    returning,
    stopping,
    supplement,
    transfer,
)
from motcua.dossiers.models import Dossier
from motcua.dossiers.queries.visibility import dossier_of
from motcua.kernel import clock
from motcua.kernel.rows import rows_where
from motcua.kernel.worktime import TIME_ZONE

router = Router(tags=["acts"])
Created = tuple[int, dict[str, Any]]


class Row(Protocol):
    """What an act made."""

    @property
    def id(self) -> int: ...


def _act(request: HttpRequest, subject: str, subject_id: int, do: Callable[[Actor, datetime], Row]) -> Created:
    """Do the act on a dossier the caller may see, and tell where the dossier stands after it."""
    actor = caller_of(request).with_scope(Scope.ACT)
    dossier_id = dossier_of(actor, subject, subject_id)
    row = do(actor, clock.now())
    (dossier,) = rows_where(Dossier, "id = $1", [dossier_id])
    return 201, {"id": row.id, "dossier": dossier_out(dossier)}


def _post(path: str, name: str) -> Callable[[Callable[..., Created]], Callable[..., Created]]:
    return router.post(path, response={201: schemas.ActOut}, operation_id=name)


@_post("/tasks/{task_id}/assignment", "assignTask")
def assign_task(request: HttpRequest, task_id: schemas.Id, given: schemas.AssignmentIn) -> Created:
    """Give the task to a colleague, or take it yourself."""

    def do(actor: Actor, at: datetime) -> Row:
        if given.assignee_id is None:
            return assignment.take(task_id=task_id, actor=actor, at=at)
        return assignment.assign(task_id=task_id, assignee_id=given.assignee_id, actor=actor, at=at)

    return _act(request, "task", task_id, do)


@_post("/tasks/{task_id}/completion", "completeTask")
def complete_task(request: HttpRequest, task_id: schemas.Id, given: schemas.CompletionIn) -> Created:
    """The step is done; the next ones open."""
    return _act(
        request,
        "task",
        task_id,
        lambda actor, at: processing.complete_step(
            task_id=task_id, note=given.note, facts=given.facts, actor=actor, at=at
        ),
    )


@_post("/legs/{leg_id}/verifications", "verify")
def verify(request: HttpRequest, leg_id: schemas.Id, given: schemas.VerificationIn) -> Created:
    """Enter a verification with its record."""
    record = processing.VerificationRecord(
        when=given.when,
        place=given.place,
        participants=given.participants,
        content=given.content,
        result=given.result,
        applicant_present=given.applicant_present,
        file_id=given.file_id,
    )
    return _act(
        request,
        "leg",
        leg_id,
        lambda actor, at: processing.verify(leg_id=leg_id, record=record, facts=given.facts, actor=actor, at=at),
    )


@_post("/legs/{leg_id}/consultations", "consult")
def consult(request: HttpRequest, leg_id: schemas.Id, given: schemas.ConsultationIn) -> Created:
    """Ask another agency, with a deadline of its own."""
    limit = Limit(Fraction(given.limit.value), given.limit.unit) if given.limit else None

    def do(actor: Actor, at: datetime) -> Row:
        asked = agency_by_code(given.agency, at.astimezone(TIME_ZONE).date())
        return consultation.consult(
            leg_id=leg_id,
            agency_id=asked.id,
            content=given.content,
            limit=limit,
            legal_basis=given.legal_basis,
            actor=actor,
            at=at,
        )

    return _act(request, "leg", leg_id, do)


@_post("/legs/{leg_id}/answer", "answerConsultation")
def answer_consultation(request: HttpRequest, leg_id: schemas.Id, given: schemas.AnswerIn) -> Created:
    """Answer the consultation that this leg is."""
    return _act(
        request,
        "leg",
        leg_id,
        lambda actor, at: consultation.answer(leg_id=leg_id, text=given.text, actor=actor, at=at),
    )


@_post("/legs/{leg_id}/withdrawal", "withdrawConsultation")
def withdraw_consultation(request: HttpRequest, leg_id: schemas.Id, given: schemas.ReasonIn) -> Created:
    """Go on without the answer."""
    return _act(
        request,
        "leg",
        leg_id,
        lambda actor, at: consultation.withdraw(leg_id=leg_id, reason=given.reason, actor=actor, at=at),
    )


@_post("/legs/{leg_id}/supplement-requests", "requestSupplement")
def request_supplement(request: HttpRequest, leg_id: schemas.Id, given: schemas.SupplementRequestIn) -> Created:
    """Ask for all that is missing or wrong, once; the one-stop unit tells the applicant."""
    return _act(
        request,
        "leg",
        leg_id,
        lambda actor, at: supplement.request_supplement(
            leg_id=leg_id,
            items=[item.model_dump() for item in given.items],
            legal_basis=given.legal_basis,
            leader_reason=given.leader_reason,
            actor=actor,
            at=at,
        ),
    )


@_post("/supplement-requests/{request_id}/notice", "notifySupplement")
def notify_supplement(request: HttpRequest, request_id: schemas.Id) -> Created:
    """The one-stop unit gives the applicant form 02; the clock stands still from now on."""
    return _act(
        request,
        "supplement_request",
        request_id,
        lambda actor, at: supplement.notify_supplement(request_id=request_id, actor=actor, at=at),
    )


@_post("/supplement-requests/{request_id}/completion", "completeSupplement")
def complete_supplement(request: HttpRequest, request_id: schemas.Id, given: schemas.SupplementIn) -> Created:
    """The applicant has supplied what was asked."""
    return _act(
        request,
        "supplement_request",
        request_id,
        lambda actor, at: supplement.complete_supplement(
            request_id=request_id, marks=marks_of(given.components), note=given.note, actor=actor, at=at
        ),
    )


@_post("/legs/{leg_id}/obligations", "requestPayment")
def request_payment(request: HttpRequest, leg_id: schemas.Id, given: schemas.ObligationIn) -> Created:
    """A financial obligation arose; the clock stands still until it is met."""
    return _act(
        request,
        "leg",
        leg_id,
        lambda actor, at: obligation.request_payment(
            leg_id=leg_id,
            description=given.description,
            amount_vnd=given.amount_vnd,
            legal_basis=given.legal_basis,
            actor=actor,
            at=at,
        ),
    )


@_post("/obligations/{obligation_id}/payment", "recordPayment")
def record_payment(request: HttpRequest, obligation_id: schemas.Id, given: schemas.PaymentIn) -> Created:
    """The obligation is met."""
    return _act(
        request,
        "obligation",
        obligation_id,
        lambda actor, at: obligation.record_payment(obligation_id=obligation_id, proof=given.proof, actor=actor, at=at),
    )


@_post("/legs/{leg_id}/apologies", "proposeApology")
def propose_apology(request: HttpRequest, leg_id: schemas.Id, given: schemas.ApologyIn) -> Created:
    """Ask the head of the agency for a new date."""
    return _act(
        request,
        "leg",
        leg_id,
        lambda actor, at: apology.propose_apology(
            leg_id=leg_id, reason=given.reason, new_due_at=given.new_due_at, actor=actor, at=at
        ),
    )


@_post("/apologies/{apology_id}/approval", "approveApology")
def approve_apology(request: HttpRequest, apology_id: schemas.Id) -> Created:
    """The head signs form 04; the due date moves once."""
    return _act(
        request,
        "apology",
        apology_id,
        lambda actor, at: apology.approve_apology(apology_id=apology_id, actor=actor, at=at),
    )


@_post("/apologies/{apology_id}/decline", "declineApology")
def decline_apology(request: HttpRequest, apology_id: schemas.Id, given: schemas.ReasonIn) -> Created:
    """The head declines; the due date stays."""
    return _act(
        request,
        "apology",
        apology_id,
        lambda actor, at: apology.decline_apology(apology_id=apology_id, reason=given.reason, actor=actor, at=at),
    )


@_post("/legs/{leg_id}/outcome", "decide")
def decide(request: HttpRequest, leg_id: schemas.Id, given: schemas.OutcomeIn) -> Created:
    """Sign the decision."""
    return _act(
        request,
        "leg",
        leg_id,
        lambda actor, at: outcome.decide(
            leg_id=leg_id,
            kind=given.kind,
            number=given.number,
            reasons=given.reasons,
            legal_basis=given.legal_basis,
            document_id=given.document_id,
            actor=actor,
            at=at,
        ),
    )


@_post("/legs/{leg_id}/termination", "terminate")
def terminate(request: HttpRequest, leg_id: schemas.Id, given: schemas.TerminationIn) -> Created:
    """End work on the leg for a ground of the law."""
    return _act(
        request,
        "leg",
        leg_id,
        lambda actor, at: stopping.terminate(
            leg_id=leg_id,
            ground=given.ground,
            reason=given.reason,
            legal_basis=given.legal_basis,
            actor=actor,
            at=at,
        ),
    )


@_post("/dossiers/{dossier_id}/stop", "requestStop")
def request_stop(request: HttpRequest, dossier_id: schemas.Id, given: schemas.ReasonIn) -> Created:
    """The applicant wants to stop."""
    return _act(
        request,
        "dossier",
        dossier_id,
        lambda actor, at: stopping.request_stop(dossier_id=dossier_id, reason=given.reason, actor=actor, at=at),
    )


@_post("/dossiers/{dossier_id}/components", "addComponent")
def add_component(request: HttpRequest, dossier_id: schemas.Id, given: schemas.MarkIn) -> Created:
    """Add a paper, e.g. a scan that came later."""
    (mark,) = marks_of([given])
    return _act(
        request,
        "dossier",
        dossier_id,
        lambda actor, at: components.add_component(dossier_id=dossier_id, mark=mark, actor=actor, at=at),
    )


@_post("/dossiers/{dossier_id}/returns", "returnResults")
def return_results(request: HttpRequest, dossier_id: schemas.Id, given: schemas.ReturnIn) -> Created:
    """Hand over every result that lies ready."""
    return _act(
        request,
        "dossier",
        dossier_id,
        lambda actor, at: returning.return_results(
            dossier_id=dossier_id,
            way=given.way,
            check=given.check_made,
            recipient=party_of(given.recipient),
            authorisation=given.authorisation,
            actor=actor,
            at=at,
        )[0],
    )


@_post("/transfers/{transfer_id}/dispatch", "sendPapers")
def send_papers(request: HttpRequest, transfer_id: schemas.Id, given: schemas.DispatchIn) -> Created:
    """The desk hands the papers over, with a transfer slip."""
    return _act(
        request,
        "transfer",
        transfer_id,
        lambda actor, at: transfer.send_papers(transfer_id=transfer_id, papers=given.papers, actor=actor, at=at),
    )


@_post("/transfers/{transfer_id}/receipt", "receivePapers")
def receive_papers(request: HttpRequest, transfer_id: schemas.Id) -> Created:
    """The agency confirms that the papers arrived."""
    return _act(
        request,
        "transfer",
        transfer_id,
        lambda actor, at: transfer.receive_papers(transfer_id=transfer_id, actor=actor, at=at),
    )


@_post("/legs/{leg_id}/corrections", "reportError")
def report_error(request: HttpRequest, leg_id: schemas.Id, given: schemas.ErrorReportIn) -> Created:
    """An error in a result was found."""

    def do(actor: Actor, at: datetime) -> Row:
        at_fault = agency_by_code(given.agency_at_fault, at.astimezone(TIME_ZONE).date())
        return correction.report_error(
            leg_id=leg_id, error=given.error, agency_at_fault_id=at_fault.id, actor=actor, at=at
        )

    return _act(request, "leg", leg_id, do)


@_post("/corrections/{correction_id}/correction", "correct")
def correct(request: HttpRequest, correction_id: schemas.Id, given: schemas.CorrectionIn) -> Created:
    """The agency at fault issues the corrected result."""
    return _act(
        request,
        "correction",
        correction_id,
        lambda actor, at: correction.correct(
            correction_id=correction_id, new_number=given.new_number, actor=actor, at=at
        ),
    )
