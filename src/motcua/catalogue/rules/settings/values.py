"""The typed values of the law settings, as they are on one day."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import time

from motcua.catalogue.rules.edition import Limit, Provenance, SupplementEffect
from motcua.kernel.choices import Choice


class AfterNoSupplement(Choice):
    """What follows when the applicant's deadline for the supplement has passed."""

    NONE = "none"
    STOP = "stop"
    CLOSE = "close"


class TerritoryFreeStart(Choice):
    """The moment that starts the clock of a dossier received for another place."""

    ACCEPTANCE = "acceptance"
    ELECTRONIC_ARRIVAL = "electronic_arrival"
    PAPER_ARRIVAL = "paper_arrival"
    BOTH_ARRIVALS = "both_arrivals"


class CodeOwner(Choice):
    RECEIVING = "receiving"
    RESOLVING = "resolving"


class FormSet(Choice):
    TT01_2018 = "tt01_2018"
    TT03_2025 = "tt03_2025"


class CodePattern(Choice):
    TT01_2018 = "tt01_2018"
    """`000.00.12.H44-250630-0001`"""
    TT03_2025 = "tt03_2025"
    """`H44.12-250701-0001`"""
    TT03_2025_CENTRAL = "tt03_2025_central"
    """`G09.20-260125-AA0001`, of a ministry's central service."""


class ConsultationEffect(Choice):
    NONE = "none"
    SUSPEND = "suspend"


class PaperDestination(Choice):
    COMPETENT_AGENCY = "competent_agency"
    ONE_STOP_UNIT = "one_stop_unit"


class ReturnPlace(Choice):
    RECEIVING_UNIT = "receiving_unit"
    APPLICANT_CHOICE = "applicant_choice"


class Transition(Choice):
    """Which rules hold for a dossier received before a change."""

    OLD_RULES = "old_rules"
    OLD_RULES_UNLESS_ASKED = "old_rules_unless_asked"
    NEW_RULES = "new_rules"


class DueDateChange(Choice):
    ONE_STOP_UNIT = "one_stop_unit"
    HEAD_OF_AGENCY = "head_of_agency"


class Settlement(Choice):
    MONTHLY = "monthly"
    QUARTERLY = "quarterly"


class Refund(Choice):
    NONE = "none"
    """Nothing is known of a refund: the fee stays paid unless special law says otherwise."""
    FULL = "full"


class IndicatorMethod(Choice):
    TT01_2018 = "tt01_2018"
    QD766 = "qd766"


class GroupOrder(Choice):
    PARALLEL = "parallel"
    SEQUENTIAL = "sequential"


@dataclass(frozen=True)
class LawSettings:
    """Every setting as it is on one day, for one procedure or for all."""

    supplement_notice: Limit
    supplement_effect: SupplementEffect
    supplement_max_intake: int
    supplement_max_processing: int
    supplement_answer: Limit | None
    supplement_then: AfterNoSupplement
    apology_latest: Limit
    """How long before the deadline at the latest."""
    apology_max: int
    apology_signer: str
    apology_changes_due_date: DueDateChange
    termination_grounds: tuple[str, ...]
    termination_resumable: bool
    """Whether work stopped by special law goes on when the bar is lifted."""
    termination_refund: Refund
    territory_free_start: TerritoryFreeStart
    paper_transfer_limit: Limit
    paper_transfer_destination: PaperDestination
    transfer_cutoff: time
    same_day_cutoff: time
    online_cutoff: time
    online_reply: Limit
    online_alert: Limit
    draft_kept: Limit
    """How long a draft lies without being saved before it is deleted; no rule of law, the installation's own."""
    instant_without_receipt: bool
    consultation_default_limit: Limit
    consultation_escalates_after: Limit | None
    """How long after the deadline the head of the one-stop unit is told; at once when empty."""
    consultation_effect: ConsultationEffect
    group_order: GroupOrder
    group_acknowledge: Limit
    outage_suspends: bool
    return_place: ReturnPlace
    return_step_counts: bool
    uncollected_reminders: tuple[Limit, ...]
    """How long after the result was ready each reminder goes out."""
    uncollected_expiry: Limit | None
    correction_paid_by_fault: bool
    """The agency at fault corrects at its own cost."""
    loss_needs_apology: bool
    fee_methods: tuple[str, ...]
    fee_settlement: Settlement
    dossier_code_pattern: CodePattern
    dossier_code_owner: CodeOwner
    dossier_code_digits: int
    dossier_code_accepted: tuple[CodePattern, ...]
    """Patterns that a code from elsewhere may have."""
    form_set: FormSet
    form_issuer: str
    termination_signer: str
    indicator_methods: tuple[IndicatorMethod, ...]
    nationwide_procedures: tuple[str, ...]
    nationwide_conditions: tuple[str, ...]
    deputies_max_province: int
    deputies_max_commune: int
    posting_months_min: int
    posting_months_max: int
    posting_years_of_service_min: int
    citations: Mapping[str, str]
    """Act or form → the article shown to people."""
    head_meeting_months: int
    staff_report_months: int
    transition: Transition
    provenance: Mapping[str, Provenance]
    """Key → legal basis and certainty of its value."""

    @property
    def apology_days_before(self) -> int:
        """Units: days before the deadline."""
        return int(self.apology_latest.value)

    def citation(self, act: str) -> str:
        """The article to show for the act; empty when none is known."""
        return self.citations.get(act, "")
