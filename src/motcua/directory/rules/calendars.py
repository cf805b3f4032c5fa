"""Refusals around calendars, working schedules and overrides of single days."""

from motcua.kernel.refusal import Refusal


class CalendarMissing(Refusal):
    """No calendar is published yet. Publish one first: `motcua load --only calendars`."""


class CalendarNotPossible(Refusal):
    """The calendar cannot be published like this. Choose whole years in order, from 2018 on."""


class ScheduleNotPossible(Refusal):
    """The working schedule crosses another one of the same agency and season. End the earlier one first."""


class OverrideNotPossible(Refusal):
    """The day cannot be set like this. Give a reason and a legal basis, and at most one exception per day."""
