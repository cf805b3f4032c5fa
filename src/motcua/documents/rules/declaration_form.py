"""What the declaration made from an e-form says: every question that was asked, in the form's own order and words."""

from dataclasses import dataclass
from datetime import datetime

from motcua.documents.rules.forms import FormHead, FormParty, Printed


@dataclass(frozen=True, kw_only=True)
class DeclarationRow:
    """One question and its answer; `entry` says which entry of a repeat it belongs to."""

    label: str
    text: str
    entry: str = ""


@dataclass(frozen=True, kw_only=True)
class DeclarationSection:
    """One page of the e-form."""

    title: str
    rows: tuple[DeclarationRow, ...]


@dataclass(frozen=True, kw_only=True)
class DeclarationForm(Printed):
    """The answers of an e-form as a declaration, in Vietnamese; questions that were hidden are not on it."""

    head: FormHead
    dossier_code: str
    tracking_url: str
    procedure: str
    applicant: FormParty
    submitter: FormParty | None = None
    addressee: str
    """The agency that decides."""
    submitted_at: datetime
    sections: tuple[DeclarationSection, ...]
