"""The plan: which history goes to which day and which communes, and the numbers each copy gets in its series."""

import random
from array import array
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, time
from itertools import accumulate

from motcua.dossiers.rules.numbering import code_pattern, dossier_series, form_number, form_series, owner_identifier
from motcua.kernel.models import NumberSequence
from motcua.kernel.worktime import TIME_ZONE
from motcua.project.seed.cast import Cast, NothingToSeed
from motcua.project.seed.days import Days
from motcua.project.seed.pattern import Numbered, Pattern

_EVENTS = 1 << 32


@dataclass
class Plan:
    """For every dossier: its pattern, its day, the commune that receives it and the one where the matter lies."""

    patterns: list[Pattern]
    days: Days
    cast: Cast
    pattern: "array[int]" = field(default_factory=lambda: array("L"))
    day: "array[int]" = field(default_factory=lambda: array("L"))
    here: "array[int]" = field(default_factory=lambda: array("L"))
    there: "array[int]" = field(default_factory=lambda: array("L"))
    numbers: "array[int]" = field(default_factory=lambda: array("L"))
    """The numbers of all copies, one copy after another, in the order of `Pattern.numbered`."""
    last_numbers: dict[str, int] = field(default_factory=dict)
    """Series → the last number given."""

    def __len__(self) -> int:
        return len(self.pattern)

    def by_history(self) -> Counter[str]:
        keys = [pattern.history.key for pattern in self.patterns]
        return Counter(keys[number] for number in self.pattern)


def plan_of(
    count: int, patterns: list[Pattern], working_days: list[int], days: Days, cast: Cast, now: datetime,
    chance: random.Random,
) -> Plan:  # fmt: skip
    """Spread so many dossiers over days and communes. Raises NothingToSeed when no history fits any day."""
    plan = Plan(patterns, days, cast)
    fitting = {number: _fitting(number, patterns, days, now) for number in working_days}
    fitting = {number: found for number, found in fitting.items() if found}
    if not fitting:
        raise NothingToSeed("No history fits any day of the period. Choose a longer one: --months")
    per_day = Counter(chance.choices(list(fitting), k=count))
    size = [chance.lognormvariate(0, 0.5) for _ in cast.communes]
    communes = range(len(cast.communes))
    for number in sorted(per_day):
        found = fitting[number]
        shares = list(accumulate(patterns[place].history.weight / _siblings(found, patterns, place) for place in found))
        chosen = chance.choices(found, cum_weights=shares, k=per_day[number])
        # ids follow the time of acceptance, as they would have
        chosen.sort(key=lambda place: _second_of_arrival(patterns[place]))
        heres = chance.choices(communes, size, k=len(chosen))
        for place, here in zip(chosen, heres, strict=True):
            is_elsewhere = patterns[place].is_elsewhere
            there = (here + chance.randrange(1, len(communes))) % len(communes) if is_elsewhere else here
            plan.pattern.append(place)
            plan.day.append(number)
            plan.here.append(here)
            plan.there.append(there)
    _give_numbers(plan)
    return plan


def _fitting(number: int, patterns: list[Pattern], days: Days, now: datetime) -> list[int]:
    """Patterns that may go to the day: its surroundings look the same, its last act lies in the past."""
    day = days.day(number)
    midnight = datetime.combine(day, time(), TIME_ZONE)
    found = []
    for place, pattern in enumerate(patterns):
        last_act = midnight + pattern.last_act
        if last_act > now or (pattern.stays is not None and last_act + pattern.stays < now):
            continue
        if day < pattern.in_force_from or (pattern.in_force_until and day >= pattern.in_force_until):
            continue
        if days.are_alike(pattern.anchor, number, pattern.before, pattern.after):
            found.append(place)
    return found


def _siblings(found: list[int], patterns: list[Pattern], place: int) -> int:
    """How many patterns of the same history fit the day: they share its weight."""
    return sum(patterns[other].history is patterns[place].history for other in found)


def _second_of_arrival(pattern: Pattern) -> int:
    return next((one.second for one in pattern.numbered if not one.form), 0)


def _give_numbers(plan: Plan) -> None:
    """Number what is numbered, series by series, in the order of time, after what was given before."""
    series: dict[str, list[int]] = {}
    event = 0
    for place, day, here, there in zip(plan.pattern, plan.day, plan.here, plan.there, strict=True):
        for one in plan.patterns[place].numbered:
            name = _series(plan, plan.patterns[place], one, day, here, there)
            instant = (day + one.day) * 86400 + one.second
            series.setdefault(name, []).append(instant * _EVENTS + event)
            event += 1
    given = dict(NumberSequence.objects.filter(series__in=series).values_list("series", "last"))
    plan.numbers = array("L", bytes(array("L").itemsize * event))
    for name, events in series.items():
        events.sort()
        first = given.get(name, 0) + 1
        for number, coded in enumerate(events, start=first):
            plan.numbers[coded % _EVENTS] = number
        plan.last_numbers[name] = first + len(events) - 1


def _series(plan: Plan, pattern: Pattern, one: Numbered, day: int, here: int, there: int) -> str:
    agency = one.whose.of(plan.cast.communes[here], plan.cast.communes[there])
    on = plan.days.day(day + one.day)
    if one.form:
        return form_series(one.form, agency.id, on.year)
    return dossier_series(owner_identifier(agency.code, pattern.settings.dossier_code_pattern), on)


def numbers_as_text(plan: Plan) -> Iterator[tuple[str, ...]]:
    """For every dossier its code and the numbers of its forms, as printed."""
    event = 0
    for place, day, here, there in zip(plan.pattern, plan.day, plan.here, plan.there, strict=True):
        pattern = plan.patterns[place]
        texts = []
        for one in pattern.numbered:
            agency = one.whose.of(plan.cast.communes[here], plan.cast.communes[there])
            on = plan.days.day(day + one.day)
            number = plan.numbers[event]
            event += 1
            if one.form:
                texts.append(form_number(one.form, number, agency.code, on.year))
            else:
                identifier = owner_identifier(agency.code, pattern.settings.dossier_code_pattern)
                texts.append(code_pattern(identifier, on, number, pattern.settings.dossier_code_digits))
        yield tuple(texts)
