"""A machine client at the desk of Việt Trì, and one of an agency far away."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from motcua.api.actions.credentials import issue_credential
from motcua.api.auth import Scope, issue_token
from motcua.directory.rules.actors import SYSTEM
from tests.world import FOUNDED, World

Caller = Callable[..., Any]


def token_of(world: World, name: str, scopes: list[Scope] | None = None) -> str:
    credential, secret = issue_credential(
        account_id=world.id_of(name), scopes=scopes or list(Scope), actor=SYSTEM, at=FOUNDED
    )
    return issue_token(credential.client_id, secret, "")[0]


@pytest.fixture
def call(world: World) -> Caller:
    """Call the interface as one of the cast: `call("lan", "post", "/dossiers", {...})`."""
    client, tokens = Client(), dict[str, str]()

    def calling(name: str, method: str, path: str, body: Any = None, **headers: str) -> Any:
        if name not in tokens:
            tokens[name] = token_of(world, name)
        request = getattr(client, method)
        options: dict[str, Any] = {"headers": {"Authorization": f"Bearer {tokens[name]}"} | headers}
        if method != "get":
            options |= {"data": body, "content_type": "application/json"}
        return request(f"/api/v1{path}", **options)

    return calling


@pytest.fixture
def birth() -> dict[str, Any]:
    """Bà Tư's dossier as a machine sends it."""
    return {
        "procedure": "1.001193",
        "place": "phu tho/nong trang",
        "receiving_unit": "H44.100.01",
        "applicant": {"kind": "citizen", "name": "Nguyễn Thị Tư", "identifier": "025190001234"},
        "components": [
            {"key": "declaration", "form": "original"},
            {"key": "birth_notice", "form": "original"},
            {"key": "identity_paper", "form": "original"},
        ],
    }
