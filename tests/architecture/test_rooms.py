"""Every module of a room is of a known kind, and rules stay pure."""

import ast

from tests.architecture.source import Module, modules_of_the_rooms

KINDS = {"rules", "models", "queries", "actions", "adapters", "jobs"}
OF_EVERY_APP = {"__init__", "apps"}
OF_ONE_ROOM = {
    "documents": {
        "rendering": "prints official forms as PDF",
        "storage": "where the bytes lie, which actions and adapters both ask",
        "uploads": "Django's handler of request bodies",
        "downloads": "answers that hand a file to a browser",
    },
}
"""Modules outside the kinds, and why their room needs them."""
WRITERS = {"actions", "jobs", "adapters"}
"""Adapters write files and messages, never rows."""
FREE_ROOMS = {"kernel", "desks", "api", "project", "__init__", "__main__"}
"""Rooms that are not about the domain, or that face the outside, name their modules themselves."""
VAGUE = {"utils", "helpers", "services", "managers", "common", "misc", "base", "signals"}
PURE_FROM_OUTSIDE = {"django", "random", "secrets", "requests", "psycopg", "procrastinate", "os", "subprocess"}
ROOMS_OF_THE_DOMAIN = {
    "directory",
    "catalogue",
    "documents",
    "dossiers",
    "exchange",
    "visits",
    "indicators",
    "planning",
}


def is_rule(module: Module) -> bool:
    return module.room in ROOMS_OF_THE_DOMAIN and len(module.parts) > 1 and module.parts[1] == "rules"


def imported(module: Module) -> set[str]:
    names = set()
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names.add(node.module)
    return names


def test_a_room_holds_only_modules_of_the_known_kinds() -> None:
    strange = []
    for module in modules_of_the_rooms():
        known = KINDS | OF_EVERY_APP | set(OF_ONE_ROOM.get(module.room, {}))
        if module.room not in FREE_ROOMS and len(module.parts) > 1 and module.parts[1] not in known:
            strange.append(module.name)
    assert strange == []


def test_no_module_has_a_name_that_says_nothing() -> None:
    assert [module.name for module in modules_of_the_rooms() if VAGUE & set(module.parts)] == []


def test_rules_know_no_framework_no_chance_and_no_machine() -> None:
    impure = [
        f"{module.name} imports {name}"
        for module in modules_of_the_rooms()
        if is_rule(module) or module.parts == ("kernel", "worktime")
        for name in sorted(imported(module))
        if name.split(".")[0] in PURE_FROM_OUTSIDE
    ]
    assert impure == []


def test_only_actions_write() -> None:
    """Pages, queries and rules never call what changes a row."""
    writing = {"save", "bulk_create", "bulk_update", "get_or_create", "update_or_create"}
    wrong = []
    for module in modules_of_the_rooms():
        if module.room not in ROOMS_OF_THE_DOMAIN or len(module.parts) < 2 or module.parts[1] in WRITERS:
            continue
        wrong += [
            f"{module.name}:{node.lineno} calls {node.func.attr}"
            for node in ast.walk(module.tree)
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in writing
        ]
    assert wrong == []
