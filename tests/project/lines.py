"""A line to the database that a test can cut and mend, and processes of motcua connected by it."""

import os
import signal
import socket
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Thread
from time import monotonic, sleep

from django.db import connection

from motcua.kernel import embedded

START_SECONDS = 180


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
                _hang_up(end)

    def cut(self) -> None:
        """Close every connection and refuse new ones."""
        self.is_cut = True
        for pair in self.pairs:
            for end in pair:
                _hang_up(end)

    def mend(self) -> None:
        self.is_cut = False


def _hang_up(end: socket.socket) -> None:
    """Close it, also under a thread that waits at it: without the shutdown the other side would not notice."""
    with suppress(OSError):
        end.shutdown(socket.SHUT_RDWR)
    end.close()


@contextmanager
def running(
    line: Line, home: Path, *arguments: str, program: Sequence[str] = ("-m", "motcua")
) -> Iterator[subprocess.Popen[bytes]]:
    """`motcua` with these arguments in a process of its own, on the test database; stopped gently at the end."""
    url = f"postgresql://motcua@127.0.0.1:{line.port}/{connection.settings_dict['NAME']}"
    process = subprocess.Popen(
        [sys.executable, *program, *arguments],
        env=os.environ | {"DATABASE_URL": url, "MOTCUA_HOME": str(home), "MOTCUA_SECOND_FACTOR": ""},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        yield process
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(120)


def free_port() -> int:
    """A port of this machine that nobody listens on."""
    with socket.create_server(("127.0.0.1", 0)) as door:
        port: int = door.getsockname()[1]
        return port


def answers(address: str) -> bool:
    """Whether a server answers there."""
    try:
        with urllib.request.urlopen(address, timeout=5):
            return True
    except urllib.error.HTTPError:
        return True
    except OSError:
        return False


def wait_until_answering(address: str, server: subprocess.Popen[bytes]) -> None:
    """Wait for a server that has just been started."""
    give_up = monotonic() + START_SECONDS
    while not answers(address):
        assert server.poll() is None and monotonic() < give_up, "the server did not start"
        sleep(0.2)
