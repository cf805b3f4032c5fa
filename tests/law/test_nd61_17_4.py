"""ND61.17.4: what is settled on the spot needs no receipt unless asked for, but is logged."""

import pytest

from motcua.dossiers.actions.intake import resolve_at_once
from motcua.dossiers.models import Dossier, Outcome
from motcua.dossiers.rules.refusals import InstantNotPossible
from tests.world import MONDAY, World, birth_intake


def test_only_instant_procedures_are_settled_on_the_spot(world: World) -> None:
    with pytest.raises(InstantNotPossible):
        resolve_at_once(intake=birth_intake(world), number="1/2026", actor=world.actor("lan"), at=MONDAY)
    assert not Dossier.objects.exists()
    assert not Outcome.objects.exists()
