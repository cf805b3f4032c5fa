"""What the confirmation of an online filing says."""

from dataclasses import dataclass
from datetime import datetime

from motcua.documents.rules.forms import FormHead, FormParty, Printed


@dataclass(frozen=True, kw_only=True)
class FiledFile:
    """One file as it was filed."""

    paper: str
    name: str
    """Empty for what was answered on the e-form."""
    bytes: int = 0
    sha256: str = ""


@dataclass(frozen=True, kw_only=True)
class FilingForm(Printed):
    """What was filed online, when and where, file by file; the receipt (form 01) follows with acceptance."""

    head: FormHead
    dossier_code: str
    """The draft's code, by which the dossier is followed until it is accepted."""
    check_key: str
    tracking_url: str
    procedure: str
    applicant: FormParty
    filed_at: datetime
    reply_due_at: datetime
    files: tuple[FiledFile, ...]
