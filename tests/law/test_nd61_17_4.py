"""ND61.17.4: what is settled on the spot needs no receipt unless asked for, but is logged."""

import pytest

from motcua.dossiers.actions.intake import resolve_at_once
from motcua.dossiers.models import Dossier, IssuedForm, Outcome
from motcua.dossiers.rules.refusals import InstantNotPossible
from motcua.dossiers.rules.stages import Stage
from tests.world import MONDAY, World, birth_intake, marks_for


def test_certified_copies_are_logged_without_a_receipt(world: World) -> None:
    intake = birth_intake(
        world,
        procedure="2.000815",
        receiving_unit_id=world.agency("nong_trang_desk"),
        marks=marks_for("original", "copies"),
    )
    dossier = resolve_at_once(intake=intake, number="12/2026", actor=world.actor("thu"), at=MONDAY)
    assert (dossier.stage, dossier.returned_at) == (Stage.RETURNED, MONDAY)
    assert Outcome.objects.get().number == "12/2026"
    assert not IssuedForm.objects.exists()


def test_only_instant_procedures_are_settled_on_the_spot(world: World) -> None:
    with pytest.raises(InstantNotPossible):
        resolve_at_once(intake=birth_intake(world), number="1/2026", actor=world.actor("lan"), at=MONDAY)
    assert not Dossier.objects.exists()
    assert not Outcome.objects.exists()
