"""Rules of the law that are not certain or that change: dated, editable data with a typed value per key.

Each key has one value per period, for all procedures or for one; a procedure's own value wins. The values that come
with motcua, with legal basis and certainty, are in `catalogue/data/law_settings.yaml`.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import time
from fractions import Fraction
from typing import Any

from motcua.catalogue.rules.edition import Limit, LimitUnit, Provenance, SupplementEffect
from motcua.kernel.choices import Choice
from motcua.kernel.refusal import Refusal


class SettingNotValid(Refusal):
    """The value does not fit the setting. Write it in the form that is expected."""

    status = 422

    def __init__(self, key: str, value: object, expected: str) -> None:
        super().__init__(key=key, value=value, expected=expected)


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


@dataclass(frozen=True)
class Setting:
    """One key: which rule it belongs to, how its value is read, and what is expected of it."""

    key: str
    rule: str
    read: Callable[[Any], Any]
    expected: str

    def value(self, raw: Any) -> Any:
        """The typed value. Raises SettingNotValid."""
        try:
            return self.read(raw)
        except (ValueError, TypeError, KeyError, AttributeError, ZeroDivisionError) as problem:
            raise SettingNotValid(self.key, raw, self.expected) from problem


def read_limit(raw: Any) -> Limit:
    if set(raw) != {"value", "unit"} or not isinstance(raw["value"], str):
        raise ValueError(raw)
    limit = Limit(Fraction(raw["value"]), LimitUnit(raw["unit"]))
    if limit.value <= 0:
        raise ValueError(raw)
    return limit


def _limit_or_none(raw: Any) -> Limit | None:
    return None if raw is None else read_limit(raw)


def _count(raw: Any) -> int:
    if not isinstance(raw, int) or isinstance(raw, bool) or raw < 0:
        raise ValueError(raw)
    return raw


def _flag(raw: Any) -> bool:
    if not isinstance(raw, bool):
        raise TypeError(raw)
    return raw


def _time(raw: Any) -> time:
    if not re.fullmatch(r"[0-2][0-9]:[0-5][0-9]", raw):
        raise ValueError(raw)
    return time.fromisoformat(raw)


def _word(raw: Any) -> str:
    if not isinstance(raw, str) or not raw.strip():
        raise ValueError(raw)
    return raw


def _list(read: Callable[[Any], Any]) -> Callable[[Any], tuple[Any, ...]]:
    def read_all(raw: Any) -> tuple[Any, ...]:
        if not isinstance(raw, list):
            raise TypeError(raw)
        return tuple(read(item) for item in raw)

    return read_all


def _words_by_key(raw: Any) -> Mapping[str, str]:
    return {_word(key): _word(text) for key, text in raw.items()}


_LIMIT = (read_limit, '{"value": "3", "unit": "working_day"}')
_LIMIT_OR_NONE = (_limit_or_none, '{"value": "7", "unit": "working_day"} or null')
_COUNT = (_count, "a whole number from 0")
_FLAG = (_flag, "true or false")
_TIME = (_time, '"15:00"')
_WORD = (_word, "a word")
_WORDS = (_list(_word), "a list of words")
_CITATIONS = (_words_by_key, '{"receipt": "Điều 17 …"}')


def _choice(members: type[Choice]) -> tuple[Callable[[Any], Any], str]:
    return members, ", ".join(member.value for member in members)


def _choices(members: type[Choice]) -> tuple[Callable[[Any], Any], str]:
    return _list(members), "a list of: " + ", ".join(member.value for member in members)


_KEYS: dict[str, dict[str, tuple[Callable[[Any], Any], str]]] = {
    "supplement": {
        "supplement_notice": _LIMIT,
        "supplement_effect": _choice(SupplementEffect),
        "supplement_max_intake": _COUNT,
        "supplement_max_processing": _COUNT,
        "supplement_answer": _LIMIT_OR_NONE,
        "supplement_then": _choice(AfterNoSupplement),
    },
    "apology": {
        "apology_latest": _LIMIT,
        "apology_max": _COUNT,
        "apology_signer": _WORD,
        "apology_changes_due_date": _choice(DueDateChange),
    },
    "termination": {
        "termination_grounds": _WORDS,
        "termination_resumable": _FLAG,
        "termination_refund": _choice(Refund),
    },
    "territory_free": {
        "territory_free_start": _choice(TerritoryFreeStart),
        "paper_transfer_limit": _LIMIT,
        "paper_transfer_destination": _choice(PaperDestination),
        "nationwide_procedures": _WORDS,
        "nationwide_conditions": _WORDS,
    },
    "cutoffs": {"transfer_cutoff": _TIME, "same_day_cutoff": _TIME, "online_cutoff": _TIME},
    "online": {"online_reply": _LIMIT, "online_alert": _LIMIT},
    "instant": {"instant_without_receipt": _FLAG},
    "consultation": {
        "consultation_default_limit": _LIMIT,
        "consultation_escalates_after": _LIMIT_OR_NONE,
        "consultation_effect": _choice(ConsultationEffect),
    },
    "interconnection": {
        "group_order": _choice(GroupOrder),
        "group_acknowledge": _LIMIT,
        "outage_suspends": _FLAG,
    },
    "return": {
        "return_place": _choice(ReturnPlace),
        "return_step_counts": _FLAG,
        "uncollected_reminders": (_list(read_limit), "a list of limits"),
        "uncollected_expiry": _LIMIT_OR_NONE,
    },
    "errors": {"correction_paid_by_fault": _FLAG, "loss_needs_apology": _FLAG},
    "fees": {"fee_methods": _WORDS, "fee_settlement": _choice(Settlement)},
    "code": {
        "dossier_code_pattern": _choice(CodePattern),
        "dossier_code_owner": _choice(CodeOwner),
        "dossier_code_digits": _COUNT,
        "dossier_code_accepted": _choices(CodePattern),
    },
    "forms": {"form_set": _choice(FormSet), "form_issuer": _WORD, "termination_signer": _WORD},
    "evaluation": {"indicator_methods": _choices(IndicatorMethod)},
    "staff": {
        "deputies_max_province": _COUNT,
        "deputies_max_commune": _COUNT,
        "posting_months_min": _COUNT,
        "posting_months_max": _COUNT,
        "posting_years_of_service_min": _COUNT,
        "head_meeting_months": _COUNT,
        "staff_report_months": _COUNT,
    },
    "citations": {"citations": _CITATIONS},
    "transition": {"transition": _choice(Transition)},
}

SETTINGS: dict[str, Setting] = {
    key: Setting(key, rule, read, expected) for rule, keys in _KEYS.items() for key, (read, expected) in keys.items()
}
"""Key → setting, in the order a steward reads them."""
