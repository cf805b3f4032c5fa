"""One dossier in rehearsal: acts by the people who would do them, at instants of working time, by the real actions."""

import random
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from fractions import Fraction

from motcua.catalogue.rules.edition import Edition, FeeChannel, PaperForm
from motcua.catalogue.rules.terms import components_for, fees_for
from motcua.directory.rules.actors import Actor
from motcua.directory.rules.agencies import AgencyKind
from motcua.dossiers.actions.casefile import Casefile
from motcua.dossiers.actions.reminders import warn
from motcua.dossiers.actions.transfer import receive_papers, send_papers
from motcua.dossiers.models import Dossier, Leg, Task, Transfer
from motcua.dossiers.rules.clock import Reckoning, warnings_passed
from motcua.dossiers.rules.intake import ComponentMark, Intake
from motcua.dossiers.rules.stages import Channel, LegKind, LegState
from motcua.kernel.worktime import WorkCalendar, local
from motcua.project.seed.rehearsal import HERE, THERE, Rehearsal

TICK = timedelta(minutes=10)
"""How often the worker looks for warnings."""


class TimeIsUp(Exception):
    """The present has come: what follows has not happened yet."""


@dataclass
class Play:
    """A dossier on its way, and the instant it has come to."""

    stage: Rehearsal
    chance: random.Random
    edition: Edition
    calendar: WorkCalendar
    at: datetime
    is_elsewhere: bool
    """The matter lies in another commune than the desk."""
    pace: float
    """Share of the time limit that the work takes; more than 1 is late."""
    now: datetime
    """The present, after which nothing has happened yet."""
    dossier: Dossier | None = None
    until: datetime | None = None
    """When the next thing happens to a dossier that time has run out for."""
    _warned: set[tuple[int, str, datetime]] = field(default_factory=set)

    @property
    def id(self) -> int:
        assert self.dossier is not None, "nothing was handed in yet"
        return self.dossier.id

    def actor(self, agency_id: int, where: str) -> Actor:
        return self.stage.actor(agency_id, where, local(self.at).date())

    @property
    def clerk(self) -> Actor:
        """Who sits at the desk."""
        return self.actor(self.stage.desk().id, "counter")

    def wait(self, least: int, most: int) -> None:
        """Working minutes pass; what the worker would have warned of on the way is warned of."""
        minutes = self.chance.randint(min(least, most), max(least, most, 1))
        later = self.calendar.next_working_instant(self.calendar.add_working_minutes(self.at, minutes))
        self.go_on_to(later + timedelta(seconds=self.chance.randint(1, 59)))

    def go_on_to(self, later: datetime) -> None:
        """Time passes. Raises TimeIsUp when the next act would come after the present; see `until`."""
        later = max(later, self.at + timedelta(seconds=1))
        coming = self._coming_warnings(later) if self.dossier is not None else []
        for tick, leg_id in coming:
            if tick <= self.now:
                warn(leg_id=leg_id, at=tick)
        if later > self.now:
            self.until = min([later, *(tick for tick, _ in coming if tick > self.now)])
            raise TimeIsUp
        self.at = later

    def _coming_warnings(self, later: datetime) -> list[tuple[datetime, int]]:
        """When the worker would warn of which leg until then, in order."""
        if local(later).date() == local(self.at).date():
            return []
        casefile = Casefile.open_at_least(self.id, self.at)
        coming = []
        for leg in casefile.legs.values():
            reckoning = casefile.reckoning(leg) if leg.finished_at is None else None
            if reckoning is None or reckoning.due_at is None:
                continue
            for fraction in warnings_passed(reckoning, later):
                if (leg.id, str(fraction), reckoning.due_at) not in self._warned:
                    self._warned.add((leg.id, str(fraction), reckoning.due_at))
                    coming.append((_first_tick(reckoning, fraction, self.at, later), leg.id))
        return sorted(coming)

    def intake(self, *, lacking: int = 0) -> Intake:
        """What the applicant hands in: all required papers, or all but the first `lacking`."""
        people = self.stage.people
        wanted = [part for part in components_for(self.edition, {"data": {}}) if part.required]
        marks = tuple(ComponentMark(part.key, part.accepts[0]) for part in wanted[lacking:])
        files_for_another = self.chance.random() < 0.15
        copies = self.chance.choice((1, 2, 3, 5)) if self.edition.instant else 1
        fees = fees_for(self.edition, {"data": {}}, copies, 1, FeeChannel.DESK)
        pays = self.chance.random() < 0.8
        return Intake(
            procedure=self.edition.procedure,
            place_id=self.stage.units[THERE if self.is_elsewhere else HERE].id,
            applicant=people["applicant"],
            submitter=people["submitter"] if files_for_another else None,
            mandate="Giấy ủy quyền" if files_for_another else "",
            receiving_unit_id=self.stage.desk().id,
            channel=Channel.POST if self.chance.random() < 0.05 else Channel.DIRECT,
            marks=marks,
            copies=copies,
            paid_fees=frozenset(rule.key for rule, _ in fees) if pays else frozenset(),
        )

    def carry_papers(self) -> None:
        """The papers go to the agency by their deadline and arrive there."""
        for transfer in Transfer.objects.filter(leg__dossier_id=self.id, sent_at__isnull=True).select_related("leg"):
            self.wait(20, 120)
            papers = sum(row.copies for row in transfer.leg.dossier.components.exclude(form=PaperForm.ELECTRONIC))
            send_papers(transfer_id=transfer.id, papers=max(1, papers), actor=self.clerk, at=self.at)
            self.wait(30, 200)
            officer = self.actor(transfer.receiver_id, "officer")
            receive_papers(transfer_id=transfer.id, actor=officer, at=self.at)

    def legs(self) -> list[Leg]:
        return list(Leg.objects.filter(dossier_id=self.id).order_by("id"))

    def next_task(self) -> Task | None:
        """The first open step of an agency that can work on it."""
        open_tasks = Task.objects.filter(
            leg__dossier_id=self.id, closed_at__isnull=True, leg__state=LegState.OPEN
        ).exclude(leg__kind=LegKind.CONSULTATION)
        return open_tasks.select_related("leg").order_by("id").first()

    def pass_time_for(self, task: Task, steps: int) -> None:
        """A step's share of the leg's time, at this dossier's pace."""
        leg = task.leg
        if leg.due_at is None or leg.received_at is None:
            self.wait(30, 200)
            return
        whole = self.calendar.working_minutes_between(leg.received_at, leg.due_at)
        share = max(10, int(whole * self.pace / max(1, steps)))
        self.wait(share // 2, share * 3 // 2)

    def neighbour(self, leg: Leg) -> int:
        """Another agency of the commune, which may be asked for its opinion."""
        place = THERE if self.is_elsewhere else HERE
        police = self.stage.agencies[place, AgencyKind.COMMUNE_POLICE].id
        return police if police != leg.agency_id else self.stage.agencies[place, AgencyKind.COMMUNE_COMMITTEE].id


def _first_tick(reckoning: Reckoning, fraction: Fraction, earlier: datetime, later: datetime) -> datetime:
    """When the worker first finds that the fraction is used up, to its ten minutes."""
    while later - earlier > TICK:
        middle = earlier + (later - earlier) / 2
        if fraction in warnings_passed(reckoning, middle):
            later = middle
        else:
            earlier = middle
    return later.replace(microsecond=0)
