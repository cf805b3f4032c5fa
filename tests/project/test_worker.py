"""The real worker runs what the journal deferred, and keeps what failed where it can be seen."""

import asyncio
import json
from datetime import datetime

import pytest
from click.testing import CliRunner
from django.db import connection
from procrastinate.contrib.django import app
from procrastinate.contrib.django.django_connector import DjangoConnector
from procrastinate.contrib.django.models import ProcrastinateJob

from motcua.kernel import journal
from motcua.kernel.models import JournalEntry, NumberSequence
from motcua.project import reactions, worker
from motcua.project.commands import worker as worker_command
from tests.kernel.conftest import LAN, NOON


@pytest.fixture
def committed(transactional_db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """Rows really commit; the worker's threads keep no connection."""
    monkeypatch.setitem(connection.settings_dict, "CONN_MAX_AGE", 0)


def _run_worker() -> None:
    connector = app.connector
    assert isinstance(connector, DjangoConnector)
    with app.replace_connector(connector.get_worker_connector()) as worker_app:
        asyncio.run(worker_command._work(worker_app, concurrency=2, until_idle=True))


def _record(act: str) -> int:
    return journal.record(act, actor=LAN, at=NOON, subject="dossier", subject_id=1)


def test_the_worker_reacts_to_what_was_recorded(committed: None, monkeypatch: pytest.MonkeyPatch) -> None:
    def reaction(entry: JournalEntry, at: datetime) -> None:
        NumberSequence.objects.create(series=entry.act, last=entry.pk)

    monkeypatch.setitem(reactions.REACTIONS, "test.act", (reaction,))
    entry_id = _record("test.act")
    _run_worker()
    assert NumberSequence.objects.get().last == entry_id
    assert ProcrastinateJob.objects.get(task_name="motcua.react").status == "succeeded"


def test_a_failed_reaction_is_tried_again_later(committed: None, monkeypatch: pytest.MonkeyPatch) -> None:
    def reaction(entry: JournalEntry, at: datetime) -> None:
        raise ValueError("not today")

    monkeypatch.setitem(reactions.REACTIONS, "test.act", (reaction,))
    _record("test.act")
    _run_worker()
    job = ProcrastinateJob.objects.get(task_name="motcua.react")
    assert (job.status, job.attempts) == ("todo", 1)
    assert job.scheduled_at is not None


def test_a_rolled_back_act_is_not_reacted_to(committed: None) -> None:
    connection.set_autocommit(False)
    _record("test.act")
    connection.rollback()
    connection.set_autocommit(True)
    assert not ProcrastinateJob.objects.filter(task_name="motcua.react").exists()


def test_status_shows_what_failed_for_good(committed: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(worker_command, "with_database", lambda: None)
    whole = CliRunner().invoke(worker_command.command, ["status", "--json"])
    assert (whole.exit_code, json.loads(whole.output)["failed"]) == (0, 0)
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO procrastinate_jobs (queue_name, task_name, args, status, attempts)"
            " VALUES ('default', 'motcua.react', '{\"entry_id\": 5}', 'failed', 9)"
        )
    broken = CliRunner().invoke(worker_command.command, ["status"])
    assert broken.exit_code == 1
    assert "motcua.react {'entry_id': 5} after 9 attempts" in broken.output


def test_time_driven_work_is_scheduled() -> None:
    scheduled = {task.task.name for task in app.periodic_registry.periodic_tasks.values()}
    assert {"motcua.seal_journal", "motcua.sign_digests", "motcua.resume_stalled", "motcua.warn"} <= scheduled
    assert {task.name for task in worker.app.tasks.values()} >= {"motcua.deliver", "motcua.apply_outage"}
