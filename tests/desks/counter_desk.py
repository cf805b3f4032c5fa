"""What tests of the counter share: a desk whose clock stands, people signed in, a screen filled in."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from django.test import Client

from motcua.directory.models import Account
from motcua.kernel import clock
from tests.world import MONDAY, World

CARD = "025190001234|131234567|Nguyễn Thị Tư|08031990|Nữ|Khu 5, Nông Trang, Phú Thọ|25052021"
INTAKE = "/quay/tiep-nhan/"


class DeskClock:
    """The clock on the desk's wall: it stands until a test sets it."""

    def __init__(self) -> None:
        self.at = MONDAY

    def now(self) -> datetime:
        return self.at


@pytest.fixture
def wall_clock(monkeypatch: pytest.MonkeyPatch) -> DeskClock:
    """Every page reads this clock; sessions and cookies read the real one."""
    wall = DeskClock()
    monkeypatch.setattr(clock, "now", wall.now)
    return wall


@pytest.fixture
def signed_in(world: World) -> Callable[[str], Client]:
    """A browser in which this person of the cast has signed in."""

    def open_browser(name: str) -> Client:
        client = Client()
        account = Account.objects.get(id=world.id_of(name))
        client.force_login(account, backend="motcua.desks.signing_in.PeopleBackend")
        return client

    return open_browser


def screen(client: Client, **typed: Any) -> dict[str, Any]:
    """Everything the intake screen would send back after these boxes were filled in and it was shown once."""
    first = client.get(INTAKE).context["sheet"].values
    response = client.post(INTAKE, {**first.dict(), **typed, "step": "show"})
    assert response.status_code == 200, response.content
    shown: dict[str, Any] = response.context["sheet"].values.dict()
    return shown


def with_papers(sent: dict[str, Any], *keys: str, form: str = "original") -> dict[str, Any]:
    return {**sent, **{f"mark-{key}": form for key in keys}}
