"""What each official form says: a snapshot taken when the form is issued, from which it is printed for ever.

Texts are data in Vietnamese as they stood at that moment; instants are aware. `to_json()` is what `IssuedForm.data`
keeps; the printed words around the data are in `documents/forms`.

Law: TT01-2018.9, TT03-2025.PL1
"""

from collections.abc import Mapping
from dataclasses import dataclass, fields, is_dataclass
from datetime import date, datetime
from typing import Any

from motcua.kernel.choices import Choice


class FormKind(Choice):
    RECEIPT = "receipt"
    SUPPLEMENT = "supplement"
    REFUSAL = "refusal"
    APOLOGY = "apology"
    TERMINATION = "termination"
    CONTROL_SLIP = "control_slip"
    REGISTER = "register"
    TRANSFER_SLIP = "transfer_slip"
    FILING = "filing"
    DECLARATION = "declaration"


class HandOverOutcome(Choice):
    """How a step ended, entered by the receiving side of the control slip."""

    EARLY = "early"
    ON_TIME = "on_time"
    OVERDUE = "overdue"


def _plain(value: Any) -> Any:
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, datetime):
        assert value.tzinfo is not None, "instants on forms are aware"
        return value.isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {str(key): _plain(item) for key, item in value.items()}
    if isinstance(value, tuple | list):
        return [_plain(item) for item in value]
    return str(value) if isinstance(value, Choice) else value


class Printed:
    """A form's data that can be kept as JSON."""

    def to_json(self) -> dict[str, Any]:
        plain: dict[str, Any] = _plain(self)
        return plain


@dataclass(frozen=True, kw_only=True)
class FormHead:
    """The head common to all forms: who issues it, its number, where and when."""

    superior: str
    """The agency above the unit, e.g. "ỦY BAN NHÂN DÂN PHƯỜNG VIỆT TRÌ"; may be empty."""
    unit: str
    """The one-stop unit that issues it, or the agency for an apology."""
    number: str
    """The number with its pattern; the dossier code for a receipt."""
    place: str
    """Place name before the date, e.g. "Việt Trì"."""
    issued_at: datetime


@dataclass(frozen=True, kw_only=True)
class FormParty:
    """A person or organisation as printed."""

    name: str
    identifier: str = ""
    address: str = ""
    phone: str = ""
    email: str = ""


@dataclass(frozen=True, kw_only=True)
class FormComponent:
    """One line of the list of papers on a receipt."""

    name: str
    form: str
    """A value of `PaperForm`: original, copy, electronic."""
    copies: int = 1
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class FormFee:
    name: str
    amount_vnd: int
    is_paid: bool = False


@dataclass(frozen=True, kw_only=True)
class ReceiptForm(Printed):
    """Form 01: the dossier is received complete, and when the result is due."""

    head: FormHead
    dossier_code: str
    check_key: str
    tracking_url: str
    """Link with code and check key, printed as QR; no personal data in it."""
    procedure: str
    applicant: FormParty
    submitter: FormParty | None = None
    """Who filed for the applicant."""
    mandate: str = ""
    """The submitter's authorisation paper."""
    subject: str = ""
    components: tuple[FormComponent, ...] = ()
    copies: int = 1
    """Number of sets."""
    limit_value: str = ""
    """Fraction as text, e.g. "3" or "5/2"; empty for a limit of the same day."""
    limit_unit: str = ""
    """A value of the catalogue's limit unit: working_day, working_hour, calendar_day, same_day."""
    received_at: datetime
    due_at: datetime | None
    return_place: str
    """Unit or address where the result is handed over."""
    return_way: str
    """desk, post or electronic."""
    fees: tuple[FormFee, ...] = ()
    received_by: str
    hotline: str = ""
    register_book: str = ""
    register_number: str = ""


@dataclass(frozen=True, kw_only=True)
class SupplementItem:
    """One thing to supply or correct, with its own reason."""

    text: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class SupplementForm(Printed):
    """Form 02: everything that is missing or wrong, at once."""

    head: FormHead
    dossier_code: str = ""
    """Empty when asked at the desk, before acceptance."""
    tracking_url: str = ""
    procedure: str
    applicant: FormParty
    subject: str = ""
    items: tuple[SupplementItem, ...]
    legal_basis: str = ""
    answer_due_at: datetime | None = None
    contact_name: str = ""
    contact_phone: str = ""
    issued_by: str


@dataclass(frozen=True, kw_only=True)
class RefusalForm(Printed):
    """Form 03: the dossier is not received, or not resolved, and why."""

    head: FormHead
    dossier_code: str = ""
    procedure: str
    applicant: FormParty
    subject: str = ""
    reasons: tuple[str, ...]
    legal_basis: str = ""
    issued_by: str


@dataclass(frozen=True, kw_only=True)
class ApologyForm(Printed):
    """Form 04: the agency is late, why, and the new date; signed by its head."""

    head: FormHead
    dossier_code: str
    tracking_url: str = ""
    procedure: str
    applicant: FormParty
    subject: str = ""
    agency: str
    """The agency that is late and apologises."""
    received_at: datetime
    old_due_at: datetime
    new_due_at: datetime
    reason: str
    signer_title: str = ""
    signer: str


@dataclass(frozen=True, kw_only=True)
class TerminationForm(Printed):
    """Form 05 of 2025: the procedure is stopped."""

    head: FormHead
    dossier_code: str
    tracking_url: str = ""
    procedure: str
    applicant: FormParty
    subject: str = ""
    received_at: datetime
    ground: str
    """applicant_request, no_supplement, no_payment or special_law."""
    reason: str
    legal_basis: str = ""
    stopped_at: datetime
    papers_returned: tuple[str, ...] = ()
    fees: tuple[FormFee, ...] = ()
    issued_by: str


@dataclass(frozen=True, kw_only=True)
class ControlSlipRow:
    """One hand-over between two units or agencies."""

    giver: str
    receiver: str
    giver_person: str = ""
    receiver_person: str = ""
    handed_over_at: datetime | None = None
    outcome: HandOverOutcome | None = None
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class ControlSlipForm(Printed):
    """The slip that goes with a dossier and shows who had it when; form 05 of 2018, 06 of 2025."""

    head: FormHead
    dossier_code: str
    tracking_url: str = ""
    procedure: str
    applicant: FormParty
    competent_agency: str
    coordinating_agencies: tuple[str, ...] = ()
    received_at: datetime
    due_at: datetime | None
    rows: tuple[ControlSlipRow, ...]


@dataclass(frozen=True, kw_only=True)
class RegisterRow:
    dossier_code: str
    procedure: str
    copies: int = 1
    applicant: FormParty
    lead_agency: str
    received_at: datetime
    due_at: datetime | None
    returned_at: datetime | None = None
    return_way: str = ""
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class RegisterForm(Printed):
    """The register of dossiers of a unit over a period; form 06 of 2018, 07 of 2025; rows are numbered in order."""

    head: FormHead
    sector: str = ""
    """The field or group of fields the register is for; empty for all."""
    start: date
    end: date
    """First day that is not in it any more."""
    rows: tuple[RegisterRow, ...]


@dataclass(frozen=True, kw_only=True)
class TransferSlipRow:
    dossier_code: str
    procedure: str
    applicant_name: str
    papers: int = 0
    """Paper documents handed over with it."""
    due_at: datetime | None = None
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class TransferSlipForm(Printed):
    """Papers of dossiers handed from one unit to another, signed by both sides."""

    head: FormHead
    sender: str
    receiver: str
    sent_at: datetime
    sent_by: str
    carrier: str = ""
    rows: tuple[TransferSlipRow, ...]
