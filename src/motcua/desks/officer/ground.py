"""What an act is about: the dossier and its leg, found only where the person may see them."""

from dataclasses import dataclass
from datetime import datetime

from motcua.catalogue.queries.editions import edition as edition_by_id
from motcua.catalogue.rules.edition import Edition
from motcua.directory.rules.actors import Actor
from motcua.dossiers.models import Apology, Correction, Dossier, Leg, Task, Transfer
from motcua.dossiers.queries.visibility import dossier_for, leg_for, row_for, task_for


@dataclass(frozen=True)
class Ground:
    """Who acts when on what; `id` is that of the row the act is about."""

    actor: Actor
    at: datetime
    id: int
    dossier: Dossier
    leg: Leg | None
    task: Task | None = None

    @property
    def edition(self) -> Edition:
        """The procedure of the leg, of a consultation that of the dossier."""
        own = self.leg.edition_id if self.leg else None
        return edition_by_id(own or self.dossier.edition_id)

    @property
    def its_leg(self) -> Leg:
        assert self.leg is not None, "asked only of acts on a leg"
        return self.leg


def of_leg(actor: Actor, row_id: int, at: datetime) -> Ground:
    leg = leg_for(actor, row_id)
    return Ground(actor, at, row_id, leg.dossier, leg)


def of_task(actor: Actor, row_id: int, at: datetime) -> Ground:
    task = task_for(actor, row_id)
    return Ground(actor, at, row_id, task.leg.dossier, task.leg, task)


def of_transfer(actor: Actor, row_id: int, at: datetime) -> Ground:
    return _of_row(actor, row_for(actor, Transfer, row_id), at)


def of_apology(actor: Actor, row_id: int, at: datetime) -> Ground:
    return _of_row(actor, row_for(actor, Apology, row_id), at)


def of_correction(actor: Actor, row_id: int, at: datetime) -> Ground:
    return _of_row(actor, row_for(actor, Correction, row_id), at)


def of_dossier(actor: Actor, row_id: int, at: datetime) -> Ground:
    return Ground(actor, at, row_id, dossier_for(actor, row_id), None)


def _of_row(actor: Actor, row: Transfer | Apology | Correction, at: datetime) -> Ground:
    return Ground(actor, at, row.id, row.leg.dossier, row.leg)
