"""Drafts: saved page by page, filed once, answered in time, gone when their days are over."""

import io
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as django_settings

from motcua.documents.actions.files import store_upload
from motcua.documents.adapters.storage import content_path
from motcua.documents.models import StoredFile
from motcua.dossiers.actions.draft_expiry import expire_draft, forget_unused_uploads
from motcua.dossiers.actions.draft_papers import attach_file, bring_later, move_file, remove_file
from motcua.dossiers.actions.drafts import PageSave, autosave_page, save_page
from motcua.dossiers.actions.online import accept_filing, alert_of_filing, refuse_filing, send_filing_back
from motcua.dossiers.models import Dossier, Draft, DraftPage, Filing
from motcua.dossiers.queries.draft_expiry import expired_drafts, filings_to_alert
from motcua.dossiers.queries.drafts import DraftHolder, draft_for, sheet_of
from motcua.dossiers.rules import refusals
from motcua.dossiers.rules.drafts import (
    DraftFiled,
    DraftFileMissing,
    DraftNotComplete,
    DraftNotFound,
    PageNotAsked,
    PageState,
    PaperNeeded,
    SavedElsewhere,
)
from motcua.dossiers.rules.stages import Stage
from motcua.kernel.models import JournalEntry
from tests.contract.casebook import PNG
from tests.dossiers.drafting import ANSWERS, NOBODY, begun, complete_draft, file_it, holder, saved, uploaded
from tests.world import MONDAY, World, at


@pytest.fixture(autouse=True)
def _own_files(tmp_path: Path, settings: Any) -> None:
    settings.FILES_DIRECTORY = tmp_path


def test_a_draft_opens_with_its_key_only(world: World) -> None:
    draft = begun()
    assert draft_for(draft.code.lower(), DraftHolder(draft.key.lower()), MONDAY) == draft
    for code, key in ((draft.code, "ABCDEFGH"), ("NABCDEFGH", draft.key), (draft.code, "")):
        with pytest.raises(DraftNotFound):
            draft_for(code, DraftHolder(key), MONDAY)
    with pytest.raises(DraftNotFound):
        draft_for(draft.code, DraftHolder(account_id=world.id_of("lan")), MONDAY)
    with pytest.raises(DraftNotFound):
        draft_for(draft.code, holder(draft), MONDAY + timedelta(days=30))


def test_what_was_typed_is_kept_right_or_wrong(world: World) -> None:
    draft = begun()
    save = PageSave("applicant", {"name": ["Tư"]}, 0, "w", PageState.FAULTY)
    save_page(code=draft.code, holder=holder(draft), save=save, actor=NOBODY, at=MONDAY)
    page = DraftPage.objects.get(draft=draft)
    assert (page.typed, page.state, page.version) == ({"name": ["Tư"]}, "faulty", 1)


def test_a_later_save_from_another_window_overwrites_nothing(world: World) -> None:
    draft = begun()
    for version, writer, text in ((0, "phone", "một"), (1, "phone", "hai")):
        save = PageSave("applicant", {"name": [text]}, version, writer, PageState.DONE)
        save_page(code=draft.code, holder=holder(draft), save=save, actor=NOBODY, at=MONDAY)
    stale = PageSave("applicant", {"name": ["ba"]}, 1, "desktop", PageState.DONE)
    with pytest.raises(SavedElsewhere) as refused:
        save_page(code=draft.code, holder=holder(draft), save=stale, actor=NOBODY, at=MONDAY)
    assert refused.value.details == {"version": 2, "typed": {"name": ["hai"]}}
    # a window whose own earlier save was answered too late is not in conflict with itself
    own = PageSave("applicant", {"name": ["bốn"]}, 1, "phone", PageState.DONE)
    assert autosave_page(code=draft.code, holder=holder(draft), save=own, at=MONDAY).version == 3


def test_papers_are_put_in_order_replaced_and_removed(world: World) -> None:
    draft = begun()
    first, second = uploaded(draft, "birth_notice", "a.png"), uploaded(draft, "birth_notice", "b.png")
    given: dict[str, Any] = {"code": draft.code, "holder": holder(draft), "component": "birth_notice"}
    move_file(**given, file_id=second, up=True, actor=NOBODY, at=MONDAY)
    assert [row.id for row in sheet_of(draft).files["birth_notice"]] == [second, first]
    other = store_upload(stream=io.BytesIO(PNG), name="c.png", actor=NOBODY, at=MONDAY)
    attach_file(**given, stored=other, replaces=second, actor=NOBODY, at=MONDAY)
    remove_file(**given, file_id=first, actor=NOBODY, at=MONDAY)
    assert [row.file.name for row in sheet_of(draft).files["birth_notice"]] == ["c.png"]


def test_only_what_the_law_lets_may_come_later(world: World) -> None:
    draft = begun()
    with pytest.raises(PaperNeeded):
        bring_later(code=draft.code, holder=holder(draft), component="birth_notice", actor=NOBODY, at=MONDAY)


def test_filed_twice_it_is_one_dossier(world: World) -> None:
    draft = complete_draft(world)
    dossier = file_it(draft)
    assert file_it(draft) == dossier
    assert (dossier.stage, dossier.code, dossier.channel) == (Stage.SUBMITTED, None, "online")
    assert dossier.competent_agency_id == world.agency("nong_trang")
    assert dossier.check_key == draft.key
    assert dossier.received_by_id is None
    assert dossier.components.filter(file__isnull=False).count() == 2
    filing = Filing.objects.get()
    assert (filing.alert_due_at, filing.reply_due_at) == (at("2026-09-07T10:30"), at("2026-09-08T09:00"))
    assert JournalEntry.objects.filter(act="dossiers.filed").count() == 1
    with pytest.raises(DraftFiled):
        saved(draft, "applicant", parties={})


def test_what_is_not_complete_is_not_filed(world: World) -> None:
    draft = complete_draft(world)
    [row] = sheet_of(draft).files["birth_notice"]
    remove_file(
        code=draft.code, holder=holder(draft), component="birth_notice", file_id=row.id, actor=NOBODY, at=MONDAY
    )
    with pytest.raises(DraftNotComplete) as refused:
        file_it(draft)
    assert refused.value.details == {"pages": ["paper-birth_notice"]}
    assert not Dossier.objects.exists()


def test_answers_that_the_schema_refuses_are_not_filed(world: World) -> None:
    draft = complete_draft(world)
    Draft.objects.filter(id=draft.id).update(answers={**ANSWERS, "child_sex": "x"})
    with pytest.raises(DraftNotComplete) as refused:
        file_it(draft)
    assert refused.value.details == {"pages": ["form-child"]}


def test_a_file_that_is_gone_keeps_the_draft_from_being_filed(world: World) -> None:
    draft = complete_draft(world)
    content_path(StoredFile.objects.latest("id").sha256).unlink()
    with pytest.raises(DraftFileMissing):
        file_it(draft)
    assert not Dossier.objects.exists()


def test_the_desk_accepts_and_the_clock_starts_then(world: World) -> None:
    dossier = file_it(complete_draft(world))
    accepted = accept_filing(dossier_id=dossier.id, actor=world.actor("thu"), at=at("2026-09-07T10:00"))
    assert accepted.code
    assert accepted.accepted_at == at("2026-09-07T10:00")
    assert accepted.forms.get().form == "receipt"
    assert len(accepted.forms.get().data["components"]) == 3
    assert Filing.objects.get().answer == "accepted"
    with pytest.raises(refusals.AlreadyAccepted):
        accept_filing(dossier_id=dossier.id, actor=world.actor("thu"), at=at("2026-09-07T10:01"))


def test_sent_back_once_the_same_draft_opens_for_what_was_asked(world: World) -> None:
    draft = complete_draft(world)
    dossier = file_it(draft)
    items = [{"page": "paper-birth_notice", "component": "birth_notice", "text": "Giấy chứng sinh", "reason": "Mờ"}]
    thu, later = world.actor("thu"), at("2026-09-07T11:00")
    send_filing_back(dossier_id=dossier.id, items=items, legal_basis="", actor=thu, at=later)
    with pytest.raises(PageNotAsked):
        saved(draft, "applicant", when=later, parties={})
    [row] = sheet_of(draft_for(draft.code, holder(draft), later)).files["birth_notice"]
    other = store_upload(stream=io.BytesIO(PNG), name="ro.png", actor=NOBODY, at=later)
    attach_file(
        code=draft.code, holder=holder(draft), component="birth_notice", stored=other, replaces=row.id, actor=NOBODY,
        at=later,
    )  # fmt: skip
    assert file_it(draft, later).id == dossier.id
    assert [filing.number for filing in Filing.objects.order_by("id")] == [1, 2]
    counting = dossier.components.filter(key="birth_notice").exclude(form="none")
    assert [component.file.name for component in counting if component.file] == ["ro.png"]
    with pytest.raises(refusals.SupplementUsedUp):
        send_filing_back(dossier_id=dossier.id, items=items, legal_basis="", actor=thu, at=later)
    assert accept_filing(dossier_id=dossier.id, actor=thu, at=later).code


def test_refused_with_reasons(world: World) -> None:
    dossier = file_it(complete_draft(world))
    thu = world.actor("thu")
    with pytest.raises(refusals.ReasonRequired):
        refuse_filing(dossier_id=dossier.id, reasons=[" "], legal_basis="", actor=thu, at=MONDAY)
    refused = refuse_filing(dossier_id=dossier.id, reasons=["Không thuộc"], legal_basis="", actor=thu, at=MONDAY)
    assert (refused.stage, refused.forms.get().form) == (Stage.REFUSED, "refusal")


def test_the_desk_is_alerted_once(world: World) -> None:
    file_it(complete_draft(world))
    assert filings_to_alert(at("2026-09-07T10:29")) == []
    [filing_id] = filings_to_alert(at("2026-09-07T10:30"))
    assert alert_of_filing(filing_id=filing_id, at=at("2026-09-07T10:30")) is not None
    assert alert_of_filing(filing_id=filing_id, at=at("2026-09-07T10:40")) is None
    assert JournalEntry.objects.filter(act="dossiers.filing_alerted").count() == 1


def test_an_expired_draft_is_gone_with_its_bytes(world: World) -> None:
    draft = complete_draft(world)
    late = at("2026-12-07T08:30")
    assert expired_drafts(MONDAY + timedelta(days=29)) == []
    assert expired_drafts(late) == [draft.id]
    digest = StoredFile.objects.latest("id").sha256
    assert content_path(digest).exists()
    assert expire_draft(draft_id=draft.id, at=late + timedelta(days=365))
    assert (Draft.objects.count(), DraftPage.objects.count(), StoredFile.objects.count()) == (0, 0, 0)
    assert not content_path(digest).exists()
    assert str(django_settings.FILES_DIRECTORY) in str(content_path(digest))


def test_of_a_filed_draft_only_the_code_stays(world: World) -> None:
    draft = complete_draft(world)
    dossier = file_it(draft)
    assert expired_drafts(at("2026-12-07T08:30")) == [], "it waits for the desk"
    accept_filing(dossier_id=dossier.id, actor=world.actor("thu"), at=MONDAY)
    assert expire_draft(draft_id=draft.id, at=at("2026-12-07T08:30"))
    draft.refresh_from_db()
    assert (draft.parties, draft.answers, draft.pages.count()) == ({}, {}, 0)
    assert StoredFile.objects.count() == 2, "the dossier keeps its papers"


def test_uploads_that_reached_no_paper_are_forgotten(world: World) -> None:
    store_upload(stream=io.BytesIO(PNG), name="x.png", actor=NOBODY, at=MONDAY)
    store_upload(stream=io.BytesIO(PNG), name="y.png", actor=world.actor("lan"), at=MONDAY)
    assert forget_unused_uploads(at=MONDAY + timedelta(hours=25)) == 1
    assert StoredFile.objects.get().name == "y.png"
