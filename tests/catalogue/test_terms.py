"""The limit, fees, components and members of one case."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.catalogue.rules.document import parse
from motcua.catalogue.rules.edition import FeeBasis, FeeChannel, PaperForm
from motcua.catalogue.rules.terms import components_for, fees_for, filled_by_others, limit_for, members_for, missing
from tests.catalogue.files import GROUP, SINGLE, changed

EDITION = parse(SINGLE, "single")
FEE = EDITION.fees[0]
PAGES = replace(
    FEE,
    basis=FeeBasis.PAGE,
    amount_vnd=2000,
    amount_later_vnd=1000,
    later_from=3,
    amount_max_vnd=200_000,
    when=None,
)


@pytest.mark.parametrize(
    ("data", "key"),
    [
        ({}, "standard"),
        ({"verify": False}, "standard"),
        ({"verify": True}, "with_verification"),
        ({"verify": 3}, "standard"),
    ],
)
def test_the_first_limit_that_fits_counts(data: dict[str, object], key: str) -> None:
    assert limit_for(EDITION, {"data": data}).key == key


def test_a_condition_on_what_nobody_stated_is_not_fulfilled() -> None:
    edition = parse(changed(SINGLE, ("has(data.verify) && data.verify", "data.verify == true")), "single")
    assert limit_for(edition, {"data": {}}).key == "standard"
    assert limit_for(edition, {"data": {"verify": True}}).key == "with_verification"


@pytest.mark.parametrize(
    ("pages", "copies", "amount"),
    [(1, 1, 2000), (2, 1, 4000), (3, 1, 5000), (10, 2, 24_000), (500, 1, 200_000), (500, 3, 600_000)],
)
def test_certified_copies_cost_by_page_with_a_maximum_per_copy(pages: int, copies: int, amount: int) -> None:
    """TT 226/2016/TT-BTC: 2,000 a page, 1,000 from page 3, at most 200,000 a copy."""
    edition = replace(EDITION, fees=(PAGES,))
    assert fees_for(edition, {"data": {}}, copies, pages, FeeChannel.DESK) == [(PAGES, amount)]


def test_a_fee_by_copy_may_change_from_a_copy_on() -> None:
    rule = replace(PAGES, basis=FeeBasis.COPY, amount_vnd=0, amount_later_vnd=5000, amount_max_vnd=None)
    edition = replace(EDITION, fees=(rule,))
    due = [fees_for(edition, {"data": {}}, copies, 9, FeeChannel.DESK) for copies in (1, 2, 3, 5)]
    assert due == [[], [], [(rule, 5000)], [(rule, 15_000)]]


def test_only_fees_of_the_channel_and_the_case_are_due() -> None:
    desk = replace(FEE, key="desk", channel=FeeChannel.DESK, when=None)
    online = replace(FEE, key="online", channel=FeeChannel.ONLINE, when=None)
    edition = replace(EDITION, fees=(FEE, desk, online))
    facts = {"data": {"late": True}}
    assert [rule.key for rule, _ in fees_for(edition, facts, 1, 1, FeeChannel.DESK)] == ["late", "desk"]
    assert [rule.key for rule, _ in fees_for(edition, {"data": {}}, 1, 1, FeeChannel.ONLINE)] == ["online"]


@given(pages=st.integers(1, 1000), copies=st.integers(1, 50))
def test_more_pages_or_copies_never_cost_less(pages: int, copies: int) -> None:
    edition = replace(EDITION, fees=(PAGES,))

    def total(of_copies: int, of_pages: int) -> int:
        return fees_for(edition, {"data": {}}, of_copies, of_pages, FeeChannel.DESK)[0][1]

    assert total(copies, pages) <= total(copies, pages + 1)
    assert total(copies + 1, pages) - total(copies, pages) == total(1, pages)


def test_what_is_missing_is_what_the_case_requires_in_a_form_it_accepts() -> None:
    def keys(data: dict[str, object], marks: dict[str, PaperForm]) -> list[str]:
        return [component.key for component in missing(EDITION, marks, {"data": data})]

    assert [component.key for component in components_for(EDITION, {"data": {}})] == ["declaration"]
    assert keys({}, {}) == ["declaration"]
    assert keys({}, {"declaration": PaperForm.NONE}) == ["declaration"]
    assert keys({}, {"declaration": PaperForm.COPY}) == ["declaration"]
    assert keys({}, {"declaration": PaperForm.ELECTRONIC}) == []
    assert keys({"authorised": True}, {"declaration": PaperForm.ORIGINAL}) == ["authorisation"]


def test_what_another_procedure_fills_is_asked_for_alone_and_not_inside_a_group() -> None:
    filled = replace(EDITION.components[0], filled_by="birth_certificate")
    alone = replace(EDITION, components=(filled,))
    assert missing(alone, {}, {"data": {}}) == [filled]
    group = replace(parse(GROUP, "group"), components=(filled,))
    assert missing(group, {}, {"data": {}}) == []
    assert components_for(group, {"data": {}}) == ()


def test_a_member_is_filled_by_the_results_of_the_others_only() -> None:
    filled = replace(EDITION.components[0], filled_by="birth_certificate")
    member = replace(EDITION, components=(filled, replace(filled, key="own", filled_by=None)))
    maker = replace(EDITION, result=replace(EDITION.result, key="birth_certificate"))
    assert filled_by_others(member, [maker]) == {"declaration"}
    assert filled_by_others(member, [replace(EDITION, result=replace(EDITION.result, key="another"))]) == frozenset()
    assert filled_by_others(member, []) == frozenset()


def test_required_members_are_always_carried_out() -> None:
    group = parse(changed(GROUP, ("after: [birth],", "after: [birth], optional: true,")), "group")
    assert [member.key for member in members_for(group, None)] == ["birth", "residence"]
    assert [member.key for member in members_for(group, frozenset())] == ["birth"]
    assert [member.key for member in members_for(group, frozenset({"residence"}))] == ["birth", "residence"]


def test_what_is_free_of_charge_is_not_due() -> None:
    edition = replace(EDITION, fees=(replace(FEE, when=None, amount_vnd=0), replace(FEE, key="paid", when=None)))
    assert [rule.key for rule, _ in fees_for(edition, {"data": {}}, 1, 1, FeeChannel.DESK)] == ["paid"]
