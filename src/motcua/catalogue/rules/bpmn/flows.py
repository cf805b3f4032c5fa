"""Following the tokens of a BPMN graph: which steps each step waits for, and under which condition it is done."""

from collections.abc import Iterator
from dataclasses import dataclass

from motcua.catalogue.rules.bpmn.graph import Flow, Graph, Node, NodeKind
from motcua.catalogue.rules.findings import Finding
from motcua.kernel.text import gettext_noop as _

FAULTS = {
    "bpmn_loop": _("Các phần tử nối thành vòng nên không thể là quy trình nội bộ: {ids}"),
    "bpmn_no_start": _("Phần tử “{id}” không có luồng đi vào từ sự kiện bắt đầu"),
    "bpmn_starts": _("Quy trình cần đúng một sự kiện bắt đầu, có {count}"),
    "bpmn_start_entered": _("Sự kiện bắt đầu “{id}” có luồng đi vào"),
    "bpmn_end_left": _("Sự kiện kết thúc “{id}” có luồng đi ra"),
    "bpmn_join_mixed": _("Cổng song song “{id}” gộp các nhánh không cùng điều kiện"),
    "bpmn_merge_mixed": _("Phần tử “{id}” nhận các luồng không phải là mọi nhánh của cùng một cổng loại trừ"),
    "bpmn_choice_no_default": _("Cổng loại trừ “{id}” cần đúng một nhánh mặc định"),
    "bpmn_choice_no_condition": _("Nhánh “{id}” của cổng loại trừ không có điều kiện"),
    "bpmn_condition_elsewhere": _("Luồng “{id}” có điều kiện nhưng không đi từ cổng loại trừ"),
}


@dataclass(frozen=True)
class Way:
    """How a step is come to."""

    after: tuple[str, ...]
    when: str | None


@dataclass(frozen=True)
class _Token:
    """What is true of a flow: the branches that lead to it, outermost first, and the tasks done last before it."""

    branches: tuple[tuple[str, str], ...]
    """Pairs of exclusive gateway and the flow taken out of it."""
    tasks: tuple[str, ...]


def ways_into(graph: Graph) -> tuple[dict[str, Way], list[Finding]]:
    """The way into every task by its id, and every fault that keeps tasks from having one."""
    follower = _Follower(graph)
    follower.run()
    return follower.ways, follower.findings


class _Follower:
    def __init__(self, graph: Graph) -> None:
        self.graph = graph
        self.incoming: dict[str, list[Flow]] = {node.id: [] for node in graph.nodes}
        self.outgoing: dict[str, list[Flow]] = {node.id: [] for node in graph.nodes}
        for flow in graph.flows:
            self.incoming[flow.target].append(flow)
            self.outgoing[flow.source].append(flow)
        self.tokens: dict[str, _Token] = {}
        self.before_choice: dict[str, tuple[str, ...]] = {}
        self.conditions: dict[str, str] = {}
        self.ways: dict[str, Way] = {}
        self.findings: list[Finding] = []

    def run(self) -> None:
        starts = sum(node.kind is NodeKind.START for node in self.graph.nodes)
        if starts != 1:
            self._fault("bpmn_starts", "", count=starts)
        waiting = list(self.graph.nodes)
        while ready := [node for node in waiting if all(flow.id in self.tokens for flow in self.incoming[node.id])]:
            for node in ready:
                self._pass(node)
            waiting = [node for node in waiting if node not in ready]
        if waiting:
            self._fault("bpmn_loop", waiting[0].id, ids=", ".join(node.id for node in waiting))

    def _fault(self, code: str, path: str, /, **values: object) -> None:
        self.findings.append(Finding(code, FAULTS[code], None, path, values or {"id": path}))

    def _pass(self, node: Node) -> None:
        token = self._enter(node)
        if node.kind is NodeKind.TASK:
            self.ways[node.id] = Way(token.tasks, self._condition(token))
            token = _Token(token.branches, (node.id,))
        if node.kind is NodeKind.END and self.outgoing[node.id]:
            self._fault("bpmn_end_left", node.id)
        is_choice = node.kind is NodeKind.EXCLUSIVE and len(self.outgoing[node.id]) > 1
        if is_choice:
            self._note_conditions(node)
            self.before_choice[node.id] = token.tasks
        for flow in self.outgoing[node.id]:
            if is_choice:
                self.tokens[flow.id] = _Token((*token.branches, (node.id, flow.id)), token.tasks)
                continue
            if flow.condition is not None:
                self._fault("bpmn_condition_elsewhere", flow.id)
            self.tokens[flow.id] = token

    def _enter(self, node: Node) -> _Token:
        tokens = [self.tokens[flow.id] for flow in self.incoming[node.id]]
        if node.kind is NodeKind.START:
            if tokens:
                self._fault("bpmn_start_entered", node.id)
            return _Token((), ())
        if not tokens:
            self._fault("bpmn_no_start", node.id)
            return _Token((), ())
        if len(tokens) == 1 or node.kind is NodeKind.END:
            return tokens[0]
        if node.kind is NodeKind.PARALLEL:
            if len({token.branches for token in tokens}) > 1:
                self._fault("bpmn_join_mixed", node.id)
            return _Token(tokens[0].branches, _together(tokens))
        return self._merge(node, tokens)

    def _merge(self, node: Node, tokens: list[_Token]) -> _Token:
        """Brings all branches of one choice together; a branch without a task adds nobody to wait for."""
        around = tokens[0].branches[:-1]
        gateways = {token.branches[-1][0] for token in tokens if token.branches}
        gateway = next(iter(gateways), "")
        taken = [token.branches[-1][1] for token in tokens if token.branches]
        all_branches = sorted(flow.id for flow in self.outgoing.get(gateway, ()))
        if (
            len(gateways) != 1
            or sorted(taken) != all_branches
            or any(token.branches[:-1] != around for token in tokens)
        ):
            self._fault("bpmn_merge_mixed", node.id)
            return _Token((), _together(tokens))
        before = self.before_choice[gateway]
        return _Token(around, _together([token for token in tokens if token.tasks != before]) or before)

    def _note_conditions(self, choice: Node) -> None:
        flows = self.outgoing[choice.id]
        if sum(flow.is_default for flow in flows) != 1:
            self._fault("bpmn_choice_no_default", choice.id)
            return
        stated = [flow for flow in flows if not flow.is_default]
        for flow in stated:
            if flow.condition is None:
                self._fault("bpmn_choice_no_condition", flow.id)
        self.conditions |= {flow.id: flow.condition or "" for flow in stated}
        default = next(flow for flow in flows if flow.is_default)
        self.conditions[default.id] = " && ".join(f"!({flow.condition})" for flow in stated)

    def _condition(self, token: _Token) -> str | None:
        conditions = [self.conditions.get(flow_id, "") for _gateway, flow_id in token.branches]
        if len(conditions) < 2:
            return conditions[0] if conditions else None
        return " && ".join(f"({condition})" for condition in conditions)


def _together(tokens: list[_Token]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(_tasks(tokens)))


def _tasks(tokens: list[_Token]) -> Iterator[str]:
    for token in tokens:
        yield from token.tasks
