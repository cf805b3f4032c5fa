"""The procedures that come with motcua: readable, complete, in both languages, each value with its source."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from motcua.catalogue.rules import document
from motcua.catalogue.rules.edition import (
    Certainty,
    Edition,
    Limit,
    LimitUnit,
    Provenance,
    Regime,
    Route,
    SupplementEffect,
    Text,
)
from motcua.catalogue.rules.edition_check import check_members
from motcua.catalogue.rules.findings import Finding
from motcua.directory.rules.territory import TWO_TIER_ON

FOLDER = Path(document.__file__).parents[2] / "data" / "procedures"
FILES = sorted(FOLDER.glob("*.yaml"))
WORKING_HOURS = {LimitUnit.WORKING_HOUR: 1, LimitUnit.WORKING_DAY: 8, LimitUnit.SAME_DAY: 8, LimitUnit.CALENDAR_DAY: 8}
"""Only to compare the budgets of a route with its limit; a calendar day is taken as a working day, the longer one."""
UNREAD = "chưa đối chiếu"
MOST_USED = (
    *("1.001193", "1.000894", "1.000656", "1.004873", "2.000635", "2.000815"),
    *("2.000884", "1.004222", "1.004194", "1.001612", "1.013225", "1.001776", "2.000488"),
)


@cache
def examined(path: Path) -> tuple[Edition | None, list[Finding]]:
    return document.examine(path.read_text(encoding="utf-8"))


@cache
def editions() -> list[Edition]:
    return [edition for edition, _ in map(examined, FILES) if edition is not None]


@cache
def by_procedure() -> dict[str, list[Edition]]:
    grouped = defaultdict(list)
    for edition in editions():
        grouped[edition.procedure].append(edition)
    return {code: sorted(found, key=lambda edition: edition.number) for code, found in grouped.items()}


def in_force(code: str, on: date) -> Edition | None:
    for edition in by_procedure()[code]:
        if edition.start <= on and (edition.end is None or on < edition.end):
            return edition
    return None


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_file_has_no_findings(path: Path) -> None:
    edition, findings = examined(path)
    assert [f"{finding.line}: {finding}" for finding in findings] == []
    assert edition is not None
    assert document.from_json(document.to_json(edition)) == edition


def test_there_are_forty_five_procedures_and_three_groups() -> None:
    singles = {edition.procedure for edition in editions() if not edition.is_group}
    groups = {edition.procedure for edition in editions() if edition.is_group}
    assert len(singles) >= 45
    assert len(groups) >= 3


def test_file_is_named_after_its_procedure_and_edition() -> None:
    for path, edition in zip(FILES, editions(), strict=True):
        latest = by_procedure()[edition.procedure][-1].number
        expected = edition.procedure if edition.number == latest else f"{edition.procedure}@{edition.number}"
        assert path.stem == expected


def test_editions_follow_each_other_without_hole_or_overlap() -> None:
    for code, found in by_procedure().items():
        assert [edition.number for edition in found] == list(range(1, len(found) + 1)), code
        for earlier, later in pairwise(found):
            assert earlier.end == later.start, code
        assert found[-1].end is None, code


def test_both_regimes_have_their_editions() -> None:
    for code, found in by_procedure().items():
        for edition in found:
            assert (edition.regime is Regime.ND61) == (edition.start < TWO_TIER_ON), code
    both = [code for code, found in by_procedure().items() if {edition.regime for edition in found} == set(Regime)]
    assert len(both) >= 6
    assert "1.001193" in both


@pytest.mark.parametrize("on", [date(2020, 1, 1), date(2025, 6, 30), date(2025, 7, 1), date(2026, 9, 1)], ids=str)
def test_one_agency_kind_is_competent_on_every_day(on: date) -> None:
    for code in by_procedure():
        edition = in_force(code, on)
        if edition is None:
            assert by_procedure()[code][0].start > on, code
            continue
        rules = [rule for rule in edition.competence if rule.start <= on and (rule.end is None or on < rule.end)]
        assert len(rules) == 1, code


def test_members_of_groups_exist_and_are_in_force() -> None:
    for edition in editions():
        if edition.is_group:
            known = {code: in_force(code, edition.start) for code in by_procedure()}
            assert [str(finding) for finding in check_members(edition, known)] == [], edition.procedure


def test_acronyms_are_not_shared() -> None:
    owners = defaultdict(set)
    for edition in editions():
        for acronym in edition.acronyms:
            owners[acronym].add(edition.procedure)
    assert {acronym: codes for acronym, codes in owners.items() if len(codes) > 1} == {}


def provenances(edition: Edition) -> Iterator[Provenance]:
    yield edition.provenance
    yield edition.result.provenance
    yield from (rule.provenance for rule in edition.components)
    yield from (rule.provenance for rule in edition.limits)
    yield from (rule.provenance for rule in edition.fees)
    yield from (rule.provenance for rule in edition.competence)
    yield from (member.provenance for member in edition.members)
    if edition.route is not None:
        yield edition.route.provenance
    if edition.supplement is not None:
        yield edition.supplement.provenance


def test_what_was_not_read_in_the_law_says_so() -> None:
    for edition in editions():
        for provenance in provenances(edition):
            assert provenance.source
            if provenance.certainty in {Certainty.OWN_KNOWLEDGE, Certainty.UNCERTAIN}:
                assert UNREAD in provenance.source, (edition.procedure, provenance.source)


def test_provisional_codes_are_marked_uncertain() -> None:
    for edition in editions():
        if edition.procedure.startswith("MC."):
            assert edition.code_certainty is Certainty.UNCERTAIN


def texts(edition: Edition) -> Iterator[Text]:
    yield edition.name
    yield edition.result.name
    yield from (component.name for component in edition.components)
    yield from (fee.name for fee in edition.fees)
    if edition.route is not None:
        yield from (step.name for step in edition.route.steps)


def test_everything_people_read_is_in_both_languages() -> None:
    vietnamese = set("ăâđêôơưàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ")
    for edition in editions():
        for text in texts(edition):
            assert text.vi != text.en, edition.procedure
            assert not vietnamese & set(text.en.lower()), text.en
        assert vietnamese & set(edition.name.vi.lower()), edition.name.vi


def hours(limit: Limit | None) -> Fraction:
    return limit.value * WORKING_HOURS[limit.unit] if limit else Fraction(0)


def longest_path(route: Route, *, with_branches: bool) -> Fraction:
    finished: dict[str, Fraction] = {}
    for step in route.steps:
        taken = hours(step.budget) if with_branches or step.when is None else Fraction(0)
        finished[step.key] = max((finished[key] for key in step.after), default=Fraction(0)) + taken
    return max(finished.values())


def test_budgets_of_routes_stay_within_the_limits() -> None:
    for edition in editions():
        if edition.route is not None:
            limits = [hours(rule.limit) for rule in edition.limits]
            assert longest_path(edition.route, with_branches=False) <= limits[-1], edition.procedure
            assert longest_path(edition.route, with_branches=True) <= max(limits), edition.procedure


def test_routes_of_members_also_fit_the_shorter_limit_of_their_group() -> None:
    for group in editions():
        for member in group.members:
            edition = in_force(member.procedure, group.start)
            assert edition is not None
            assert edition.route is not None
            if member.limit is not None:
                taken = longest_path(edition.route, with_branches=False)
                assert taken <= hours(member.limit), (group.procedure, member.key)


def test_route_ends_with_the_leaders_decision() -> None:
    for edition in editions():
        if edition.route is not None:
            last = edition.route.steps[-1]
            assert "decide" in last.acts, edition.procedure
            waited_for = {key for step in edition.route.steps for key in step.after}
            assert {step.key for step in edition.route.steps} - waited_for == {last.key}, edition.procedure


def fields_of(form: dict[str, Any]) -> list[dict[str, Any]]:
    return [field for page in form["pages"] for field in page["fields"]]


def test_forms_of_the_most_used_procedures_ask_real_questions() -> None:
    for edition in editions():
        assert edition.form is not None, edition.procedure
        assert all(1 <= len(page["fields"]) <= 7 for page in edition.form["pages"]), edition.procedure
    for code in MOST_USED:
        form = by_procedure()[code][-1].form
        assert form is not None
        assert len(fields_of(form)) >= 6, code
        conditions = [part for part in (*form["pages"], *fields_of(form)) if part.get("show_if")]
        assert conditions or "documents" in form["schema"]["properties"], code
        assert form["certainty"] == Certainty.OWN_KNOWLEDGE, code
        assert UNREAD in form["source"], code


def test_forms_of_the_most_used_procedures_use_what_a_form_can_do() -> None:
    used = Counter(
        field.get("widget") for code in MOST_USED for field in fields_of(by_procedure()[code][-1].form or {"pages": []})
    )
    assert used["address"] >= 12
    assert used["repeat"] >= 9
    assert used["file"] >= 9
    assert used["identifier"] >= 12
    assert used["money"] >= 1


@pytest.mark.parametrize("code", MOST_USED)
def test_a_form_asks_for_nothing_that_only_an_officer_can_know(code: str) -> None:
    form = by_procedure()[code][-1].form
    assert form is not None
    facts = {"needs_verification", "needs_consultation", "complaint", "complex", "bulk"}
    assert not facts & {field["name"] for field in fields_of(form)}


def test_supplement_terms_of_the_interconnected_groups() -> None:
    day, hour = LimitUnit.WORKING_DAY, LimitUnit.WORKING_HOUR
    for code, effect, notice, answer in (
        ("2.002621", SupplementEffect.SUSPEND, Limit(Fraction(1), day), Limit(Fraction(7), day)),
        ("2.002622", SupplementEffect.SUSPEND, Limit(Fraction(1), day), Limit(Fraction(7), day)),
        ("MC.000052", SupplementEffect.RESTART, Limit(Fraction(8), hour), Limit(Fraction(15), day)),
    ):
        terms = by_procedure()[code][-1].supplement
        assert terms is not None
        assert (terms.effect, terms.notice, terms.answer) == (effect, notice, answer)


def test_birth_group_goes_from_commune_to_police_and_insurance_to_identity_card() -> None:
    members = {member.key: member for member in by_procedure()["2.002621"][-1].members}
    assert members["birth"].after == ()
    assert members["residence"].after == members["health_card"].after == ("birth",)
    assert members["identity_card"].after == ("residence", "health_card")
    assert [key for key, member in members.items() if member.optional] == ["identity_card"]
