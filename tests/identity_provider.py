"""An identity provider on this machine, in place of the national one."""

from collections.abc import Iterator

import pytest
import requests
from oidc_provider_mock import run_server_in_thread
from pytest_django import Settings

CLIENT = {"client_id": "motcua", "secret": "secret"}


@pytest.fixture(scope="module")
def provider() -> Iterator[str]:
    """Its address."""
    with run_server_in_thread() as server:
        yield f"http://127.0.0.1:{server.server_port}"


def trust(settings: Settings, provider: str) -> None:
    """Let citizens sign in with it, as `MOTCUA_OIDC_URL` would."""
    settings.OIDC_URL = provider
    known = {
        "provider_id": "vneid",
        "name": "VNeID",
        "settings": {"server_url": provider, "uid_field": "sub"},
    }
    ours = settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": ours | {"APPS": [known | CLIENT]}}
    directives = settings.CONTENT_SECURITY_POLICY["DIRECTIVES"]
    settings.CONTENT_SECURITY_POLICY = {"DIRECTIVES": directives | {"form-action": ["'self'", provider]}}


def tell_claims(provider: str, claims: dict[str, str]) -> None:
    """What it will say of the person whose `sub` is among the claims."""
    told = {name: value for name, value in claims.items() if name != "sub"}
    requests.put(f"{provider}/users/{claims['sub']}", json=told, timeout=10).raise_for_status()
