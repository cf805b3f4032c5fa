"""Jobs of the dossiers: what time and outages bring about, one dossier at a time."""

import logging
from collections.abc import Callable, Iterable
from datetime import datetime

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from motcua.directory.rules.actors import SYSTEM
from motcua.dossiers.actions.draft_expiry import expire_draft, forget_unused_uploads
from motcua.dossiers.actions.online import alert_of_filing
from motcua.dossiers.actions.outage import affected_dossiers, apply_outage
from motcua.dossiers.actions.reminders import remind_consultation, warn
from motcua.dossiers.actions.returning import remind_collection
from motcua.dossiers.actions.supplement import lapse_supplement
from motcua.dossiers.models import Outage
from motcua.dossiers.queries.draft_expiry import expired_drafts, filings_to_alert
from motcua.dossiers.queries.timed import (
    late_consultations,
    legs_to_warn,
    unanswered_supplements,
    uncollected_dossiers,
)
from motcua.kernel import clock
from motcua.kernel.models import JournalEntry
from motcua.kernel.refusal import Refusal

log = logging.getLogger(__name__)
DOSSIERS_PER_JOB = 200


def spread_outage(entry: JournalEntry, at: datetime) -> None:
    """The reaction to an outage's start or end: every clock it touches, in jobs of a few dossiers each."""
    dossier_ids = affected_dossiers(Outage.objects.get(pk=entry.subject_id))
    for start in range(0, len(dossier_ids), DOSSIERS_PER_JOB):
        apply_outage_to.defer(outage_id=entry.subject_id, dossier_ids=dossier_ids[start : start + DOSSIERS_PER_JOB])


@app.task(name="motcua.apply_outage", retry=RetryStrategy(max_attempts=8, exponential_wait=3))
def apply_outage_to(*, outage_id: int, dossier_ids: list[int]) -> None:
    """Stop these dossiers' clocks at the outage's start, or let them run on at its end; may be repeated."""
    outage = Outage.objects.get(pk=outage_id)
    _each(dossier_ids, lambda dossier_id: apply_outage(dossier_id=dossier_id, outage=outage))


@app.periodic(cron="*/10 * * * *")
@app.task(name="motcua.warn", queueing_lock="motcua.warn")
def warn_of_deadlines(timestamp: int) -> None:
    """Fire the warnings whose time has come."""
    now = clock.now()
    _each(legs_to_warn(now), lambda leg_id: warn(leg_id=leg_id, at=now))


@app.periodic(cron="3-59/10 * * * *")
@app.task(name="motcua.remind_consultations", queueing_lock="motcua.remind_consultations")
def remind_of_consultations(timestamp: int) -> None:
    """Remind agencies whose opinion is late."""
    now = clock.now()
    _each(late_consultations(now), lambda leg_id: remind_consultation(leg_id=leg_id, at=now))


@app.periodic(cron="6-59/10 * * * *")
@app.task(name="motcua.lapse_supplements", queueing_lock="motcua.lapse_supplements")
def lapse_supplements(timestamp: int) -> None:
    """Stop work on legs whose supplement did not come in time, where the law says so."""
    now = clock.now()
    _each(
        unanswered_supplements(now),
        lambda request_id: lapse_supplement(request_id=request_id, actor=SYSTEM, at=now),
    )


@app.periodic(cron="30 8 * * *")
@app.task(name="motcua.remind_collections", queueing_lock="motcua.remind_collections")
def remind_of_collections(timestamp: int) -> None:
    """Tell applicants again, in the morning, that their result lies ready."""
    now = clock.now()
    _each(
        uncollected_dossiers(now),
        lambda dossier_id: remind_collection(dossier_id=dossier_id, actor=SYSTEM, at=now),
    )


@app.periodic(cron="1-59/10 * * * *")
@app.task(name="motcua.alert_of_filings", queueing_lock="motcua.alert_of_filings")
def alert_of_filings(timestamp: int) -> None:
    """Alert desks of what was filed online and nobody has answered."""
    now = clock.now()
    _each(filings_to_alert(now), lambda filing_id: alert_of_filing(filing_id=filing_id, at=now))


@app.periodic(cron="20 2 * * *")
@app.task(name="motcua.expire_drafts", queueing_lock="motcua.expire_drafts")
def expire_drafts(timestamp: int) -> None:
    """Delete, at night, the drafts whose days are over, and uploads that lie nowhere."""
    now = clock.now()
    _each(expired_drafts(now), lambda draft_id: expire_draft(draft_id=draft_id, at=now))
    forget_unused_uploads(at=now)


def _each(ids: Iterable[int], act: Callable[[int], object]) -> None:
    """Do the act for each; a refusal means that somebody was faster, and one failure does not hold the others up."""
    failures: list[Exception] = []
    for one in ids:
        try:
            act(one)
        except Refusal as refusal:
            log.info("%s not done: %s", one, refusal)
        except Exception as problem:
            log.exception("failed for %s", one)
            failures.append(problem)
    if failures:
        raise ExceptionGroup(f"{len(failures)} failed", failures)
