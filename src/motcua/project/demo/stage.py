"""The stage: the real server as a child process, its clock, and calls to it over HTTP."""

import http.client
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from django.utils import timezone

READY_SECONDS = 90
CALL_SECONDS = 30


class StageFailed(RuntimeError):
    """The server did not start, or answered with an error that the story did not expect."""


class Stage:
    """One server on loopback and the tokens of those who call it."""

    def __init__(self, port: int, clock_file: Path, credentials: dict[str, tuple[str, str]]) -> None:
        self.port, self.clock_file, self.credentials = port, clock_file, credentials
        self._tokens: dict[str, str] = {}

    def set_clock(self, instant: datetime) -> None:
        """From now on the server and its worker read this instant, and time goes on from there."""
        self._write_shift((instant - timezone.now()).total_seconds())

    def reset_clock(self) -> None:
        self._write_shift(0)

    def _write_shift(self, seconds: float) -> None:
        partial = self.clock_file.with_suffix(".partial")
        partial.write_text(str(seconds))
        partial.replace(self.clock_file)

    def get_page(self, path: str) -> tuple[int, str]:
        """Status and text of a page, for somebody who has not signed in."""
        status, body = self._request("GET", path, {}, None)
        return status, body.decode()

    def call(self, who: str, method: str, path: str, body: Any = None, **headers: str) -> Any:
        """Call the machine interface as one of the cast; raises StageFailed unless it answers with success."""
        status, told = self.try_call(who, method, path, body, **headers)
        if status >= 400:
            raise StageFailed(f"{who} {method} {path}: {status} {told}")
        return told

    def try_call(self, who: str, method: str, path: str, body: Any = None, **headers: str) -> tuple[int, Any]:
        """The same, with the status of an answer that may be an error."""
        sent = {"Authorization": f"Bearer {self._token(who)}", "Content-Type": "application/json"} | headers
        payload = None if body is None else json.dumps(body).encode()
        status, answer = self._request(method, f"/api/v1{path}", sent, payload)
        return status, json.loads(answer)

    def _token(self, who: str) -> str:
        if who not in self._tokens:
            client_id, secret = self.credentials[who]
            form = {"grant_type": "client_credentials", "client_id": client_id, "client_secret": secret}
            kind = {"Content-Type": "application/x-www-form-urlencoded"}
            status, answer = self._request("POST", "/api/v1/token", kind, urlencode(form).encode())
            if status != 200:
                raise StageFailed(f"no token for {who}: {status} {answer.decode()}")
            self._tokens[who] = json.loads(answer)["access_token"]
        return self._tokens[who]

    def _request(self, method: str, path: str, headers: dict[str, str], body: bytes | None) -> tuple[int, bytes]:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=CALL_SECONDS)
        try:
            connection.request(method, path, body=body, headers=headers)
            answer = connection.getresponse()
            return answer.status, answer.read()
        finally:
            connection.close()

    def wait_until_ready(self, server: subprocess.Popen[bytes]) -> None:
        """Raises StageFailed when the server has ended or does not answer in time."""
        ends = time.monotonic() + READY_SECONDS
        while time.monotonic() < ends:
            if server.poll() is not None:
                raise StageFailed(f"the server ended with exit code {server.returncode}; is port {self.port} taken?")
            try:
                self.get_page("/")
            except OSError:
                time.sleep(0.3)
            else:
                return
        raise StageFailed(f"the server did not answer within {READY_SECONDS} s")


@contextmanager
def serving(port: int) -> Iterator[subprocess.Popen[bytes]]:
    """The server with its worker, stopped by its own id at the end."""
    command = [sys.executable, "-m", "motcua", "serve", "--port", str(port), "--with-worker"]
    # what the story expects to be refused is no warning
    server = subprocess.Popen(command, env=os.environ | {"MOTCUA_LOG": "ERROR"}, stdout=subprocess.DEVNULL)
    try:
        yield server
    finally:
        if server.poll() is None:
            server.send_signal(signal.SIGTERM)
            try:
                server.wait(timeout=60)
            except subprocess.TimeoutExpired:
                server.kill()
