"""What tests of a citizen's own pages share: bà Tư and others who sign in themselves, and a clock that stands."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from motcua.directory.actions.citizens import identify_citizen
from motcua.directory.models import Account, Citizen
from motcua.directory.queries.authority import authority_of
from motcua.directory.rules.actors import Actor
from motcua.directory.rules.citizens import Identity
from motcua.kernel import clock
from tests.desks.counter_desk import DeskClock, signed_in, wall_clock
from tests.world import FOUNDED, TU, World

__all__ = ["enter", "own_files", "signed_in", "standing", "tu", "wall_clock"]

Enter = Callable[[str, str], "Person"]


class Person:
    """A citizen with their browser."""

    def __init__(self, name: str, identifier: str) -> None:
        self.citizen: Citizen = identify_citizen(identity=Identity(name, identifier), account_id=None, at=FOUNDED)
        self.actor: Actor = authority_of(self.citizen.account_id, FOUNDED.date())
        self.browser = Client()
        account = Account.objects.get(id=self.citizen.account_id)
        self.browser.force_login(account, backend="motcua.desks.signing_in.PeopleBackend")

    def page(self, address: str, **query: str) -> str:
        """The text of a page that opens."""
        answer: Any = self.browser.get(address, query)
        assert answer.status_code == 200, (address, answer.status_code)
        text: str = answer.content.decode()
        return text


@pytest.fixture
def enter(world: World) -> Enter:
    """Somebody signs in as a citizen: name and number."""
    return Person


@pytest.fixture
def tu(enter: Enter) -> Person:
    """Bà Tư, who applied for the dossiers of the world."""
    return enter(TU.name, TU.identifier)


@pytest.fixture
def standing(monkeypatch: pytest.MonkeyPatch, wall_clock: DeskClock) -> DeskClock:
    """All pages read this clock; it stands until a test sets it."""
    monkeypatch.setattr(clock, "now", wall_clock.now)
    return wall_clock


@pytest.fixture
def own_files(tmp_path: Path, settings: Any) -> None:
    settings.FILES_DIRECTORY = tmp_path
