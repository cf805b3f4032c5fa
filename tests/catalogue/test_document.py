"""A catalogue file is read with every fault at once, each on its line, and written back the same."""

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.catalogue.actions.load import package_files
from motcua.catalogue.rules.document import CatalogueFileFaulty, dump, fingerprint, from_json, parse, to_json
from motcua.catalogue.rules.edition import Certainty, Edition, LimitUnit, PaperForm
from tests.catalogue.files import GROUP, RESIDENCE, SINGLE, changed, line_of
from tests.catalogue.strategies import editions


def faults(text: str) -> list[tuple[str, int | None]]:
    with pytest.raises(CatalogueFileFaulty) as caught:
        parse(text, "file.yaml")
    return [(finding.code, finding.line) for finding in caught.value.findings]


def test_a_file_becomes_an_edition() -> None:
    edition = parse(SINGLE, "file.yaml")
    assert edition.procedure == "1.001193"
    assert edition.name.vi == "Đăng ký khai sinh"
    assert edition.start == date(2025, 7, 1) and edition.end is None
    assert edition.components[0].accepts == (PaperForm.ORIGINAL, PaperForm.ELECTRONIC)
    assert edition.components[1].copies == 1
    assert edition.limits[0].limit.value == Fraction(5)
    assert edition.limits[1].limit.unit is LimitUnit.SAME_DAY
    assert edition.result.provenance.certainty is Certainty.SOURCED
    assert edition.route is not None and edition.route.steps[1].after == ("appraise",)
    assert edition.form is not None and edition.form["schema"]["properties"]["child_name"]["minLength"] == 2


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ('procedure: "1.001193"', 'procedure: "1193"', "bad_code"),
        ("sector: civil_status", "sektor: civil_status", "unknown_key"),
        ("regime: nd118", "regime: nd119", "unknown_choice"),
        ("start: 2025-07-01", "start: 2025-02-30", "not_a_date"),
        ("start: 2025-07-01", "start: 1.7.2025", "not_a_date"),
        ("end: null", "end: 2025-07-01", "end_before_start"),
        ("end: null", "end: 2024-07-01", "end_before_start"),
        ("instant: false", "instant: no", "not_a_boolean"),
        ("edition: 1", "edition: 0", "too_small"),
        ("edition: 1", "edition: '1.5'", "not_an_integer"),
        ("acronyms: [ks]", "acronyms: [KS!]", "bad_acronym"),
        ("acronyms: [ks]", "acronyms: ks", "not_a_list"),
        ("legal_basis: [Luật Hộ tịch 60/2014/QH13]", "legal_basis: []", "nothing"),
        ("key: authorisation", "key:  declaration", "twice"),
        ("accepts: [original, copy]", "accepts: []", "no_form_accepted"),
        ("accepts: [original, copy]", "accepts: [none]", "none_accepted"),
        ("accepts: [original, copy]", "accepts: [paper]", "unknown_choice"),
        ('value: "5"', 'value: "five"', "not_a_number"),
        ('value: "5"', 'value: "-1"', "not_positive"),
        ('value: "5"', 'value: "1/0"', "not_a_number"),
        ('when: "has(data.verify) && data.verify"', 'when: "data.verify &&"', "condition_syntax"),
        (
            "- {key: standard,",
            '- {key: standard, value: "1", unit: same_day, when: null, source: L, certainty: sourced}\n'
            "  - {key: never,",
            "limit_never_reached",
        ),
        ("amount_vnd: 8000", "amount_vnd: -1", "too_small"),
        ("amount_vnd: 8000", "amount_vnd: 8.000", "not_an_integer"),
        ("level: commune", "level: province", "competence_level"),
        ("role: case_officer", "role: chief", "unknown_choice"),
        ("child_name: {type: string, minLength: 2}", "child_name: {type: text}", "form_bad_schema"),
        ("{name: child_name,", "{name: kid_name,", "form_field_unknown"),
        ("widget: text", "widget: colour", "form_widget"),
        ("{value: male,", "{value: man,", "form_choices_differ"),
    ],
)
def test_a_fault_is_named_with_its_line(old: str, new: str, code: str) -> None:
    text = changed(SINGLE, (old, new))
    assert (code, line_of(text, new.split("\n")[-1])) in faults(text)


@pytest.mark.parametrize(
    ("old", "new", "code", "place"),
    [
        ("start: 2025-07-01", "start: 2025-06-01", "regime_too_early", "regime:"),
        ("2020-12/schema", "2019-09/schema", "form_not_2020", "schema:"),
    ],
)
def test_a_fault_between_two_places_is_named_at_the_one_to_change(old: str, new: str, code: str, place: str) -> None:
    text = changed(SINGLE, (old, new))
    assert (code, line_of(text, place)) in faults(text)


def test_every_fault_is_reported_at_once() -> None:
    text = changed(
        SINGLE,
        ("regime: nd118", "regime: nd119"),
        ("name: {vi: Tờ khai, en: Declaration}", "name: {vi: Tờ khai}"),
        ("key: authorisation", "key: declaration"),
        ('value: "1", unit: same_day', 'value: "2", unit: same_day'),
        ("    certainty: uncertain\nlegal_basis", "    certainty: perhaps\nlegal_basis"),
        ("required: [child_name]", "required: [child_name, weight]"),
    )
    assert faults(text) == [
        ("unknown_choice", line_of(text, "nd119")),
        ("missing_key", line_of(text, "{vi: Tờ khai}")),
        ("twice", line_of(text, "name: {vi: Văn bản") - 1),
        ("same_day_value", line_of(text, 'value: "2"')),
        ("unknown_choice", line_of(text, "perhaps")),
        ("form_required_unknown", line_of(text, "required: [child_name, weight]")),
    ]


def test_missing_keys_are_named_one_by_one() -> None:
    codes = [code for code, _ in faults("procedure: '1.001193'\n")]
    assert codes.count("missing_key") == 15
    assert codes.count("no_route") == 1


def test_the_last_limit_must_hold_without_condition() -> None:
    text = changed(SINGLE, ("unit: same_day, when: null", 'unit: same_day, when: "data.late"'))
    assert faults(text) == [("no_final_limit", line_of(text, "key: standard"))]


@pytest.mark.parametrize(
    ("fields", "codes"),
    [
        ("basis: case\n    amount_later_vnd: 1000\n    later_from: 3", ["fee_basis", "fee_basis"]),
        ("basis: copy\n    amount_max_vnd: 9000", ["fee_basis"]),
        ("basis: page\n    later_from: 3", ["fee_later_incomplete"]),
        ("basis: page\n    later_from: 1\n    amount_later_vnd: 1", ["too_small"]),
        ("basis: page\n    amount_max_vnd: 10", ["fee_max_below_amount"]),
        ("basis: case\n    amount_max_vnd: 9000", ["fee_basis"]),
    ],
)
def test_fields_of_a_fee_must_fit_its_basis(fields: str, codes: list[str]) -> None:
    assert [code for code, _ in faults(changed(SINGLE, ("basis: case", fields)))] == codes


def _competence(*rules: str) -> str:
    entries = "".join(f"  - {{{rule}, source: Luật, certainty: sourced}}\n" for rule in rules)
    start, end = SINGLE.index("competence:"), SINGLE.index("supplement:")
    return f"{SINGLE[:start]}competence:\n{entries}{SINGLE[end:]}"


def test_competence_that_overlaps_names_the_places_and_days() -> None:
    text = _competence(
        "start: 2025-07-01, level: commune, agency: commune_committee",
        "start: 2026-01-01, level: province, agency: department_justice",
    )
    with pytest.raises(CatalogueFileFaulty) as caught:
        parse(text, "file.yaml")
    (finding,) = caught.value.findings
    assert finding.code == "competence_overlap"
    assert finding.line == line_of(text, "start: 2026-01-01")
    assert "3.321 xã" in str(finding) and "34 tỉnh" in str(finding) and "2026-01-01" in str(finding)


def test_competence_with_a_hole_names_the_places_and_days() -> None:
    text = _competence(
        "start: 2025-07-01, end: 2025-12-01, level: commune, agency: commune_committee",
        "start: 2026-01-01, end: 2027-01-01, level: commune, agency: commune_committee",
    )
    with pytest.raises(CatalogueFileFaulty) as caught:
        parse(text, "file.yaml")
    first, second = caught.value.findings
    assert {first.code, second.code} == {"competence_hole"}
    assert "từ 2025-12-01 đến 2026-01-01 tại 3.321 xã" in str(first)
    assert "từ 2027-01-01" in str(second)


def test_no_district_is_competent_after_districts_ended() -> None:
    text = changed(
        _competence("start: 2018-01-01, end: null, level: district, agency: district_committee"),
        ("regime: nd118", "regime: nd61"),
        ("start: 2025-07-01", "start: 2018-01-01"),
    )
    assert faults(text) == [("competence_no_district", line_of(text, "level: district"))]


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("after: [birth]", "after: [death]", "member_after_unknown"),
        ('1.001193",', '1.001193", after: [residence],', "member_cycle"),
        ('{key: birth, procedure: "1.001193"', '{key: birth, procedure: "2.002621"', "member_itself"),
        ('procedure: "1.004222"', 'procedure: "1.001193"', "member_twice"),
        ("{key: residence,", "{key: birth,", "twice"),
        ('1.001193",', '1.001193", optional: true,', "member_after_optional"),
    ],
)
def test_faults_of_a_group(old: str, new: str, code: str) -> None:
    assert code in [found for found, _ in faults(changed(GROUP, (old, new)))]


def test_a_component_the_system_fills_must_be_electronic() -> None:
    text = changed(SINGLE, ("accepts: [original, copy]", "accepts: [original, copy]\n    filled_by: birth_certificate"))
    assert [code for code, _ in faults(text)] == ["filled_not_electronic"]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "not_a_mapping"),
        ("- 1\n- 2", "not_a_mapping"),
        ("a: [1\nb: 2", "not_yaml"),
        ("a: 1\n---\nb: 2", "not_yaml"),
        ("a: \x07", "not_yaml"),
        ("a: &x [1]\nb: *x", "alias"),
        ("[" * 5000, "too_deep"),
        ("a: 'b'\n" * 200_000, "file_too_long"),
    ],
)
def test_what_is_not_a_catalogue_file_is_refused(text: str, code: str) -> None:
    assert faults(text)[0][0] == code


def test_a_key_given_twice_is_a_fault_even_in_a_form() -> None:
    twice = changed(SINGLE, ("      sex: {", "      child_name: {type: number}\n      sex: {"))
    assert faults(twice) == [("key_twice", line_of(twice, "child_name: {type: number}"))]


def test_the_message_starts_with_file_and_line() -> None:
    with pytest.raises(CatalogueFileFaulty) as caught:
        parse(changed(SINGLE, ("regime: nd118", "regime: nd119")), "birth.yaml")
    assert str(caught.value).startswith("birth.yaml:7: ")


@pytest.mark.parametrize("text", [SINGLE, RESIDENCE, GROUP])
def test_a_file_survives_writing_and_reading(text: str) -> None:
    edition = parse(text, "file.yaml")
    assert parse(dump(edition), "again.yaml") == edition


@given(editions())
def test_any_edition_survives_its_file_and_its_document(edition: Edition) -> None:
    assert parse(dump(edition), "again.yaml") == edition
    assert from_json(to_json(edition)) == edition


@given(editions(), st.text(max_size=3))
def test_a_stray_change_never_crashes_the_reader(edition: Edition, piece: str) -> None:
    text = dump(edition)
    middle = len(text) // 2
    try:
        parse(text[:middle] + piece + text[middle:], "file.yaml")
    except CatalogueFileFaulty as refusal:
        assert refusal.findings


def test_the_fingerprint_is_of_the_content_not_of_the_file() -> None:
    edition = parse(SINGLE, "file.yaml")
    assert fingerprint(parse("# a remark\n" + SINGLE, "file.yaml")) == fingerprint(edition)
    assert fingerprint(parse(changed(SINGLE, ("8000", "9000")), "file.yaml")) != fingerprint(edition)


def test_the_package_files_survive_writing_and_reading() -> None:
    for name, text in package_files().items():
        edition = parse(text, name)
        assert from_json(to_json(edition)) == edition
        assert parse(dump(edition), name) == edition
