"""The real server (Granian) as a child process, and a small client that keeps its connections open."""

import os
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

READY_SECONDS = 60


@contextmanager
def served(workers: int, threads: int) -> Iterator[int]:
    """`motcua serve` on a free port of this machine. Yields the port."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "motcua", "serve", "--port", str(port)]
    server = subprocess.Popen(
        [*command, "--workers", str(workers), "--threads", str(threads)],
        env=os.environ | {"MOTCUA_LOG": "ERROR"},
        stdout=subprocess.DEVNULL,
    )
    try:
        _wait_for(port)
        yield port
    finally:
        server.terminate()
        server.wait(60)


def _wait_for(port: int) -> None:
    deadline = time.monotonic() + READY_SECONDS
    while time.monotonic() < deadline:
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
        except OSError:
            time.sleep(0.2)
        else:
            return
    sys.exit("the server did not start")


@dataclass(frozen=True)
class Request:
    method: str
    path: str
    headers: dict[str, str]
    body: bytes = b""

    def encode(self) -> bytes:
        head = f"{self.method} {self.path} HTTP/1.1\r\nHost: 127.0.0.1\r\n"
        head += "".join(f"{name}: {value}\r\n" for name, value in self.headers.items())
        if self.body:
            head += f"Content-Type: application/json\r\nContent-Length: {len(self.body)}\r\n"
        return head.encode() + b"\r\n" + self.body


class Connection:
    """One kept connection; plain sockets, because the client shares the two cores with what it measures."""

    def __init__(self, port: int) -> None:
        self.socket = socket.create_connection(("127.0.0.1", port), 60)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def ask(self, request: Request) -> tuple[int, bytes]:
        """Status and body of the answer."""
        self.socket.sendall(request.encode())
        received = b""
        while b"\r\n\r\n" not in received:
            received += self._more()
        head, _, body = received.partition(b"\r\n\r\n")
        lines = head.split(b"\r\n")
        length = next((int(line[15:]) for line in lines if line.lower().startswith(b"content-length:")), None)
        assert length is not None, "the server said no length"
        while len(body) < length:
            body += self._more()
        return int(lines[0].split()[1]), body

    def _more(self) -> bytes:
        received = self.socket.recv(65536)
        assert received, "the server closed the connection"
        return received


@dataclass(frozen=True)
class Load:
    """What a run of requests came to."""

    seconds: list[float]
    """Time of each answer."""
    elapsed: float

    @property
    def rate(self) -> float:
        return len(self.seconds) / self.elapsed

    def percentile(self, fraction: float) -> float:
        ordered = sorted(self.seconds)
        return ordered[min(len(ordered) - 1, int(len(ordered) * fraction))]


def load(port: int, clients: int, seconds: float, next_request: Callable[[], Request | None], status: int) -> Load:
    """Send requests over some connections at once until the time is up or there are none left.

    Every answer must have this status.
    """
    taken: list[list[float]] = [[] for _ in range(clients)]
    faults: list[str] = []
    began = time.monotonic()

    def client(times: list[float]) -> None:
        connection = Connection(port)
        while time.monotonic() - began < seconds and not faults:
            request = next_request()
            if request is None:
                return
            sent = time.monotonic()
            answered, body = connection.ask(request)
            times.append(time.monotonic() - sent)
            if answered != status:
                faults.append(f"{request.method} {request.path}: {answered} {body[:600].decode()}")

    threads = [threading.Thread(target=client, args=[times]) for times in taken]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if faults:
        sys.exit(faults[0])
    return Load([second for times in taken for second in times], time.monotonic() - began)
