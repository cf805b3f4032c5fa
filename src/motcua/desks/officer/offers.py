"""What a person may do on a dossier now: only what the open steps allow and their role permits."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from motcua.desks.officer.dossier_sheet import DossierSheet, LegSheet
from motcua.directory.rules.actors import Actor
from motcua.directory.rules.roles import TASK_PERMISSION, Permission, RoleName
from motcua.dossiers.models import Task
from motcua.dossiers.rules.stages import LegKind, LegState, Stage


@dataclass(frozen=True)
class Offer:
    """One act as a link or, where it needs no words, as a button."""

    label: str | Promise
    url_name: str
    id: int
    key: str = ""
    """The key that opens it; each once on a page."""
    at_once: bool = False

    @property
    def url(self) -> str:
        return reverse(f"officer:{self.url_name}", args=[self.id])


STEP_OFFERS: tuple[tuple[str, str, str | Promise, str], ...] = (
    ("verify", "verification", _("Ghi kết quả xác minh"), "v"),
    ("consult", "consultation", _("Lấy ý kiến cơ quan khác"), "c"),
    ("request_supplement", "supplement-request", _("Yêu cầu bổ sung hồ sơ"), "s"),
    ("request_payment", "obligation", _("Yêu cầu nghĩa vụ tài chính"), "t"),
    ("propose_apology", "apology", _("Đề nghị xin lỗi, hẹn lại"), "x"),
    ("propose_outcome", "proposal", _("Trình dự thảo kết quả"), "d"),
)
"""Act of a step, its page, its words and its key."""


def offers_for(leg: LegSheet, sheet: DossierSheet, actor: Actor) -> list[Offer]:
    """The acts on one leg that this person may do now, in the order of the work."""
    if not sheet.is_in_work:
        return list(_corrections(leg, actor))
    return [*_papers(leg, actor), *_tasks(leg, actor), *_step_acts(leg, sheet, actor), *_others(leg, sheet, actor)]


def _corrections(leg: LegSheet, actor: Actor) -> Iterator[Offer]:
    for correction in leg.corrections:
        if correction.corrected_at is None and actor.may(Permission.CORRECT_ERROR, correction.agency_at_fault_id):
            yield Offer(_("Đính chính kết quả"), "correction", correction.id, "e")


def _papers(leg: LegSheet, actor: Actor) -> Iterator[Offer]:
    for transfer in leg.transfers:
        is_underway = transfer.sent_at is not None and transfer.received_at is None
        if is_underway and actor.may(Permission.PROCESS_DOSSIER, transfer.receiver_id):
            yield Offer(_("Xác nhận đã nhận hồ sơ giấy"), "papers-receipt", transfer.id, "p", at_once=True)


def _tasks(leg: LegSheet, actor: Actor) -> Iterator[Offer]:
    for task in leg.view.open_tasks:
        may_do = actor.may(TASK_PERMISSION[RoleName(task.role)], task.agency_id)
        if may_do and task.assignee_id is None and task.role != RoleName.LEADER:
            yield Offer(_("Nhận việc"), "taking", task.id, "n", at_once=True)
        if actor.may(Permission.ASSIGN_TASK, task.agency_id) and task.role != RoleName.LEADER:
            yield Offer(_("Phân công"), "assignment", task.id, "g")
        is_open = leg.view.leg.state == LegState.OPEN and leg.view.leg.kind != LegKind.CONSULTATION
        if may_do and is_open and _is_free(task, actor) and "decide" not in leg.acts_of(task):
            yield Offer(_("Hoàn thành bước"), "completion", task.id, "h")


def _is_free(task: Task, actor: Actor) -> bool:
    return task.assignee_id in {None, actor.id}


def _step_acts(leg: LegSheet, sheet: DossierSheet, actor: Actor) -> Iterator[Offer]:
    row = leg.view.leg
    if row.state != LegState.OPEN or not actor.may(Permission.PROCESS_DOSSIER, row.agency_id):
        return
    assigns = actor.may(Permission.ASSIGN_TASK, row.agency_id)
    allowed = {act for task in leg.view.open_tasks if assigns or _is_free(task, actor) for act in leg.acts_of(task)}
    if leg.open_supplement is not None or not leg.may_ask_supplement(actor):
        allowed.discard("request_supplement")
    if not leg.may_apologise(sheet.now):
        allowed.discard("propose_apology")
    for act, page, label, key in STEP_OFFERS:
        if act in allowed:
            yield Offer(label, page, row.id, key)
    if "decide" in allowed and actor.may(Permission.DECIDE_DOSSIER, row.agency_id) and not leg.waits_for:
        yield Offer(_("Ký kết quả"), "decision", row.id, "k")


def _others(leg: LegSheet, sheet: DossierSheet, actor: Actor) -> Iterator[Offer]:
    row = leg.view.leg
    if row.finished_at is not None:
        return
    if leg.view.consultation is not None:
        if actor.may(Permission.PROCESS_DOSSIER, row.agency_id):
            yield Offer(_("Trả lời lấy ý kiến"), "answer", row.id, "l")
        asking = sheet.leg_row(leg.view.consultation.asked_by_id)
        if actor.may(Permission.PROCESS_DOSSIER, asking.agency_id):
            yield Offer(_("Rút lấy ý kiến"), "withdrawal", row.id, "r")
        return
    if leg.open_apology is not None and actor.may(Permission.APPROVE_APOLOGY, row.agency_id):
        yield Offer(_("Duyệt xin lỗi, hẹn lại"), "apology-approval", leg.open_apology.id, "a")
    if actor.may(Permission.DECIDE_DOSSIER, row.agency_id):
        if sheet.dossier.stage == Stage.STOP_REQUESTED and row.parent_id is None:
            yield Offer(_("Đồng ý dừng xử lý"), "stop-agreement", sheet.dossier.id, "o")
        yield Offer(_("Dừng xử lý"), "termination", row.id)
