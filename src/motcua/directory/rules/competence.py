"""Competence: which kind of agency, at which level of the place, on which date; and whether rules leave holes."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from motcua.directory.rules.agencies import AgencyKind
from motcua.directory.rules.territory import UnitLevel
from motcua.kernel.choices import Choice
from motcua.kernel.refusal import Refusal


class Rule(Protocol):
    """From `start` until `end`, the agency of this kind at this level of the place is competent."""

    @property
    def start(self) -> date: ...
    @property
    def end(self) -> date | None: ...
    @property
    def level(self) -> UnitLevel: ...
    @property
    def agency(self) -> AgencyKind: ...


class Fallback(Choice):
    """Why no single agency is competent, so that the provincial service centre takes the question."""

    NO_RULE = "no_rule"
    """The procedure names no competent agency on the date."""
    PLACE_TOO_WIDE = "place_too_wide"
    """The place is wider than the level the rule needs: name the commune (or district) in it."""
    NO_AGENCY = "no_agency"
    """The directory knows no agency of the kind at the place on the date."""
    SEVERAL_AGENCIES = "several_agencies"
    """The directory knows several agencies of the kind at the place on the date."""


class PlaceUnknown(Refusal):
    """No administrative unit has this code or path. Check the spelling; the nearest names are given."""

    status = 404


class PlaceAmbiguous(Refusal):
    """Several administrative units have this name. Choose one by its code or write its kind, e.g. `xa` or `phuong`."""


class PlaceNotThen(Refusal):
    """The administrative unit has no predecessor or successor on this date, so nobody can be competent for it."""


class NobodyCompetent(Refusal):
    """No single agency is competent here. Choose the place more exactly, or ask the provincial service centre."""


def rule_on(rules: Iterable[Rule], on: date) -> Rule | None:
    """The rule in force on the date. Rules that cross are refused when a procedure is imported."""
    return next((rule for rule in rules if rule.start <= on and (rule.end is None or on < rule.end)), None)


@dataclass(frozen=True)
class Coverage:
    """Which agencies the units of one level have between two dates on which nothing changes."""

    start: date
    end: date | None
    level: UnitLevel
    places: Mapping[int, str]
    """Unit id → path, of all units of the level in force."""
    agencies: Mapping[AgencyKind, Mapping[int, int]]
    """Kind → unit id → number of agencies."""

    def holes(self, kind: AgencyKind) -> list[str]:
        """Paths of the places without an agency of the kind."""
        counted = self.agencies.get(kind, {})
        return [path for unit_id, path in self.places.items() if unit_id not in counted]

    def doubles(self, kind: AgencyKind) -> list[str]:
        """Paths of the places with more than one agency of the kind."""
        counted = self.agencies.get(kind, {})
        return [self.places[unit_id] for unit_id, number in counted.items() if number > 1 and unit_id in self.places]


class FaultKind(Choice):
    HOLE_IN_TIME = "hole_in_time"
    OVERLAP_IN_TIME = "overlap_in_time"
    HOLE_IN_PLACE = "hole_in_place"
    OVERLAP_IN_PLACE = "overlap_in_place"


@dataclass(frozen=True)
class CompetenceFault:
    """A period in which rules name no agency or several, with the places (none when it is everywhere)."""

    kind: FaultKind
    start: date
    end: date | None
    level: UnitLevel | None = None
    agency: AgencyKind | None = None
    places: tuple[str, ...] = ()
    """The first paths, in order."""
    places_total: int = 0


PLACES_NAMED = 10


def check_rules(
    rules: Sequence[Rule], coverage: Iterable[Coverage], start: date, end: date | None
) -> list[CompetenceFault]:
    """What is wrong with the competence rules of an edition in force from `start` until `end`; empty when all is well.

    Every day of the period must have exactly one rule, and every place of the rule's level exactly one agency.
    """
    faults = list(_faults_in_time(rules, start, end))
    for piece in coverage:
        for rule in rules:
            if piece.level != rule.level:
                continue
            first = max(piece.start, rule.start, start)
            last = _earliest(piece.end, rule.end, end)
            if last is not None and first >= last:
                continue
            for kind, places in (
                (FaultKind.HOLE_IN_PLACE, piece.holes(rule.agency)),
                (FaultKind.OVERLAP_IN_PLACE, piece.doubles(rule.agency)),
            ):
                if places or (kind == FaultKind.HOLE_IN_PLACE and not piece.places):
                    named = tuple(sorted(places)[:PLACES_NAMED])
                    faults.append(CompetenceFault(kind, first, last, rule.level, rule.agency, named, len(places)))
    return faults


def _faults_in_time(rules: Sequence[Rule], start: date, end: date | None) -> Iterator[CompetenceFault]:
    reached: date | None = start
    for rule in sorted(rules, key=lambda rule: rule.start):
        if (end is not None and rule.start >= end) or (rule.end is not None and rule.end <= start):
            continue
        first = max(rule.start, start)
        if reached is None or first < reached:
            yield CompetenceFault(FaultKind.OVERLAP_IN_TIME, first, _earliest(reached, rule.end, end))
        elif first > reached:
            yield CompetenceFault(FaultKind.HOLE_IN_TIME, reached, first)
        if reached is not None:
            reached = None if rule.end is None else max(reached, rule.end)
    if reached is not None and (end is None or reached < end):
        yield CompetenceFault(FaultKind.HOLE_IN_TIME, reached, end)


def _earliest(*dates: date | None) -> date | None:
    return min((day for day in dates if day is not None), default=None)
