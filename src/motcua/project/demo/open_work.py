"""What the demo leaves open for a look around: a dossier for every list that somebody of the cast looks at."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

from django.utils import timezone

from motcua.catalogue.queries.editions import edition_in_force
from motcua.directory.models import Account
from motcua.directory.queries.authority import authority_of
from motcua.dossiers.actions.outcome import propose_outcome
from motcua.dossiers.models import Dossier
from motcua.dossiers.rules.stages import OutcomeKind, Stage
from motcua.project.demo.cast import PLACE
from motcua.project.demo.narration import Narration

BIRTH, MARRIAGE, MARITAL_STATUS, HOUSEHOLD_BUSINESS, RESIDENCE = (
    "1.001193",
    "1.000894",
    "1.004873",
    "1.001612",
    "1.004222",
)
LEAD = "lead"
LATE_SINCE = timedelta(days=14)


class OpenWork(Narration):
    """A day in the middle of the work, in the present."""

    def leave(self) -> None:
        """Leave the dossiers, unless work is open already. Raises StageFailed."""
        if Dossier.objects.filter(stage=Stage.PROCESSING).exists():
            return
        self.stage.set_clock(timezone.now() - LATE_SINCE)
        self._late()
        self.stage.reset_clock()
        self._to_assign()
        self._to_tell_the_applicant()
        self._consulted()
        self._to_sign()
        self._to_collect()
        self.teller.say("\nĐang dở để xem:", "\nOpen for a look:")
        for who, vi, en in (
            ("lan", "báo bổ sung cho người nộp, trả kết quả", "tell an applicant what is missing, return a result"),
            ("minh", "một hồ sơ quá hạn, một đang lấy ý kiến, một cần bổ sung", "late, consulting, lacking a paper"),
            ("ha", "phân công, ký", "assign, sign"),
            ("quang", "phân công", "assign"),
            ("anh", "trả lời lấy ý kiến", "answer a consultation"),
        ):
            self.teller.say(f"    {who:8} {vi}", f"    {who:8} {en}")

    def _take_in(self, procedure: str, name: str, identifier: str) -> None:
        """Everything that the procedure demands is handed in, on paper where it may be."""
        edition = edition_in_force(procedure, timezone.localdate())[1]
        marks = [
            {"key": component.key, "form": component.accepts[0]}
            for component in edition.components
            if component.required
        ]
        given = {
            "procedure": procedure,
            "place": PLACE,
            "receiving_unit": self.cast.agencies["desk"].code,
            "applicant": {"kind": "citizen", "name": name, "identifier": identifier, "phone": "0912345678"},
            "components": marks,
        }
        key = {"Idempotency-Key": f"open-{uuid4()}"}
        self._look(self.stage.call("lan", "POST", "/dossiers", given, **key)["id"])

    def _taken_by_minh(self, procedure: str, name: str, identifier: str) -> dict[str, Any]:
        """The leg, with its first step of work in Minh's hands."""
        self._take_in(procedure, name, identifier)
        self._step(LEAD, "assign", "ha")
        task = self._leg(LEAD)["tasks"][0]
        self.stage.call("minh", "POST", f"/tasks/{task['id']}/assignment", {})
        return self._leg(LEAD)

    def _late(self) -> None:
        self._taken_by_minh(MARITAL_STATUS, "Hoàng Văn Trễ", "025190000021")

    def _to_assign(self) -> None:
        self._take_in(MARRIAGE, "Lê Thị Hoa Mai", "025190000022")
        self._take_in(RESIDENCE, "Bùi Quốc Khánh", "025190000023")

    def _to_tell_the_applicant(self) -> None:
        leg = self._taken_by_minh(BIRTH, "Trần Thu Thủy", "025190000024")
        item = {"component": "", "text": "Giấy chứng sinh", "reason": "Ngày sinh trên giấy bị nhòe"}
        body = {"items": [item], "legal_basis": "NĐ 118/2025/NĐ-CP"}
        self.stage.call("minh", "POST", f"/legs/{leg['id']}/supplement-requests", body)

    def _consulted(self) -> None:
        leg = self._taken_by_minh(MARITAL_STATUS, "Đinh Công Minh", "025190000025")
        asked = {"agency": self.cast.agencies["justice"].code, "content": "Đề nghị xác minh tình trạng hôn nhân"}
        self.stage.call("minh", "POST", f"/legs/{leg['id']}/consultations", asked)

    def _to_sign(self) -> None:
        leg = self._taken_by_minh(HOUSEHOLD_BUSINESS, "Phạm Thị Sương", "025190000026")
        now = timezone.now()
        minh = authority_of(Account.objects.get(username="minh").id, now.date())
        propose_outcome(leg_id=leg["id"], kind=OutcomeKind.GRANTED, number="18A.0002611", actor=minh, at=now)
        while (task := self._leg(LEAD)["tasks"][0])["step"] != "sign":
            who = "ha" if task["role"] == "leader" else "minh"
            self.stage.call(who, "POST", f"/tasks/{task['id']}/completion", {})

    def _to_collect(self) -> None:
        self._take_in(BIRTH, "Ngô Bảo Ngọc", "025190000027")
        self._decide(LEAD, "minh", "ha", "46/2026")
