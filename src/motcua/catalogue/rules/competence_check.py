"""Competence rules must give exactly one agency on every day of the edition, for every place."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from motcua.catalogue.rules.edition import CompetenceRule, Edition
from motcua.catalogue.rules.faults import fault
from motcua.catalogue.rules.findings import Finding
from motcua.directory.rules.agencies import AgencyKind
from motcua.directory.rules.competence import Coverage, FaultKind, check_rules
from motcua.directory.rules.territory import TWO_TIER_ON, UnitLevel

FOREVER = date.max

_LEVEL_OF_KIND = {
    AgencyKind.PROVINCIAL_COMMITTEE: UnitLevel.PROVINCE,
    AgencyKind.PROVINCIAL_POLICE: UnitLevel.PROVINCE,
    AgencyKind.PROVINCIAL_SERVICE_CENTRE: UnitLevel.PROVINCE,
    AgencyKind.DISTRICT_COMMITTEE: UnitLevel.DISTRICT,
    AgencyKind.DISTRICT_POLICE: UnitLevel.DISTRICT,
    AgencyKind.DISTRICT_INTAKE_SECTION: UnitLevel.DISTRICT,
    AgencyKind.COMMUNE_COMMITTEE: UnitLevel.COMMUNE,
    AgencyKind.COMMUNE_POLICE: UnitLevel.COMMUNE,
    AgencyKind.COMMUNE_SERVICE_CENTRE: UnitLevel.COMMUNE,
}
"""Kinds that exist at one level only; the others are placed by each province."""


@dataclass(frozen=True)
class _Span:
    index: int
    start: date
    end: date
    rule: CompetenceRule


def check_competence(edition: Edition) -> list[Finding]:
    """Rules that overlap, leave a hole in the edition's period, or name a level or agency that is not there."""
    findings: list[Finding] = []
    spans = []
    for index, rule in enumerate(edition.competence):
        path = f"competence[{index}]"
        findings.extend(_check_rule(rule, path))
        end = rule.end or FOREVER
        if end > rule.start > date.min:
            spans.append(_Span(index, rule.start, end, rule))
    spans.sort(key=lambda span: (span.start, span.index))
    findings.extend(_overlaps(spans))
    if not edition.competence:
        findings.append(fault("nothing", None, "competence", section="competence"))
    elif len(spans) == len(edition.competence):
        findings.extend(_holes(edition, spans))
    return findings


def check_places(edition: Edition, coverage: Iterable[Coverage]) -> list[Finding]:
    """Places where the directory knows no agency of the kind a rule names, or several, on days of the edition."""
    indexes = {(rule.level, rule.agency): index for index, rule in enumerate(edition.competence)}
    return [
        fault(
            *(_IN_PLACE[found.kind], None, f"competence[{indexes[found.level, found.agency]}]"),
            agency=found.agency,
            start=found.start,
            end=_words(found.end),
            total=found.places_total,
            places="; ".join(found.places),
        )
        for found in check_rules(edition.competence, coverage, edition.start, edition.end)
        if found.kind in _IN_PLACE and found.level is not None and found.agency is not None
    ]


_IN_PLACE = {FaultKind.HOLE_IN_PLACE: "competence_place_hole", FaultKind.OVERLAP_IN_PLACE: "competence_place_double"}


def _check_rule(rule: CompetenceRule, path: str) -> Iterator[Finding]:
    if rule.end is not None and rule.start != date.min and rule.end <= rule.start:
        yield fault("end_before_start", None, f"{path}.end", start=rule.start, end=rule.end)
    expected = _LEVEL_OF_KIND.get(rule.agency)
    if expected is not None and expected is not rule.level:
        yield fault("competence_level", None, f"{path}.level", agency=rule.agency, expected=expected, level=rule.level)
    if rule.level is UnitLevel.DISTRICT and (rule.end or FOREVER) > TWO_TIER_ON:
        start = max(rule.start, TWO_TIER_ON)
        yield fault("competence_no_district", None, f"{path}.end", start=start, end=_words(rule.end))


def _overlaps(spans: list[_Span]) -> Iterator[Finding]:
    for place, span in enumerate(spans):
        for other in spans[:place]:
            start, end = max(span.start, other.start), min(span.end, other.end)
            if start < end:
                yield fault(
                    *("competence_overlap", None, f"competence[{max(span.index, other.index)}]"),
                    places=_places(start, other.rule.level, span.rule.level),
                    agencies=f"{other.rule.agency}, {span.rule.agency}",
                    start=start,
                    end=_words(end),
                )


def _holes(edition: Edition, spans: list[_Span]) -> Iterator[Finding]:
    until = edition.end or FOREVER
    covered = edition.start
    for span in [*spans, None]:
        start = span.start if span is not None else until
        if covered < min(start, until):
            level = span.rule.level if span is not None else spans[-1].rule.level
            yield fault(
                *("competence_hole", None, "competence"),
                places=_places(covered, level),
                start=covered,
                end=_words(min(start, until)),
            )
        if span is not None:
            covered = max(covered, span.end)


_PLACES = {
    UnitLevel.PROVINCE: ("63 tỉnh, thành phố", "34 tỉnh, thành phố"),
    UnitLevel.DISTRICT: ("696 huyện, quận, thị xã, thành phố", "không còn cấp huyện"),
    UnitLevel.COMMUNE: ("10.035 xã, phường, thị trấn", "3.321 xã, phường, đặc khu"),
}
"""How many places of each level there are before and after 01/07/2025 (NQ 202/2025/QH15)."""


def _places(on: date, *levels: UnitLevel) -> str:
    return "; ".join(dict.fromkeys(_PLACES[level][on >= TWO_TIER_ON] for level in levels))


def _words(end: date | None) -> str:
    return "…" if end is None or end == FOREVER else end.isoformat()
