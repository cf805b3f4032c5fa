"""Conditions in routes, limits, fees and components: a small, safe part of CEL (Common Expression Language).

An expression reads facts and answers yes or no. It cannot run code, loop without bound or reach outside its facts:
its syntax tree is compared with a list of what is allowed before it is ever evaluated, and it is interpreted, never
compiled to Python. Patterns use RE2, which takes linear time.
"""

import re
import sys
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any

import celpy
import lark
from celpy.adapter import json_to_cel
from celpy.celparser import CELParseError

from motcua.catalogue.rules.findings import Finding
from motcua.kernel.refusal import Refusal
from motcua.kernel.text import gettext_noop as _

MAX_CHARACTERS = 500
MAX_BRACKETS = 20
MAX_TREE_DEPTH = 120
"""Keeps the interpreter far from Python's recursion limit; about thirty chained `&&`."""
VARIABLES = frozenset({"data", "dossier"})
"""`data`: answers of the e-form; `dossier`: facts of the dossier itself, such as its channel."""
FUNCTIONS = frozenset({"has", "size", "int", "double", "string", "timestamp", "duration"})
METHODS = frozenset(
    {"size", "contains", "startsWith", "endsWith", "matches", "getFullYear", "getMonth", "getDayOfMonth"}
)
MACROS = frozenset({"all", "exists", "exists_one"})
"""May not be nested in one another, so that the cost stays linear in the size of the facts."""


class ConditionNotDecidable(Refusal):
    """The condition cannot be decided from what is known. Fill in the answer it asks for, or have it corrected."""

    def __init__(self, condition: str, reason: str) -> None:
        super().__init__(condition=condition, reason=reason)


def check_condition(text: str, variables: frozenset[str] = VARIABLES) -> list[Finding]:
    """Everything that keeps the expression from being used as a condition; empty when it may be used."""
    too_big = _check_size(text)
    if too_big:
        return too_big
    try:
        tree = _environment().compile(text)
    except CELParseError as problem:
        return [
            Finding(
                "condition_syntax",
                _("Điều kiện viết sai cú pháp ở dòng {row}, cột {column}: {condition}"),
                values={"row": problem.line or 1, "column": problem.column or 1, "condition": text},
            )
        ]
    if _depth(tree) > MAX_TREE_DEPTH:
        return [Finding("condition_too_complex", _("Điều kiện quá phức tạp, hãy tách thành nhiều bước"))]
    found = {str(finding): finding for finding in _check_tree(tree, variables, inside_macro=False)}
    return list(found.values())


def holds(text: str, facts: Mapping[str, Any]) -> bool:
    """Whether the condition is true of the facts (JSON values by variable name).

    Raises ConditionNotDecidable when the expression is not allowed, asks for a fact that is not there, compares
    values of different types, or does not answer yes or no.
    """
    program = _program(text, frozenset(facts))
    try:
        answer = program.evaluate({name: json_to_cel(value) for name, value in facts.items()})
    except Exception as problem:
        # The interpreter lets Python's own errors through for some malformed facts; all mean the same to the caller.
        raise ConditionNotDecidable(text, _reason(problem)) from problem
    if not isinstance(answer, (bool, celpy.celtypes.BoolType)):
        raise ConditionNotDecidable(text, _("điều kiện không trả lời đúng hay sai"))
    return bool(answer)


@lru_cache(maxsize=1)
def _environment() -> celpy.Environment:
    # The library raises the recursion limit of the whole process; MAX_TREE_DEPTH needs about half of the usual one.
    limit = sys.getrecursionlimit()
    try:
        return celpy.Environment()
    finally:
        sys.setrecursionlimit(limit)


@lru_cache(maxsize=2048)
def _program(text: str, variables: frozenset[str]) -> celpy.Runner:
    findings = check_condition(text, variables)
    if findings:
        raise ConditionNotDecidable(text, "; ".join(str(finding) for finding in findings))
    environment = _environment()
    return environment.program(environment.compile(text))


def _reason(problem: Exception) -> str:
    message = str(problem.args[0]) if problem.args else type(problem).__name__
    missing = _MISSING_MEMBER.fullmatch(message)
    if missing:
        return f"chưa có thông tin: {missing[1]}"
    if "no such overload" in message or "no matching overload" in message:
        return _("các giá trị được so sánh khác kiểu nhau hoặc chưa có")
    return message.split(" (in activation", 1)[0]


_MISSING_MEMBER = re.compile(r"no such member in mapping: '(.*)'")


def _check_size(text: str) -> list[Finding]:
    if not text.strip():
        return [
            Finding("condition_empty", _("Điều kiện để trống; nếu bước luôn được thực hiện thì không ghi điều kiện"))
        ]
    if len(text) > MAX_CHARACTERS:
        return [
            Finding(
                "condition_too_long",
                _("Điều kiện dài {length} ký tự, tối đa {most} ký tự"),
                values={"length": len(text), "most": MAX_CHARACTERS},
            )
        ]
    depth = deepest = 0
    for character in text:
        depth += (character in "([{") - (character in ")]}")
        deepest = max(deepest, depth)
    if deepest > MAX_BRACKETS:
        return [
            Finding(
                "condition_too_complex", _("Điều kiện có hơn {most} lớp ngoặc lồng nhau"), values={"most": MAX_BRACKETS}
            )
        ]
    return []


def _depth(tree: lark.Tree[lark.Token]) -> int:
    deepest, pending = 0, [(tree, 1)]
    while pending:
        node, depth = pending.pop()
        deepest = max(deepest, depth)
        pending.extend((child, depth + 1) for child in node.children if isinstance(child, lark.Tree))
    return deepest


def _check_tree(node: lark.Tree[lark.Token], variables: frozenset[str], *, inside_macro: bool) -> Iterator[Finding]:
    children = [child for child in node.children if isinstance(child, lark.Tree)]
    match node.data:
        case "ident":
            name = str(node.children[0])
            if name not in variables:
                known = ", ".join(sorted(variables))
                yield Finding(
                    "condition_unknown_variable",
                    _("Điều kiện dùng biến không có: {name} (chỉ có: {known})"),
                    values={"name": name, "known": known},
                )
        case "ident_arg" if str(node.children[0]) not in FUNCTIONS:
            yield _unknown_function(str(node.children[0]))
        case "member_dot_arg" if str(node.children[1]) in MACROS:
            yield from _check_tree(children[0], variables, inside_macro=inside_macro)
            yield from _check_macro(node, variables, inside_macro=inside_macro)
            return
        case "member_dot_arg" if str(node.children[1]) not in METHODS:
            yield _unknown_function(str(node.children[1]))
        case "dot_ident" | "dot_ident_arg" | "member_object":
            yield Finding(
                "condition_not_allowed", _("Điều kiện dùng cú pháp không được phép: dấu chấm đứng đầu hoặc {…}")
            )
    for child in children:
        yield from _check_tree(child, variables, inside_macro=inside_macro)


def _check_macro(node: lark.Tree[lark.Token], variables: frozenset[str], *, inside_macro: bool) -> Iterator[Finding]:
    name = str(node.children[1])
    if inside_macro:
        yield Finding(
            "condition_too_complex",
            _("Điều kiện lồng {name}(…) trong một phép duyệt danh sách khác"),
            values={"name": name},
        )
        return
    arguments = node.children[2] if len(node.children) > 2 else None
    expressions = arguments.children if isinstance(arguments, lark.Tree) else []
    item = _bare_name(expressions[0]) if len(expressions) == 2 else None
    if item is None or not isinstance(expressions[1], lark.Tree):
        yield Finding(
            "condition_macro", _("{name}(…) cần hai tham số: tên phần tử và điều kiện"), values={"name": name}
        )
        return
    yield from _check_tree(expressions[1], variables | {item}, inside_macro=True)


def _bare_name(node: lark.Tree[lark.Token] | lark.Token) -> str | None:
    while isinstance(node, lark.Tree) and len(node.children) == 1 and node.data != "ident":
        node = node.children[0]
    if isinstance(node, lark.Tree) and node.data == "ident":
        return str(node.children[0])
    return None


def _unknown_function(name: str) -> Finding:
    allowed = ", ".join(sorted(FUNCTIONS | METHODS | MACROS))
    return Finding(
        "condition_unknown_function",
        _("Điều kiện gọi hàm không được phép: {name} (chỉ có: {allowed})"),
        values={"name": name, "allowed": allowed},
    )
