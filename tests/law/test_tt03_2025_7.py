"""TT03-2025.7: stopped at the applicant's request, at once, while there is no decision; form 05 says so."""

import pytest

from motcua.directory.actions.citizens import identify_citizen
from motcua.directory.queries.authority import authority_of
from motcua.directory.rules.citizens import Identity
from motcua.dossiers.actions.stopping import request_own_stop, request_stop
from motcua.dossiers.models import Termination
from motcua.dossiers.rules.refusals import DossierNotInWork
from motcua.dossiers.rules.stages import Stage
from tests.world import FOUNDED, TU, World, accepted_birth, at, decided_birth


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


def test_online_at_the_applicants_own_request(world: World) -> None:
    dossier, now = accepted_birth(world), at("2026-09-07T09:00")
    citizen = identify_citizen(identity=Identity(TU.name, TU.identifier), account_id=None, at=FOUNDED)
    actor = authority_of(citizen.account_id, now.date())
    termination = request_own_stop(dossier_id=dossier.id, reason="", citizen=citizen, actor=actor, at=now)
    dossier.refresh_from_db()
    assert (dossier.stage, termination.by_id) == (Stage.STOPPED, citizen.account_id)
    assert dossier.forms.filter(form="termination").count() == 1
