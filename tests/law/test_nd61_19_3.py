"""ND61.19.3: a verification is recorded in the dossier: when, where, with whom, what came out."""

import dataclasses

import pytest

from motcua.dossiers.actions.processing import VerificationRecord, verify
from motcua.dossiers.models import Leg, Verification
from motcua.dossiers.rules.refusals import VerificationWithoutRecord
from tests.world import World, accepted, at, step_to

RECORD = VerificationRecord(
    when=at("2026-09-08T10:00"),
    place="Khu 5, phường Nông Trang",
    participants="Ông Lê Văn Minh, bà Nguyễn Thị Tư",
    content="Tình trạng hôn nhân",
    result="Chưa đăng ký kết hôn với ai",
    applicant_present=True,
)


def test_no_verification_without_its_record(world: World) -> None:
    dossier = accepted(world, "1.004873")
    step_to(world, dossier, "appraise", at("2026-09-07T09:30"))
    leg, now = Leg.objects.get(dossier=dossier), at("2026-09-08T11:00")
    nobody = dataclasses.replace(RECORD, participants=" ")
    with pytest.raises(VerificationWithoutRecord):
        verify(leg_id=leg.id, record=nobody, facts=None, actor=world.actor("minh"), at=now)
    assert not Verification.objects.exists()
    verify(leg_id=leg.id, record=RECORD, facts=None, actor=world.actor("minh"), at=now)
    assert Verification.objects.get(leg=leg).result == RECORD.result
