"""The desk answers what was filed online: accepts it, sends it back once, or refuses it."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from motcua.dossiers.actions.online import alert_of_filing
from motcua.dossiers.models import Dossier, Draft, Filing, IssuedForm
from motcua.dossiers.rules.stages import Stage
from motcua.kernel import clock
from motcua.kernel.models import JournalEntry
from tests.desks.counter_desk import signed_in
from tests.dossiers.drafting import complete_draft, file_it
from tests.world import World, at

__all__ = ["signed_in"]
SignIn = Callable[[str], Client]


@pytest.fixture(autouse=True)
def _own_files(tmp_path: Path, settings: Any) -> None:
    settings.FILES_DIRECTORY = tmp_path


@pytest.fixture(autouse=True)
def _morning(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: at("2026-09-07T11:00"))


@pytest.fixture
def dossier(world: World) -> Dossier:
    return file_it(complete_draft(world))


def test_the_list_says_by_when_and_who_has_been_alerted(world: World, signed_in: SignIn, dossier: Dossier) -> None:
    thu = signed_in("thu")
    listed = thu.get("/quay/truc-tuyen/").content.decode()
    assert "Nguyễn Thị Tư" in listed
    assert "09:00 08/09/2026" in listed
    assert "Đã cảnh báo" not in listed
    alert_of_filing(filing_id=Filing.objects.get().id, at=at("2026-09-07T10:30"))
    assert "Đã cảnh báo" in thu.get("/quay/truc-tuyen/").content.decode()
    assert "Nguyễn Thị Tư" not in signed_in("lan").get("/quay/truc-tuyen/").content.decode()
    assert signed_in("lan").get(f"/quay/truc-tuyen/{dossier.id}/").status_code == 404


def test_overdue_is_said(world: World, signed_in: SignIn, dossier: Dossier, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: at("2026-09-08T09:01"))
    assert "Quá hạn trả lời" in signed_in("thu").get("/quay/truc-tuyen/").content.decode()


def test_accepted_it_gets_code_due_date_and_receipt(world: World, signed_in: SignIn, dossier: Dossier) -> None:
    thu = signed_in("thu")
    shown = thu.get(f"/quay/truc-tuyen/{dossier.id}/").content.decode()
    for said in ("Trần Văn Nam", "giay.png", "025190001234"):
        assert said in shown
    assert JournalEntry.objects.filter(act="dossiers.read", actor_id=world.id_of("thu")).exists()
    answer = thu.post(f"/quay/truc-tuyen/{dossier.id}/", {"act": "accept"})
    assert answer.headers["Location"] == "/quay/truc-tuyen/"
    dossier.refresh_from_db()
    assert dossier.code
    assert (dossier.accepted_at, dossier.stage) == (at("2026-09-07T11:00"), Stage.ACCEPTED)
    assert dossier.due_at is not None
    assert IssuedForm.objects.get(dossier=dossier).form == "receipt"
    draft = Draft.objects.get()
    progress = Client().get(f"/t/{draft.code}/{draft.key}").content.decode()
    assert dossier.code in progress, "the code of the draft still leads here"
    assert thu.get(f"/quay/truc-tuyen/{dossier.id}/").headers["Location"] == f"/quay/ho-so/{dossier.id}/"


def test_sent_back_with_every_item(world: World, signed_in: SignIn, dossier: Dossier) -> None:
    thu = signed_in("thu")
    empty = thu.post(f"/quay/truc-tuyen/{dossier.id}/", {"act": "send_back"})
    assert empty.status_code == 409
    sent = {"act": "send_back", "reason-form-child": "Quê quán chưa đủ", "reason-paper-birth_notice": "Ảnh mờ"}
    assert thu.post(f"/quay/truc-tuyen/{dossier.id}/", sent).status_code == 302
    asked = Draft.objects.get().asked
    assert [(item["page"], item["reason"]) for item in asked or []] == [
        ("form-child", "Quê quán chưa đủ"), ("paper-birth_notice", "Ảnh mờ"),
    ]  # fmt: skip
    assert IssuedForm.objects.get(dossier=dossier).form == "supplement"


def test_refused_with_reasons_one_a_line(world: World, signed_in: SignIn, dossier: Dossier) -> None:
    sent = {"act": "refuse", "reason": "Không thuộc thẩm quyền\nĐã đăng ký"}
    assert signed_in("thu").post(f"/quay/truc-tuyen/{dossier.id}/", sent).status_code == 302
    assert IssuedForm.objects.get(dossier=dossier).data["reasons"] == ["Không thuộc thẩm quyền", "Đã đăng ký"]
