"""TT03-2025.7: stopped at the applicant's request, at once, while there is no decision; form 05 says so."""

import pytest

from motcua.dossiers.actions.stopping import request_stop
from motcua.dossiers.models import Termination
from motcua.dossiers.rules.refusals import DossierNotInWork
from motcua.dossiers.rules.stages import Stage
from tests.world import World, accepted_birth, at, decided_birth


def test_at_once_with_form_05(world: World) -> None:
    dossier, now = accepted_birth(world), at("2026-09-07T09:00")
    request_stop(dossier_id=dossier.id, reason="Người nộp đổi ý", actor=world.actor("lan"), at=now)
    dossier.refresh_from_db()
    assert (dossier.stage, dossier.finished_at) == (Stage.STOPPED, now)
    assert dossier.forms.filter(form="termination").count() == 1


def test_not_after_the_decision(world: World) -> None:
    dossier = decided_birth(world)
    with pytest.raises(DossierNotInWork):
        request_stop(dossier_id=dossier.id, reason="Đổi ý", actor=world.actor("lan"), at=at("2026-09-08T08:30"))
    assert not Termination.objects.exists()
