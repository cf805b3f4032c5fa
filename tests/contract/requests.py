"""For each operation of the machine interface a request that succeeds, and who of the cast may send it."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from tests.contract.casebook import MARITAL, Casebook

ADULT = {"kind": "citizen", "name": "Nguyễn Thị Tư", "identifier": "025190001234"}
REASON = {"reason": "Theo đề nghị của người nộp"}
BIRTH = {
    "procedure": "1.001193",
    "place": "phu tho/nong trang",
    "receiving_unit": "H44.100.01",
    "applicant": ADULT,
    "components": [{"key": key, "form": "original"} for key in ("declaration", "birth_notice", "identity_paper")],
}
VERIFICATION = {
    "when": "2026-09-07T10:00:00+07:00", "place": "Khu 5", "participants": "Tổ trưởng", "content": "Nơi cư trú",
    "result": "Đúng", "applicant_present": False,
}  # fmt: skip
ITEMS = {"items": [{"text": "Bản sao giấy chứng nhận", "reason": "Bản chụp mờ"}]}


@dataclass(frozen=True)
class Sent:
    """One request: by whom, to which rows, with what."""

    by: str
    ids: Callable[[Casebook], dict[str, int]] = lambda book: {}
    body: dict[str, Any] = field(default_factory=dict)
    path: dict[str, str] = field(default_factory=dict)
    query: dict[str, str] = field(default_factory=dict)


def _of(kind: str, address: str | None = None) -> Callable[[Casebook], dict[str, int]]:
    return lambda book: {f"{address or kind}_id": book.ids[kind]}


def _dossier(name: str) -> Callable[[Casebook], dict[str, int]]:
    return lambda book: {"dossier_id": book.dossiers[name].id}


def _leg_of(name: str) -> Callable[[Casebook], dict[str, int]]:
    return lambda book: {"leg_id": book.dossiers[name].legs.order_by("id")[0].id}


REQUESTS: dict[str, Sent] = {
    "receiveDossier": Sent("lan", body=BIRTH),
    "listDossiers": Sent("lan"),
    "readDossier": Sent("lan", _of("dossier")),
    "listEvents": Sent("lan"),
    "uploadFile": Sent("lan"),
    "searchProcedures": Sent("lan", query={"q": "khai sinh"}),
    "readProcedure": Sent("lan", path={"code": MARITAL}),
    "readForm": Sent("lan", path={"code": MARITAL}),
    "findCompetence": Sent("lan", query={"procedure": MARITAL, "place": "phu tho/nong trang"}),
    "issueToken": Sent("lan"),
    "assignTask": Sent("ha", _of("task")),
    "completeTask": Sent("ha", _of("task")),
    "verify": Sent("minh", _of("leg"), VERIFICATION),
    "consult": Sent("minh", _of("leg"), {"agency": "H44.19", "content": "Đề nghị cho ý kiến"}),
    "answerConsultation": Sent("viet_tri_minh", _of("consultation_leg", "leg"), {"text": "Đúng như khai"}),
    "withdrawConsultation": Sent("minh", _of("consultation_leg", "leg"), REASON),
    "requestSupplement": Sent("minh", _of("leg"), ITEMS),
    "notifySupplement": Sent("lan", _of("supplement_request", "request")),
    "completeSupplement": Sent("lan", _of("notified_request", "request")),
    "requestPayment": Sent("minh", _of("leg"), {"description": "Lệ phí", "amount_vnd": 8000}),
    "recordPayment": Sent("lan", _of("obligation"), {"proof": "BL-1"}),
    "proposeApology": Sent("minh", _leg_of("late"), REASON | {"new_due_at": "2026-09-15T17:00:00+07:00"}),
    "approveApology": Sent("ha", _of("apology")),
    "declineApology": Sent("ha", _of("apology"), REASON),
    "decide": Sent("ha", _leg_of("ready"), {"kind": "granted", "number": "46/2026"}),
    "terminate": Sent("ha", _of("leg"), REASON | {"ground": "special_law", "legal_basis": "Luật Hộ tịch"}),
    "requestStop": Sent("lan", _dossier("fresh"), REASON),
    "addComponent": Sent("lan", _dossier("fresh"), {"key": "birth_notice", "form": "copy"}),
    "returnResults": Sent("lan", _dossier("done"), {"check_made": "identity", "recipient": ADULT}),
    "sendPapers": Sent("lan", _of("transfer"), {"papers": 3}),
    "receivePapers": Sent("minh", _of("sent_transfer", "transfer")),
    "reportError": Sent("lan", _leg_of("done"), {"error": "Sai ngày sinh", "agency_at_fault": "H44.101"}),
    "correct": Sent("ha", _of("correction"), {"new_number": "45a/2026"}),
}
"""Name of the operation → its request."""


def parameters_of(sent: Sent, book: Casebook) -> dict[str, str]:
    """What stands in the address, as text."""
    return {name: str(value) for name, value in sent.ids(book).items()} | sent.path
