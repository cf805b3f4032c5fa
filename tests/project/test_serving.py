"""The server as it runs in earnest: light pages, and nothing left behind when it is killed."""

import signal
from pathlib import Path
from time import monotonic, sleep

import pytest
from playwright.sync_api import Page

from tests.project.lines import START_SECONDS, Line, answers, free_port, running, wait_until_answering

pytestmark = [pytest.mark.browser, pytest.mark.django_db]


DEMO = """
import subprocess, sys
from motcua.project.parenthood import become_parent
become_parent()
subprocess.run([sys.executable, "-m", "motcua", *sys.argv[1:]])
"""
"""A parent that runs the server as its child, as the demo does."""


def _children(pid: int) -> list[int]:
    threads = Path(f"/proc/{pid}/task").glob("*/children")
    return [int(child) for children in threads for child in children.read_text().split()]


def test_a_first_visit_is_light_and_a_second_one_lighter(visitor: Page) -> None:
    session = visitor.context.new_cdp_session(visitor)
    session.send("Network.enable")
    sizes: list[int] = []
    session.on("Network.loadingFinished", lambda event: sizes.append(event["encodedDataLength"]))
    visitor.goto("/")
    visitor.wait_for_load_state("networkidle")
    assert len(sizes) <= 10
    assert sum(sizes) <= 130_000
    sizes.clear()
    visitor.goto("/dang-nhap/")
    visitor.wait_for_load_state("networkidle")
    assert sum(sizes) <= 20_000


def test_a_killed_server_takes_its_worker_and_its_port_with_it(line: Line, db: None, tmp_path: Path) -> None:
    port = free_port()
    address = f"http://127.0.0.1:{port}/"
    with running(line, tmp_path, "serve", "--port", str(port), "--with-worker") as server:
        wait_until_answering(address, server)
        children = _children(server.pid)
        assert len(children) >= 2
        server.send_signal(signal.SIGKILL)
        give_up = monotonic() + START_SECONDS
        while answers(address) or any(Path(f"/proc/{child}").exists() for child in children):
            assert monotonic() < give_up, "a part of the server lives on"
            sleep(0.2)


def test_a_server_does_not_outlive_the_killed_program_that_runs_it(line: Line, db: None, tmp_path: Path) -> None:
    port = free_port()
    address = f"http://127.0.0.1:{port}/"
    with running(line, tmp_path, "serve", "--port", str(port), program=("-c", DEMO)) as parent:
        wait_until_answering(address, parent)
        parent.send_signal(signal.SIGKILL)
        give_up = monotonic() + START_SECONDS
        while answers(address):
            assert monotonic() < give_up, "the server lives on"
            sleep(0.2)
