"""The clocks of a casefile's legs: terms, limits, reckonings and due dates."""

from dataclasses import replace
from datetime import datetime
from fractions import Fraction
from functools import cached_property

from motcua.catalogue.queries.settings import LawBook, LawSettings, current_law
from motcua.catalogue.rules.edition import Limit, LimitUnit, SupplementTerms
from motcua.directory.queries.calendars import work_calendar
from motcua.dossiers.actions.casefile.rows import CasefileRows
from motcua.dossiers.models import Leg
from motcua.dossiers.rules.clock import ClockTerms, LegPlan, Reckoning, critical_path, reckon
from motcua.dossiers.rules.stages import LegKind, LegState
from motcua.kernel.worktime import WorkCalendar

_NO_TIME = Limit(Fraction(0), LimitUnit.WORKING_HOUR)


class CasefileClocks(CasefileRows):
    """A casefile that can tell the time of its legs."""

    def supplement_terms(self, leg: Leg) -> SupplementTerms | None:
        """How a supplement works on the leg; what the group says holds for all its procedures."""
        return self.edition.supplement or self.edition_of(leg).supplement

    def settings_of(self, leg: Leg) -> LawSettings:
        """The law settings in force when the dossier was received: old rules for dossiers received before a change."""
        return self.law.at(self.dossier.received_on, self.edition_of(leg).procedure)

    @cached_property
    def law(self) -> LawBook:
        """All law settings, asked for once in an act."""
        return current_law()

    def calendar(self, leg: Leg) -> WorkCalendar:
        if leg.agency_id not in self._calendars:
            self._calendars[leg.agency_id] = work_calendar(leg.agency_id, self.at)
        return self._calendars[leg.agency_id]

    def terms(self, leg: Leg) -> ClockTerms:
        return ClockTerms.under(self.settings_of(leg))

    def limit_of(self, leg: Leg) -> Limit | None:
        if not leg.limit_value:
            return None
        return Limit(Fraction(leg.limit_value), LimitUnit(leg.limit_unit))

    def reckoning(self, leg: Leg) -> Reckoning | None:
        """The leg's clock as of its ledger; None when it has no limit of its own or has not started."""
        limit = self.limit_of(leg)
        entries = self.ledger.get(leg.key, [])
        if limit is None or not entries:
            return None
        return reckon([entry.as_line() for entry in entries], limit, self.calendar(leg), self.terms(leg))

    def due(self, leg: Leg) -> datetime | None:
        """When the leg is due: by its own ledger, and for a group not before its members' critical path ends."""
        reckoning = self.reckoning(leg)
        own = reckoning.due_at if reckoning else None
        if leg.kind != LegKind.GROUP or leg.received_at is None:
            return own
        if reckoning and not reckoning.is_running and own is None:
            return None
        path = critical_path(self._plans(leg), leg.received_at, self.terms(leg))
        return max((moment for moment in (own, path) if moment), default=None)

    def _plans(self, group: Leg) -> dict[str, LegPlan]:
        """The procedures under a group, however deep, with what each one waits for."""
        plans: dict[str, LegPlan] = {}
        for leg in self._procedures_under(group):
            if leg.state == LegState.STOPPED:
                continue
            end_at = leg.finished_at or (self.due(leg) if leg.received_at else None)
            limit = self.limit_of(leg)
            plans[leg.key] = LegPlan(
                requires=self._awaited_by(leg),
                limit=limit or _NO_TIME,
                calendar=self.calendar(leg),
                end_at=end_at if limit else end_at or self.at,
                is_suspended=bool(limit) and leg.received_at is not None and end_at is None,
            )
        return {key: replace(plan, requires=plan.requires & plans.keys()) for key, plan in plans.items()}

    def _procedures_under(self, group: Leg) -> list[Leg]:
        found: list[Leg] = []
        for member in self.members(group):
            found += self._procedures_under(member) if member.kind == LegKind.GROUP else [member]
        return found

    def _awaited_by(self, leg: Leg) -> frozenset[str]:
        """Keys of the procedures whose results the leg needs: its own requirements and those of the groups above it."""
        needed = set(self.requirements.get(leg.key, frozenset()))
        above = self.parents.get(leg.key)
        while above is not None:
            needed |= self.requirements.get(above, frozenset())
            above = self.parents.get(above)
        awaited: set[str] = set()
        for key in needed:
            other = self.legs[key]
            awaited |= {part.key for part in self._procedures_under(other)} if other.kind == LegKind.GROUP else {key}
        return frozenset(awaited)
