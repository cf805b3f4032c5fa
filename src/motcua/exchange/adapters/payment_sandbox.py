"""A payment gateway on this machine, in place of a real one: the same contract, and every way it can go wrong."""

import json
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.error import URLError
from urllib.parse import urlsplit
from urllib.request import Request, urlopen

from motcua.exchange.rules.gateway import signature

CALLBACK_SECONDS = 5
PAGE = (
    '<!doctype html><html lang="vi"><meta charset="utf-8"><title>Cổng thanh toán thử</title>'
    '<link rel="icon" href="data:,">'
    "<h1>Cổng thanh toán thử</h1><p>{reference}: {amount_vnd} đồng. {words}</p>"
    '<form method="post"><button>Trả tiền (không có tiền thật)</button></form>'
    '<p><a href="{return_url}">Quay lại</a></p></html>'
)


@dataclass
class Behaviour:
    """How the stand-in misbehaves; by default not at all."""

    callbacks: str = "once"
    """once, lost, double, forged."""
    hides_payments: bool = False
    """Money has come, but asking does not show it yet: paid-but-unknown."""
    answers_after_seconds: float = 0
    """Longer than the caller waits is a time-out; what was asked for is done all the same."""
    is_down: bool = False


@dataclass
class Sandbox:
    """Orders and money in memory."""

    secret: str
    now: Callable[[], datetime]
    orders: dict[str, dict[str, Any]] = field(default_factory=dict)
    refunds: dict[str, dict[str, Any]] = field(default_factory=dict)
    behaviour: Behaviour = field(default_factory=Behaviour)
    calls: list[int] = field(default_factory=list)
    """Answers of the other side to our callbacks."""
    lock: threading.Lock = field(default_factory=threading.Lock)

    def create(self, wish: dict[str, Any], address: str) -> tuple[int, dict[str, Any]]:
        with self.lock:
            known = self.orders.get(wish["reference"])
            if known is not None and known["amount_vnd"] != wish["amount_vnd"]:
                return 409, {"error": "amount differs"}
            if known is None:
                pay_url = f"{address}/pay/{wish['reference']}"
                self.orders[wish["reference"]] = wish | {"pay_url": pay_url, "transactions": []}
        return 200, self.seen(wish["reference"])

    def seen(self, reference: str) -> dict[str, Any]:
        """The order as asking shows it."""
        order = self.orders[reference]
        return order | ({"transactions": []} if self.behaviour.hides_payments else {})

    def pay(self, reference: str, amount_vnd: int | None = None) -> str:
        """Money comes for the order, as often as it is sent; then the callbacks go out as the behaviour says."""
        with self.lock:
            order = self.orders[reference]
            number = f"T{reference}{len(order['transactions']) + 1:02d}"
            paid = {"id": number, "amount_vnd": order["amount_vnd"] if amount_vnd is None else amount_vnd}
            order["transactions"].append(paid | {"paid_at": self.now().isoformat()})
        times = {"lost": 0, "double": 2}.get(self.behaviour.callbacks, 1)
        for _ in range(times):
            self.call_back(reference)
        return number

    def call_back(self, reference: str) -> None:
        """Tell the merchant, signed (or forged); may be asked for late and out of order."""
        address = self.orders[reference]["callback_url"]
        body = json.dumps({"reference": reference, "state": "paid"}).encode()
        timestamp = str(int(self.now().timestamp()))
        secret = "forged" if self.behaviour.callbacks == "forged" else self.secret
        signed = signature(secret, timestamp, "POST", urlsplit(address).path, body)
        headers = {"Content-Type": "application/json", "X-Timestamp": timestamp, "X-Signature": signed}
        try:
            with urlopen(Request(address, body, headers), timeout=CALLBACK_SECONDS) as answer:
                self.calls.append(answer.status)
        except URLError as problem:
            self.calls.append(getattr(problem, "code", 0))

    def refund(self, transaction: str, wish: dict[str, Any]) -> tuple[int, dict[str, Any]]:
        with self.lock:
            money = {row["id"]: row for order in self.orders.values() for row in order["transactions"]}.get(transaction)
            known = self.refunds.get(wish["refund_reference"])
            if money is None:
                return 404, {"error": "no such transaction"}
            if known is None:
                back = sum(row["amount_vnd"] for row in self.refunds.values() if row["transaction"] == transaction)
                if back + wish["amount_vnd"] > money["amount_vnd"]:
                    return 409, {"error": "more than was paid"}
                number = f"R{len(self.refunds) + 1:06d}"
                known = {"refund": number, "transaction": transaction, "amount_vnd": wish["amount_vnd"]}
                self.refunds[wish["refund_reference"]] = known
        return 200, known


def serve(sandbox: Sandbox, port: int) -> ThreadingHTTPServer:
    """A server on loopback, ready to `serve_forever`; port 0 takes a free one."""

    class Handler(_Handler):
        def __init__(self, *given: Any) -> None:
            self.sandbox = sandbox
            super().__init__(*given)

    return ThreadingHTTPServer(("127.0.0.1", port), Handler)


class _Handler(BaseHTTPRequestHandler):
    sandbox: Sandbox

    def do_GET(self) -> None:
        self._handle(b"")

    def do_POST(self) -> None:
        self._handle(self.rfile.read(int(self.headers.get("Content-Length", 0))))

    def _handle(self, body: bytes) -> None:
        words = [part for part in urlsplit(self.path).path.split("/") if part]
        match words:
            case ["pay", reference] if reference in self.sandbox.orders:
                self._page(reference)
            case ["sandbox", *acts] if self.command == "POST":
                self._control(acts, body)
            case ["v1", *rest] if self._is_signed(body):
                self._answer(*self._contract(rest, json.loads(body or b"{}")))
            case ["v1", *_]:
                self._answer(401, {"error": "signature"})
            case _:
                self._answer(404, {"error": "unknown"})

    def _contract(self, words: list[str], content: dict[str, Any]) -> tuple[int, dict[str, Any]]:
        behaviour = self.sandbox.behaviour
        if behaviour.is_down:
            return 503, {"error": "down"}
        host = self.headers.get("Host", "")
        match (self.command, words):
            case ("POST", ["orders"]):
                done = self.sandbox.create(content, f"http://{host}")
            case ("GET", ["orders", reference]) if reference in self.sandbox.orders:
                done = 200, self.sandbox.seen(reference)
            case ("POST", ["transactions", number, "refunds"]):
                done = self.sandbox.refund(number, content)
            case _:
                done = 404, {"error": "unknown"}
        time.sleep(behaviour.answers_after_seconds)
        return done

    def _control(self, acts: list[str], body: bytes) -> None:
        """Not of the contract: makes it misbehave, lets money come, sends a callback once more."""
        content = json.loads(body or b"{}")
        match acts:
            case ["behaviour"]:
                self.sandbox.behaviour = Behaviour(**content)
                self._answer(200, content)
            case ["pay", reference] if reference in self.sandbox.orders:
                self._answer(200, {"id": self.sandbox.pay(reference, content.get("amount_vnd"))})
            case ["callback", reference] if reference in self.sandbox.orders:
                self.sandbox.call_back(reference)
                self._answer(200, {"calls": self.sandbox.calls})
            case _:
                self._answer(404, {"error": "unknown"})

    def _page(self, reference: str) -> None:
        order = self.sandbox.orders[reference]
        words = ""
        if self.command == "POST":
            words = f"Đã trả: {self.sandbox.pay(reference)}."
        content = PAGE.format(words=words, **order).encode()
        self._send(200, content, "text/html; charset=utf-8")

    def _is_signed(self, body: bytes) -> bool:
        timestamp = self.headers.get("X-Timestamp", "")
        expected = signature(self.sandbox.secret, timestamp, self.command, self.path, body)
        return self.headers.get("X-Signature", "") == expected

    def _answer(self, status: int, content: dict[str, Any]) -> None:
        self._send(status, json.dumps(content).encode(), "application/json")

    def _send(self, status: int, content: bytes, media_type: str) -> None:
        try:
            self.send_response(status)
            self.send_header("Content-Type", media_type)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)
        except BrokenPipeError:
            pass  # the other side did not wait

    def log_message(self, format: str, *given: Any) -> None:
        """Nothing: the process that started it tells what matters."""
