"""One dossier of each kind of open matter, all between Nông Trang and Việt Trì, with the ids that addresses need."""

import io
from dataclasses import dataclass
from datetime import date

from motcua.api.actions.credentials import issue_credential
from motcua.api.auth import Scope, issue_token
from motcua.catalogue.models import Procedure
from motcua.catalogue.rules.edition import PaperForm
from motcua.directory.actions.citizens import identify_citizen
from motcua.directory.actions.people import create_account, post
from motcua.directory.models import Posting
from motcua.directory.queries.authority import authority_of
from motcua.directory.rules.actors import SYSTEM, Actor
from motcua.directory.rules.citizens import Identity
from motcua.directory.rules.roles import RoleName
from motcua.documents.actions.files import store_upload
from motcua.dossiers.actions import apology, components, consultation, correction, intake, obligation, outcome
from motcua.dossiers.actions.draft_papers import attach_file
from motcua.dossiers.actions.drafts import Beginning, begin_draft
from motcua.dossiers.actions.mandates import Declared, declare_mandate
from motcua.dossiers.actions.supplement import notify_supplement, request_supplement
from motcua.dossiers.actions.transfer import send_papers
from motcua.dossiers.models import Dossier, Draft, Leg, Task
from motcua.dossiers.queries.drafts import DraftHolder
from motcua.dossiers.rules.intake import ComponentMark
from motcua.dossiers.rules.mandates import MandateGround
from motcua.dossiers.rules.stages import OutcomeKind
from tests.world import (
    FOUNDED,
    TU,
    World,
    accepted,
    accepted_birth,
    at,
    birth_intake,
    build_world,
    decided_birth,
    marks_for,
    step_to,
)

PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c4944415408d763f8ffff3f0005fe02fea7d6059b"
    "0000000049454e44ae426082"
)
"""The smallest picture."""
ASKED = at("2026-09-07T10:00")
MARITAL, COPIES = "1.004873", "2.000635"
"""A certificate of marital status, on which supplements and apologies are lawful; an extract that costs money."""


@dataclass
class Casebook:
    """The world, the dossiers in it, and what must not be seen outside."""

    world: World
    ids: dict[str, int]
    """Kind of row, as addresses name it → id of one that is open."""
    dossiers: dict[str, Dossier]
    secrets: tuple[str, ...]
    tokens: dict[str, str]
    draft: Draft
    """Somebody prepares a birth registration online; whoever lacks its key learns nothing of it."""

    def token(self, name: str) -> str:
        if name not in self.tokens:
            credential, secret = issue_credential(
                account_id=self.world.id_of(name), scopes=list(Scope), actor=SYSTEM, at=FOUNDED
            )
            self.tokens[name] = issue_token(credential.client_id, secret, "")[0]
        return self.tokens[name]


def _register_citizens(world: World) -> None:
    """Bà Tư signs in herself, and so does somebody who has no part in anything."""
    for name, identity in (
        ("citizen_tu", Identity(TU.name, TU.identifier)),
        ("citizen_other", Identity("Phan Thị Ngọc", "079190004321")),
    ):
        account_id = identify_citizen(identity=identity, account_id=None, at=FOUNDED).account_id
        world.actors[name] = authority_of(account_id, FOUNDED.date())


def _mandate(world: World) -> int:
    """Bà Tư acts for her grandchild."""
    declared = Declared(
        "citizen", "Nguyễn Minh Khôi", MandateGround.GUARDIAN, FOUNDED.date(), paper="Quyết định 12/2026"
    )
    return declare_mandate(declared=declared, actor=world.actor("citizen_tu"), at=FOUNDED).id


def build_casebook() -> Casebook:
    """Everything by actions, as people would have done it."""
    world = build_world()
    _post_outsiders(world)
    _register_citizens(world)
    lan, minh = world.actor("lan"), world.actor("minh")
    fresh = accepted_birth(world)
    scan = store_upload(stream=io.BytesIO(PNG), name="giay-chung-sinh.png", actor=lan, at=ASKED)
    mark = ComponentMark("birth_notice", PaperForm.ELECTRONIC, file_id=scan.id)
    component = components.add_component(dossier_id=fresh.id, mark=mark, actor=lan, at=ASKED)

    working = accepted(world, MARITAL)
    leg_in_work = _on_the_table(world, working)
    proposed = outcome.propose_outcome(leg_id=leg_in_work, kind=OutcomeKind.GRANTED, actor=minh, at=ASKED)
    new_date = apology.propose_apology(
        leg_id=leg_in_work, reason="Chờ xác minh", new_due_at=at("2026-09-14T17:00"), actor=minh, at=ASKED
    )
    asked = consultation.consult(
        leg_id=leg_in_work, agency_id=world.agency("viet_tri"), content="Xác minh nơi cư trú cũ", limit=None,
        legal_basis="", actor=minh, at=ASKED,
    )  # fmt: skip

    late = accepted(world, MARITAL)
    _on_the_table(world, late)
    lacking = accepted(world, MARITAL)
    request = _ask(world, _on_the_table(world, lacking))
    told = accepted(world, MARITAL)
    notified = _ask(world, _on_the_table(world, told))
    notify_supplement(request_id=notified, actor=lan, at=at("2026-09-07T10:30"))
    owing = accepted(world, COPIES)
    owed = obligation.request_payment(
        leg_id=_on_the_table(world, owing), description="Lệ phí", amount_vnd=8000, legal_basis="", actor=minh, at=ASKED
    )
    done = decided_birth(world)
    error = correction.report_error(
        leg_id=done.legs.get().id, error="Sai tên đệm", agency_at_fault_id=world.agency("nong_trang"), actor=lan,
        at=at("2026-09-07T15:00"),
    )  # fmt: skip
    ready = accepted_birth(world)
    step_to(world, ready, "sign", ASKED)
    sent = accepted_birth(world)
    sent_transfer = sent.legs.get().transfers.get(sent_at=None)
    send_papers(transfer_id=sent_transfer.id, papers=3, actor=lan, at=ASKED)
    items = [{"component": "birth_notice", "text": "Giấy chứng sinh", "reason": "Chưa có"}]
    incomplete = intake.send_back(
        intake=birth_intake(world, marks=marks_for("declaration")), items=items, legal_basis="", actor=lan, at=ASKED
    )

    dossiers = {
        "fresh": fresh, "working": working, "lacking": lacking, "told": told, "owing": owing, "done": done,
        "incomplete": incomplete, "late": late, "ready": ready, "sent": sent,
    }  # fmt: skip
    task = Task.objects.get(leg__dossier=fresh, closed_at__isnull=True)
    ids = {
        "mandate": _mandate(world),
        "dossier": fresh.id,
        "leg": leg_in_work,
        "task": task.id,
        "transfer": fresh.legs.get().transfers.get(sent_at=None).id,
        "supplement_request": request,
        "notified_request": notified,
        "sent_transfer": sent_transfer.id,
        "obligation": owed.id,
        "apology": new_date.id,
        "correction": error.id,
        "consultation_leg": asked.leg_id,
        "proposal": proposed.id,
        "component": component.id,
        "file": scan.id,
        "form": fresh.forms.order_by("id")[0].id,
        "fee": owing.fees.order_by("id")[0].id,
        "party": fresh.applicant_id,
        "procedure": Procedure.objects.get(code=MARITAL).id,
        "edition": fresh.edition_id,
        "stopping": working.id,
        "unit": world.unit("nong_trang"),
        "agency": world.agency("nong_trang"),
        "account": world.id_of("mai"),
        "posting": Posting.objects.get(account_id=world.id_of("mai")).id,
    }
    codes = [text for dossier in dossiers.values() for text in (dossier.code, dossier.check_key) if text]
    secrets = (TU.name, TU.identifier, TU.phone, TU.email, "giay-chung-sinh.png", *codes)
    return Casebook(world, ids, dossiers, secrets, {}, _draft(world))


def _draft(world: World) -> Draft:
    nobody = Actor(id=None, name="")
    party = {"kind": "citizen", "name": TU.name, "identifier": TU.identifier, "phone": TU.phone, "address": TU.address}
    beginning = Beginning(
        procedure="1.001193", place_id=world.unit("nong_trang"), parties={"applicant": party},
        receiving_unit_id=world.agency("viet_tri_desk"),
    )  # fmt: skip
    draft = begin_draft(beginning=beginning, account_id=None, actor=nobody, at=ASKED)
    stored = store_upload(stream=io.BytesIO(PNG), name="giay-chung-sinh.png", actor=nobody, at=ASKED)
    holder = DraftHolder(draft.key)
    attach_file(code=draft.code, holder=holder, component="birth_notice", stored=stored, actor=nobody, at=ASKED)
    return draft


def _post_outsiders(world: World) -> None:
    """One of each role that the cast lacks in Đồng Nai, which takes part in nothing."""
    for key, role, agency in (
        ("son_head", RoleName.LEADER, "far"),
        ("son_clerk", RoleName.CLERK, "far"),
        ("son_unit", RoleName.UNIT_HEAD, "far_desk"),
        ("son_agent", RoleName.CONTRACTOR_AGENT, "far_desk"),
        ("son_machine", RoleName.RECEIVING_CLIENT, "far_desk"),
    ):
        account = create_account(username=key, name=f"Người ngoài {key}", password=None, actor=SYSTEM, at=FOUNDED)
        where = world.agencies[agency]
        post(account=account, role=role, agency=where, start=date(2026, 1, 5), actor=SYSTEM, at=FOUNDED)
        world.actors[key] = authority_of(account.id, FOUNDED.date())


def _on_the_table(world: World, dossier: Dossier) -> int:
    """The leg of the dossier, once its file lies on the officer's table."""
    step_to(world, dossier, "appraise", at("2026-09-07T09:30"))
    return Leg.objects.get(dossier=dossier).id


def _ask(world: World, leg_id: int) -> int:
    items = [{"component": "", "text": "Bản sao giấy chứng nhận", "reason": "Bản chụp mờ"}]
    request = request_supplement(leg_id=leg_id, items=items, legal_basis="", actor=world.actor("minh"), at=ASKED)
    return request.id
