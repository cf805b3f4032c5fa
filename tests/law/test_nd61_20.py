"""ND61.20: the result is returned where the receipt says; before the decision there is nothing to return."""

import pytest

from motcua.dossiers.actions.returning import return_results
from motcua.dossiers.models import Dossier, ResultReturn
from motcua.dossiers.models.acts import CollectionCheck
from motcua.dossiers.rules.refusals import NotDecided
from motcua.dossiers.rules.stages import ReturnWay, Stage
from tests.world import TU, World, accepted_birth, at, decided_birth


def hand_over(world: World, dossier: Dossier) -> None:
    return_results(
        dossier_id=dossier.id,
        way=ReturnWay.DESK,
        check=CollectionCheck.RECEIPT,
        recipient=TU,
        actor=world.actor("lan"),
        at=at("2026-09-08T08:30"),
    )


def test_at_the_desk_that_received_it(world: World) -> None:
    dossier = decided_birth(world)
    hand_over(world, dossier)
    dossier.refresh_from_db()
    assert dossier.stage == Stage.RETURNED


def test_not_before_the_decision(world: World) -> None:
    with pytest.raises(NotDecided):
        hand_over(world, accepted_birth(world))
    assert not ResultReturn.objects.exists()
