"""A form that nobody could fill in, or that would ask in vain, is not published; each fault names its place."""

from collections.abc import Callable
from copy import deepcopy
from typing import Any

import pytest

from motcua.catalogue.rules.edition import Certainty, Component, PaperForm, Provenance, Text
from motcua.catalogue.rules.form_check import check_form
from motcua.catalogue.rules.form_paper_check import FILE_FORMATS, MEGABYTES_MAX
from motcua.documents.rules.media import MediaType
from motcua.project import settings
from tests.catalogue.e_forms import FORM, PARENT, asks, choices

NO_CLAIM = {"source": "claim.shoe", "editable": True}
Change = Callable[[dict[str, Any]], Any]


def component(key: str, *, required: bool = True, shown_only: bool = False, when: str | None = None) -> Component:
    return Component(
        key=key,
        name=Text("Giấy tờ", "Paper"),
        required=required,
        accepts=(PaperForm.ORIGINAL, PaperForm.ELECTRONIC),
        copies=1,
        shown_only=shown_only,
        when=when,
        provenance=Provenance("Luật", Certainty.SOURCED),
    )


COMPONENTS = (component("declaration"), component("proof", when=PARENT), component("card", shown_only=True))


def found(change: Change, components: tuple[Component, ...] = COMPONENTS) -> list[tuple[str, str]]:
    form = deepcopy(FORM) | {"declares": "declaration"}
    change(form)
    return [(finding.code, finding.path.removeprefix("form.")) for finding in check_form(form, components)]


def field(form: dict[str, Any], page: int, place: int) -> dict[str, Any]:
    chosen: dict[str, Any] = form["pages"][page]["fields"][place]
    return chosen


def inner(form: dict[str, Any], place: int) -> dict[str, Any]:
    chosen: dict[str, Any] = field(form, 3, 0)["fields"][place]
    return chosen


def test_a_form_with_everything_has_no_fault() -> None:
    assert found(lambda form: None) == []


def test_upload_limits_are_those_of_the_installation() -> None:
    assert {f".{kind}" for kind in FILE_FORMATS} == {media.extension for media in MediaType}
    assert MEGABYTES_MAX * 1024 * 1024 == settings.UPLOAD_BYTES_MAX


@pytest.mark.parametrize(
    ("change", "code", "path"),
    [
        (lambda form: form.update(extra=1), "form_key", "form"),
        (lambda form: form["pages"][0].update(hint="x"), "form_page_keys", "pages[0]"),
        (lambda form: field(form, 0, 0)["label"].pop("en"), "missing_key", "pages[0].fields[0].label.en"),
        (lambda form: inner(form, 0)["label"].pop("en"), "missing_key", "pages[3].fields[0].fields[0].label.en"),
        (lambda form: field(form, 0, 1)["errors"]["required"].pop("vi"), "missing_key", None),
        (lambda form: field(form, 0, 1).update(errors={"colour": {}}), "form_errors", None),
        (lambda form: field(form, 1, 0).pop("sensitive"), "form_sensitive", "pages[1].fields[0]"),
        (lambda form: field(form, 0, 2).update(prefill="claim.name"), "form_prefill", None),
        (
            lambda form: field(form, 0, 2).update(prefill=NO_CLAIM),
            "form_prefill",
            None,
        ),
        (lambda form: field(form, 0, 3).update(name="income"), "form_schema_type", None),
        (lambda form: field(form, 2, 0).update(name="born_on"), "form_schema_type", None),
        (lambda form: field(form, 0, 2).update(width=7), "unknown_choice", None),
        (lambda form: field(form, 0, 2).update(component="proof"), "form_field_keys", None),
        (lambda form: field(form, 3, 0).pop("item"), "form_field_keys", None),
        (lambda form: field(form, 3, 0)["fields"].append(asks("x", "file")), "form_field_keys", None),
        (lambda form: inner(form, 0).update(name="nickname"), "form_field_unknown", None),
        (lambda form: field(form, 3, 0)["fields"].pop(0), "form_required_hidden", "pages[3].fields[0].fields"),
        (lambda form: form["pages"].pop(1), None, None),
        (lambda form: form["pages"].pop(3), "form_required_hidden", "schema.properties.children"),
        (lambda form: form["schema"]["properties"]["phone"].update(pattern="(a)\\1"), "form_pattern", None),
        (lambda form: form["schema"]["properties"]["phone"].update(pattern="(?=0)"), "form_pattern", None),
    ],
)
def test_a_fault_of_the_definition_is_named(change: Change, code: str | None, path: str | None) -> None:
    told = found(change)
    if code is None:
        assert told == []
        return
    assert code in [one for one, _path in told]
    assert path is None or (code, path) in told


def test_a_page_has_at_most_seven_questions() -> None:
    def crowd(form: dict[str, Any]) -> None:
        for number in range(8):
            form["schema"]["properties"][f"q{number}"] = {"type": "string"}
            form["pages"][1]["fields"].append(asks(f"q{number}"))

    assert found(crowd) == [("form_page_long", "pages[1].fields")]


@pytest.mark.parametrize(
    ("condition", "code"),
    [
        ("has(data.status) &&", "condition_syntax"),
        ('data.status == "married"', "form_condition_open"),
        ("has(data.income) && data.income", "form_condition_later"),
        ("has(data.colour)", "form_condition_unknown"),
        ("has(dossier.channel)", "condition_unknown_variable"),
        ("has(item.name)", "condition_unknown_variable"),
        ("has(data.status)", None),
        ("has(data.needs_verification) && data.needs_verification", None),
    ],
)
def test_a_condition_reads_what_was_asked_before_and_can_always_be_decided(condition: str, code: str | None) -> None:
    told = found(lambda form: field(form, 0, 1).update(show_if=condition))
    assert [one for one, _path in told] == ([code] if code else [])


@pytest.mark.parametrize(
    ("condition", "code"),
    [
        ("item.at_school", "form_condition_open"),
        ("has(item.school)", "form_condition_later"),
        ("has(item.age)", "form_condition_unknown"),
        ('has(data.status) && data.status == "single" && has(item.name) && item.name != ""', None),
    ],
)
def test_a_condition_inside_an_entry_reads_the_entry_too(condition: str, code: str | None) -> None:
    told = found(lambda form: inner(form, 2).update(show_if=condition))
    assert [one for one, _path in told] == ([code] if code else [])


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (lambda form: field(form, 3, 1).update(formats=[]), "form_file_limits"),
        (lambda form: field(form, 3, 1).update(formats=["exe"]), "form_file_limits"),
        (lambda form: field(form, 3, 1).update(max_megabytes=900), "form_file_limits"),
        (lambda form: field(form, 3, 1).pop("max_megabytes"), "form_field_keys"),
        (lambda form: field(form, 3, 1).update(required=False), "form_file_required"),
        (lambda form: form["pages"][3].pop("show_if"), "form_file_condition"),
        (lambda form: form.pop("declares"), "form_paper_missing"),
        (lambda form: form.update(declares="nothing"), "form_component_unknown"),
    ],
)
def test_papers_fit_the_components_and_say_what_is_taken(change: Change, code: str) -> None:
    assert code in [one for one, _path in found(change)]


def test_every_required_paper_has_its_place_in_a_form_that_takes_papers() -> None:
    told = found(lambda form: None, (*COMPONENTS, component("map"), component("photo", required=False)))
    assert told == [("form_paper_missing", "pages")]


def test_an_unknown_paper_is_not_asked_for() -> None:
    assert ("form_component_unknown", "pages[3].fields[1].component") in found(lambda form: None, COMPONENTS[:1])


def test_choices_without_a_list_are_a_fault() -> None:
    told = found(lambda form: field(form, 0, 0).update(choices=choices("single")))
    assert [one for one, _path in told] == ["form_choices_differ"]
