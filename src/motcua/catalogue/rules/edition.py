"""A procedure edition as an immutable value: what the law asks, for how long, for how much, from whom, by which route.

Every value of the law carries where it is from and how sure it is. A published edition never changes; a dossier keeps
the edition it was accepted under.
"""

from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

from motcua.directory.rules.agencies import AgencyKind
from motcua.directory.rules.roles import RoleName
from motcua.directory.rules.territory import UnitLevel
from motcua.kernel.choices import Choice


class Certainty(Choice):
    SOURCED = "sourced"
    SECONDARY = "secondary"
    OWN_KNOWLEDGE = "own_knowledge"
    UNCERTAIN = "uncertain"


class Regime(Choice):
    ND61 = "nd61"
    """NĐ 61/2018/NĐ-CP and TT 01/2018/TT-VPCP."""
    ND118 = "nd118"
    """NĐ 118/2025/NĐ-CP as amended and TT 03/2025/TT-VPCP."""


class LimitUnit(Choice):
    WORKING_DAY = "working_day"
    WORKING_HOUR = "working_hour"
    CALENDAR_DAY = "calendar_day"
    SAME_DAY = "same_day"


class PaperForm(Choice):
    ORIGINAL = "original"
    COPY = "copy"
    ELECTRONIC = "electronic"
    NONE = "none"


class SupplementEffect(Choice):
    RESTART = "restart"
    SUSPEND = "suspend"


class FeeBasis(Choice):
    CASE = "case"
    COPY = "copy"
    """Per copy, with `amount_later_vnd` from copy `later_from` on."""
    PAGE = "page"
    """Per page, with `amount_later_vnd` from page `later_from` on and at most `amount_max_vnd` per copy."""


class FeeChannel(Choice):
    ANY = "any"
    DESK = "desk"
    ONLINE = "online"


class TerritoryScope(Choice):
    NONE = "none"
    PROVINCE = "province"
    NATION = "nation"


@dataclass(frozen=True)
class Text:
    vi: str
    en: str


@dataclass(frozen=True)
class Provenance:
    """Where a value is from and how sure it is."""

    source: str
    certainty: Certainty


@dataclass(frozen=True)
class Limit:
    """A time limit; `unit` is never converted silently into another one."""

    value: Fraction
    unit: LimitUnit


@dataclass(frozen=True)
class LimitRule:
    """The limit that holds when `when` (CEL over the dossier's data) is true; the first rule that fits counts."""

    key: str
    limit: Limit
    when: str | None
    provenance: Provenance


@dataclass(frozen=True)
class Component:
    """One thing the dossier must or may contain."""

    key: str
    name: Text
    required: bool
    accepts: tuple[PaperForm, ...]
    copies: int
    shown_only: bool
    """Presented and given back, e.g. an identity card; not scanned and not kept."""
    when: str | None
    provenance: Provenance
    filled_by: str | None = None
    """Key of the result that fills it when an earlier procedure of the same group makes it; else it is asked for."""


@dataclass(frozen=True)
class FeeRule:
    key: str
    name: Text
    basis: FeeBasis
    channel: FeeChannel
    amount_vnd: int
    amount_later_vnd: int | None
    later_from: int | None
    amount_max_vnd: int | None
    when: str | None
    provenance: Provenance


@dataclass(frozen=True)
class CompetenceRule:
    """From `start` until `end`, the agency of this kind at this level of the place is competent."""

    start: date
    end: date | None
    level: UnitLevel
    agency: AgencyKind
    provenance: Provenance


@dataclass(frozen=True)
class Step:
    """A step of the internal process, done by a role of the leg's agency.

    It opens when every step of `after` is done or skipped; it is skipped when `when` (CEL) is false.
    """

    key: str
    name: Text
    role: RoleName
    budget: Limit | None
    after: tuple[str, ...]
    when: str | None
    acts: tuple[str, ...]
    """Acts allowed while the step is open, e.g. `verify`, `consult`, `request_supplement`, `decide`."""


@dataclass(frozen=True)
class Route:
    steps: tuple[Step, ...]
    provenance: Provenance


@dataclass(frozen=True)
class SupplementTerms:
    """How a request for supplement works for this procedure; empty fields take the dated law settings."""

    effect: SupplementEffect | None
    notice: Limit | None
    answer: Limit | None
    provenance: Provenance


@dataclass(frozen=True)
class Member:
    """One procedure of an interconnected group; starts when every member of `after` has its result."""

    key: str
    procedure: str
    after: tuple[str, ...]
    optional: bool
    limit: Limit | None
    provenance: Provenance


@dataclass(frozen=True)
class Result:
    key: str
    name: Text
    is_document: bool
    provenance: Provenance


@dataclass(frozen=True)
class Edition:
    """Everything of one procedure during one period."""

    procedure: str
    code_certainty: Certainty
    number: int
    name: Text
    acronyms: tuple[str, ...]
    sector: str
    regime: Regime
    start: date
    end: date | None
    instant: bool
    """The result is given on the spot; no receipt unless asked for."""
    territory: TerritoryScope
    components: tuple[Component, ...]
    limits: tuple[LimitRule, ...]
    fees: tuple[FeeRule, ...]
    legal_basis: tuple[str, ...]
    result: Result
    competence: tuple[CompetenceRule, ...]
    route: Route | None
    members: tuple[Member, ...]
    """Empty for a single procedure; an interconnected group has members and no route of its own."""
    supplement: SupplementTerms | None
    form: dict[str, Any] | None
    """The e-form: `schema` (JSON Schema 2020-12) and `pages`."""
    provenance: Provenance

    @property
    def is_group(self) -> bool:
        return bool(self.members)
