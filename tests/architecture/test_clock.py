"""Time is an argument: only what faces the outside reads the clock."""

import ast

from tests.architecture.source import modules_of_the_rooms

READERS_OF_THE_CLOCK = {"desks", "api", "project"}
READINGS = {
    ("clock", "now"),
    ("timezone", "now"),
    ("timezone", "localdate"),
    ("timezone", "localtime"),
    ("datetime", "now"),
    ("datetime", "today"),
    ("datetime", "utcnow"),
    ("date", "today"),
    ("time", "time"),
    ("time", "localtime"),
}
ALLOWED = {"src/motcua/kernel/clock.py": "the one clock that the edges ask"}
"""Module → why it may read the clock although it is in a lower room."""
INSTANT_FROM_ITS_SUBJECT = {"apply_outage"}
"""Actions that happen at an instant their subject knows, e.g. the announced start of an outage."""


def test_no_lower_room_reads_the_clock() -> None:
    readings = []
    for module in modules_of_the_rooms():
        if module.room in READERS_OF_THE_CLOCK or module.parts[1:2] == ("jobs",) or module.name in ALLOWED:
            continue
        for node in ast.walk(module.tree):
            if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
                continue
            owner = node.func.value
            owner_name = owner.id if isinstance(owner, ast.Name) else getattr(owner, "attr", "")
            # timezone.localtime(value) converts; only without a value does it read the clock
            if (owner_name, node.func.attr) in READINGS and (node.func.attr != "localtime" or not node.args):
                readings.append(f"{module.name}:{node.lineno} {owner_name}.{node.func.attr}()")
    assert readings == []


def test_an_action_takes_its_instant() -> None:
    """A public function of `actions` that records is told when it happens."""
    wrong = []
    for module in modules_of_the_rooms():
        if module.parts[1:2] != ("actions",):
            continue
        for node in module.tree.body:
            if not isinstance(node, ast.FunctionDef) or node.name.startswith("_"):
                continue
            writes = any(
                isinstance(call, ast.Call) and isinstance(call.func, ast.Attribute) and call.func.attr == "record"
                for call in ast.walk(node)
            )
            given = {argument.arg for argument in [*node.args.args, *node.args.kwonlyargs]}
            if writes and not {"at", "act"} & given and node.name not in INSTANT_FROM_ITS_SUBJECT:
                wrong.append(f"{module.name}:{node.lineno} {node.name}")
    assert wrong == []
