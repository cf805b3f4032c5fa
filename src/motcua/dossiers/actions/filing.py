"""Filing: a complete draft becomes a dossier, in one transaction, once however often it is sent."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction

from motcua.catalogue.queries.editions import edition_in_force
from motcua.catalogue.queries.settings import law_settings
from motcua.catalogue.rules.edition import Edition, PaperForm
from motcua.catalogue.rules.forms import faults_of, final_answers, visible_pages
from motcua.directory.queries.calendars import work_calendar
from motcua.directory.rules.actors import Actor
from motcua.documents.actions.files import unreadable
from motcua.dossiers.actions.ground import Ground, decider_of
from motcua.dossiers.actions.opening import components_of, new_dossier, refuse_unknown, search_of
from motcua.dossiers.actions.parties import remember_both
from motcua.dossiers.actions.territory import require_in_territory
from motcua.dossiers.models import Dossier, DossierComponent, Draft, Filing, SupplementRequest
from motcua.dossiers.queries.drafts import DraftHolder, DraftSheet, draft_for, held_draft, sheet_of
from motcua.dossiers.rules.drafts import (
    FORM_PREFIX,
    DraftFileMissing,
    DraftNotComplete,
    TaskState,
    marks_of,
    paper_page,
    unfinished,
)
from motcua.dossiers.rules.filing import answer_due
from motcua.dossiers.rules.intake import Intake, PartyData
from motcua.dossiers.rules.stages import Channel, ReturnWay, Stage
from motcua.kernel import journal
from motcua.kernel.worktime import TIME_ZONE

PLACE, UNIT, RETURN, WHO, APPLICANT, SUBMITTER = "place", "unit", "return", "who", "applicant", "submitter"
COPIES_MAX = 2000
REPLACED = "Bản nộp lần trước, đã được thay"


def page_keys(edition: Edition, draft: Draft) -> list[str]:
    """Keys of the pages of questions, in order; the papers come after them."""
    who = [WHO, APPLICANT, *([SUBMITTER] if draft.parties.get("for_another") else [])]
    form = [FORM_PREFIX + page.key for page in visible_pages(edition.form, draft.answers)] if edition.form else []
    return [PLACE, UNIT, *who, *form, RETURN]


def states_of(sheet: DraftSheet) -> dict[str, TaskState]:
    """How far every page is, by key, in order."""
    states = {key: sheet.state(key) for key in page_keys(sheet.edition, sheet.draft)}
    for component in sheet.papers:
        states[paper_page(component.key)] = sheet.paper_state(component)
    return states


def file_draft(*, code: str, holder: DraftHolder, actor: Actor, at: datetime) -> Dossier:
    """The draft becomes a dossier that the receiving unit has to answer; sent again, the same dossier is given back.

    Raises DraftNotFound, DraftNotComplete, DraftFileMissing when a file cannot be read back as it came in,
    DeskOutsideTerritory, and what the catalogue and the directory refuse.
    """
    _refuse_unreadable(sheet_of(draft_for(code, holder, at)))
    with transaction.atomic():
        rows = Draft.objects.select_for_update(of=("self",), no_key=True).select_related(
            "dossier", "edition__procedure"
        )
        sheet = sheet_of(held_draft(rows, code, holder, at))
        draft, known = sheet.draft, sheet.draft.dossier
        if known is not None and not sheet.is_open:
            return known
        _refuse_unfinished(sheet)
        dossier = _amend_dossier(sheet, known, at) if known else _open_dossier(sheet, actor, at)
        draft.dossier, draft.asked, draft.saved_at = dossier, None, at
        draft.save(update_fields=["dossier", "asked", "saved_at"])
        filing = _await_answer(dossier, at)
        journal.record(
            "dossiers.filed",
            actor=actor,
            at=at,
            subject="filing",
            subject_id=filing.id,
            dossier_id=dossier.id,
            agency_id=dossier.receiving_unit_id,
            data={"number": filing.number, "draft": draft.id},
        )
    return dossier


def _refuse_unreadable(sheet: DraftSheet) -> None:
    """Bytes are read back before the transaction: what the confirmation lists is there."""
    if not sheet.is_open:
        return
    lost = unreadable(row.file for rows in sheet.files.values() for row in rows)
    if lost:
        raise DraftFileMissing(names=[stored.name for stored in lost])


def _refuse_unfinished(sheet: DraftSheet) -> None:
    open_pages = unfinished(states_of(sheet), sheet.asked)
    if sheet.edition.form is not None:
        faults = faults_of(sheet.edition.form, sheet.draft.answers, is_whole=True, papers=set(sheet.files))
        named = {fault.name for fault in faults}
        for page in visible_pages(sheet.edition.form, sheet.draft.answers):
            if named & {field["name"] for field in page.fields} and FORM_PREFIX + page.key not in open_pages:
                open_pages.append(FORM_PREFIX + page.key)
    if open_pages:
        raise DraftNotComplete(open_pages)


def _open_dossier(sheet: DraftSheet, actor: Actor, at: datetime) -> Dossier:
    draft, edition = sheet.draft, sheet.edition
    assert draft.place_id is not None, "its page is done"
    assert draft.receiving_unit_id is not None, "its page is done"
    on = at.astimezone(TIME_ZONE).date()
    edition_in_force(edition.procedure, on)
    ground = Ground(draft.edition_id, edition, decider_of(edition, draft.place_id, on))
    require_in_territory(edition, ground.competent_agency_id, draft.receiving_unit_id, draft.place_id, on)
    submitter = draft.parties.get(SUBMITTER) if draft.parties.get("for_another") else None
    answers = final_answers(edition.form, draft.answers) if edition.form else draft.answers
    copies = answers.get("copies")
    intake = Intake(
        procedure=edition.procedure,
        place_id=draft.place_id,
        applicant=party_of(draft.parties[APPLICANT]),
        receiving_unit_id=draft.receiving_unit_id,
        channel=Channel.ONLINE,
        marks=marks_of(edition, answers, sheet.file_ids()),
        return_way=ReturnWay(draft.return_way),
        return_unit_id=draft.return_unit_id,
        return_address=draft.return_address,
        submitter=party_of(submitter) if submitter else None,
        mandate=draft.parties.get("mandate", ""),
        data=answers,
        copies=copies if isinstance(copies, int) and 1 <= copies <= COPIES_MAX else 1,
        members=draft.members,
        idempotency_key=f"draft:{draft.id}",
    )
    refuse_unknown(edition, intake.marks)
    dossier = new_dossier(intake, ground, actor, at)
    # the code and key that the person has noted already also open the progress page
    dossier.check_key, dossier.received_by_id = draft.key, None
    dossier.save(force_insert=True)
    DossierComponent.objects.bulk_create(components_of(dossier, intake.marks, at))
    return dossier


def _amend_dossier(sheet: DraftSheet, dossier: Dossier, at: datetime) -> Dossier:
    """What was asked for has been brought: the new answers and papers take the place of the old ones."""
    asked = sheet.asked or frozenset()
    form, answers = sheet.edition.form, sheet.draft.answers
    dossier.data, dossier.stage = final_answers(form, answers) if form else answers, Stage.SUBMITTED
    if asked & {APPLICANT, SUBMITTER}:
        parties = sheet.draft.parties
        other = parties.get(SUBMITTER) if parties.get("for_another") else None
        given = party_of(parties[APPLICANT]), party_of(other) if other else None
        dossier.applicant, dossier.submitter = remember_both(*given)
        dossier.mandate, dossier.search = parties.get("mandate", ""), search_of(dossier.applicant, dossier.subject)
    dossier.save(update_fields=["data", "stage", "applicant", "submitter", "mandate", "search"])
    marks = marks_of(sheet.edition, dossier.data, sheet.file_ids())
    renewed = [mark for mark in marks if paper_page(mark.key) in asked]
    # what was filed before stays in the dossier, but no longer counts
    earlier = DossierComponent.objects.filter(dossier=dossier, key__in={mark.key for mark in renewed})
    earlier.update(form=PaperForm.NONE, note=REPLACED)
    DossierComponent.objects.bulk_create(components_of(dossier, tuple(renewed), at))
    SupplementRequest.objects.filter(dossier=dossier, leg__isnull=True, completed_at__isnull=True).update(
        completed_at=at
    )
    return dossier


def _await_answer(dossier: Dossier, at: datetime) -> Filing:
    settings = law_settings(at.astimezone(TIME_ZONE).date(), dossier.edition.procedure.code)
    calendar = work_calendar(dossier.receiving_unit_id, at)
    return Filing.objects.create(
        dossier=dossier,
        unit_id=dossier.receiving_unit_id,
        number=Filing.objects.filter(dossier=dossier).count() + 1,
        filed_at=at,
        alert_due_at=answer_due(at, settings.online_alert, settings.online_cutoff, calendar),
        reply_due_at=answer_due(at, settings.online_reply, settings.online_cutoff, calendar),
    )


def party_of(kept: Mapping[str, Any]) -> PartyData:
    """A person or organisation as kept in a draft."""
    born_on = kept.get("born_on")
    return PartyData(**{**kept, "born_on": date.fromisoformat(born_on) if born_on else None})
