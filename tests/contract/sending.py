"""Sending the requests of the machine interface as anybody of the cast."""

from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.contract.casebook import PNG, Casebook
from tests.contract.requests import REQUESTS, parameters_of
from tests.contract.test_openapi import operations

ADDRESSES = {operation["operationId"]: name.split(" ") for name, operation in operations().items()}
"""Name of the operation → method and path."""


def send(book: Casebook, name: str, by: str | None, key: str = "a-key-of-ours") -> Any:
    """Send the operation's request with the token of somebody, or with none."""
    sent = REQUESTS[name]
    method, path = ADDRESSES[name]
    path = path.format(**parameters_of(sent, book))
    headers = {"Authorization": f"Bearer {book.token(by)}"} if by else {}
    client = Client()
    if method == "GET":
        return client.get(path, sent.query, headers=headers)
    if name == "uploadFile":
        return client.post(path, {"file": SimpleUploadedFile("giay.png", PNG)}, headers=headers)
    if name == "receiveDossier":
        headers["Idempotency-Key"] = key
    return client.post(path, sent.body, content_type="application/json", headers=headers)
