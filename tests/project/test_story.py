"""Every act that concerns the applicant is told, by what the acts themselves wrote in the journal."""

from pathlib import Path

import pytest

import motcua
from motcua.dossiers.actions.returning import remind_collection
from motcua.dossiers.actions.stopping import request_stop
from motcua.dossiers.actions.supplement import notify_supplement, request_supplement
from motcua.dossiers.models import Dossier, Leg
from motcua.exchange.models import OutboxMessage
from motcua.kernel.models import JournalEntry
from motcua.project.reactions import REACTIONS, react
from tests.world import World, accepted, accepted_birth, at, decided_birth, step_to

LATER = at("2026-09-30T09:00")


def told(dossier: Dossier) -> list[str]:
    """Let everything written so far be reacted to, twice; the subjects of the e-mails in the order of the acts."""
    for _ in range(2):
        for entry_id in JournalEntry.objects.filter(act__in=REACTIONS).order_by("id").values_list("id", flat=True):
            react(entry_id=entry_id, at=LATER)
    subjects = OutboxMessage.objects.filter(channel="email").order_by("entry_id").values_list("subject", flat=True)
    return [subject.replace(dossier.code or "", "CODE") for subject in subjects]


def test_acceptance_is_told_with_the_link_of_the_receipt(world: World) -> None:
    dossier = accepted_birth(world)
    assert told(dossier) == ["Đã tiếp nhận hồ sơ CODE"]
    body = OutboxMessage.objects.get(channel="email").body
    assert dossier.forms.get(form="receipt").data["tracking_url"] in body


def test_a_supplement_is_told_when_the_one_stop_unit_gives_the_notice_not_before(world: World) -> None:
    dossier = accepted(world, "1.004873")
    step_to(world, dossier, "appraise", at("2026-09-07T09:30"))
    request = request_supplement(
        leg_id=Leg.objects.get(dossier=dossier).id, items=[{"text": "Bản sao trích lục", "reason": "Bản chụp mờ"}],
        legal_basis="", actor=world.actor("minh"), at=at("2026-09-08T09:00"),
    )  # fmt: skip
    assert told(dossier) == ["Đã tiếp nhận hồ sơ CODE"]
    notify_supplement(request_id=request.id, actor=world.actor("lan"), at=at("2026-09-08T10:00"))
    assert told(dossier) == ["Đã tiếp nhận hồ sơ CODE", "Hồ sơ CODE cần bổ sung"]
    assert "Bản sao trích lục – Bản chụp mờ" in OutboxMessage.objects.filter(channel="email").latest("id").body


def test_result_and_reminder_are_told(world: World) -> None:
    dossier = decided_birth(world)
    remind_collection(dossier_id=dossier.pk, actor=world.actor("lan"), at=at("2026-09-14T09:00"))
    assert told(dossier) == [
        "Đã tiếp nhận hồ sơ CODE", "Đã có kết quả hồ sơ CODE", "Kết quả hồ sơ CODE đang chờ Ông/Bà đến nhận",
    ]  # fmt: skip


def test_a_stop_is_told_with_its_reason(world: World) -> None:
    dossier = accepted(world, "1.004873")
    request_stop(dossier_id=dossier.pk, reason="Đã nộp nơi khác", actor=world.actor("lan"), at=at("2026-09-07T15:00"))
    assert told(dossier)[-1] == "Hồ sơ CODE đã dừng giải quyết"
    assert "Lý do: Đã nộp nơi khác" in OutboxMessage.objects.filter(channel="email").latest("id").body


@pytest.mark.parametrize("act", sorted(REACTIONS))
def test_every_act_that_is_reacted_to_is_recorded_by_some_action(act: str) -> None:
    source = "".join(path.read_text() for path in Path(motcua.__file__).parent.glob("*/actions/*.py"))
    room, _, fact = act.partition(".")
    assert f'"{fact}"' in source or f'"{room}.{fact}"' in source
