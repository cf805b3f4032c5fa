"""Rules of the law that are not certain or that change: dated, editable data with a typed value per key.

Each key has one value per period, for all procedures or for one; a procedure's own value wins. The values that come
with motcua, with legal basis and certainty, are in `catalogue/data/law_settings.yaml`.
"""

from motcua.catalogue.rules.settings.keys import ONLY_KEPT, SETTINGS, Setting, SettingNotValid
from motcua.catalogue.rules.settings.values import (
    AfterNoSupplement,
    CodeOwner,
    CodePattern,
    ConsultationEffect,
    DueDateChange,
    FormSet,
    GroupOrder,
    IndicatorMethod,
    LawSettings,
    PaperDestination,
    Refund,
    ReturnPlace,
    Settlement,
    TerritoryFreeStart,
    Transition,
)

__all__ = [
    "ONLY_KEPT",
    "SETTINGS",
    "AfterNoSupplement",
    "CodeOwner",
    "CodePattern",
    "ConsultationEffect",
    "DueDateChange",
    "FormSet",
    "GroupOrder",
    "IndicatorMethod",
    "LawSettings",
    "PaperDestination",
    "Refund",
    "ReturnPlace",
    "Setting",
    "SettingNotValid",
    "Settlement",
    "TerritoryFreeStart",
    "Transition",
]
