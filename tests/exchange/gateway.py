"""What tests of paying share: the stand-in of the gateway on a port of its own, and a dossier that owes fees."""

import threading
from collections.abc import Iterator
from datetime import datetime
from typing import Any

import pytest
from django.utils import timezone

from motcua.directory.rules.actors import Actor
from motcua.dossiers.actions.payments import open_order
from motcua.dossiers.models import Dossier, PaymentOrder
from motcua.exchange.actions.payments import ask
from motcua.exchange.adapters.payment_gateway import PaymentGateway
from motcua.exchange.adapters.payment_sandbox import Sandbox, serve
from tests.contract.casebook import COPIES
from tests.world import World, accepted, at

NOBODY = Actor(id=None, name="")
SECRET = "secret-of-the-tests"
TEN, LATER = at("2026-09-07T10:00"), at("2026-09-07T10:30")


class Gateway:
    """The stand-in and our side of it."""

    def __init__(self, sandbox: Sandbox, url: str) -> None:
        self.sandbox, self.url = sandbox, url
        self.client = PaymentGateway(url, "motcua", SECRET, timeout_seconds=1)

    def ask(self, order: PaymentOrder, when: datetime = LATER) -> str:
        """One round of asking, as the job does; the state the order is in afterwards."""
        callback = f"{self.url}/nobody/"
        return ask(order_id=order.id, gateway=self.client, callback_address=callback, return_address="", at=when).value


@pytest.fixture
def gateway() -> Iterator[Gateway]:
    sandbox = Sandbox(SECRET, timezone.now)
    server = serve(sandbox, 0)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    yield Gateway(sandbox, f"http://127.0.0.1:{server.server_address[1]}")
    server.shutdown()
    thread.join()
    server.server_close()


def owing(world: World, **changes: Any) -> Dossier:
    """Extracts of the civil register, which cost money."""
    return accepted(world, COPIES, copies=2, **changes)


def ordered(world: World) -> PaymentOrder:
    return open_order(dossier_id=owing(world).id, actor=NOBODY, at=TEN)
