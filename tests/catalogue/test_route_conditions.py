"""Conditions answer yes or no from facts, and nothing else."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.catalogue.rules.conditions import (
    MAX_CHARACTERS,
    ConditionNotDecidable,
    check_condition,
    holds,
)

FACTS = {
    "data": {"children": 3, "kind": "lại", "members": [{"age": 4}, {"age": 70}], "born_on": "2026-02-12T00:00:00Z"},
    "dossier": {"channel": "online"},
}


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("data.children > 2", True),
        ("data.children > 2 && dossier.channel == 'desk'", False),
        ("data.kind == 'lại'", True),
        ("data.kind in ['mới', 'lại']", True),
        ("has(data.verified) && data.verified", False),
        ("data.members.exists(member, member.age >= 60)", True),
        ("data.members.all(member, member.age >= 60)", False),
        ("size(data.members) == 2", True),
        ("data.kind.matches('^l.i$')", True),
        ("timestamp(data.born_on).getFullYear() == 2026", True),
        ("!(data.children == 3)", False),
        ("data.children == 3 ? true : false", True),
    ],
)
def test_condition_reads_facts(text: str, answer: bool) -> None:
    assert check_condition(text) == []
    assert holds(text, FACTS) is answer


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "condition_empty"),
        ("   ", "condition_empty"),
        ("data.children >", "condition_syntax"),
        ("data.children = 3", "condition_syntax"),
        ("applicant.age > 3", "condition_unknown_variable"),
        ("google.protobuf.Int32Value{value: 1} == 1", "condition_not_allowed"),
        (".data.children == 3", "condition_not_allowed"),
        ("__import__('os').system('true')", "condition_unknown_function"),
        ("data.children.__class__()", "condition_unknown_function"),
        ("eval('1') == 1", "condition_unknown_function"),
        ("data.members.map(m, m.age).size() > 0", "condition_unknown_function"),
        ("data.members.all(a, data.members.all(b, b == a))", "condition_too_complex"),
        ("data.members.all(member)", "condition_macro"),
        ("data.members.all(member.age, true)", "condition_macro"),
        ("(" * 60 + "true" + ")" * 60, "condition_too_complex"),
        ("!" * 400 + "true", "condition_too_complex"),
        ("-" * 400 + "1 == 1", "condition_too_complex"),
        ("data.kind == '" + "x" * MAX_CHARACTERS + "'", "condition_too_long"),
    ],
)
def test_faulty_condition_is_found_and_never_evaluated(text: str, code: str) -> None:
    assert code in {finding.code for finding in check_condition(text)}
    with pytest.raises(ConditionNotDecidable):
        holds(text, FACTS)


def test_every_unknown_name_is_named_at_once() -> None:
    texts = " ".join(str(finding) for finding in check_condition("alpha == 1 && beta == 2 && gamma()"))
    assert all(name in texts for name in ("alpha", "beta", "gamma"))


def test_name_of_list_item_is_known_only_inside_its_macro() -> None:
    findings = check_condition("data.members.all(m, m.age > 1) && m.age > 1")
    assert [finding.code for finding in findings] == ["condition_unknown_variable"]


@pytest.mark.parametrize(
    "text",
    [
        "data.absent == 1",
        "data.children > 'three'",
        "data.children",
        "1 / 0 == 1",
        "data.children.deeper == 1",
        "9" * 300 + " == 1",
        "data.kind.matches('(')",
        "timestamp(data.kind) == timestamp(data.kind)",
    ],
)
def test_undecidable_condition_is_refused_with_the_condition_named(text: str) -> None:
    with pytest.raises(ConditionNotDecidable) as refusal:
        holds(text, FACTS)
    assert refusal.value.details["condition"] == text
    assert refusal.value.details["reason"]


def test_missing_answer_is_named() -> None:
    with pytest.raises(ConditionNotDecidable) as refusal:
        holds("data.needs_verification == true", FACTS)
    assert refusal.value.details["reason"] == "chưa có thông tin: needs_verification"


def test_pattern_that_makes_backtracking_engines_hang_is_answered() -> None:
    assert holds("data.text.matches('^(a+)+$')", {"data": {"text": "a" * 5000 + "!"}}) is False


_WORDS = """
data dossier data.children data.members .all( .exists( m, ( ) [ ] { } __class__ .__init__ __builtins__ import lambda:0
exec('1') ' r' \\x00 \\u12 ! - && || ? : == 1 1e999 0x 3u true null has( size( //
"""
_PIECES = st.sampled_from([*_WORDS.split(), " in ", "\n", '"', '"""'])


@given(st.one_of(st.lists(_PIECES, max_size=40).map("".join), st.text(max_size=60)))
def test_no_text_does_more_than_answer_or_be_refused(text: str) -> None:
    before = json.dumps(FACTS)
    try:
        assert holds(text, FACTS) in (True, False)
        assert check_condition(text) == []
    except ConditionNotDecidable as refusal:
        assert refusal.details["reason"]
    assert json.dumps(FACTS) == before
