"""Papers added to a dossier after its intake, outside of any request for supplement."""

from datetime import datetime

from django.db import transaction

from motcua.directory.rules.actors import Actor
from motcua.directory.rules.roles import Permission
from motcua.dossiers.actions.attaching import require_at_hand
from motcua.dossiers.actions.casefile import Casefile
from motcua.dossiers.models import DossierComponent
from motcua.dossiers.rules import refusals
from motcua.dossiers.rules.intake import ComponentMark


def add_component(*, dossier_id: int, mark: ComponentMark, actor: Actor, at: datetime) -> DossierComponent:
    """The desk adds a paper, e.g. a scan that came later. Raises DossierNotInWork, UnknownComponent, FileNotAtHand."""
    with transaction.atomic():
        casefile = Casefile.open(dossier_id, at)
        actor.require(Permission.RECEIVE_DOSSIER, casefile.dossier.receiving_unit_id)
        casefile.require_in_work()
        editions = [casefile.edition, *(casefile.edition_of(leg) for leg in casefile.legs.values())]
        if mark.key not in {component.key for edition in editions for component in edition.components}:
            raise refusals.UnknownComponent(components=[mark.key])
        require_at_hand([mark.file_id], actor, casefile.dossier)
        row = DossierComponent.objects.create(
            dossier=casefile.dossier,
            key=mark.key,
            form=mark.form,
            copies=mark.copies,
            note=mark.note,
            file_id=mark.file_id,
            added_at=at,
        )
        casefile.record("component_added", actor, subject="component", subject_id=row.id, key=mark.key)
    return row
