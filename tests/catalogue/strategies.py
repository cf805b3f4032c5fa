"""Any lawful edition, for property tests."""

import unicodedata
from datetime import date, timedelta
from fractions import Fraction
from itertools import pairwise
from typing import Any

from hypothesis import strategies as st

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
from motcua.directory.rules.agencies import AgencyKind
from motcua.directory.rules.roles import RoleName
from motcua.directory.rules.territory import TWO_TIER_ON, UnitLevel


def _is_kept(text: str) -> bool:
    return bool(text) and text == unicodedata.normalize("NFC", text.strip())


_letters = st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Co", "Cn", "Zl", "Zp"])
texts = st.text(_letters, min_size=1, max_size=30).filter(_is_kept) | st.sampled_from(
    [
        "no",
        "null",
        "1.001193",
        "2025-07-01",
        "12:30",
        "1e3",
        "007",
        "Lệ phí: 8.000 đ",
        "# không",
        "- a",
        "{x}",
        "'",
        '"',
    ]
)
keys = st.from_regex(r"[a-z][a-z0-9_]{0,8}", fullmatch=True)
names = st.builds(Text, vi=texts, en=texts)
provenances = st.builds(Provenance, source=texts, certainty=st.sampled_from(Certainty))
fractions = st.fractions(min_value=Fraction(1, 60), max_value=200, max_denominator=60)
limits = st.builds(
    Limit, value=fractions, unit=st.sampled_from([unit for unit in LimitUnit if unit is not LimitUnit.SAME_DAY])
) | st.just(Limit(Fraction(1), LimitUnit.SAME_DAY))
conditions = st.sampled_from([None, "has(data.late) && data.late", 'data.kind == "Đất"', "data.pages > 3"])

components = st.builds(
    Component,
    key=keys,
    name=names,
    required=st.booleans(),
    accepts=st.lists(st.sampled_from([PaperForm.ORIGINAL, PaperForm.COPY]), min_size=1, max_size=2).map(tuple),
    copies=st.integers(1, 9),
    shown_only=st.booleans(),
    when=conditions,
    provenance=provenances,
    filled_by=st.none(),
)


@st.composite
def fees(draw: st.DrawFn) -> FeeRule:
    basis = draw(st.sampled_from(FeeBasis))
    has_later = basis is not FeeBasis.CASE and draw(st.booleans())
    amount = draw(st.integers(0, 10**7))
    return FeeRule(
        key=draw(keys),
        name=draw(names),
        basis=basis,
        channel=draw(st.sampled_from(FeeChannel)),
        amount_vnd=amount,
        amount_later_vnd=draw(st.integers(0, amount)) if has_later else None,
        later_from=draw(st.integers(2, 9)) if has_later else None,
        amount_max_vnd=None if basis is not FeeBasis.PAGE else draw(st.none() | st.integers(amount + 1, 10**8)),
        when=draw(conditions),
        provenance=draw(provenances),
    )


@st.composite
def limit_rules(draw: st.DrawFn) -> tuple[LimitRule, ...]:
    found = draw(st.lists(keys, min_size=1, max_size=3, unique=True))
    return tuple(
        LimitRule(
            key=key,
            limit=draw(limits),
            when=None if number == len(found) else draw(conditions.filter(bool)),
            provenance=draw(provenances),
        )
        for number, key in enumerate(found, start=1)
    )


@st.composite
def competences(draw: st.DrawFn, start: date, end: date | None) -> tuple[CompetenceRule, ...]:
    cuts = sorted(draw(st.sets(st.integers(1, 3000), max_size=2)))
    days = [start, *(start + timedelta(days=cut) for cut in cuts), None]
    return tuple(
        CompetenceRule(
            start=first,
            end=last,
            level=draw(st.sampled_from([UnitLevel.PROVINCE, UnitLevel.COMMUNE])),
            agency=draw(st.sampled_from([AgencyKind.DEPARTMENT_JUSTICE, AgencyKind.TAX, AgencyKind.OTHER])),
            provenance=draw(provenances),
        )
        for first, last in pairwise(days)
        if first is not None
    )


_route = Route(
    steps=(
        Step("assign", Text("Phân công", "Assignment"), RoleName.LEADER, None, (), None, ()),
        Step(
            key="appraise",
            name=Text("Thẩm định", "Appraisal"),
            role=RoleName.CASE_OFFICER,
            budget=None,
            after=("assign",),
            when=None,
            acts=("verify", "propose_outcome"),
        ),
        Step("sign", Text("Ký", "Signature"), RoleName.LEADER, None, ("appraise",), None, ("decide",)),
    ),
    provenance=Provenance("Quy trình nội bộ", Certainty.OWN_KNOWLEDGE),
)


@st.composite
def forms(draw: st.DrawFn) -> dict[str, Any]:
    fields = draw(st.lists(keys, min_size=1, max_size=3, unique=True))
    rule = st.sampled_from([{"type": "string", "maxLength": 9}, {"type": "number", "minimum": -1.5}, {"const": "no"}])
    words = st.builds(lambda text: {"vi": text.vi, "en": text.en}, names)
    return {
        "schema": {
            "$schema": "https://json-schema.org/draft/2020-12/schema",
            "type": "object",
            "properties": {name: dict(draw(rule)) for name in fields},
            "required": fields[:1],
        },
        "pages": [
            {
                "key": "only",
                "title": draw(words),
                "fields": [{"name": name, "label": draw(words), "hint": None, "widget": "text"} for name in fields],
            }
        ],
    }


@st.composite
def editions(draw: st.DrawFn) -> Edition:
    regime = draw(st.sampled_from(Regime))
    earliest, latest = (TWO_TIER_ON, date(2040, 1, 1)) if regime is Regime.ND118 else (date(2018, 1, 1), TWO_TIER_ON)
    start = draw(st.dates(earliest, latest - timedelta(days=1)))
    end = draw(st.none() | st.dates(start + timedelta(days=1), date(2060, 1, 1)))
    return Edition(
        procedure=draw(st.from_regex(r"([0-9]|MC)\.[0-9]{6}", fullmatch=True).filter(str.isascii)),
        code_certainty=draw(st.sampled_from(Certainty)),
        number=draw(st.integers(1, 99)),
        name=draw(names),
        acronyms=tuple(draw(st.lists(st.from_regex(r"[a-z0-9]{1,5}", fullmatch=True), max_size=2))),
        sector=draw(keys),
        regime=regime,
        start=start,
        end=end,
        instant=draw(st.booleans()),
        territory=draw(st.sampled_from(TerritoryScope)),
        components=tuple(draw(st.lists(components, max_size=3, unique_by=lambda entry: entry.key))),
        limits=draw(limit_rules()),
        fees=tuple(draw(st.lists(fees(), max_size=3, unique_by=lambda entry: entry.key))),
        legal_basis=tuple(draw(st.lists(texts, min_size=1, max_size=3))),
        result=Result(draw(keys), draw(names), draw(st.booleans()), draw(provenances)),
        competence=draw(competences(start, end)),
        route=_route,
        members=(),
        supplement=draw(
            st.none()
            | st.builds(
                SupplementTerms,
                effect=st.none() | st.sampled_from(SupplementEffect),
                notice=st.none() | limits,
                answer=st.none() | limits,
                provenance=provenances,
            )
        ),
        form=draw(st.none() | forms()),
        provenance=draw(provenances),
    )
