"""The contract with a payment gateway: signatures, and what it says about an order. `docs/interfaces/payments.md`."""

import hashlib
import hmac
from dataclasses import dataclass
from datetime import datetime, timedelta

from motcua.dossiers.rules.payments import Receipt
from motcua.kernel.refusal import Refusal

SIGNATURE_KEPT = timedelta(minutes=5)
"""A signed message that is older, or from further ahead, is not believed."""


class GatewayNotReached(Exception):
    """No answer that can be used: outage, time-out, fault; to be tried again."""


class CallbackNotSigned(Refusal):
    """The message does not carry a valid signature of the payment gateway."""

    status = 403


@dataclass(frozen=True)
class OrderAtGateway:
    """What the gateway says about one order."""

    reference: str
    address: str
    """The page where the order is paid."""
    receipts: tuple[Receipt, ...]


def signature(secret: str, timestamp: str, method: str, path: str, body: bytes) -> str:
    """HMAC-SHA256 over instant, method, path and body, in hexadecimal digits."""
    message = b"\n".join((timestamp.encode(), method.encode(), path.encode(), body))
    return hmac.new(secret.encode(), message, hashlib.sha256).hexdigest()


def require_signed(secret: str, timestamp: str, path: str, body: bytes, given: str, at: datetime) -> None:
    """Raises CallbackNotSigned for a forged, altered or old message."""
    expected = signature(secret, timestamp, "POST", path, body)
    if not secret or not hmac.compare_digest(expected.encode(), given.encode(errors="replace")):
        raise CallbackNotSigned
    if not timestamp.isdecimal() or abs(at.timestamp() - int(timestamp)) > SIGNATURE_KEPT.total_seconds():
        raise CallbackNotSigned
