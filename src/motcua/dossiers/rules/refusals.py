"""Refusals of acts on dossiers; the docstring says what to do."""

from motcua.catalogue.rules.forms import AnswerFault
from motcua.kernel.refusal import Refusal


class DossierNotFound(Refusal):
    """There is no such dossier, or you take no part in it. Check the code on the receipt."""

    status = 404


class AlreadyAccepted(Refusal):
    """The dossier has been accepted already and has its code."""


class DossierNotInWork(Refusal):
    """The dossier is finished, stopped or refused; nothing more can be done on it."""


class ComponentsMissing(Refusal):
    """Required components are missing. Ask for all of them at once with form 02, or refuse with form 03."""


class UnknownComponent(Refusal):
    """The procedure does not ask for this component; papers outside the law are not taken."""


class DeskOutsideTerritory(Refusal):
    """This procedure is not received at this desk. Send the applicant to the desk named, or let them file online."""


class ComponentFilledInside(Refusal):
    """Another procedure of the same dossier gives this paper; do not ask the applicant for it. Wait for the result."""


class AnswersNotValid(Refusal):
    """Answers of the e-form do not fit its fields, or are missing. Correct each answer named, then send it again."""

    status = 422

    def __init__(self, faults: list[AnswerFault]) -> None:
        self.faults = faults
        super().__init__(answers=[f"{fault.path}: {fault.rule} {fault.expected}" for fault in faults])


class FileNotAtHand(Refusal):
    """This file was not uploaded by you and does not lie in this dossier. Upload it first."""

    status = 404


class ReasonRequired(Refusal):
    """Give the reason in words; the applicant will read it."""


class ActNotInStep(Refusal):
    """The open step of the internal process does not allow this act. Finish the steps before it first."""


class TaskOfAnother(Refusal):
    """The task is assigned to a colleague. Ask the leader to assign it to you."""


class TaskClosed(Refusal):
    """The task has been done already; reload the page to see where the dossier is."""


class LegNotOpen(Refusal):
    """The agency's work on this dossier is not open: it waits, stands still or is done."""


class ClockStandsStill(Refusal):
    """The clock stands still; resume the dossier before this act."""


class SecondSupplementNeedsLeader(Refusal):
    """A supplement may be asked for once. A second request needs the reason of the agency's leader."""


class SupplementUsedUp(Refusal):
    """The applicant was asked once already and completely. Accept the dossier, or refuse it with form 03."""


class SupplementOpen(Refusal):
    """A request for supplement is open; wait for the applicant or for the deadline."""


class NoSupplementOpen(Refusal):
    """No request for supplement is open on this work."""


class ObligationOpen(Refusal):
    """A financial obligation is still open on this work."""


class NoObligationOpen(Refusal):
    """No financial obligation is open on this work."""


class ConsultationOpen(Refusal):
    """Another agency has not answered yet. Wait, remind it, or withdraw the consultation with a reason."""


class ConsultationAnswered(Refusal):
    """The consultation has been answered already."""


class ApologyUsedUp(Refusal):
    """A dossier is re-appointed at most once; it stays overdue until it is done."""


class ApologyTooLate(Refusal):
    """The apology must leave at the latest one day before the due date."""


class NewDateNotLater(Refusal):
    """The new date must be a working day after the present due date."""


class ApologyOpen(Refusal):
    """A new date has been proposed already; wait until the head of the agency signs or declines it."""


class NoApologyOpen(Refusal):
    """No proposal for an apology is waiting for approval."""


class DecidedAlready(Refusal):
    """A decision has been taken; it can be corrected, not stopped or taken back."""


class NotDecided(Refusal):
    """There is no result yet to hand over."""


class ReturnedAlready(Refusal):
    """The result has been handed over already."""


class RecipientNotEntitled(Refusal):
    """Only the applicant or the submitter may collect with the receipt; anyone else needs an authorisation."""


class VerificationWithoutRecord(Refusal):
    """Say when, where, with whom and with what result it was verified; the record belongs to the dossier."""


class ConsultationOfItself(Refusal):
    """An agency does not consult itself; assign the task to a colleague instead."""


class OutcomeProposedByStep(Refusal):
    """The decision is still to be prepared: finish the steps before the signature."""


class DossierNotRead(Refusal):
    """Read the dossier before you sign it: open it from the list, then sign."""


class NotOwnToStop(Refusal):
    """Only the applicant, or who acts for them by a confirmed mandate, stops online. Ask at the one-stop unit."""

    status = 403


class StopNotAgreed(Refusal):
    """No stop has been asked for on this dossier."""


class GroundNotGiven(Refusal):
    """Work cannot be stopped for this ground: the law does not name it, or what it needs has not happened yet."""


class AgencyTookNoPart(Refusal):
    """This agency took no part in the dossier; choose one that received it or worked on it."""


class FeePaid(Refusal):
    """This fee has been paid already; reload the page."""


class NothingToPay(Refusal):
    """No fee of this dossier is waiting to be paid."""


class PaymentBeingChecked(Refusal):
    """Money came that does not fit its order; wait until the one-stop unit has checked it, and do not pay again."""


class AmountNotPositive(Refusal):
    """Give an amount in whole dong above zero."""


class TransferNotOpen(Refusal):
    """This transfer has been sent or received already."""


class AssigneeNotAtAgency(Refusal):
    """The person does not hold the role at this agency today. Choose somebody from the list."""


class OutageNotOpen(Refusal):
    """No outage is open that could be ended."""


class OutageOpen(Refusal):
    """An outage has been announced already; end it before announcing another."""


class InstantNotPossible(Refusal):
    """Only an instant procedure decided by the unit's own committee can be resolved at the desk."""


class CorrectionClosed(Refusal):
    """The error has been corrected already."""


class IdempotencyKeyReused(Refusal):
    """This key was used for another dossier. Use a new key for a new dossier."""


class TimeGoesBack(Refusal):
    """The instant of the act lies before the last thing that happened on this dossier. Check the clock."""
