"""ND61.19.8: a rejection on substance is written, with reasons, and is a result."""

import pytest

from motcua.dossiers.actions.outcome import decide
from motcua.dossiers.models import Outcome
from motcua.dossiers.rules.refusals import ReasonRequired
from motcua.dossiers.rules.stages import OutcomeKind, Stage
from tests.world import World, accepted, at, step_to


def test_rejected_with_reasons_in_form_03(world: World) -> None:
    dossier = accepted(world, "1.004873")
    leg_id, ha = step_to(world, dossier, "sign", at("2026-09-08T09:00")).leg_id, world.actor("ha")
    now = at("2026-09-08T10:00")
    with pytest.raises(ReasonRequired):
        decide(leg_id=leg_id, kind=OutcomeKind.REJECTED, reasons="", actor=ha, at=now)
    assert not Outcome.objects.exists()
    decide(leg_id=leg_id, kind=OutcomeKind.REJECTED, reasons="Đang có vợ", actor=ha, at=now)
    dossier.refresh_from_db()
    assert dossier.stage == Stage.DECIDED
    assert dossier.forms.filter(form="refusal").count() == 1
