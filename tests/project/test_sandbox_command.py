"""`motcua sandbox payments`: the stand-in of the gateway as a process of its own, on this machine alone."""

import subprocess
import sys

from motcua.exchange.adapters.payment_gateway import PaymentGateway
from tests.world import MONDAY


def test_it_says_where_it_listens_and_serves_the_contract() -> None:
    started = [sys.executable, "-m", "motcua", "sandbox", "payments", "--port", "0", "--secret", "s"]
    with subprocess.Popen(started, stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout is not None
            url = process.stdout.readline().strip().removeprefix("MOTCUA_PAYMENT_URL=")
            assert url.startswith("http://127.0.0.1:")
            gateway = PaymentGateway(url, "motcua", "s")
            assert gateway.find("MC1", at=MONDAY) is None
            made = gateway.create(
                reference="MC1", amount_vnd=8000, expires_at=MONDAY, return_address="", callback_address="", at=MONDAY
            )
            assert made == gateway.find("MC1", at=MONDAY)
            assert made.address == f"{url}/pay/MC1"
        finally:
            process.terminate()
