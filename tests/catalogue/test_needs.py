"""What one needs is derived from the conditions of the edition: at most six questions, nothing personal."""

from datetime import date

import pytest

from motcua.catalogue.actions.load import package_files, read_files
from motcua.catalogue.rules.edition import Edition, FeeChannel, LimitUnit
from motcua.catalogue.rules.needs import QUESTIONS_MAX, needs_for, needs_questions

DAY = date(2026, 9, 7)


def edition(code: str) -> Edition:
    read, _ = read_files({name: text for name, text in package_files().items() if name == f"{code}.yaml"})
    return read[f"{code}.yaml"]


def shipped() -> list[str]:
    return sorted(name.removesuffix(".yaml") for name in package_files() if "@" not in name)


@pytest.mark.parametrize("code", shipped())
def test_every_shipped_procedure_asks_little_and_nothing_personal(code: str) -> None:
    content = edition(code)
    asked = needs_questions(content)
    assert len(asked) <= QUESTIONS_MAX
    for question in asked:
        assert question.label.vi
        assert question.label.en
        assert len(question.choices) != 1
        assert not question.name.endswith(("_name", "_id", "_phone", "_email", "_on", "_residence"))
    answers = {one.name: one.read(one.choices[0].value if one.choices else "1") for one in asked}
    assert all(answer is not None for answer in answers.values())
    assert needs_for(content, answers).limit.value > 0


def test_answers_decide_papers_limit_and_fees() -> None:
    card = edition("1.116410")
    kind, _ = needs_questions(card)
    assert kind.name == "kind"
    exchanged = needs_for(card, {"kind": "exchange", "under_six": False})
    first = needs_for(card, {"kind": "first", "under_six": False})
    assert exchanged.total_vnd(FeeChannel.DESK) > first.total_vnd(FeeChannel.DESK) == 0
    family = edition("1.001612")
    alone = {part.key for part in needs_for(family, {"owner_kind": "individual"}).components}
    assert {part.key for part in needs_for(family, {"owner_kind": "family"}).components} > alone


def test_what_an_officer_may_find_is_told_as_a_longer_limit() -> None:
    birth = needs_for(edition("1.001193"), {"registered_late": False})
    assert (birth.limit.unit, birth.limit_found and birth.limit_found.value) == (LimitUnit.SAME_DAY, 5)
    assert "needs_verification" not in {question.name for question in needs_questions(edition("1.001193"))}


def test_fees_that_differ_by_way_and_grow_by_pages_are_summed() -> None:
    residence = needs_for(edition("1.004222"), {"dwelling_in_database": True})
    assert residence.differs_by_channel
    assert residence.total_vnd(FeeChannel.DESK) == 20_000
    assert residence.total_vnd(FeeChannel.ONLINE) == 10_000
    copies = edition("2.000815")
    assert {"copies", "pages"} <= {question.name for question in needs_questions(copies)}
    assert needs_for(copies, {"copies": 2, "pages": 3}).total_vnd(FeeChannel.DESK) == 10_000


@pytest.mark.parametrize("typed", ["", "0", "101", "9" * 40, "-1", "x", "١", "1.5"])
def test_impossible_numbers_and_unknown_choices_are_no_answer(typed: str) -> None:
    copies = next(one for one in needs_questions(edition("2.000815")) if one.name == "copies")
    late = needs_questions(edition("1.001193"))[0]
    assert copies.read(typed) is None
    assert late.read(typed) is None
    assert (late.read("true"), late.read("false"), copies.read("7")) == (True, False, 7)
