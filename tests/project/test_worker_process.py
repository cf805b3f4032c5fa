"""The worker as its own process: it outlives the loss of its database connections and stops when asked."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from time import monotonic, sleep
from urllib.parse import quote

import pytest
from django.db import connection

from motcua.exchange.actions.outbox import enqueue
from motcua.exchange.models import OutboxMessage
from tests.kernel.conftest import NOON

PATIENCE_SECONDS = 90


def _url_of_test_database() -> str:
    at = connection.settings_dict
    return f"postgresql://{quote(at['USER'])}:{quote(at['PASSWORD'])}@/{at['NAME']}?host={at['HOST']}"


@pytest.fixture
def worker(transactional_db: None, tmp_path: Path) -> Iterator[subprocess.Popen[bytes]]:
    environment = os.environ | {"DATABASE_URL": _url_of_test_database(), "MOTCUA_HOME": str(tmp_path)}
    environment.pop("MOTCUA_PARENT", None)
    process = subprocess.Popen([sys.executable, "-m", "motcua", "worker"], env=environment, stderr=subprocess.DEVNULL)
    yield process
    process.kill()
    process.wait()


def _delivered(message_id: int | None) -> bool:
    give_up = monotonic() + PATIENCE_SECONDS
    while monotonic() < give_up:
        if OutboxMessage.objects.filter(pk=message_id, delivered_at__isnull=False).exists():
            return True
        sleep(0.2)
    return False


def _message(entry_id: int) -> int | None:
    return enqueue(
        entry_id=entry_id, channel="email", recipient="tu@example.vn", subject="Đã có kết quả", body="…", at=NOON
    )


def test_the_worker_goes_on_after_it_lost_its_connections(worker: subprocess.Popen[bytes], tmp_path: Path) -> None:
    assert _delivered(_message(1))
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
        assert cursor.fetchone()[0] > 0
    assert _delivered(_message(2))
    assert len(list((tmp_path / "mailbox").glob("*.eml"))) == 2
    assert worker.poll() is None
    worker.send_signal(signal.SIGTERM)
    assert worker.wait(PATIENCE_SECONDS) == 0
