"""Processes of motcua as they run in earnest."""

import subprocess
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from django.db import connection
from playwright.sync_api import Browser, Page

from motcua.kernel import embedded
from tests.browser import open_page
from tests.project.lines import Line, free_port, running, wait_until_answering


@pytest.fixture
def line() -> Iterator[Line]:
    """A line to the database that can be cut and mended."""
    line = Line()
    yield line
    line.cut()
    line.door.close()


@pytest.fixture
def served(line: Line, db: None, tmp_path: Path) -> Iterator[str]:
    """The address of a server process."""
    port = free_port()
    with running(line, tmp_path, "serve", "--port", str(port)) as server:
        wait_until_answering(f"http://127.0.0.1:{port}/", server)
        yield f"http://127.0.0.1:{port}"
    assert server.returncode == 0


@pytest.fixture
def worker(line: Line, db: None, tmp_path: Path) -> Iterator[subprocess.Popen[bytes]]:
    """A worker process."""
    with running(line, tmp_path, "worker") as process:
        yield process


@pytest.fixture
def visitor(_browser: Browser, served: str) -> Iterator[Page]:
    """A page of the server process."""
    yield from open_page(_browser, served)


@pytest.fixture
def jobs(db: None) -> Iterator[psycopg.Connection]:
    """A connection whose changes are committed; all jobs are taken away afterwards."""
    socket_directory, database = str(embedded.socket_directory()), connection.settings_dict["NAME"]
    with psycopg.connect(host=socket_directory, dbname=database, user="motcua", autocommit=True) as jobs:
        yield jobs
        jobs.execute("DELETE FROM procrastinate_jobs")
