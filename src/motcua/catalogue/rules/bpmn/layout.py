"""Where the nodes of a drawing stand: one column per step of the longest way, one row per branch."""

from collections import Counter
from dataclasses import dataclass

from motcua.catalogue.rules.bpmn.graph import Flow, Graph, NodeKind

COLUMN, ROW, MARGIN = 150, 120, 15
SIZES = {
    NodeKind.START: (36, 36),
    NodeKind.END: (36, 36),
    NodeKind.TASK: (100, 80),
    NodeKind.PARALLEL: (50, 50),
    NodeKind.EXCLUSIVE: (50, 50),
}


@dataclass(frozen=True)
class Box:
    x: int
    y: int
    width: int
    height: int


def boxes(graph: Graph) -> dict[str, Box]:
    """A box per node, none over another."""
    column: dict[str, int] = {}
    for node in graph.nodes:
        column[node.id] = max((column[flow.source] + 1 for flow in graph.flows if flow.target == node.id), default=0)
    rows: Counter[int] = Counter()
    placed: dict[str, Box] = {}
    for node in graph.nodes:
        width, height = SIZES[node.kind]
        row = rows[column[node.id]]
        rows[column[node.id]] += 1
        x, y = (column[node.id] + 1) * COLUMN, (row + 1) * ROW
        placed[node.id] = Box(x - width // 2, y - height // 2, width, height)
    return placed


def waypoints(flow: Flow, placed: dict[str, Box]) -> list[tuple[int, int]]:
    """From the right side of the source to the left side of the target; a way past other nodes goes above their row."""
    source, target = placed[flow.source], placed[flow.target]
    start = source.x + source.width, source.y + source.height // 2
    end = target.x, target.y + target.height // 2
    if end[0] - start[0] > COLUMN:
        columns = (end[0] - start[0]) // COLUMN
        above = start[1] - ROW // 2 - min(4 * columns, 18)
        return [start, (start[0] + MARGIN, above), (end[0] - MARGIN, above), end]
    if start[1] == end[1]:
        return [start, end]
    middle = (start[0] + end[0]) // 2
    return [start, (middle, start[1]), (middle, end[1]), end]
