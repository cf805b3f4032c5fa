"""The database is gone for a while: people are told, nothing typed is lost, and the server recovers by itself."""

import os
import signal
import socket
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from threading import Thread
from time import monotonic, sleep

import psycopg
import pytest
from django.db import connection
from playwright.sync_api import Browser, Page

from motcua.kernel import embedded
from tests.browser import open_page

pytestmark = [pytest.mark.browser, pytest.mark.django_db]
START_SECONDS = 60


class Line:
    """A line from a port of this machine to the database server, which a test can cut and mend."""

    def __init__(self) -> None:
        self.is_cut = False
        self.pairs: list[tuple[socket.socket, socket.socket]] = []
        self.door = socket.create_server(("127.0.0.1", 0))
        self.port: int = self.door.getsockname()[1]
        Thread(target=self._answer, daemon=True).start()

    def _answer(self) -> None:
        while True:
            try:
                near, _ = self.door.accept()
            except OSError:
                return
            if self.is_cut:
                near.close()
                continue
            far = socket.socket(socket.AF_UNIX)
            far.connect(str(embedded.socket_directory() / ".s.PGSQL.5432"))
            self.pairs.append((near, far))
            for source, target in ((near, far), (far, near)):
                Thread(target=self._carry, args=(source, target), daemon=True).start()

    @staticmethod
    def _carry(source: socket.socket, target: socket.socket) -> None:
        try:
            while data := source.recv(65536):
                target.sendall(data)
        except OSError:
            return
        finally:
            for end in (source, target):
                end.close()

    def cut(self) -> None:
        """Close every connection and refuse new ones."""
        self.is_cut = True
        for pair in self.pairs:
            for end in pair:
                with closing(end):
                    try:
                        end.shutdown(socket.SHUT_RDWR)
                    except OSError:
                        continue

    def mend(self) -> None:
        self.is_cut = False


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as door:
        port: int = door.getsockname()[1]
        return port


@pytest.fixture
def line() -> Iterator[Line]:
    line = Line()
    yield line
    line.cut()
    line.door.close()


@pytest.fixture
def served(line: Line, db: None, tmp_path: Path) -> Iterator[str]:
    """A server process of its own, connected by the line to the test database."""
    port = _free_port()
    address = f"http://127.0.0.1:{port}"
    environment = _environment(line, tmp_path)
    server = subprocess.Popen(
        [sys.executable, "-m", "motcua", "serve", "--port", str(port)], env=environment, stdout=subprocess.DEVNULL
    )
    try:
        _wait_for(address, server)
        yield address
    finally:
        server.send_signal(signal.SIGTERM)
        server.wait(60)
    assert server.returncode == 0


def _environment(line: Line, home: Path) -> dict[str, str]:
    url = f"postgresql://motcua@127.0.0.1:{line.port}/{connection.settings_dict['NAME']}"
    return os.environ | {"DATABASE_URL": url, "MOTCUA_HOME": str(home)}


def _wait_for(address: str, server: subprocess.Popen[bytes]) -> None:
    give_up = monotonic() + START_SECONDS
    while True:
        try:
            with urllib.request.urlopen(address, timeout=5):
                return
        except (urllib.error.URLError, OSError):
            assert server.poll() is None and monotonic() < give_up, "the server did not start"
            sleep(0.2)


@pytest.fixture
def visitor(_browser: Browser, served: str) -> Iterator[Page]:
    yield from open_page(_browser, served)


def test_what_was_typed_survives_an_outage(visitor: Page, line: Line) -> None:
    visitor.goto("/dang-nhap/?next=/ban-lam-viec/")
    line.cut()
    visitor.get_by_label("Tên đăng nhập").fill("không-ai-tên-thế")
    visitor.get_by_label("Mật khẩu").fill("bí mật")
    with visitor.expect_response(lambda response: response.request.method == "POST") as answered:
        visitor.get_by_role("button", name="Đăng nhập").click()
    assert answered.value.status == 503
    assert answered.value.headers["retry-after"] == "30"
    assert "bí mật" not in visitor.content()

    line.mend()
    visitor.get_by_role("button", name="Gửi lại").click()
    assert visitor.get_by_label("Tên đăng nhập").input_value() == "không-ai-tên-thế"
    assert visitor.get_by_text("Hãy nhập mật khẩu.").first.is_visible()


@pytest.fixture
def worker(line: Line, db: None, tmp_path: Path) -> Iterator[subprocess.Popen[bytes]]:
    """A worker process of its own, connected by the line to the test database."""
    process = subprocess.Popen(
        [sys.executable, "-m", "motcua", "worker"], env=_environment(line, tmp_path), stderr=subprocess.DEVNULL
    )
    yield process
    process.send_signal(signal.SIGTERM)
    process.wait(60)


@pytest.fixture
def jobs(db: None) -> Iterator[psycopg.Connection]:
    """A connection whose changes are committed; all jobs are taken away afterwards."""
    socket_directory, database = str(embedded.socket_directory()), connection.settings_dict["NAME"]
    with psycopg.connect(host=socket_directory, dbname=database, user="motcua", autocommit=True) as jobs:
        yield jobs
        jobs.execute("DELETE FROM procrastinate_jobs")


def _jobs_done(jobs: psycopg.Connection) -> None:
    """Defer a job for real and wait until the worker is done with it."""
    job_id = jobs.execute(
        "SELECT (procrastinate_defer_jobs_v1(ARRAY[ROW('default', 'motcua.unheard-of', 0, NULL, NULL, '{}', NULL)"
        "::procrastinate_job_to_defer_v1]))[1]"
    ).fetchone()
    assert job_id is not None
    give_up = monotonic() + START_SECONDS
    while jobs.execute("SELECT status FROM procrastinate_jobs WHERE id = %s", job_id).fetchone() != ("failed",):
        assert monotonic() < give_up, "the worker did not take the job"
        sleep(0.1)


def test_the_worker_takes_jobs_again_after_an_outage(
    line: Line, jobs: psycopg.Connection, worker: subprocess.Popen[bytes]
) -> None:
    _jobs_done(jobs)
    line.cut()
    sleep(1)
    line.mend()
    _jobs_done(jobs)
    assert worker.poll() is None


def test_a_page_that_needs_no_database_opens_during_an_outage(visitor: Page, line: Line) -> None:
    line.cut()
    visitor.goto("/")
    assert visitor.get_by_role("heading", level=1).is_visible()
