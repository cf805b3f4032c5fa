"""Rows of work lists, the same for officers and leaders: which dossier, which step, how much time is left and why."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from motcua.catalogue.queries.editions import edition as edition_by_id
from motcua.desks.naming import LEG_STATE_NAMES, step_name, text_in_words
from motcua.desks.time_left import TimeLeft, time_left
from motcua.directory.models import Account
from motcua.directory.queries.calendars import work_calendar
from motcua.dossiers.models import Leg, Task
from motcua.kernel.worktime import WorkCalendar, local


@dataclass(frozen=True)
class WorkRow:
    """One line of a list."""

    dossier_id: int
    code: str
    procedure: str
    procedure_code: str
    applicant: str
    step: str
    due_at: datetime | None
    left: TimeLeft
    assignee: Account | None
    task: Task | None
    leg: Leg
    is_step_late: bool
    """The step has used up its own budget."""


class RowMaker:
    """Makes the rows of one page; asks for each agency's calendar once."""

    def __init__(self, now: datetime) -> None:
        self.now = now
        self._calendars: dict[int, WorkCalendar] = {}

    def of_tasks(self, tasks: Iterable[Task]) -> list[WorkRow]:
        return [self._row(task.leg, task) for task in tasks]

    def of_legs(self, legs: Iterable[Leg]) -> list[WorkRow]:
        return [self._row(leg, None) for leg in legs]

    def _row(self, leg: Leg, task: Task | None) -> WorkRow:
        own = edition_by_id(leg.edition_id) if leg.edition_id else None
        edition = own or edition_by_id(leg.dossier.edition_id)
        due_at = task.due_at if task else leg.due_at
        budget = task.budget_due_at if task else None
        return WorkRow(
            dossier_id=leg.dossier_id,
            code=leg.dossier.code or str(leg.dossier_id),
            procedure=text_in_words(edition.name),
            procedure_code=edition.procedure,
            applicant=leg.dossier.applicant.name,
            step=step_name(own, task.step) if task else str(LEG_STATE_NAMES[leg.state]),
            due_at=due_at,
            left=time_left(leg, due_at, self.now, self._calendar(leg.agency_id)),
            assignee=task.assignee if task else None,
            task=task,
            leg=leg,
            is_step_late=budget is not None and budget < self.now and due_at is not None,
        )

    def _calendar(self, agency_id: int) -> WorkCalendar:
        if agency_id not in self._calendars:
            self._calendars[agency_id] = work_calendar(agency_id, self.now)
        return self._calendars[agency_id]


def end_of_today(now: datetime) -> datetime:
    """Midnight after now, in Vietnam."""
    return local(now).replace(hour=23, minute=59, second=59, microsecond=999999)


def end_of_soon(now: datetime, calendar: WorkCalendar) -> datetime:
    """The close of the next working day: what is due until then is soon."""
    return calendar.closing(calendar.next_working_day(local(now).date()))
