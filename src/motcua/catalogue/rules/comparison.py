"""What changed from one edition to another, in words."""

from collections.abc import Iterator, Mapping
from typing import Any

from motcua.catalogue.rules.document import to_json
from motcua.catalogue.rules.edition import Edition
from motcua.catalogue.rules.findings import Finding
from motcua.kernel.text import gettext_noop as _

_ADDED = _("Thêm {what}: {after}")
_REMOVED = _("Bỏ {what}: {before}")
_CHANGED = _("{what} đổi từ “{before}” thành “{after}”")
_NAMES = {
    "name": _("tên thủ tục"),
    "acronyms": _("chữ tắt"),
    "sector": _("lĩnh vực"),
    "regime": _("chế độ pháp lý"),
    "start": _("ngày bắt đầu"),
    "end": _("ngày kết thúc"),
    "instant": _("trả kết quả ngay"),
    "territory": _("phạm vi phi địa giới"),
    "source": _("nguồn"),
    "certainty": _("mức chắc chắn"),
    "code_certainty": _("mức chắc chắn của mã"),
    "procedure": _("mã thủ tục"),
    "edition": _("số phiên bản"),
    "components": _("thành phần hồ sơ"),
    "limits": _("thời hạn"),
    "fees": _("phí, lệ phí"),
    "legal_basis": _("căn cứ pháp lý"),
    "result": _("kết quả"),
    "competence": _("thẩm quyền"),
    "supplement": _("yêu cầu bổ sung"),
    "route": _("quy trình nội bộ"),
    "steps": _("bước"),
    "members": _("thủ tục thành viên"),
    "form": _("biểu mẫu điện tử"),
}
"""Words for the parts of an edition; parts of parts keep their key."""


def compare_editions(before: Edition, after: Edition) -> list[Finding]:
    """Every difference, in the order of the file. Lists of things with a key are compared by key, not by place."""
    return list(_differences(to_json(before), to_json(after), ""))


def _differences(before: Any, after: Any, path: str) -> Iterator[Finding]:
    if before == after:
        return
    if isinstance(before, dict) and isinstance(after, dict):
        for key in dict.fromkeys([*before, *after]):
            yield from _differences(before.get(key), after.get(key), f"{path}.{key}" if path else key)
    elif isinstance(before, list) and isinstance(after, list):
        yield from _list_differences(_by_key(before), _by_key(after), path)
    elif before is None or before == []:
        yield _finding("added", _ADDED, path, before, after)
    elif after is None or after == []:
        yield _finding("removed", _REMOVED, path, before, after)
    else:
        yield _finding("changed", _CHANGED, path, before, after)


def _list_differences(before: Mapping[str, Any], after: Mapping[str, Any], path: str) -> Iterator[Finding]:
    for key in dict.fromkeys([*before, *after]):
        inner = f"{path}[{key}]"
        if key not in after:
            yield _finding("removed", _REMOVED, inner, before[key], None)
        elif key not in before:
            yield _finding("added", _ADDED, inner, None, after[key])
        else:
            yield from _differences(before[key], after[key], inner)
    common = [key for key in before if key in after]
    if common != [key for key in after if key in before]:
        order = [key for key in after if key in before]
        yield _finding("reordered", _CHANGED, path, ", ".join(common), ", ".join(order))


def _by_key(entries: list[Any]) -> dict[str, Any]:
    """The entries by what names them: their key, the field's name, the start of a competence rule, or themselves."""
    return {
        str(entry.get("key") or entry.get("name") or entry.get("start") if isinstance(entry, dict) else entry): entry
        for entry in entries
    }


def _finding(code: str, text: str, path: str, before: Any, after: Any) -> Finding:
    return Finding(code, text, None, path, {"what": _what(path), "before": _words(before), "after": _words(after)})


def _what(path: str) -> str:
    head, bracket, rest = path.partition("[")
    first, dot, inner = head.partition(".")
    return f"{_NAMES.get(first, first)}{dot}{inner}{bracket}{rest}"


def _words(value: Any) -> str:
    if value is None or value == "":
        return "–"
    if isinstance(value, dict):
        if set(value) == {"vi", "en"}:
            return str(value["vi"])
        if set(value) == {"value", "unit"}:
            return f"{value['value']} {value['unit']}"
        name = value.get("name")
        if name is not None:
            return _words(name)
        return ", ".join(f"{key}: {_words(part)}" for key, part in value.items() if key not in {"source", "certainty"})
    if isinstance(value, list):
        return ", ".join(map(_words, value)) or "–"
    return str(value)
