"""Every key of the law settings, with how its value is read."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import time
from fractions import Fraction
from typing import Any

from motcua.catalogue.rules.edition import Limit, LimitUnit, SupplementEffect
from motcua.catalogue.rules.settings.values import (
    AfterNoSupplement,
    CodeOwner,
    CodePattern,
    ConsultationEffect,
    DueDateChange,
    FormSet,
    GroupOrder,
    IndicatorMethod,
    PaperDestination,
    Refund,
    ReturnPlace,
    Settlement,
    TerritoryFreeStart,
    Transition,
)
from motcua.kernel.choices import Choice
from motcua.kernel.refusal import Refusal


class SettingNotValid(Refusal):
    """The value does not fit the setting. Write it in the form that is expected."""

    status = 422

    def __init__(self, key: str, value: object, expected: str) -> None:
        super().__init__(key=key, value=value, expected=expected)


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


def _limit(raw: Any) -> Limit:
    if set(raw) != {"value", "unit"} or not isinstance(raw["value"], str):
        raise ValueError(raw)
    limit = Limit(Fraction(raw["value"]), LimitUnit(raw["unit"]))
    if limit.value <= 0:
        raise ValueError(raw)
    return limit


def _limit_or_none(raw: Any) -> Limit | None:
    return None if raw is None else _limit(raw)


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


_LIMIT = (_limit, '{"value": "3", "unit": "working_day"}')
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
    "online": {"online_reply": _LIMIT, "online_alert": _LIMIT, "draft_kept": _LIMIT},
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
        "uncollected_reminders": (_list(_limit), "a list of limits"),
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

ONLY_KEPT = frozenset(
    {
        "apology_changes_due_date",
        "apology_signer",
        "citations",
        "consultation_effect",
        "consultation_escalates_after",
        "correction_paid_by_fault",
        "deputies_max_commune",
        "deputies_max_province",
        "dossier_code_accepted",
        "fee_methods",
        "fee_settlement",
        "form_issuer",
        "group_acknowledge",
        "group_order",
        "head_meeting_months",
        "indicator_methods",
        "instant_without_receipt",
        "loss_needs_apology",
        "nationwide_conditions",
        "nationwide_procedures",
        "outage_suspends",
        "paper_transfer_destination",
        "posting_months_max",
        "posting_months_min",
        "posting_years_of_service_min",
        "return_place",
        "return_step_counts",
        "staff_report_months",
        "termination_refund",
        "termination_resumable",
        "termination_signer",
        "transition",
        "uncollected_expiry",
    }
)
"""Written down with their legal basis, but followed by people alone: setting them changes nothing in the system yet."""
