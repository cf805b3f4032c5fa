"""Exactly one agency for every procedure at every place on both sides of 01/07/2025, or a fallback with its reason."""

from dataclasses import dataclass
from datetime import date
from functools import cache

import pytest
from django.db import connection

from motcua.catalogue.actions.load import package_files, read_files
from motcua.catalogue.rules.competence_check import check_places
from motcua.catalogue.rules.edition import CompetenceRule, Edition
from motcua.directory.models import AdministrativeUnit, Agency
from motcua.directory.queries.competence import competence_at, competent_agency
from motcua.directory.queries.coverage import known_coverage
from motcua.directory.queries.places import find_place, in_force
from motcua.directory.rules.agencies import AgencyKind
from motcua.directory.rules.competence import Fallback, FaultKind, NobodyCompetent, check_rules, rule_on
from motcua.directory.rules.territory import TWO_TIER_ON, UnitLevel
from tests.reference import Reference

pytestmark = pytest.mark.django_db
K, L = AgencyKind, UnitLevel
SINCE = date(2018, 1, 1)
BEFORE, AFTER = date(2025, 6, 30), TWO_TIER_ON
DATES = [date(2018, 6, 21), date(2024, 2, 29), date(2025, 2, 28), date(2025, 3, 1), BEFORE, AFTER, date(2026, 9, 7)]


@dataclass(frozen=True)
class Rule:
    start: date
    end: date | None
    level: UnitLevel
    agency: AgencyKind


BIRTH = [Rule(SINCE, None, L.COMMUNE, K.COMMUNE_COMMITTEE)]
CARD = [
    Rule(SINCE, AFTER, L.DISTRICT, K.SOCIAL_INSURANCE_BRANCH),
    Rule(AFTER, None, L.COMMUNE, K.SOCIAL_INSURANCE_BRANCH),
]
RECORD = [Rule(SINCE, None, L.PROVINCE, K.DEPARTMENT_JUSTICE)]


@cache
def editions() -> list[Edition]:
    read, faulty = read_files(package_files())
    assert not faulty
    return list(read.values())


def rules_in_use(on: date) -> dict[tuple[UnitLevel, AgencyKind], list[str]]:
    """The rules that editions in force on the date apply then, with the procedures that apply them."""
    used: dict[tuple[UnitLevel, AgencyKind], list[str]] = {}
    for edition in editions():
        if edition.start <= on and (edition.end is None or on < edition.end):
            rule = rule_on(edition.competence, on)
            assert rule is not None, f"{edition.procedure} names nobody on {on}"
            used.setdefault((rule.level, rule.agency), []).append(edition.procedure)
    return used


COUNTED = """
WITH RECURSIVE above AS (
    SELECT id AS place_id, id, parent_id, level FROM directory_administrativeunit
    WHERE start <= %(on)s AND ("end" IS NULL OR "end" > %(on)s)
    UNION ALL
    SELECT above.place_id, unit.id, unit.parent_id, unit.level
    FROM above JOIN directory_administrativeunit AS unit ON unit.id = above.parent_id
), competent AS (
    SELECT agency.id, coalesce(served.unit_id, agency.unit_id) AS unit_id
    FROM directory_agency AS agency LEFT JOIN directory_servedunit AS served ON served.agency_id = agency.id
    WHERE agency.kind = %(kind)s AND agency.start <= %(on)s AND (agency."end" IS NULL OR agency."end" > %(on)s)
), counted AS (
    SELECT above.place_id, count(competent.id) AS agencies
    FROM above LEFT JOIN competent ON competent.unit_id = above.id WHERE above.level = %(level)s GROUP BY above.place_id
)
SELECT count(*), count(*) FILTER (WHERE agencies = 0), count(*) FILTER (WHERE agencies > 1) FROM counted
"""


@pytest.mark.parametrize("on", DATES, ids=str)
def test_no_hole_and_no_double_for_any_procedure_at_any_unit(reference_data: Reference, on: date) -> None:
    used = rules_in_use(on)
    assert sum(map(len, used.values())) >= 45
    communes = AdministrativeUnit.objects.filter(in_force(on), level=L.COMMUNE).count()
    for (level, kind), procedures in used.items():
        with connection.cursor() as cursor:
            cursor.execute(COUNTED, {"on": on, "kind": kind.value, "level": level.value})
            places, holes, doubles = cursor.fetchone()
        assert places >= communes, (level, kind)
        assert (holes, doubles) == (0, 0), (level, kind, procedures)


@pytest.mark.parametrize("on", [BEFORE, AFTER], ids=str)
def test_the_answer_at_every_province_and_island_is_one_agency_or_says_what_is_missing(
    reference_data: Reference, on: date
) -> None:
    islands = AdministrativeUnit.objects.filter(in_force(on), level=L.DISTRICT, children__isnull=True)
    provinces = AdministrativeUnit.objects.filter(in_force(on), level=L.PROVINCE)
    for level, kind in rules_in_use(on):
        rules = [Rule(SINCE, None, level, kind)]
        for unit in [*islands.select_related("parent"), *provinces]:
            answer = competence_at(rules, unit, on)
            assert answer.agency is not None
            if unit.level == L.PROVINCE and level != L.PROVINCE:
                assert answer.fallback == Fallback.PLACE_TOO_WIDE
                assert answer.agency.kind == K.PROVINCIAL_SERVICE_CENTRE
            else:
                assert answer.fallback is None, (unit.path, level, kind)


def test_every_edition_of_the_catalogue_passes_the_check_of_places(reference_data: Reference) -> None:
    coverage = known_coverage()
    assert len(coverage) >= 9
    assert {edition.procedure: found for edition in editions() if (found := check_places(edition, coverage))} == {}


def answer(rules: list[Rule], text: str, on: date) -> tuple[str | None, Fallback | None]:
    found = competence_at(rules, find_place(text, on), on)
    return found.agency and found.agency.code, found.fallback


@pytest.mark.parametrize(
    ("rules", "text", "on", "code"),
    [
        (BIRTH, "ha noi/ba dinh/cong vi", BEFORE, "H26.D001.00007"),
        (BIRTH, "ha noi/ba dinh/cong vi", AFTER, "H26.00008"),
        (BIRTH, "phu tho/viet tri", AFTER, "H44.100"),
        (BIRTH, "quang ngai/ly son", BEFORE, "H48.D536"),
        (BIRTH, "quang ngai/ly son", AFTER, "H48.21548"),
        (CARD, "ha noi/ba dinh/cong vi", BEFORE, "H26.D001.BHXH"),
        (CARD, "phu tho/viet tri", AFTER, "H44.BHXH.227"),
        (RECORD, "vinh phuc", BEFORE, "H62.19"),
        (RECORD, "vinh phuc", AFTER, "H44.19"),
        (RECORD, "phu tho/viet tri", AFTER, "H44.19"),
    ],
)
def test_known_answers(reference_data: Reference, rules: list[Rule], text: str, on: date, code: str) -> None:
    assert answer(rules, text, on) == (code, None)


def test_a_divided_place_names_the_others(reference_data: Reference) -> None:
    found = competence_at(BIRTH, find_place("ha noi/ba dinh/cong vi", BEFORE), AFTER)
    assert found.place.path == "ha noi/ngoc ha"
    assert [unit.path for unit in found.other_places] == ["ha noi/giang vo"]
    assert competence_at(RECORD, find_place("ha noi/ba dinh/cong vi", BEFORE), AFTER).other_places == ()


def test_a_former_district_is_too_wide_for_a_commune(reference_data: Reference) -> None:
    found = competence_at(BIRTH, find_place("001", BEFORE), AFTER)
    assert found.fallback == Fallback.PLACE_TOO_WIDE and found.agency is not None
    assert found.agency.code == "H26.TTHC"
    assert "ha noi/giang vo" in {unit.path for unit in found.other_places}


def test_the_fallback_names_the_reason(reference_data: Reference) -> None:
    assert answer(BIRTH, "ha noi", AFTER) == ("H26.TTHC", Fallback.PLACE_TOO_WIDE)
    assert answer([], "ha noi", AFTER) == ("H26.TTHC", Fallback.NO_RULE)
    late = [Rule(date(2030, 1, 1), None, L.COMMUNE, K.COMMUNE_COMMITTEE)]
    assert answer(late, "phu tho/viet tri", AFTER) == ("H44.TTHC", Fallback.NO_RULE)
    gone = [Rule(SINCE, None, L.DISTRICT, K.DISTRICT_COMMITTEE)]
    assert answer(gone, "phu tho/viet tri", AFTER) == ("H44.TTHC", Fallback.NO_AGENCY)


def test_two_agencies_of_a_kind_are_never_chosen_from(reference_data: Reference) -> None:
    own = Agency.objects.get(code="H44.100")
    Agency.objects.create(
        code="T.1", code_certainty="provisional", kind=own.kind, name="UBND thứ hai", unit=own.unit,
        start=own.start, search="", source="test",
    )  # fmt: skip
    found = competence_at(BIRTH, find_place("phu tho/viet tri", AFTER), AFTER)
    assert found.fallback == Fallback.SEVERAL_AGENCIES and set(found.choices) == {own.name, "UBND thứ hai"}
    with pytest.raises(NobodyCompetent):
        competent_agency(BIRTH, own.unit_id or 0, AFTER)
    faults = check_rules(BIRTH, known_coverage(), AFTER, None)
    assert [(fault.kind, fault.places) for fault in faults] == [(FaultKind.OVERLAP_IN_PLACE, ("phu tho/viet tri",))]


def test_the_hot_path_takes_two_statements(reference_data: Reference, django_assert_num_queries) -> None:  # type: ignore[no-untyped-def]
    unit_id = find_place("phu tho/viet tri", AFTER).id
    with django_assert_num_queries(2):
        assert competent_agency(BIRTH, unit_id, AFTER).code == "H44.100"


def test_rules_with_a_hole_in_place_or_time_are_named(reference_data: Reference) -> None:
    police = [Rule(SINCE, AFTER, L.DISTRICT, K.DISTRICT_POLICE), Rule(AFTER, None, L.COMMUNE, K.COMMUNE_POLICE)]
    (fault,) = check_rules(police, known_coverage(), SINCE, None)
    assert (fault.kind, fault.start, fault.end) == (FaultKind.HOLE_IN_PLACE, date(2025, 3, 1), AFTER)
    assert fault.places_total == 691 and len(fault.places) == 10


def test_an_empty_directory_covers_nothing() -> None:
    assert known_coverage() == []


def test_the_rule_type_of_the_catalogue_fits() -> None:
    rule: CompetenceRule = editions()[0].competence[0]
    assert rule_on([rule], rule.start) is rule
