"""ND118.6.2: who has lost the receipt shows an identity paper and is helped."""

from motcua.dossiers.actions.returning import return_results
from motcua.dossiers.models.acts import CollectionCheck
from motcua.dossiers.rules.stages import ReturnWay
from tests.world import TU, World, at, decided_birth


def test_the_applicant_collects_with_an_identity_paper(world: World) -> None:
    [returned] = return_results(
        dossier_id=decided_birth(world).id,
        way=ReturnWay.DESK,
        check=CollectionCheck.IDENTITY,
        recipient=TU,
        actor=world.actor("lan"),
        at=at("2026-09-08T08:30"),
    )
    assert (returned.check_made, returned.recipient_identifier) == (CollectionCheck.IDENTITY, TU.identifier)
