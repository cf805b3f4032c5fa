"""A payment gateway over HTTP, by the contract of `docs/interfaces/payments.md`."""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.parse import quote, urlsplit
from urllib.request import Request, urlopen

from motcua.dossiers.rules.payments import Receipt
from motcua.exchange.rules.gateway import GatewayNotReached, OrderAtGateway, signature

TIMEOUT_SECONDS = 10
BYTES_MAX = 1024 * 1024


@dataclass(frozen=True)
class PaymentGateway:
    url: str
    merchant: str
    secret: str
    timeout_seconds: float = TIMEOUT_SECONDS

    def create(
        self,
        *,
        reference: str,
        amount_vnd: int,
        expires_at: datetime,
        return_address: str,
        callback_address: str,
        at: datetime,
    ) -> OrderAtGateway:
        """Make the order known; made twice with the same content, it is the same order. Raises GatewayNotReached."""
        order = {
            "merchant": self.merchant,
            "reference": reference,
            "amount_vnd": amount_vnd,
            "expires_at": expires_at.isoformat(),
            "return_url": return_address,
            "callback_url": callback_address,
        }
        return _order(self._ask("POST", "/v1/orders", at, order))

    def find(self, reference: str, *, at: datetime) -> OrderAtGateway | None:
        """What it has for the order; None when it does not know it. Raises GatewayNotReached."""
        answer = self._ask("GET", f"/v1/orders/{quote(reference)}", at, may_lack=True)
        return _order(answer) if answer else None

    def refund(self, *, transaction: str, refund_reference: str, amount_vnd: int, at: datetime) -> str:
        """Send money back; asked twice with the same reference, it goes once. The gateway's number of the refund."""
        wish = {"refund_reference": refund_reference, "amount_vnd": amount_vnd}
        answer = self._ask("POST", f"/v1/transactions/{quote(transaction)}/refunds", at, wish)
        return str(answer["refund"])

    def _ask(
        self, method: str, path: str, at: datetime, content: dict[str, Any] | None = None, *, may_lack: bool = False
    ) -> dict[str, Any]:
        body = json.dumps(content).encode() if content is not None else b""
        timestamp = str(int(at.timestamp()))
        path = urlsplit(self.url).path.rstrip("/") + path
        request = Request(
            "{0.scheme}://{0.netloc}".format(urlsplit(self.url)) + path,
            data=body or None,
            method=method,
            headers={
                "Content-Type": "application/json",
                "X-Merchant": self.merchant,
                "X-Timestamp": timestamp,
                "X-Signature": signature(self.secret, timestamp, method, path, body),
            },
        )
        try:
            with urlopen(request, timeout=self.timeout_seconds) as answer:
                found = json.loads(answer.read(BYTES_MAX))
        except HTTPError as problem:
            if problem.code == 404 and may_lack:
                return {}
            raise GatewayNotReached(f"{method} {path}: {problem.code}") from problem
        except (URLError, OSError, ValueError) as problem:
            raise GatewayNotReached(f"{method} {path}: {type(problem).__name__}: {problem}") from problem
        if not isinstance(found, dict):
            raise GatewayNotReached(f"{method} {path}: not an object")
        return found


def _order(answer: dict[str, Any]) -> OrderAtGateway:
    try:
        receipts = tuple(
            Receipt(str(row["id"]), int(row["amount_vnd"]), datetime.fromisoformat(row["paid_at"]))
            for row in answer.get("transactions", [])
        )
        return OrderAtGateway(str(answer["reference"]), str(answer["pay_url"]), receipts)
    except (KeyError, TypeError, ValueError) as problem:
        raise GatewayNotReached(f"answer cannot be read: {problem!r}") from problem
