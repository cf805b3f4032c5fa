"""ClamAV by its own protocol (INSTREAM): `unix:/path/of/socket` or `host:port`."""

import socket
import struct
from pathlib import Path

from motcua.documents.rules.media import FileInfected, ScannerNotAnswering

TIMEOUT_SECONDS = 60
CHUNK_BYTES = 64 * 1024


def scan(path: Path, address: str) -> None:
    """Let the scanner read the file.

    Raises FileInfected when it finds something, and ScannerNotAnswering when it cannot say that the file is clean.
    """
    try:
        answer = _ask(path, address)
    except (OSError, ValueError) as problem:
        raise ScannerNotAnswering from problem
    if answer.endswith("OK"):
        return
    if answer.endswith("FOUND"):
        raise FileInfected(found=answer.removeprefix("stream:").removesuffix("FOUND").strip())
    raise ScannerNotAnswering(answer=answer)


def _ask(path: Path, address: str) -> str:
    with _connect(address) as connection, path.open("rb") as file:
        connection.settimeout(TIMEOUT_SECONDS)
        connection.sendall(b"zINSTREAM\0")
        while chunk := file.read(CHUNK_BYTES):
            connection.sendall(struct.pack(">I", len(chunk)) + chunk)
        connection.sendall(struct.pack(">I", 0))
        answer = b""
        while part := connection.recv(4096):
            answer += part
    return answer.rstrip(b"\0\n").decode(errors="replace")


def _connect(address: str) -> socket.socket:
    if address.startswith("unix:"):
        connection = socket.socket(socket.AF_UNIX)
        connection.settimeout(TIMEOUT_SECONDS)
        connection.connect(address.removeprefix("unix:"))
        return connection
    host, _, port = address.rpartition(":")
    return socket.create_connection((host, int(port)), timeout=TIMEOUT_SECONDS)
