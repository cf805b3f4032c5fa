"""What the page of one's own dossier says: where it is, what is done there, how long it takes and why it waits."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.functional import Promise

from motcua.catalogue.queries.editions import edition as edition_by_id
from motcua.desks.citizen.words import MILESTONE_WORDS, PAUSE_WORDS, STATUS_WORDS
from motcua.desks.naming import FORM_NAMES, LEG_STATE_NAMES, PAPER_FORM_NAMES, step_name, text_in_words
from motcua.desks.time_left import TimeLeft, time_left
from motcua.directory.queries.calendars import work_calendar
from motcua.dossiers.models import Dossier
from motcua.dossiers.queries.own import forms_for_applicant
from motcua.dossiers.queries.progress import LegView, legs_of
from motcua.dossiers.queries.public import PAUSES, progress_of
from motcua.dossiers.rules.stages import LegKind, LegState


@dataclass(frozen=True)
class Workplace:
    """An agency that works on the dossier, as the applicant reads it."""

    agency: str
    name: str
    """The procedure or consultation it works on."""
    does: list[str]
    left: TimeLeft | None
    """None when its work is over."""
    pause: str | Promise
    explanation: list[dict[str, Any]]


def followed(dossier: Dossier, now: datetime) -> dict[str, Any]:
    """Everything on the page but what may be done."""
    edition, views = edition_by_id(dossier.edition_id), legs_of(dossier, now)
    progress = progress_of(dossier, dossier.draft.code if hasattr(dossier, "draft") else "")
    names = {part.key: text_in_words(part.name) for part in edition.components}
    for view in views:
        for part in view.edition.components if view.edition else ():
            names.setdefault(part.key, text_in_words(part.name))
    return {
        "dossier": dossier,
        "code": progress.code,
        "procedure": text_in_words(edition.name),
        "progress": progress,
        "status": STATUS_WORDS[progress.status],
        "pause": PAUSE_WORDS.get(progress.pause, ""),
        "workplaces": [_workplace(view, now) for view in views if view.leg.kind != LegKind.GROUP],
        "events": [
            {"at": event.at, "words": MILESTONE_WORDS[event.milestone], "agency": event.agency}
            for event in progress.events
        ],
        "papers": [
            {"row": row, "name": names.get(row.key, row.key), "form": PAPER_FORM_NAMES[row.form]}
            for row in dossier.components.select_related("file").order_by("id")
        ],
        "forms": [
            {"form": form, "name": FORM_NAMES.get(form.form, form.form)}
            for form in forms_for_applicant(dossier).defer("data")
        ],
    }


def _workplace(view: LegView, now: datetime) -> Workplace:
    leg, is_over = view.leg, view.leg.finished_at is not None
    steps = [] if is_over else [step_name(view.edition, task.step) for task in view.open_tasks]
    return Workplace(
        agency=leg.agency.name,
        name=text_in_words(view.edition.name) if view.edition else "",
        does=list(dict.fromkeys(steps)) or [str(LEG_STATE_NAMES[leg.state])],
        left=None if is_over else time_left(leg, leg.due_at, now, work_calendar(leg.agency_id, now)),
        pause="" if is_over else PAUSE_WORDS.get(PAUSES.get(LegState(leg.state), ""), ""),
        explanation=view.explanation,
    )
