"""ND61.21.1: the agency at fault mends an error in its result."""

import pytest

from motcua.directory.rules.actors import ActNotAllowed
from motcua.dossiers.actions.correction import correct, report_error
from motcua.dossiers.models import Leg
from tests.world import World, at, decided_birth


def test_nobody_else_mends_it(world: World) -> None:
    correction = report_error(
        leg_id=Leg.objects.get(dossier=decided_birth(world)).id,
        error="Sai ngày sinh",
        agency_at_fault_id=world.agency("nong_trang"),
        actor=world.actor("lan"),
        at=at("2026-09-08T08:30"),
    )
    now = at("2026-09-08T09:00")
    with pytest.raises(ActNotAllowed):
        correct(correction_id=correction.id, new_number="46/2026", actor=world.actor("an_head"), at=now)
    mended = correct(correction_id=correction.id, new_number="46/2026", actor=world.actor("ha"), at=now)
    assert mended.corrected_at == now
