"""The desk answers what was filed online: accepted, sent back once with everything, or refused."""

from datetime import datetime

from django.db import transaction

from motcua.catalogue.queries.editions import edition as edition_by_id
from motcua.catalogue.queries.settings import law_settings
from motcua.catalogue.rules.edition import PaperForm
from motcua.directory.rules.actors import SYSTEM, Actor
from motcua.directory.rules.roles import Permission
from motcua.dossiers.actions.casefile import Casefile
from motcua.dossiers.actions.forms import issue, refusal_form, supplement_form
from motcua.dossiers.actions.ground import Ground, decider_of
from motcua.dossiers.actions.opening import Payment, accept_opened, check_components, require_reasons
from motcua.dossiers.models import Dossier, Draft, Filing, SupplementRequest
from motcua.dossiers.models.acts import SupplementStage
from motcua.dossiers.rules import refusals
from motcua.dossiers.rules.filing import FilingAnswer
from motcua.dossiers.rules.intake import ComponentMark
from motcua.dossiers.rules.stages import Stage
from motcua.kernel.worktime import TIME_ZONE


def accept_filing(*, dossier_id: int, marks: tuple[ComponentMark, ...] = (), actor: Actor, at: datetime) -> Dossier:
    """Complete as filed: code, due date, receipt (form 01); the clock starts now or with the competent agency.

    `marks` are papers that the desk has seen since, e.g. an original that was brought. Raises AlreadyAccepted,
    DossierNotInWork, ComponentsMissing.
    Law: ND61.17.1, ND118.17.3
    """
    with transaction.atomic():
        casefile = _open(dossier_id, actor, at)
        dossier = casefile.dossier
        # the edition it was filed under is the one the applicant read
        edition = edition_by_id(dossier.edition_id)
        on = at.astimezone(TIME_ZONE).date()
        ground = Ground(dossier.edition_id, edition, decider_of(edition, dossier.place_id, on))
        kept = tuple(
            ComponentMark(row.key, PaperForm(row.form), row.copies, row.note)
            for row in dossier.components.order_by("id")
            if row.form != PaperForm.NONE
        )
        check_components(edition, (*kept, *marks), dossier.data)
        dossier.competent_agency_id, dossier.received_by_id = ground.competent_agency_id, actor.id
        _answer(dossier, FilingAnswer.ACCEPTED, at)
        return accept_opened(dossier, marks, Payment(), ground, actor, at, kept=kept)


def send_filing_back(
    *, dossier_id: int, items: list[dict[str, str]], legal_basis: str, actor: Actor, at: datetime
) -> SupplementRequest:
    """Not complete or not right: once, with every item, its reason and what to do (form 02); the draft opens again.

    An item names the `page` of the draft that is asked for. Raises ReasonRequired, SupplementUsedUp, AlreadyAccepted,
    DossierNotInWork.
    Law: ND118.17.2a
    """
    require_reasons(items)
    with transaction.atomic():
        casefile = _open(dossier_id, actor, at)
        dossier = casefile.dossier
        settings = law_settings(at.astimezone(TIME_ZONE).date(), casefile.edition.procedure)
        earlier = SupplementRequest.objects.filter(dossier=dossier, leg__isnull=True).count()
        if earlier >= settings.supplement_max_intake:
            raise refusals.SupplementUsedUp(requests=earlier)
        request = SupplementRequest.objects.create(
            dossier=dossier,
            stage=SupplementStage.INTAKE,
            number=earlier + 1,
            items=items,
            legal_basis=legal_basis,
            requested_at=at,
            requested_by_id=actor.id,
            notified_at=at,
        )
        dossier.stage = Stage.INCOMPLETE
        dossier.save(update_fields=["stage"])
        Draft.objects.filter(dossier=dossier).update(asked=items)
        _answer(dossier, FilingAnswer.SENT_BACK, at)
        issue(casefile, supplement_form(casefile, request, actor), actor)
        casefile.record("sent_back", actor, subject="dossier", subject_id=dossier.id, items=items)
    return request


def refuse_filing(*, dossier_id: int, reasons: list[str], legal_basis: str, actor: Actor, at: datetime) -> Dossier:
    """The dossier is not received (form 03). Raises ReasonRequired, AlreadyAccepted, DossierNotInWork."""
    if not [reason for reason in reasons if reason.strip()]:
        raise refusals.ReasonRequired
    with transaction.atomic():
        casefile = _open(dossier_id, actor, at)
        dossier = casefile.dossier
        dossier.stage, dossier.finished_at = Stage.REFUSED, at
        dossier.save(update_fields=["stage", "finished_at"])
        _answer(dossier, FilingAnswer.REFUSED, at)
        issue(casefile, refusal_form(casefile, reasons, legal_basis, actor), actor)
        casefile.record("refused", actor, subject="dossier", subject_id=dossier.id, reasons=reasons)
    return dossier


def alert_of_filing(*, filing_id: int, at: datetime) -> Filing | None:
    """Nobody has answered in the first hours: the desk is alerted, once. None when it was answered meanwhile."""
    with transaction.atomic():
        filing = Filing.objects.select_for_update(no_key=True).get(id=filing_id)
        if filing.answered_at is not None or filing.alerted_at is not None or at < filing.alert_due_at:
            return None
        filing.alerted_at = at
        filing.save(update_fields=["alerted_at"])
        casefile = Casefile(Dossier.objects.get(id=filing.dossier_id), at)
        casefile.record("filing_alerted", SYSTEM, subject="filing", subject_id=filing.id)
    return filing


def _open(dossier_id: int, actor: Actor, at: datetime) -> Casefile:
    casefile = Casefile.open(dossier_id, at)
    dossier = casefile.dossier
    actor.require(Permission.RECEIVE_DOSSIER, dossier.receiving_unit_id)
    if dossier.accepted_at is not None:
        raise refusals.AlreadyAccepted(code=dossier.code)
    if dossier.stage != Stage.SUBMITTED:
        raise refusals.DossierNotInWork(stage=dossier.stage)
    return casefile


def _answer(dossier: Dossier, answer: FilingAnswer, at: datetime) -> None:
    Filing.objects.filter(dossier=dossier, answered_at__isnull=True).update(answered_at=at, answer=answer)
