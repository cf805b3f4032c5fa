"""ND61.6.2: who collects brings the receipt; a representative also brings the authorisation."""

import pytest

from motcua.dossiers.actions.returning import return_results
from motcua.dossiers.models import Dossier, ResultReturn
from motcua.dossiers.models.acts import CollectionCheck
from motcua.dossiers.rules.intake import PartyData
from motcua.dossiers.rules.refusals import RecipientNotEntitled
from motcua.dossiers.rules.stages import ReturnWay
from tests.world import World, at, decided_birth

BA = PartyData(kind="citizen", name="Lê Văn Ba", identifier="025080001111")


def hand_to_ba(world: World, dossier: Dossier, check: CollectionCheck, authorisation: str = "") -> None:
    return_results(
        dossier_id=dossier.id,
        way=ReturnWay.DESK,
        check=check,
        recipient=BA,
        authorisation=authorisation,
        actor=world.actor("lan"),
        at=at("2026-09-08T08:30"),
    )


def test_another_person_needs_an_authorisation(world: World) -> None:
    dossier = decided_birth(world)
    with pytest.raises(RecipientNotEntitled):
        hand_to_ba(world, dossier, CollectionCheck.RECEIPT)
    assert not ResultReturn.objects.exists()
    hand_to_ba(world, dossier, CollectionCheck.AUTHORISATION, "Giấy ủy quyền số 5")
    assert ResultReturn.objects.get().recipient_name == BA.name
