"""What a desk, a portal or a machine hands in to open a dossier, as immutable values."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from motcua.catalogue.rules.edition import PaperForm
from motcua.dossiers.rules.stages import Channel, ReturnWay


@dataclass(frozen=True)
class PartyData:
    """A person or organisation as handed in."""

    kind: str
    name: str
    identifier: str = ""
    born_on: date | None = None
    address: str = ""
    phone: str = ""
    email: str = ""


@dataclass(frozen=True)
class ComponentMark:
    """What was handed in for one component."""

    key: str
    form: PaperForm
    copies: int = 1
    note: str = ""
    file_id: int | None = None


@dataclass(frozen=True)
class Intake:
    """Everything needed to open one dossier."""

    procedure: str
    place_id: int
    """The administrative unit the matter belongs to."""
    applicant: PartyData
    receiving_unit_id: int
    channel: Channel
    marks: tuple[ComponentMark, ...]
    return_way: ReturnWay = ReturnWay.DESK
    return_unit_id: int | None = None
    """Where the result is handed over; the receiving unit when empty."""
    return_address: str = ""
    submitter: PartyData | None = None
    mandate: str = ""
    subject: str = ""
    data: dict[str, Any] = field(default_factory=dict)
    copies: int = 1
    pages: int = 1
    members: dict[str, int | None] | None = None
    """Of a group: key of each member the applicant chose → its own place, or None for the dossier's; all when empty."""
    paid_fees: frozenset[str] = frozenset()
    idempotency_key: str | None = None
