"""What goes in and comes out, in the words of the glossary."""

from datetime import date, datetime
from typing import Annotated, Any, Literal

from ninja import Schema
from pydantic import AfterValidator, BeforeValidator, ConfigDict, Field

from motcua.catalogue.rules.edition import LimitUnit, PaperForm
from motcua.dossiers.models.acts import CollectionCheck
from motcua.dossiers.models.dossier import PartyKind
from motcua.dossiers.rules.stages import Channel, OutcomeKind, ReturnWay, StopGround
from motcua.kernel.worktime import TIME_ZONE

YEARS = range(1900, 2200)
"""What an instant may lie in; others are slips of the pen."""


def _only_text(value: object) -> object:
    if not isinstance(value, str):
        raise ValueError("must be text such as 2026-09-07")
    return value


def _in_reach(value: datetime) -> datetime:
    if value.year not in YEARS:
        raise ValueError(f"the year must be from {YEARS.start} to {YEARS.stop - 1}")
    return value if value.tzinfo else value.replace(tzinfo=TIME_ZONE)


Day = Annotated[date, BeforeValidator(_only_text)]
Instant = Annotated[datetime, BeforeValidator(_only_text), AfterValidator(_in_reach)]
"""With its offset, else the clock of Vietnam is meant."""
Id = Annotated[int, Field(ge=1, le=2**62)]
"""In an address."""
GivenId = Annotated[int, Field(ge=1, le=2**62, strict=True)]
Flag = Annotated[bool, Field(strict=True)]
Words = Annotated[str, Field(min_length=1, max_length=2000, pattern=r"\S")]
Line = Annotated[str, Field(max_length=300)]


class Given(Schema):
    """What a client sends: nothing unknown is ignored silently."""

    model_config = ConfigDict(extra="forbid")


class TokenIn(Given):
    grant_type: Literal["client_credentials"]
    client_id: Annotated[str, Field(max_length=40)]
    client_secret: Annotated[str, Field(max_length=200)]
    scope: Annotated[str, Field(max_length=300)] = ""


class TokenOut(Schema):
    access_token: str
    token_type: str = "Bearer"
    expires_in: int
    scope: str


class PartyIn(Given):
    kind: PartyKind
    name: Annotated[str, Field(min_length=1, max_length=200, pattern=r"\S")]
    identifier: Annotated[str, Field(max_length=30)] = ""
    born_on: Day | None = None
    address: Line = ""
    phone: Annotated[str, Field(max_length=20)] = ""
    email: Annotated[str, Field(max_length=254)] = ""


class MarkIn(Given):
    key: Annotated[str, Field(max_length=60)]
    form: PaperForm
    copies: Annotated[int, Field(ge=1, le=1000, strict=True)] = 1
    note: Line = ""
    file_id: GivenId | None = None


class DossierIn(Given):
    """A complete dossier. The header `Idempotency-Key` makes sending it twice harmless."""

    procedure: Annotated[str, Field(max_length=20)]
    place: Annotated[str, Field(max_length=200, description="Unit code or unaccented path, e.g. `phu tho/nong trang`")]
    receiving_unit: Annotated[str, Field(max_length=35, description="Agency code of the one-stop unit")]
    channel: Channel = Channel.DIRECT
    applicant: PartyIn
    submitter: PartyIn | None = None
    mandate: Line = ""
    components: Annotated[list[MarkIn], Field(max_length=200)] = []
    data: Annotated[dict[str, Any], Field(description="Answers to the e-form of the procedure: `readForm`")] = {}
    subject: Annotated[str, Field(max_length=400)] = ""
    return_unit: Annotated[str, Field(max_length=35)] | None = None
    return_way: ReturnWay = ReturnWay.DESK
    return_address: Line = ""
    copies: Annotated[int, Field(ge=1, le=1000, strict=True)] = 1
    pages: Annotated[int, Field(ge=1, le=10_000, strict=True)] = 1
    members: dict[str, Annotated[str, Field(min_length=1, max_length=200)] | None] | None = None
    paid_fees: Annotated[list[Annotated[str, Field(max_length=60)]], Field(max_length=100)] = []


class DossierOut(Schema):
    id: int
    code: str | None
    check_key: str
    procedure: str
    subject: str
    stage: str
    national_status: int
    receiving_unit: str
    competent_agency: str
    return_unit: str
    submitted_at: datetime
    accepted_at: datetime | None
    due_at: datetime | None
    finished_at: datetime | None
    returned_at: datetime | None


class TaskOut(Schema):
    id: int
    step: str
    role: str
    assignee: str | None
    due_at: datetime | None


class LegOut(Schema):
    id: int
    key: str
    kind: str
    agency: str
    procedure: str | None
    state: str
    requires: list[str]
    received_at: datetime | None
    due_at: datetime | None
    finished_at: datetime | None
    delay_minutes: int
    tasks: list[TaskOut]
    explanation: list[dict[str, Any]]


class TransferOut(Schema):
    id: int
    kind: str
    sender: str
    receiver: str
    due_at: datetime
    sent_at: datetime | None
    received_at: datetime | None


class DossierDetailOut(DossierOut):
    applicant_name: str
    components: list[dict[str, Any]]
    legs: list[LegOut]
    transfers: list[TransferOut]
    forms: list[dict[str, Any]]


class DossierPageOut(Schema):
    items: list[DossierOut]
    next: str


class EventOut(Schema):
    id: int
    act: str
    at: datetime
    dossier_id: int
    subject: str
    subject_id: int
    data: dict[str, Any]


class EventPageOut(Schema):
    items: list[EventOut]
    cursor: str


class FileOut(Schema):
    id: int
    name: str
    media_type: str
    bytes: int
    sha256: str
    pages: int | None


class ActOut(Schema):
    """The row an act made, and where the dossier stands after it."""

    id: int
    dossier: DossierOut


class AssignmentIn(Given):
    assignee_id: GivenId | None = Field(None, description="Empty: take the task yourself")


class CompletionIn(Given):
    note: Annotated[str, Field(max_length=1000)] = ""
    facts: dict[str, Any] = {}


class VerificationIn(Given):
    when: Instant
    place: Annotated[str, Field(max_length=300)]
    participants: Annotated[str, Field(max_length=400)]
    content: Words
    result: Words
    applicant_present: Flag
    file_id: GivenId | None = None
    facts: dict[str, Any] = {}


class LimitIn(Given):
    value: Annotated[str, Field(pattern=r"^[0-9]{1,4}(/[1-9][0-9]{0,2})?$")]
    unit: LimitUnit


class ConsultationIn(Given):
    agency: Annotated[str, Field(max_length=35)]
    content: Words
    limit: LimitIn | None = None
    legal_basis: Annotated[str, Field(max_length=200)] = ""


class AnswerIn(Given):
    text: Words


class ReasonIn(Given):
    reason: Annotated[str, Field(min_length=1, max_length=400, pattern=r"\S")]


class ItemIn(Given):
    component: Annotated[str, Field(max_length=60)] = ""
    text: Annotated[str, Field(min_length=1, max_length=400, pattern=r"\S")]
    reason: Annotated[str, Field(min_length=1, max_length=400, pattern=r"\S")]


class SupplementRequestIn(Given):
    items: Annotated[list[ItemIn], Field(min_length=1, max_length=50)]
    legal_basis: Annotated[str, Field(max_length=200)] = ""
    leader_reason: Annotated[str, Field(max_length=400)] = ""


class SupplementIn(Given):
    components: Annotated[list[MarkIn], Field(max_length=200)] = []
    note: Line = ""


class ObligationIn(Given):
    description: Annotated[str, Field(min_length=1, max_length=300, pattern=r"\S")]
    amount_vnd: Annotated[int, Field(ge=1, le=10**15, strict=True)]
    legal_basis: Annotated[str, Field(max_length=200)] = ""


class PaymentIn(Given):
    proof: Annotated[str, Field(min_length=1, max_length=200, pattern=r"\S")]


class ApologyIn(ReasonIn):
    new_due_at: Instant


class OutcomeIn(Given):
    kind: OutcomeKind
    number: Annotated[str, Field(max_length=60)] = ""
    reasons: Annotated[str, Field(max_length=4000)] = ""
    legal_basis: Annotated[str, Field(max_length=200)] = ""
    document_id: GivenId | None = None


class ReturnIn(Given):
    way: ReturnWay = ReturnWay.DESK
    check_made: CollectionCheck
    recipient: PartyIn
    authorisation: Annotated[str, Field(max_length=200)] = ""


class TerminationIn(ReasonIn):
    ground: StopGround
    legal_basis: Annotated[str, Field(min_length=1, max_length=200, pattern=r"\S")]


class DispatchIn(Given):
    papers: Annotated[int, Field(ge=0, le=10_000, strict=True)] = 1


class ErrorReportIn(Given):
    error: Annotated[str, Field(min_length=1, max_length=400, pattern=r"\S")]
    agency_at_fault: Annotated[str, Field(max_length=35)]


class CorrectionIn(Given):
    new_number: Annotated[str, Field(min_length=1, max_length=60, pattern=r"\S")]
