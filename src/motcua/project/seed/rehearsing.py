"""Making the patterns: histories of many procedures, on common days, by chance that can be repeated."""

import random
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Q

from motcua.catalogue.models import ProcedureEdition
from motcua.catalogue.queries.editions import edition as edition_by_id
from motcua.catalogue.queries.settings import current_law
from motcua.catalogue.rules.edition import Edition
from motcua.directory.queries.places import in_force
from motcua.dossiers.models import Dossier
from motcua.kernel.refusal import Refusal
from motcua.kernel.worktime import ONE_DAY, TIME_ZONE
from motcua.project.seed.cast import Cast, NothingToSeed
from motcua.project.seed.days import Days
from motcua.project.seed.histories import HISTORIES, History
from motcua.project.seed.pattern import Pattern, pattern_of
from motcua.project.seed.play import Play, TimeIsUp
from motcua.project.seed.rehearsal import Rehearsal, set_up
from motcua.project.seed.working import StepSkipped

USUAL_SPAN = 7
"""Many histories are over after so many days."""
ELSEWHERE_SHARE = 0.3
"""Of dossiers handed in at another commune than the one where the matter lies."""


RECENT_SHARE = 0.45
"""Of rehearsals on one of the last days, which time may cut off."""
RECENT_DAYS = 6
"""So many working days back they begin on average."""
COURSE_OF_REHEARSALS = (*HISTORIES, *[HISTORIES[0]] * 4)
"""The smooth course has the most procedures to show."""
FAR_AWAY = datetime.max.replace(tzinfo=TIME_ZONE) - timedelta(days=2)


@dataclass
class Rehearsed:
    """What the rehearsal brought."""

    patterns: list[Pattern] = field(default_factory=list)
    refused: Counter[str] = field(default_factory=Counter)
    """Histories that the rules did not allow for a procedure, by the name of the refusal."""


class _CurtainFalls(Exception):
    """Ends the rehearsal's transaction without a trace."""


def rehearse(
    cast: Cast, days: Days, start: date, now: datetime, count: int, chance: random.Random, tell: Callable[[int], None]
) -> Rehearsed:
    """About so many patterns, every history on every weekday; what was written for them is rolled back."""
    rehearsed = Rehearsed()
    editions = _editions(start)
    past = days.working_days(start, now.date() + ONE_DAY)
    anchors = _Anchors(past, days.common(past, 1, USUAL_SPAN), days, chance)
    if not editions or not past:
        raise NothingToSeed("No procedure is in force, or the calendar does not reach. Load them first: motcua load")
    try:
        with transaction.atomic():
            troupe = _Troupe(rehearsed, set_up(cast, start, now), editions, days, chance, now)
            for number in range(count):
                history = COURSE_OF_REHEARSALS[number % len(COURSE_OF_REHEARSALS)]
                is_recent = chance.random() < RECENT_SHARE
                turn = number // len(COURSE_OF_REHEARSALS)
                troupe.rehearse(history, anchors.recent() if is_recent else anchors.common(turn), is_recent)
                tell(number + 1)
            raise _CurtainFalls
    except _CurtainFalls:
        return rehearsed


class _Anchors:
    """The days on which histories are rehearsed."""

    def __init__(self, past: list[int], common: list[int], days: Days, chance: random.Random) -> None:
        self.past, self.days, self.chance = past, days, chance
        self.by_weekday = [[number for number in common if days.day(number).weekday() == day] for day in range(7)]
        self.by_weekday = [numbers for numbers in self.by_weekday if numbers]

    def common(self, turn: int) -> date:
        """A day like most of its weekday; the weekdays take turns."""
        return self.days.day(self.chance.choice(self.by_weekday[turn % len(self.by_weekday)]))

    def recent(self) -> date:
        """One of the last days: what began then is still on its way."""
        back = min(int(self.chance.expovariate(1 / RECENT_DAYS)), len(self.past) - 1)
        return self.days.day(self.past[-1 - back])


@dataclass
class _Troupe:
    """Everybody and everything a rehearsal needs."""

    rehearsed: Rehearsed
    rehearsal: Rehearsal
    editions: list[Edition]
    days: Days
    chance: random.Random
    now: datetime

    def rehearse(self, history: History, anchor: date, is_recent: bool) -> None:
        """One history of a procedure that can take it, begun on the day; a recent one goes only as far as now."""
        fitting = [
            one
            for one in self.editions
            if history.fits(one) and one.start <= anchor and (one.end is None or one.end > anchor)
        ]
        if not fitting:
            return
        play = self._play(history, self.chance.choice(fitting), anchor, is_recent)
        if play.at > self.now:
            return
        try:
            with transaction.atomic(), suppress(TimeIsUp):
                history.act(play)
        except (Refusal, StepSkipped) as refusal:
            self.rehearsed.refused[f"{history.key}: {type(refusal).__name__}"] += 1
            return
        dossier = Dossier.objects.get(id=play.id)
        settings = current_law().at(dossier.received_on, play.edition.procedure)
        pattern = pattern_of(dossier, history, self.rehearsal, settings, play.until, self.days.number)
        self.rehearsed.patterns.append(pattern)

    def _play(self, history: History, edition: Edition, anchor: date, is_recent: bool) -> Play:
        chance, calendar = self.chance, self.days.calendar
        minutes = chance.randint(1, calendar.hours_on(anchor).minutes - 1)
        at = calendar.next_working_instant(calendar.add_working_minutes(calendar.opening(anchor), minutes))
        return Play(
            stage=self.rehearsal,
            chance=chance,
            edition=edition,
            calendar=calendar,
            at=at + timedelta(seconds=chance.randint(1, 59)),
            is_elsewhere=not edition.instant and chance.random() < ELSEWHERE_SHARE,
            pace=chance.uniform(1.1, 1.8) if history.is_late else chance.uniform(0.15, 0.8),
            now=self.now if is_recent else FAR_AWAY,
        )


def _editions(start: date) -> list[Edition]:
    """Editions of published procedures that are in force at some time since `start`."""
    rows = ProcedureEdition.objects.filter(in_force(start) | Q(start__gte=start), published_at__isnull=False)
    return [edition_by_id(row) for row in rows.order_by("procedure__code", "number").values_list("id", flat=True)]
