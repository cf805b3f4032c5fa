"""Tables of the dossier: the dossier and its legs, the clock ledger, and a row for every act."""

from motcua.dossiers.models.acts import (
    Apology,
    CollectionReminder,
    Correction,
    Obligation,
    Outage,
    Outcome,
    OutcomeProposal,
    ResultReturn,
    SupplementRequest,
    Termination,
    Transfer,
    Verification,
)
from motcua.dossiers.models.dossier import Dossier, DossierComponent, FeeDue, IssuedForm, Party
from motcua.dossiers.models.draft import Draft, DraftFile, DraftPage, Filing
from motcua.dossiers.models.leg import ClockEntry, ClockWarning, Consultation, Leg, LegDependency, Task
from motcua.dossiers.models.mandate import Mandate
from motcua.dossiers.models.payment import PaymentEvent, PaymentOrder, PaymentOrderFee

__all__ = [
    "Apology",
    "ClockEntry",
    "ClockWarning",
    "CollectionReminder",
    "Consultation",
    "Correction",
    "Dossier",
    "DossierComponent",
    "Draft",
    "DraftFile",
    "DraftPage",
    "FeeDue",
    "Filing",
    "IssuedForm",
    "Leg",
    "LegDependency",
    "Mandate",
    "Obligation",
    "Outage",
    "Outcome",
    "OutcomeProposal",
    "Party",
    "PaymentEvent",
    "PaymentOrder",
    "PaymentOrderFee",
    "ResultReturn",
    "SupplementRequest",
    "Task",
    "Termination",
    "Transfer",
    "Verification",
]
