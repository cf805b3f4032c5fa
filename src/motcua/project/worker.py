"""The worker's tasks: shells around the reactions and around what has to happen as time passes."""

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from motcua.dossiers import jobs as dossier_jobs
from motcua.exchange import jobs as exchange_jobs
from motcua.kernel import clock
from motcua.kernel.digests import sign_digests
from motcua.kernel.journal import REACTION_TASK
from motcua.kernel.sealing import seal_all
from motcua.project import reactions

PATIENT = RetryStrategy(max_attempts=8, exponential_wait=3)
"""Tries again after 3, 9, 27 … seconds, for three hours in all; then the job is kept as failed."""

JOBS_OF_ROOMS = (dossier_jobs, exchange_jobs)
"""The rooms whose own tasks the worker runs; importing them registers the tasks."""


@app.task(name=REACTION_TASK, retry=PATIENT)
def react(*, entry_id: int) -> None:
    """React to one journal entry."""
    reactions.react(entry_id=entry_id, at=clock.now())


@app.periodic(cron="* * * * *")
@app.task(name="motcua.seal_journal", queueing_lock="motcua.seal_journal")
def seal_journal(timestamp: int) -> None:
    """Seal what was committed since the last minute."""
    seal_all(at=clock.now())


@app.periodic(cron="5 0 * * *")
@app.task(name="motcua.sign_digests", queueing_lock="motcua.sign_digests", retry=PATIENT)
def sign_daily_digests(timestamp: int) -> None:
    """Sign the journal's digest of every day that is over."""
    sign_digests(at=clock.now())


@app.periodic(cron="*/5 * * * *")
@app.task(name="motcua.resume_stalled", queueing_lock="motcua.resume_stalled")
async def resume_stalled(timestamp: int) -> None:
    """Put jobs of workers that died back into the line."""
    for job in await app.job_manager.get_stalled_jobs():
        await app.job_manager.retry_job(job)
