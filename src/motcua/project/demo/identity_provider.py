"""An identity provider on this machine, which stands in for the national one while the demo runs."""

import json
import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

PEOPLE = (
    {
        "sub": "025190001234",
        "name": "Nguyễn Thị Tư",
        "birthdate": "1955-03-15",
        "phone_number": "0912345678",
        "email": "tu@example.vn",
        "address": {"formatted": "Khu 5, phường Nông Trang, tỉnh Phú Thọ"},
    },
    {
        "sub": "025188001111",
        "name": "Trần Văn Nam",
        "birthdate": "1988-07-02",
        "phone_number": "0987654321",
        "email": "nam@example.vn",
    },
)
"""Who can sign in there: made-up people."""


@contextmanager
def identity_provider() -> Iterator[None]:
    """The provider as a child process on loopback; servers started inside let citizens sign in with it."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    command = [sys.executable, "-W", "ignore", "-m", "oidc_provider_mock", "--port", str(port)]
    for person in PEOPLE:
        command += ["--user-claims", json.dumps(person, ensure_ascii=False)]
    provider = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    os.environ |= {"MOTCUA_OIDC_URL": f"http://127.0.0.1:{port}", "MOTCUA_OIDC_SECRET": "demo"}
    try:
        yield
    finally:
        provider.terminate()
        provider.wait(timeout=10)
