"""What every chapter of the story needs: set the clock, call, look, check, wait."""

import time
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from motcua.exchange.models import OutboxMessage
from motcua.kernel.worktime import TIME_ZONE
from motcua.project.demo.cast import Cast
from motcua.project.demo.stage import Stage
from motcua.project.demo.telling import Teller

NOTICE_SECONDS = 60


def at(text: str) -> datetime:
    """An instant in Vietnam, e.g. `at("2026-09-07T08:30")`."""
    return datetime.fromisoformat(text).replace(tzinfo=TIME_ZONE)


@dataclass
class Narration:
    """One telling: who tells, on what stage, with whom; and the dossier as it was last seen."""

    teller: Teller
    stage: Stage
    cast: Cast
    folder: Path
    dossier: dict[str, Any] = field(default_factory=dict)
    supplement: int = 0
    """Id of the request that bà Tư answers."""

    def _now(self, text: str, vi: str, en: str) -> None:
        self.stage.set_clock(at(text))
        self.teller.chapter(at(text), vi, en)

    def _fact(self, is_so: bool, vi: str, en: str) -> None:
        self.teller.fact(is_so, vi, en)

    def _look(self, dossier_id: int) -> None:
        self.dossier = self.stage.call("lan", "GET", f"/dossiers/{dossier_id}")

    def _legs(self) -> dict[str, dict[str, Any]]:
        self._look(self.dossier["id"])
        return {leg["key"]: leg for leg in self.dossier["legs"]}

    def _leg(self, key: str) -> dict[str, Any]:
        return self._legs()[key]

    def _step(self, key: str, step: str, who: str) -> None:
        """Complete the open step of the leg."""
        task = next(task for task in self._leg(key)["tasks"] if task["step"] == step)
        self.stage.call(who, "POST", f"/tasks/{task['id']}/completion", {})

    def _decide(self, key: str, officer: str, leader: str, number: str) -> None:
        """Complete whatever steps are open, each by its role, then sign."""
        while True:
            leg = self._leg(key)
            task = leg["tasks"][0]
            if task["step"] == "sign":
                break
            who = leader if task["role"] == "leader" else officer
            self.stage.call(who, "POST", f"/tasks/{task['id']}/completion", {})
        self.stage.call(leader, "POST", f"/legs/{leg['id']}/outcome", {"kind": "granted", "number": number})

    def _events(self) -> list[str]:
        acts, cursor = [], "0-0"
        while True:
            page = self.stage.call("lan", "GET", f"/events?after={cursor}&size=500")
            acts += [event["act"] for event in page["items"] if event["dossier_id"] == self.dossier["id"]]
            if page["cursor"] == cursor:
                return [act for act in acts if act != "dossiers.read"]
            cursor = page["cursor"]

    def _notices(self) -> int:
        """Messages that the worker has delivered; it works beside the server, so wait for it."""
        ends = time.monotonic() + NOTICE_SECONDS
        while time.monotonic() < ends:
            sent = OutboxMessage.objects.filter(delivered_at__isnull=False, body__contains=self.dossier["code"]).count()
            if sent > 1:
                return sent
            time.sleep(0.5)
        return 0
