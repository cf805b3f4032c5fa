"""From the text of a catalogue file to an edition, with every fault at once."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from motcua.catalogue.rules.document.reading import Cursor, open_text
from motcua.catalogue.rules.edition import (
    Certainty,
    CompetenceRule,
    Component,
    Edition,
    FeeBasis,
    FeeChannel,
    FeeRule,
    Limit,
    LimitRule,
    LimitUnit,
    Member,
    PaperForm,
    Provenance,
    Regime,
    Result,
    Route,
    Step,
    SupplementEffect,
    SupplementTerms,
    TerritoryScope,
    Text,
)
from motcua.catalogue.rules.edition_check import check_edition
from motcua.catalogue.rules.findings import Finding
from motcua.directory.rules.agencies import AgencyKind
from motcua.directory.rules.roles import RoleName
from motcua.directory.rules.territory import UnitLevel
from motcua.kernel.refusal import Refusal

_PROVENANCE = ("source", "certainty")
_KEY = re.compile(r"[a-z][a-z0-9_]{0,59}")
_CODE = re.compile(r"([0-9]|MC)\.[0-9]{6}")
"""A national code, or `MC.` and a number of our own while the national code is not known."""
_ACRONYM = re.compile(r"[a-z0-9]{1,20}")


class CatalogueFileFaulty(Refusal):
    """The catalogue file has faults. Correct every line named, then import it again."""

    status = 422

    def __init__(self, name: str, findings: list[Finding]) -> None:
        self.name = name
        self.findings = findings
        super().__init__(name=name, findings=[finding.to_json() for finding in findings])

    def __str__(self) -> str:
        return "\n".join(f"{self.name}:{finding.line or 1}: {finding} [{finding.code}]" for finding in self.findings)


def parse(text: str, name: str) -> Edition:
    """The edition the text describes; `name` is the file's name, for messages.

    Raises CatalogueFileFaulty with every fault, each with its line.
    """
    content, findings = examine(text)
    if content is None or findings:
        raise CatalogueFileFaulty(name, findings)
    return content


@dataclass(frozen=True)
class Examination:
    """What a text says and what is wrong with it."""

    content: Edition | None
    """Empty when the text cannot be read as an edition."""
    findings: list[Finding]
    line_of: Callable[[str], int | None]
    """The line of a path, for findings made later."""


def examine(text: str) -> tuple[Edition | None, list[Finding]]:
    """The edition and everything found wrong with it; no edition when the text cannot be read as one."""
    examined = inspect(text)
    return examined.content, examined.findings


def inspect(text: str) -> Examination:
    """Read the text as an edition and check it by itself; every fault at once, by line."""
    root, reading = open_text(text)
    if root is None:
        return Examination(None, reading.findings, reading.line_of)
    edition = _edition(root)
    faulty_paths = {finding.path for finding in reading.findings}
    deeper = [
        finding.at_line(reading.line_of(finding.path))
        for finding in check_edition(edition)
        if not _repeats(finding.path, faulty_paths)
    ]
    findings = sorted(reading.findings + deeper, key=lambda finding: (finding.line or 0, finding.path))
    return Examination(None if reading.findings else edition, findings, reading.line_of)


def _repeats(path: str, faulty_paths: set[str]) -> bool:
    """Whether the place, or something inside it, could not be read, so that a later fault there is only an echo."""
    return any(
        faulty == path or faulty.startswith((f"{path}.", f"{path}[")) or path.startswith(f"{faulty}.")
        for faulty in faulty_paths
        if faulty
    )


def _edition(root: Cursor) -> Edition:
    at = root.mapping(
        *("procedure", "code_certainty", "edition", "name", "sector", "regime", "start", "instant", "territory"),
        *_PROVENANCE,
        *("components", "limits", "legal_basis", "result", "competence"),
        optional=("acronyms", "end", "fees", "supplement", "route", "members", "form"),
    )
    return Edition(
        procedure=_code(at["procedure"]),
        code_certainty=at["code_certainty"].choice(Certainty),
        number=at["edition"].integer(least=1),
        name=_name(at["name"]),
        acronyms=tuple(_acronym(item) for item in at["acronyms"].items()),
        sector=_key(at["sector"]),
        regime=at["regime"].choice(Regime),
        start=at["start"].day(),
        end=at["end"].day_or_none(),
        instant=at["instant"].boolean(),
        territory=at["territory"].choice(TerritoryScope),
        components=tuple(_component(item) for item in at["components"].items()),
        limits=tuple(_limit_rule(item) for item in at["limits"].items()),
        fees=tuple(_fee(item) for item in at["fees"].items()),
        legal_basis=at["legal_basis"].texts(),
        result=_result(at["result"]),
        competence=tuple(_competence(item) for item in at["competence"].items()),
        route=None if at["route"].is_null else _route(at["route"]),
        members=tuple(_member(item) for item in at["members"].items()),
        supplement=None if at["supplement"].is_null else _supplement(at["supplement"]),
        form=None if at["form"].is_null else at["form"].plain(),
        provenance=_provenance(at),
    )


def _provenance(at: dict[str, Cursor]) -> Provenance:
    return Provenance(source=at["source"].text(longest=300), certainty=at["certainty"].choice(Certainty))


def _name(cursor: Cursor) -> Text:
    at = cursor.mapping("vi", "en")
    return Text(vi=at["vi"].text(longest=400), en=at["en"].text(longest=400))


def _key(cursor: Cursor) -> str:
    key = cursor.text()
    if key and not _KEY.fullmatch(key):
        cursor.note("bad_key", key=key)
    return key


def _code(cursor: Cursor) -> str:
    code = cursor.text()
    if code and not _CODE.fullmatch(code):
        cursor.note("bad_code", code=code)
    return code


def _acronym(cursor: Cursor) -> str:
    acronym = cursor.text()
    if acronym and not _ACRONYM.fullmatch(acronym):
        cursor.note("bad_acronym", acronym=acronym)
    return acronym


def _keys(cursor: Cursor) -> tuple[str, ...]:
    return tuple(_key(item) for item in cursor.items())


def _limit(cursor: Cursor) -> Limit:
    at = cursor.mapping("value", "unit")
    return Limit(value=at["value"].fraction(), unit=at["unit"].choice(LimitUnit))


def _limit_or_none(cursor: Cursor) -> Limit | None:
    return None if cursor.is_null else _limit(cursor)


def _component(cursor: Cursor) -> Component:
    at = cursor.mapping(
        "key", "name", "required", "accepts", *_PROVENANCE, optional=("copies", "shown_only", "when", "filled_by")
    )
    return Component(
        key=_key(at["key"]),
        name=_name(at["name"]),
        required=at["required"].boolean(),
        accepts=tuple(item.choice(PaperForm) for item in at["accepts"].items()),
        copies=1 if at["copies"].is_missing else at["copies"].integer(least=1),
        shown_only=at["shown_only"].boolean(),
        when=at["when"].text_or_none(),
        provenance=_provenance(at),
        filled_by=None if at["filled_by"].is_null else _key(at["filled_by"]),
    )


def _limit_rule(cursor: Cursor) -> LimitRule:
    at = cursor.mapping("key", "value", "unit", *_PROVENANCE, optional=("when",))
    return LimitRule(
        key=_key(at["key"]),
        limit=Limit(value=at["value"].fraction(), unit=at["unit"].choice(LimitUnit)),
        when=at["when"].text_or_none(),
        provenance=_provenance(at),
    )


def _fee(cursor: Cursor) -> FeeRule:
    at = cursor.mapping(
        *("key", "name", "basis", "channel", "amount_vnd", *_PROVENANCE),
        optional=("amount_later_vnd", "later_from", "amount_max_vnd", "when"),
    )
    return FeeRule(
        key=_key(at["key"]),
        name=_name(at["name"]),
        basis=at["basis"].choice(FeeBasis),
        channel=at["channel"].choice(FeeChannel),
        amount_vnd=at["amount_vnd"].integer(),
        amount_later_vnd=at["amount_later_vnd"].integer_or_none(),
        later_from=at["later_from"].integer_or_none(least=2),
        amount_max_vnd=at["amount_max_vnd"].integer_or_none(least=1),
        when=at["when"].text_or_none(),
        provenance=_provenance(at),
    )


def _result(cursor: Cursor) -> Result:
    at = cursor.mapping("key", "name", "is_document", *_PROVENANCE)
    return Result(
        key=_key(at["key"]),
        name=_name(at["name"]),
        is_document=at["is_document"].boolean(),
        provenance=_provenance(at),
    )


def _competence(cursor: Cursor) -> CompetenceRule:
    at = cursor.mapping("start", "level", "agency", *_PROVENANCE, optional=("end",))
    return CompetenceRule(
        start=at["start"].day(),
        end=at["end"].day_or_none(),
        level=at["level"].choice(UnitLevel),
        agency=at["agency"].choice(AgencyKind),
        provenance=_provenance(at),
    )


def _supplement(cursor: Cursor) -> SupplementTerms:
    at = cursor.mapping(*_PROVENANCE, optional=("effect", "notice", "answer"))
    return SupplementTerms(
        effect=at["effect"].choice_or_none(SupplementEffect),
        notice=_limit_or_none(at["notice"]),
        answer=_limit_or_none(at["answer"]),
        provenance=_provenance(at),
    )


def _route(cursor: Cursor) -> Route:
    at = cursor.mapping("steps", *_PROVENANCE)
    return Route(steps=tuple(_step(item) for item in at["steps"].items()), provenance=_provenance(at))


def _step(cursor: Cursor) -> Step:
    at = cursor.mapping("key", "name", "role", "acts", optional=("budget", "after", "when"))
    return Step(
        key=_key(at["key"]),
        name=_name(at["name"]),
        role=at["role"].choice(RoleName),
        budget=_limit_or_none(at["budget"]),
        after=_keys(at["after"]),
        when=at["when"].text_or_none(),
        acts=_keys(at["acts"]),
    )


def _member(cursor: Cursor) -> Member:
    at = cursor.mapping("key", "procedure", *_PROVENANCE, optional=("after", "optional", "limit"))
    return Member(
        key=_key(at["key"]),
        procedure=_code(at["procedure"]),
        after=_keys(at["after"]),
        optional=at["optional"].boolean(),
        limit=_limit_or_none(at["limit"]),
        provenance=_provenance(at),
    )
