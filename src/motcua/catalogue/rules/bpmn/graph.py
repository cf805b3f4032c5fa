"""A route as BPMN nodes and flows.

Every flow carries one token. Several steps in `after` meet in a parallel gateway, several steps after one leave by
another; a step with a condition stands between an exclusive gateway that leads to it or, by default, past it, and one
that brings both ways together again.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from motcua.catalogue.rules.edition import Route, Step
from motcua.catalogue.rules.findings import Finding
from motcua.catalogue.rules.route_check import check_route
from motcua.kernel.choices import Choice
from motcua.kernel.refusal import Refusal

_NOT_A_GRAPH = {
    "route_empty", "step_twice", "step_after_itself", "step_after_unknown", "step_cycle", "step_unreachable",
}  # fmt: skip


class RouteNotDrawable(Refusal):
    """The steps of the route do not follow from one another. Correct what is named, then export it again."""

    def __init__(self, findings: Sequence[Finding]) -> None:
        self.findings = list(findings)
        super().__init__(findings=[str(finding) for finding in findings])


class NodeKind(Choice):
    """The BPMN element a node is written as."""

    START = "startEvent"
    END = "endEvent"
    TASK = "userTask"
    PARALLEL = "parallelGateway"
    EXCLUSIVE = "exclusiveGateway"


@dataclass(frozen=True)
class Node:
    id: str
    kind: NodeKind
    step: Step | None = None


@dataclass(frozen=True)
class Flow:
    id: str
    source: str
    target: str
    condition: str | None = None
    is_default: bool = False


@dataclass
class Graph:
    """Nodes and flows; each node stands after those it follows."""

    nodes: list[Node] = field(default_factory=list)
    flows: list[Flow] = field(default_factory=list)

    def add(self, node_id: str, kind: NodeKind, step: Step | None = None) -> str:
        self.nodes.append(Node(node_id, kind, step))
        return node_id

    def connect(self, source: str, target: str, condition: str | None = None, *, is_default: bool = False) -> None:
        self.flows.append(Flow(f"flow_{len(self.flows) + 1}", source, target, condition, is_default))


def graph_of(route: Route) -> Graph:
    """Raises RouteNotDrawable when the steps are no acyclic graph."""
    findings = [finding for finding in check_route(route, ()) if finding.code in _NOT_A_GRAPH]
    if findings:
        raise RouteNotDrawable(findings)
    after = {step.key: tuple(dict.fromkeys(step.after)) for step in route.steps}
    followers = {key: [other for other in after if key in after[other]] for key in after}
    first = [key for key in after if not after[key]]
    last = [key for key in after if not followers[key]]
    graph = Graph()
    leaving = _fork(graph, graph.add("start", NodeKind.START), len(first))
    exits: dict[str, str] = {}
    waiting = list(route.steps)
    while waiting:
        step = next(step for step in waiting if all(key in exits for key in after[step.key]))
        waiting.remove(step)
        sources = [exits[key] for key in after[step.key]] or [leaving]
        exits[step.key] = _fork(graph, _add_step(graph, step, sources), len(followers[step.key]))
    finish = _join(graph, "end", [exits[key] for key in last])
    graph.connect(finish, graph.add("end", NodeKind.END))
    return graph


def _add_step(graph: Graph, step: Step, sources: list[str]) -> str:
    """Adds the step with its gateways; returns the node that its followers come from."""
    source = _join(graph, f"step_{step.key}", sources)
    task = f"step_{step.key}"
    if step.when is None:
        graph.connect(source, graph.add(task, NodeKind.TASK, step))
        return task
    choice = graph.add(f"choice_{step.key}", NodeKind.EXCLUSIVE)
    graph.connect(source, choice)
    graph.add(task, NodeKind.TASK, step)
    merge = graph.add(f"merge_{step.key}", NodeKind.EXCLUSIVE)
    graph.connect(choice, task, step.when)
    graph.connect(choice, merge, is_default=True)
    graph.connect(task, merge)
    return merge


def _join(graph: Graph, name: str, sources: list[str]) -> str:
    if len(sources) == 1:
        return sources[0]
    join = graph.add(f"join_{name}", NodeKind.PARALLEL)
    for source in sources:
        graph.connect(source, join)
    return join


def _fork(graph: Graph, source: str, ways: int) -> str:
    if ways < 2:
        return source
    fork = graph.add(f"fork_{source}", NodeKind.PARALLEL)
    graph.connect(source, fork)
    return fork
